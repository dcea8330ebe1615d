"""The queries of lists: each one statement, so that a list of thousands is read in the time of a blink."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, or_, select

from therapease.domain.ids import ClientId
from therapease.domain.note import Standing, StatementKind, Verdict
from therapease.domain.overview import ClientOverview, SessionEntry, headline_of
from therapease.domain.session import SessionStatus
from therapease.store.repositories.rows import to_client, to_session
from therapease.store.tables import clients, note_versions, notes, statements, therapy_sessions

_UNSIGNED = (SessionStatus.RECORDED, SessionStatus.TRANSCRIBED, SessionStatus.DRAFTED)
_HELD = (*_UNSIGNED, SessionStatus.SIGNED, SessionStatus.AMENDED)
_WRITTEN = (StatementKind.PARAPHRASE, StatementKind.QUOTATION, StatementKind.OWN)
_HEADLINE_SECTION = "subjective"


def list_client_overviews(connection: Connection, now: datetime) -> list[ClientOverview]:
    """Return every client, archived ones included, by name; appointments before `now` are past."""
    found = [
        ClientOverview(
            client=to_client(row),
            session_count=row.session_count or 0,
            last_session_at=row.last_session_at,
            next_appointment_at=row.next_appointment_at,
            unsigned_count=row.unsigned_count or 0,
        )
        for row in connection.execute(_client_overviews(now))
    ]
    return sorted(found, key=lambda overview: (overview.client.name.casefold(), overview.client.code))


def list_session_entries(connection: Connection, client_id: ClientId) -> list[SessionEntry]:
    """Return a client's sessions, newest number first, each with the first line of its newest note."""
    return [
        SessionEntry(to_session(row), headline_of(row.headline or ""), row.open_item_count, row.version_id is not None)
        for row in connection.execute(_session_entries(client_id))
    ]


def _client_overviews(now: datetime) -> Select[tuple[object, ...]]:
    status, starts_at = therapy_sessions.c.status, therapy_sessions.c.starts_at
    held = status.in_([held.value for held in _HELD])
    unsigned = status.in_([unsigned.value for unsigned in _UNSIGNED])
    ahead = and_(status == SessionStatus.SCHEDULED.value, starts_at >= now)
    # Grouped by the index that holds these columns alone: no session's own row is read.
    counted = (
        select(
            therapy_sessions.c.client_id,
            func.sum(_one_if(held)).label("session_count"),
            func.max(case((held, starts_at))).label("last_session_at"),
            func.min(case((ahead, starts_at))).label("next_appointment_at"),
            func.sum(_one_if(unsigned)).label("unsigned_count"),
        )
        .group_by(therapy_sessions.c.client_id)
        .subquery()
    )
    columns = [column for column in counted.c if column.name != "client_id"]
    return select(clients, *columns).outerjoin(counted, counted.c.client_id == clients.c.id)


def _session_entries(client_id: ClientId) -> Select[tuple[object, ...]]:
    newest_version = (
        select(note_versions.c.id)
        .join(notes, notes.c.id == note_versions.c.note_id)
        .where(notes.c.session_id == therapy_sessions.c.id)
        .order_by(notes.c.sequence.desc(), note_versions.c.version.desc())
        .limit(1)
        .correlate(therapy_sessions)
        .scalar_subquery()
    )
    sessions = (
        select(therapy_sessions, newest_version.label("version_id"))
        .where(therapy_sessions.c.client_id == client_id)
        .subquery()
    )
    own = statements.c.note_version_id == sessions.c.version_id
    headline = (
        select(statements.c.text)
        .where(own, statements.c.kind.in_([kind.value for kind in _WRITTEN]))
        .order_by(statements.c.section != _HEADLINE_SECTION, statements.c.position)
        .limit(1)
        .correlate(sessions)
        .scalar_subquery()
    )
    open_items = select(func.count()).select_from(statements).where(own, _is_open()).correlate(sessions)
    return select(sessions, headline.label("headline"), open_items.scalar_subquery().label("open_item_count")).order_by(
        sessions.c.number.desc()
    )


def _is_open() -> ColumnElement[bool]:
    """Return what `Statement.is_open` says, as a condition."""
    kind, verdict, standing = statements.c.kind, statements.c.verdict, statements.c.standing
    is_doubtful = or_(
        kind == StatementKind.NOT_ASSESSED.value,
        and_(kind == StatementKind.QUOTATION.value, verdict != Verdict.QUOTED.value),
        and_(kind == StatementKind.PARAPHRASE.value, verdict == Verdict.NONE.value),
    )
    return or_(
        kind == StatementKind.CLINICIAN_TO_COMPLETE.value,
        standing == Standing.OPEN.value,
        and_(is_doubtful, standing == Standing.DRAFTED.value),
    )


def _one_if(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, 1), else_=0)
