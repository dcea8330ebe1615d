"""The queries of lists: each one statement, so that a list of thousands is read in the time of a blink."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, ScalarSelect, Select, and_, case, func, or_, select

from therapease.domain.ids import ClientId
from therapease.domain.note import Standing, StatementKind, Verdict
from therapease.domain.overview import ClientOverview, SessionEntry, headline_of
from therapease.domain.session import SessionStatus
from therapease.store.repositories.rows import to_client, to_session
from therapease.store.tables import (
    clients,
    note_versions,
    notes,
    statement_evidence,
    statements,
    therapy_sessions,
    transcripts,
    utterances,
)

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
    """Return a client's sessions, the latest first, each with the first line of its newest note."""
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
    sessions = (
        select(therapy_sessions, _newest_version().label("version_id"), _newest_transcript().label("newest_transcript"))
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
    is_stale = and_(
        sessions.c.status == SessionStatus.DRAFTED.value,
        _basis() != sessions.c.newest_transcript,
        _rests_on_changed_words(sessions.c.newest_transcript),
    )
    open_items = (
        select(func.count())
        .select_from(statements.join(note_versions, note_versions.c.id == statements.c.note_version_id))
        .where(own, or_(_is_open(), is_stale))
        .correlate(sessions)
    )
    return select(sessions, headline.label("headline"), open_items.scalar_subquery().label("open_item_count")).order_by(
        sessions.c.starts_at.desc(), sessions.c.number.desc()
    )


def _newest_version() -> ScalarSelect[str]:
    """Return the newest version of a session's newest note."""
    return (
        select(note_versions.c.id)
        .join(notes, notes.c.id == note_versions.c.note_id)
        .where(notes.c.session_id == therapy_sessions.c.id)
        .order_by(notes.c.sequence.desc(), note_versions.c.version.desc())
        .limit(1)
        .correlate(therapy_sessions)
        .scalar_subquery()
    )


def _newest_transcript() -> ScalarSelect[str]:
    """Return the newest transcript of a session."""
    return (
        select(transcripts.c.id)
        .where(transcripts.c.session_id == therapy_sessions.c.id)
        .order_by(transcripts.c.version.desc())
        .limit(1)
        .correlate(therapy_sessions)
        .scalar_subquery()
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


def _basis() -> ColumnElement[str]:
    """Return the transcript version that a line was last checked against."""
    return func.coalesce(statements.c.basis_transcript_id, note_versions.c.transcript_id)


def _rests_on_changed_words(newest: ColumnElement[str]) -> ColumnElement[bool]:
    """Return what `Recheck.stale` says, as a condition: something cited has other words or another role by now."""
    old, new = utterances.alias("old"), utterances.alias("new")
    cited = statement_evidence.join(
        old, and_(old.c.transcript_id == _basis(), old.c.utterance_id == statement_evidence.c.utterance_id)
    ).outerjoin(new, and_(new.c.transcript_id == newest, new.c.utterance_id == old.c.utterance_id))
    changed = or_(new.c.utterance_id.is_(None), new.c.text != old.c.text, new.c.role != old.c.role)
    return (
        select(statement_evidence.c.utterance_id)
        .select_from(cited)
        .where(
            statement_evidence.c.note_version_id == statements.c.note_version_id,
            statement_evidence.c.statement_position == statements.c.position,
            changed,
        )
        .correlate_except(statement_evidence, old, new)
        .exists()
    )


def _one_if(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, 1), else_=0)
