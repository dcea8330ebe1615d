"""What happened to an object: the audit log put beside its versions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from therapease.domain.audit import AuditAction, AuditEvent
from therapease.domain.ids import SessionId, TranscriptId, UserId
from therapease.domain.note import NoteVersion
from therapease.domain.rights import Act
from therapease.services.context import ServiceContext
from therapease.services.ports import UnitOfWork

_LOOKING = frozenset({AuditAction.SESSION_VIEWED, AuditAction.NOTE_VIEWED, AuditAction.RECORDING_PLAYED})
"""Looking changes nothing. It stays in the audit log and out of what happened to the session."""
_JOINED = frozenset({AuditAction.NOTE_EDITED})
"""What happens so often in a row that only the number tells anything."""


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One thing that happened, or `count` of the same kind in a row by the same person, from `at` to `until`.

    `version` and `reason` are those of the transcript an entry is about.
    """

    action: AuditAction
    at: datetime
    until: datetime
    who: str
    count: int = 1
    version: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DraftRecord:
    """Every version of one draft of the note, oldest first, with its sections in order."""

    section_titles: tuple[tuple[str, str], ...]
    versions: tuple[NoteVersion, ...]


@dataclass(frozen=True, slots=True)
class SessionHistory:
    """What happened to a session, oldest first, and every version its notes ever had; the newest draft is last."""

    entries: tuple[HistoryEntry, ...]
    drafts: tuple[DraftRecord, ...]


class HistoryService:
    """Read the audit log. Reading it is not itself an event."""

    def __init__(self, context: ServiceContext) -> None:
        self._context = context

    def recent(self, limit: int = 200) -> list[AuditEvent]:
        self._context.guard.practice(Act.READ_HISTORY)
        with self._context.transaction() as unit:
            return unit.audit.list_recent(limit)

    def of_object(self, object_id: str) -> list[AuditEvent]:
        self._context.guard.practice(Act.READ_HISTORY)
        with self._context.transaction() as unit:
            return unit.audit.list_for_object(object_id)

    def of_session(self, session_id: SessionId) -> SessionHistory:
        """Return what happened to a session, its recording, its transcripts and its notes. Raise NotFoundError."""
        with self._context.transaction() as unit:
            self._context.guard.session(unit, Act.READ_RECORD, session_id)
            note_ids = unit.notes.ids_for_session(session_id)
            transcripts = {head.id: head for head in unit.transcripts.heads_for_session(session_id)}
            recording = unit.recordings.for_session(session_id)
            objects = [session_id, *note_ids, *transcripts, *([recording.id] if recording is not None else [])]
            events = [event for key in objects for event in unit.audit.list_for_object(key)]
            names = _names(unit, events)
            drafts = tuple(
                DraftRecord(unit.notes.get(key).section_titles, tuple(unit.notes.versions(key))) for key in note_ids
            )
        entries = []
        for event in sorted(events, key=lambda e: e.sequence):
            transcript = transcripts.get(TranscriptId(event.object_id or ""))
            who = names.get(event.user_id, "") if event.user_id is not None else ""
            entry = HistoryEntry(event.action, event.at, event.at, who)
            if transcript is not None:
                entry = replace(entry, version=transcript.version, reason=transcript.reason)
            entries.append(entry)
        return SessionHistory(tuple(joined(e for e in entries if e.action not in _LOOKING)), drafts)


def joined(entries: Iterable[HistoryEntry]) -> list[HistoryEntry]:
    """Put edits of one person that follow each other into one entry."""
    found: list[HistoryEntry] = []
    for entry in entries:
        last = found[-1] if found else None
        if last is not None and entry.action in _JOINED and (last.action, last.who) == (entry.action, entry.who):
            found[-1] = replace(last, until=entry.at, count=last.count + 1)
        else:
            found.append(entry)
    return found


def _names(unit: UnitOfWork, events: Iterable[AuditEvent]) -> dict[UserId, str]:
    known = {user.id: user.name for user in unit.users.list_all()}
    return {event.user_id: known.get(event.user_id, "") for event in events if event.user_id is not None}
