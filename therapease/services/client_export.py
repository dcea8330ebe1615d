"""A client's whole record for somebody outside: plain values in a documented, versioned form (docs/record-export.md).

Private process notes are no part of a record: nothing here reads them. What is read is read session by session, so that
a long therapy never stands in memory as a whole.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from itertools import chain

from therapease.domain.audit import AuditAction, AuditEvent
from therapease.domain.client import Client
from therapease.domain.ids import ClientId, NoteId, SessionId, UserId
from therapease.domain.rights import Act
from therapease.domain.session import TherapySession
from therapease.services.context import ServiceContext
from therapease.services.ports import UnitOfWork

SCHEMA = "therapease/client-record"
SCHEMA_VERSION = 1
NOT_INCLUDED = (
    "Private process notes (psychotherapy notes, 45 CFR 164.501). They are kept apart from the record, sealed to who "
    "wrote them."
)

Plain = dict[str, "Plain"] | list["Plain"] | str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class RecordOutline:
    """How much a record holds. `sessions` in order of time, appointments and cancelled ones included."""

    client: Client
    sessions: tuple[TherapySession, ...]
    recorded: frozenset[SessionId]
    recorded_s: float

    def place_of(self, session_id: SessionId) -> str:
        """Return the name of a session's files: its place in time, which tells nobody anything."""
        ids = [session.id for session in self.sessions]
        return f"{ids.index(session_id) + 1:03d}"


class ClientExportService:
    """Read a record to give it away. Each method asks for the right to; `begin` writes it into the history."""

    def __init__(self, context: ServiceContext) -> None:
        self._context = context

    def outline(self, client_id: ClientId) -> RecordOutline:
        """Return how much there is. Raise NotAllowedError, NotFoundError."""
        with self._context.transaction() as unit:
            return self._outline(unit, client_id)

    def begin(self, client_id: ClientId) -> RecordOutline:
        """Write into the history that the record goes out, before any of it does. Raise as `outline`."""
        with self._context.transaction() as unit:
            found = self._outline(unit, client_id)
            unit.audit.append(AuditAction.CLIENT_EXPORTED, client_id)
        return found

    def head(self, client_id: ClientId) -> dict[str, Plain]:
        """Return all of the record but the sessions themselves."""
        with self._context.transaction() as unit:
            outline = self._outline(unit, client_id)
            consents = unit.consents.list_for_client(client_id)
            goals, measures = unit.goals.list_for_client(client_id), unit.measures.list_for_client(client_id)
            agreed = {(consent.purpose, consent.wording_version) for consent in consents}
            wordings = [w for w in unit.consent_wordings.list_all() if (w.purpose, w.version) in agreed]
            objects = [client_id, *(c.id for c in consents), *(g.id for g in goals), *(m.id for m in measures)]
            events = _events(unit, [*objects, *(s.id for s in outline.sessions)])
            named = self._named(unit, outline, events)
            users = [user for user in unit.users.list_all() if user.id in named]
        return {
            **self._label(),
            "not_included": [NOT_INCLUDED],
            "people": [plain(user) for user in users],
            "client": plain(outline.client),
            "consents": plain(consents),
            "consent_wordings": plain(wordings),
            "goals": plain(goals),
            "measures": plain(measures),
            "sessions": [
                {"file": f"sessions/{outline.place_of(session.id)}.json", **_object(session)}
                for session in outline.sessions
            ],
            "history": plain(events),
        }

    def session(self, session_id: SessionId) -> dict[str, Plain]:
        """Return all of one session: every version of transcript and note, signatures and amendments, its history."""
        with self._context.transaction() as unit:
            session = self._context.guard.session(unit, Act.EXPORT, session_id)
            recording = unit.recordings.for_session(session_id)
            transcripts = unit.transcripts.versions_for_session(session_id)
            note_ids = unit.notes.ids_for_session(session_id)
            notes: list[Plain] = [_note(unit, note_id) for note_id in note_ids]
            events = _events(unit, _objects_of(unit, session_id))
        return {
            **self._label(),
            "session": plain(session),
            "recording": plain(recording),
            "transcripts": plain(transcripts),
            "notes": notes,
            "history": plain(events),
        }

    def _named(
        self, unit: UnitOfWork, outline: RecordOutline, events: Iterable[AuditEvent]
    ) -> frozenset[UserId | None]:
        """Return who had to do with the record: of nobody else in the practice does anything go out."""
        inside = (event for s in outline.sessions for event in _events(unit, _objects_of(unit, s.id)))
        acted = (event.user_id for event in chain(events, inside))
        therapists = (outline.client.therapist_id, *(s.therapist_id for s in outline.sessions))
        return frozenset({self._context.user.id, *therapists, *acted})

    def _label(self) -> dict[str, Plain]:
        return {
            "schema": SCHEMA,
            "schema_version": SCHEMA_VERSION,
            "made_at": self._context.clock.now().isoformat(),
            "made_by": self._context.user.id,
        }

    def _outline(self, unit: UnitOfWork, client_id: ClientId) -> RecordOutline:
        client = self._context.guard.client(unit, Act.EXPORT, client_id)
        sessions = sorted(unit.sessions.list_for_client(client_id), key=lambda s: (s.starts_at, s.id))
        found = [(s.id, r) for s in sessions if (r := unit.recordings.for_session(s.id)) is not None]
        ids = frozenset(session_id for session_id, _recording in found)
        return RecordOutline(client, tuple(sessions), ids, sum(recording.duration_s for _id, recording in found))


def _note(unit: UnitOfWork, note_id: NoteId) -> dict[str, Plain]:
    note = _object(unit.notes.get(note_id))
    del note["latest"]
    return {**note, "versions": plain(unit.notes.versions(note_id))}


def _objects_of(unit: UnitOfWork, session_id: SessionId) -> list[str]:
    """Return what belongs to a session and has a history of its own."""
    recording = unit.recordings.for_session(session_id)
    transcripts = unit.transcripts.heads_for_session(session_id)
    recorded = [recording.id] if recording is not None else []
    return [*unit.notes.ids_for_session(session_id), *(head.id for head in transcripts), *recorded]


def _events(unit: UnitOfWork, objects: Iterable[str]) -> list[AuditEvent]:
    found = [event for key in objects for event in unit.audit.list_for_object(key)]
    return sorted(found, key=lambda event: event.sequence)


def _object(value: object) -> dict[str, Plain]:
    found = plain(value)
    assert isinstance(found, dict), "a value of several fields"
    return found


def plain(value: object) -> Plain:
    """Return a domain value as JSON values: bytes in hex, moments as ISO 8601, enumerations by their value."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [plain(item) for item in value]
    assert value is None or isinstance(value, str | int | float), "a kind of value that no record has"
    return value
