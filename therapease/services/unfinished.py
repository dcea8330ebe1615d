"""Where one was and what one had not finished when the vault locked: kept in the vault, handed back once."""

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

    def keep(self, unfinished: dict[str, object]) -> None:
        """Keep this in place of what was kept before, and record the lock."""
        with self._context.transaction() as unit:
            unit.settings.put(self._name, unfinished)
            unit.audit.append(AuditAction.VAULT_LOCKED)

    def take(self) -> dict[str, object] | None:
        """Return what was kept, and keep it no longer; None when there is nothing."""
        with self._context.transaction() as unit:
            kept = unit.settings.get(self._name)
            if kept is not None:
                unit.settings.put(self._name, None)
        return kept if isinstance(kept, dict) else None
