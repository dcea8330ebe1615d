"""Reading the audit log by person, client, action and time, a page at a time."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, Select, Subquery, null, select, union_all

from therapease.domain.activity import AuditQuery, AuditSubject
from therapease.domain.ids import ClientId, SessionId
from therapease.store.private_tables import process_notes
from therapease.store.tables import (
    audit_events,
    clients,
    consents,
    goals,
    measures,
    notes,
    recordings,
    therapy_sessions,
    transcripts,
)

_OF_CLIENT = (consents, goals, measures)
_OF_SESSION = (recordings, transcripts, notes, process_notes)


def wanted_events(query: AuditQuery, limit: int) -> Select[tuple[object, ...]]:
    """Return the statement for the newest events that fit, newest first."""
    events = audit_events.c
    chosen = select(audit_events).where(events.sequence > query.after).order_by(events.sequence.desc()).limit(limit)
    if query.before is not None:
        chosen = chosen.where(events.sequence < query.before)
    if query.user_id is not None:
        chosen = chosen.where(events.user_id == query.user_id)
    if query.actions is not None:
        chosen = chosen.where(events.action.in_(sorted(action.value for action in query.actions)))
    if query.since is not None:
        chosen = chosen.where(events.at >= query.since)
    if query.client_id is not None:
        of = _subjects()
        chosen = chosen.where(events.object_id.in_(select(of.c.object_id).where(of.c.client_id == query.client_id)))
    return chosen


def subjects(connection: Connection, object_ids: Collection[str]) -> dict[str, AuditSubject]:
    """Return whose record each object belongs to; what belongs to none, or is gone, is left out."""
    of = _subjects()
    rows = connection.execute(select(of).where(of.c.object_id.in_(sorted(object_ids))))
    return {
        row.object_id: AuditSubject(
            ClientId(row.client_id), None if row.session_id is None else SessionId(row.session_id), row.number
        )
        for row in rows
    }


def _subjects() -> Subquery:
    """Every object of a record an event can be about, with its client and session."""
    session = therapy_sessions.c
    parts: list[Select[tuple[object, ...]]] = [
        select(
            clients.c.id.label("object_id"),
            clients.c.id.label("client_id"),
            null().label("session_id"),
            null().label("number"),
        ),
        select(session.id, session.client_id, session.id, session.number),
    ]
    parts += [select(table.c.id, table.c.client_id, null(), null()) for table in _OF_CLIENT]
    parts += [
        select(table.c.id, session.client_id, session.id, session.number).join(
            therapy_sessions, session.id == table.c.session_id
        )
        for table in _OF_SESSION
    ]
    return union_all(*parts).subquery("subjects")
