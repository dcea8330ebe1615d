"""A stand-in for the audit log that keeps its events in a list, and for the check of a history."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from therapease.clock import Clock
from therapease.domain.activity import AuditQuery, AuditSubject
from therapease.domain.audit import AuditAction, AuditEvent
from therapease.domain.history_check import HistoryBreak, HistoryReport
from therapease.domain.user import User

if TYPE_CHECKING:
    from tests.fake_store import Tables


class FakeAuditLog:
    def __init__(self, tables: Tables, user: User, clock: Clock) -> None:
        self._tables, self._rows, self._user, self._clock = tables, tables.audit, user, clock

    def append(self, action: AuditAction, object_id: str | None = None) -> None:
        self._rows.append(AuditEvent(len(self._rows) + 1, self._clock.now(), self._user.id, action, object_id))

    def list_recent(self, limit: int) -> list[AuditEvent]:
        return self._rows[::-1][:limit]

    def list_for_object(self, object_id: str) -> list[AuditEvent]:
        return [event for event in self._rows if event.object_id == object_id]

    def find(self, query: AuditQuery, limit: int) -> list[AuditEvent]:
        return [event for event in self._rows[::-1] if self._fits(event, query)][:limit]

    def _fits(self, event: AuditEvent, query: AuditQuery) -> bool:
        subject = self.subjects([event.object_id or ""]).get(event.object_id or "")
        return (
            event.sequence > query.after
            and (query.before is None or event.sequence < query.before)
            and (query.user_id is None or event.user_id == query.user_id)
            and (query.actions is None or event.action in query.actions)
            and (query.since is None or event.at >= query.since)
            and (query.client_id is None or (subject is not None and subject.client_id == query.client_id))
        )

    def subjects(self, object_ids: Collection[str]) -> dict[str, AuditSubject]:
        found = {key: self._subject(key) for key in object_ids}
        return {key: subject for key, subject in found.items() if subject is not None}

    def _subject(self, key: str) -> AuditSubject | None:
        tables, practice = self._tables, self._tables.practice
        if key in tables.clients:
            return AuditSubject(tables.clients[key].id)
        for rows in (tables.consents, practice.goals, practice.measures):
            if key in rows:
                return AuditSubject(rows[key].client_id)
        of_session = {
            **{each.id: each.session_id for each, _ in tables.recordings.values()},
            **{each.id: each.session_id for each in (*tables.transcripts.values(), *tables.notes.values())},
            **{each.id: each.session_id for each, _ in practice.process_notes.values()},
        }
        session = tables.sessions.get(of_session.get(key, key))
        return AuditSubject(session.client_id, session.id, session.number) if session is not None else None


class FakeHistoryCheck:
    """`history_breaks` is what the next check finds."""

    tables: Tables
    history_breaks: tuple[HistoryBreak, ...] = ()

    def check_history(self, told: Callable[[int], None]) -> HistoryReport:
        times = [event.at for event in self.tables.audit]
        told(len(times))
        first, last = (times[0], times[-1]) if times else (None, None)
        return HistoryReport(len(times), first, last, self.history_breaks, len(self.history_breaks))
