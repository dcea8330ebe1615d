"""From what a person types to the vault's keys: find the slot it opens, then check that the header is authentic."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from therapease.domain.ids import UserId
from therapease.errors import (
    HeaderDamagedError,
    InputProblem,
    InvitationError,
    WrongPassphraseError,
    WrongRecoveryCodeError,
)
from therapease.store.header.envelope import HeaderCopy
from therapease.store.header.file import StoredHeader
from therapease.store.header.model import Account, Header, KeySlot, SlotKind
from therapease.store.key_material import SubkeyPurpose, UserKeys, subkey
from therapease.store.slots import open_dek, try_slot

_WRONG: dict[SlotKind, type[InputProblem]] = {
    SlotKind.PASSPHRASE: WrongPassphraseError,
    SlotKind.RECOVERY: WrongRecoveryCodeError,
    SlotKind.INVITATION: InvitationError,
}


@dataclass(frozen=True, slots=True)
class Unsealed:
    """An authenticated header and the keys that came out of one of its slots."""

    copy: HeaderCopy
    account: Account
    slot: KeySlot
    keys: UserKeys = field(repr=False)
    dek: bytes = field(repr=False)

    @property
    def header(self) -> Header:
        return self.copy.header

    def subkey(self, purpose: SubkeyPurpose) -> bytes:
        return subkey(self.dek, purpose, self.header.file_id)


def unseal(
    stored: StoredHeader,
    kind: SlotKind,
    secret: str,
    user_id: UserId | None = None,
    fits: Callable[[Unsealed], bool] | None = None,
) -> Unsealed:
    """Return the keys behind the slot that the secret opens. Slow on purpose (Argon2id, once per slot tried).

    Both copies are tried where they differ: a forged copy with a good checksum must neither be believed nor lock
    anybody out, and while the vault's key is being replaced one copy has the key of before and one that of after.
    `fits` then says which of them the database has; without an answer from it the newest authentic copy counts.
    Raise WrongPassphraseError, WrongRecoveryCodeError or InvitationError when no slot opens, HeaderDamagedError when
    one opens in a header that is not authentic, UnsafeKeyParametersError.
    """
    opened = False
    misfit: Unsealed | None = None
    for copy in stored.candidates:
        found = _open(copy, kind, secret, user_id)
        if found is None:
            continue
        opened = True
        if not copy.is_authentic(found.subkey(SubkeyPurpose.HEADER_MAC)):
            continue
        if fits is None or len(stored.candidates) == 1 or fits(found):
            return found
        misfit = misfit or found
    if misfit is not None:
        return misfit
    if opened:
        raise HeaderDamagedError(detail="header is not authentic")
    raise _WRONG[kind]


def _open(copy: HeaderCopy, kind: SlotKind, secret: str, user_id: UserId | None) -> Unsealed | None:
    header = copy.header
    for slot in header.slots:
        if slot.kind is not kind or user_id not in (None, slot.user_id):
            continue
        account = header.account(slot.user_id)
        keys = try_slot(header.file_id, account, slot, secret)
        if keys is not None:
            return Unsealed(copy, account, slot, keys, open_dek(account, keys))
    return None
