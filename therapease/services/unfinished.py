"""Where one was and what one had not finished when the vault locked: kept in the vault until it is taken up again.

Half a sentence about a client is nobody's but the writer's: it is sealed to her own keys, so that a colleague who
reads the database with the shared data key does not find it.
"""

from __future__ import annotations

import base64
import binascii
import json

from therapease.domain.audit import AuditAction
from therapease.domain.ids import UserId
from therapease.domain.process_note import SealedKey, SealedText
from therapease.errors import SealedForOthersError
from therapease.logs import get_logger
from therapease.services.context import ServiceContext

_BINDING = b"therapease/unfinished/v1/"


class UnfinishedService:
    """One entry for each person, of JSON values. It may hold anything that was typed, and never leaves the vault."""

    def __init__(self, context: ServiceContext) -> None:
        self._context = context

    @property
    def _name(self) -> str:
        return f"unfinished.{self._context.user.id}"

    @property
    def _binding(self) -> bytes:
        return _BINDING + self._context.user.id.encode("utf-8")

    def keep(self, unfinished: dict[str, object] | None) -> None:
        """Record the lock, and keep this in place of what was kept before; with None that stays."""
        sealed = None
        if unfinished is not None:
            sealed = _as_json(self._context.vault.seal_text(json.dumps(unfinished), self._binding))
        with self._context.transaction() as unit:
            if sealed is not None:
                unit.settings.put(self._name, sealed)
            unit.audit.append(AuditAction.VAULT_LOCKED)

    def kept(self) -> dict[str, object] | None:
        """Return what was kept, None when there is nothing or when it was sealed to keys that a reset replaced."""
        with self._context.transaction() as unit:
            stored = unit.settings.get(self._name)
        sealed = _from_json(stored)
        if sealed is None:
            return None
        try:
            kept = json.loads(self._context.vault.open_text(sealed, self._binding))
        except SealedForOthersError:
            get_logger().warning("unfinished.sealed_for_others")
            return None
        return kept if isinstance(kept, dict) else None

    def forget(self) -> None:
        """Keep it no longer: it stands in the window again. Harmless when there is nothing."""
        with self._context.transaction() as unit:
            if unit.settings.get(self._name) is not None:
                unit.settings.put(self._name, None)


def _as_json(sealed: SealedText) -> dict[str, object]:
    keys = {key.reader_id: base64.b64encode(key.sealed).decode("ascii") for key in sealed.keys}
    return {"cipher": base64.b64encode(sealed.cipher).decode("ascii"), "keys": keys}


def _from_json(stored: object) -> SealedText | None:
    """Return what `_as_json` wrote; anything else is no entry of ours."""
    if not isinstance(stored, dict) or not isinstance(stored.get("keys"), dict):
        return None
    try:
        keys = tuple(SealedKey(UserId(str(user)), base64.b64decode(str(key))) for user, key in stored["keys"].items())
        return SealedText(base64.b64decode(str(stored.get("cipher", ""))), keys)
    except binascii.Error:
        return None
