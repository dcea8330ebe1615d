"""Repositories in memory for what a practice keeps besides sessions: goals, measures, consent texts, settings."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from datetime import datetime

from therapease.domain.client import Client
from therapease.domain.consent import ConsentPurpose, ConsentWording
from therapease.domain.goal import Goal, GoalProgress
from therapease.domain.ids import ClientId, GoalId, MeasureId, ProcessNoteId, SessionId, StatementId, UserId
from therapease.domain.measure import Measure
from therapease.domain.note import Note, StatementKind
from therapease.domain.overview import ClientOverview, SessionEntry, headline_of
from therapease.domain.people import Assignment, Invitation, Supervision
from therapease.domain.process_note import ProcessNote, ProcessNoteVersion
from therapease.domain.rechecking import Recheck, bases_of
from therapease.domain.session import SessionStatus, TherapySession
from therapease.errors import ConflictError, NotFoundError
from therapease.services.notes import open_items
from therapease.services.ports import TranscriptRepository

_UNSIGNED = {SessionStatus.RECORDED, SessionStatus.TRANSCRIBED, SessionStatus.DRAFTED}
_HELD = _UNSIGNED | {SessionStatus.SIGNED, SessionStatus.AMENDED}
_WRITTEN = {StatementKind.PARAPHRASE, StatementKind.QUOTATION, StatementKind.OWN}


@dataclass
class PracticeTables:
    """What the repositories below keep; `FakeVault` copies it for every transaction."""

    goals: dict[str, Goal] = field(default_factory=dict)
    measures: dict[str, Measure] = field(default_factory=dict)
    wordings: list[ConsentWording] = field(default_factory=list)
    settings: dict[str, object] = field(default_factory=dict)
    invitations: dict[str, Invitation] = field(default_factory=dict)
    assignments: dict[tuple[str, str], Assignment] = field(default_factory=dict)
    supervisions: list[Supervision] = field(default_factory=list)
    process_notes: dict[str, tuple[ProcessNote, tuple[ProcessNoteVersion, ...]]] = field(default_factory=dict)

    def copy(self) -> PracticeTables:
        return PracticeTables(**{each.name: getattr(self, each.name).copy() for each in fields(self)})


class FakeGoals:
    def __init__(self, tables: PracticeTables) -> None:
        self._rows = tables.goals

    def add(self, goal: Goal) -> None:
        self._rows[goal.id] = replace(goal, progress=())

    def add_progress(self, entry: GoalProgress) -> None:
        goal = self.get(entry.goal_id)
        if entry.sequence != len(goal.progress) + 1:
            raise ConflictError
        self._rows[goal.id] = replace(goal, progress=(*goal.progress, entry))

    def get(self, goal_id: GoalId) -> Goal:
        if goal_id not in self._rows:
            raise NotFoundError
        return self._rows[goal_id]

    def list_for_client(self, client_id: ClientId) -> list[Goal]:
        return [goal for goal in self._rows.values() if goal.client_id == client_id]


class FakeMeasures:
    def __init__(self, tables: PracticeTables) -> None:
        self._rows = tables.measures

    def add(self, measure: Measure) -> None:
        replaced = {other.replaces_id for other in self._rows.values()} - {None}
        if measure.replaces_id in replaced:
            raise ConflictError
        self._rows[measure.id] = measure

    def get(self, measure_id: MeasureId) -> Measure:
        if measure_id not in self._rows:
            raise NotFoundError
        return self._rows[measure_id]

    def list_for_client(self, client_id: ClientId) -> list[Measure]:
        return [measure for measure in self._rows.values() if measure.client_id == client_id]


class FakeConsentWordings:
    def __init__(self, tables: PracticeTables) -> None:
        self._rows = tables.wordings

    def add(self, wording: ConsentWording) -> None:
        if any((other.version, other.purpose) == (wording.version, wording.purpose) for other in self._rows):
            raise ConflictError
        self._rows.append(wording)

    def list_all(self) -> list[ConsentWording]:
        return list(self._rows)

    def newest(self, purpose: ConsentPurpose) -> ConsentWording | None:
        return next((wording for wording in reversed(self._rows) if wording.purpose is purpose), None)


class FakeVaultSettings:
    def __init__(self, tables: PracticeTables) -> None:
        self._rows = tables.settings

    def get(self, key: str) -> object:
        return self._rows.get(key)

    def put(self, key: str, value: object) -> None:
        self._rows.pop(key, None)
        if value is not None:
            self._rows[key] = value

    def list_all(self) -> dict[str, object]:
        return dict(sorted(self._rows.items()))


class FakeProcessNotes:
    def __init__(self, tables: PracticeTables, sessions: dict[str, TherapySession]) -> None:
        self._rows, self._sessions = tables.process_notes, sessions

    def add(self, note: ProcessNote) -> None:
        if self.of_session(note.session_id, note.owner_id) is not None:
            raise ConflictError
        self._rows[note.id] = (note, ())

    def add_version(self, version: ProcessNoteVersion) -> None:
        note, versions = self._rows[version.note_id]
        if version.version != len(versions) + 1:
            raise ConflictError
        self._rows[note.id] = (note, (*versions, version))

    def of_session(self, session_id: SessionId, owner_id: UserId) -> ProcessNote | None:
        own = (note for note, _ in self._rows.values() if (note.session_id, note.owner_id) == (session_id, owner_id))
        return next(own, None)

    def newest(self, note_id: ProcessNoteId) -> ProcessNoteVersion | None:
        versions = self.versions(note_id)
        return versions[-1] if versions else None

    def versions(self, note_id: ProcessNoteId) -> list[ProcessNoteVersion]:
        return list(self._rows[note_id][1]) if note_id in self._rows else []

    def sessions_of(self, client_id: ClientId, owner_id: UserId) -> frozenset[SessionId]:
        own = (note.session_id for note, _ in self._rows.values() if note.owner_id == owner_id)
        return frozenset(key for key in own if self._sessions[key].client_id == client_id)

    def remove(self, note_id: ProcessNoteId) -> None:
        self._rows.pop(note_id, None)


def overview_of(client: Client, sessions: list[TherapySession], now: datetime) -> ClientOverview:
    """Return what the list of clients shows, as `store.repositories.overviews` reads it in one query."""
    held = [session.starts_at for session in sessions if session.status in _HELD]
    ahead = [s.starts_at for s in sessions if s.status is SessionStatus.SCHEDULED and s.starts_at >= now]
    return ClientOverview(
        client=client,
        session_count=len(held),
        last_session_at=max(held, default=None),
        next_appointment_at=min(ahead, default=None),
        unsigned_count=sum(session.status in _UNSIGNED for session in sessions),
    )


def entry_of(session: TherapySession, note: Note | None, stale: frozenset[StatementId] = frozenset()) -> SessionEntry:
    """Return what a client's page shows of a session, as `store.repositories.overviews` reads it in one query."""
    if note is None:
        return SessionEntry(session)
    written = [line for line in note.latest.statements if line.kind in _WRITTEN]
    first = sorted(written, key=lambda line: line.section != "subjective")[:1]
    return SessionEntry(
        session, headline_of(first[0].text) if first else "", len(open_items(note.latest, stale)), has_note=True
    )


def stale_lines(
    session: TherapySession, note: Note | None, transcripts: TranscriptRepository
) -> frozenset[StatementId]:
    """Return the lines of a draft whose words were corrected since."""
    newest = transcripts.latest_for_session(session.id)
    if note is None or newest is None or session.status is not SessionStatus.DRAFTED:
        return frozenset()
    changed = {basis: transcripts.changed_utterances(basis, newest.id) for basis in bases_of(note.latest)}
    return Recheck(newest.id, changed).stale(note.latest)
