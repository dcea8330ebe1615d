"""What the services need of the audit log, as a Protocol."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from therapease.domain.activity import AuditQuery, AuditSubject
from therapease.domain.audit import AuditAction, AuditEvent


class AuditLog(Protocol):
    """Append-only, chained and MAC'd; written in the transaction of the action itself."""

    def append(self, action: AuditAction, object_id: str | None = None) -> None: ...
    def list_recent(self, limit: int) -> list[AuditEvent]: ...
    def list_for_object(self, object_id: str) -> list[AuditEvent]: ...
    def find(self, query: AuditQuery, limit: int) -> list[AuditEvent]:
        """Return the newest events that fit, newest first."""
        ...

    def subjects(self, object_ids: Collection[str]) -> dict[str, AuditSubject]:
        """Return whose record each object belongs to; what belongs to none, or is gone, is left out."""
        ...
