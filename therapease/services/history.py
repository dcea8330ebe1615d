"""What happened to an object: the audit log put beside its versions."""

from __future__ import annotations

from therapease.domain.audit import AuditEvent
from therapease.services.context import ServiceContext


class HistoryService:
    """Read the audit log. Reading it is not itself an event."""

    def __init__(self, context: ServiceContext) -> None:
        self._context = context

    def recent(self, limit: int = 200) -> list[AuditEvent]:
        with self._context.transaction() as unit:
            return unit.audit.list_recent(limit)

    def of_object(self, object_id: str) -> list[AuditEvent]:
        with self._context.transaction() as unit:
            return unit.audit.list_for_object(object_id)
