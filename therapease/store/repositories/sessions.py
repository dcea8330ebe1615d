"""Therapy sessions. Database transactions are never called sessions here."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from therapease.domain.ids import ClientId, SessionId
from therapease.domain.overview import SessionEntry
from therapease.domain.session import SessionStatus, TherapySession
from therapease.errors import NotFoundError
from therapease.store.repositories.overviews import list_session_entries
from therapease.store.repositories.rows import to_session
from therapease.store.tables import therapy_sessions as table


class SqlSessionRepository:
    """`services.ports.SessionRepository` over one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, session: TherapySession) -> None:
        """Store a session. Raise ConflictError when the client has one of this number."""
        self._connection.execute(insert(table).values(_values(session)))

    def get(self, session_id: SessionId) -> TherapySession:
        """Return a session. Raise NotFoundError."""
        row = self._connection.execute(select(table).where(table.c.id == session_id)).one_or_none()
        if row is None:
            raise NotFoundError
        return to_session(row)

    def update(self, session: TherapySession) -> None:
        """Replace a session's times, status and attendance. Raise NotFoundError, ConflictError."""
        changed = self._connection.execute(update(table).where(table.c.id == session.id).values(_values(session)))
        if changed.rowcount == 0:
            raise NotFoundError

    def list_for_client(self, client_id: ClientId) -> list[TherapySession]:
        """Return a client's sessions, the latest first."""
        latest_first = (table.c.starts_at.desc(), table.c.number.desc())
        chosen = select(table).where(table.c.client_id == client_id).order_by(*latest_first)
        return [to_session(row) for row in self._connection.execute(chosen)]

    def list_entries(self, client_id: ClientId) -> list[SessionEntry]:
        """Return a client's sessions, the latest first, each with its note's first line, in one query."""
        return list_session_entries(self._connection, client_id)

    def list_recent(self, limit: int, before: datetime | None = None) -> list[TherapySession]:
        """Return the sessions that start or started latest, latest first; only those before a moment, if given."""
        chosen = select(table).order_by(table.c.starts_at.desc(), table.c.id.desc()).limit(limit)
        if before is not None:
            chosen = chosen.where(table.c.starts_at < before)
        return [to_session(row) for row in self._connection.execute(chosen)]

    def list_between(self, start: datetime, end: datetime) -> list[TherapySession]:
        """Return the sessions that start in the span, its end left out, in order of time."""
        chosen = select(table).where(table.c.starts_at >= start, table.c.starts_at < end)
        ordered = chosen.order_by(table.c.starts_at, table.c.id)
        return [to_session(row) for row in self._connection.execute(ordered)]

    def list_with_status(self, status: SessionStatus) -> list[TherapySession]:
        """Return every session at this stage, the earliest first."""
        chosen = select(table).where(table.c.status == status.value).order_by(table.c.starts_at, table.c.id)
        return [to_session(row) for row in self._connection.execute(chosen)]

    def next_number(self, client_id: ClientId) -> int:
        """Return a number, from 1, that none of the client's sessions has: more than each of them."""
        highest = select(func.coalesce(func.max(table.c.number), 0)).where(table.c.client_id == client_id)
        # A cancelled one has a number below 1.
        return max(int(self._connection.execute(highest).scalar_one()), 0) + 1


def _values(session: TherapySession) -> dict[str, object]:
    return {
        "id": session.id,
        "client_id": session.client_id,
        "therapist_id": session.therapist_id,
        "number": session.number,
        "starts_at": session.starts_at,
        "status": session.status.value,
        "created_at": session.created_at,
        "ends_at": session.ends_at,
        "attendance": session.attendance.value,
        "cancelled_reason": session.cancelled_reason,
    }
