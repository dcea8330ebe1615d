"""Where one was and what one had not finished when the vault locked: kept in the vault until it is taken up again."""

from __future__ import annotations

from therapease.domain.audit import AuditAction
from therapease.services.context import ServiceContext


class UnfinishedService:
    """One entry for each person, of JSON values. It may hold anything that was typed, and never leaves the vault."""

    def __init__(self, context: ServiceContext) -> None:
        self._context = context

    @property
    def _name(self) -> str:
        return f"unfinished.{self._context.user.id}"

    def keep(self, unfinished: dict[str, object] | None) -> None:
        """Record the lock, and keep this in place of what was kept before; with None that stays."""
        with self._context.transaction() as unit:
            if unfinished is not None:
                unit.settings.put(self._name, unfinished)
            unit.audit.append(AuditAction.VAULT_LOCKED)

    def kept(self) -> dict[str, object] | None:
        """Return what was kept, None when there is nothing."""
        with self._context.transaction() as unit:
            kept = unit.settings.get(self._name)
        return kept if isinstance(kept, dict) else None

    def forget(self) -> None:
        """Keep it no longer: it stands in the window again. Harmless when there is nothing."""
        with self._context.transaction() as unit:
            if unit.settings.get(self._name) is not None:
                unit.settings.put(self._name, None)
