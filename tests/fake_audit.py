"""A stand-in for the audit log that keeps its events in a list, and for the check of a history."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from therapease.clock import Clock
from therapease.domain.audit import AuditAction, AuditEvent
from therapease.domain.history_check import HistoryBreak, HistoryReport
from therapease.domain.user import User

if TYPE_CHECKING:
    from tests.fake_store import Tables


class FakeAuditLog:
    def __init__(self, rows: list[AuditEvent], user: User, clock: Clock) -> None:
        self._rows, self._user, self._clock = rows, user, clock

    def append(self, action: AuditAction, object_id: str | None = None) -> None:
        self._rows.append(AuditEvent(len(self._rows) + 1, self._clock.now(), self._user.id, action, object_id))

    def list_recent(self, limit: int) -> list[AuditEvent]:
        return self._rows[::-1][:limit]

    def list_for_object(self, object_id: str) -> list[AuditEvent]:
        return [event for event in self._rows if event.object_id == object_id]


class FakeHistoryCheck:
    """`history_breaks` is what the next check finds."""

    tables: Tables
    history_breaks: tuple[HistoryBreak, ...] = ()

    def check_history(self, told: Callable[[int], None]) -> HistoryReport:
        times = [event.at for event in self.tables.audit]
        told(len(times))
        first, last = (times[0], times[-1]) if times else (None, None)
        return HistoryReport(len(times), first, last, self.history_breaks, len(self.history_breaks))
