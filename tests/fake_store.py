"""A stand-in for an unlocked vault that keeps everything in memory: tables, repositories, units of work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from tests.fake_accounts import FakeAccounts, FakeUsers
from tests.fake_audit import FakeAuditLog, FakeHistoryCheck
from tests.fake_backups import FakeBackups
from tests.fake_letters import FakeLetters
from tests.fake_practice import (
    FakeConsentWordings,
    FakeGoals,
    FakeMeasures,
    FakeProcessNotes,
    FakeVaultSettings,
    PracticeTables,
    entry_of,
    overview_of,
    stale_lines,
)
from tests.fake_relations import FakeRelations
from tests.fake_sealing import FakeSealing
from therapease.clock import Clock
from therapease.domain.audit import AuditAction, AuditEvent
from therapease.domain.client import Client
from therapease.domain.consent import Consent
from therapease.domain.ids import (
    ClientId,
    ConsentId,
    NoteId,
    RecordingId,
    SessionId,
    TranscriptId,
    UtteranceId,
)
from therapease.domain.note import Amendment, Note, NoteVersion, Signature
from therapease.domain.overview import ClientOverview, SessionEntry
from therapease.domain.recording import AudioChunk, Recording
from therapease.domain.session import SessionStatus, TherapySession
from therapease.domain.transcript import Transcript, TranscriptHead
from therapease.domain.user import User
from therapease.errors import (
    ConflictError,
    NotASampleError,
    NotFoundError,
    TherapEaseError,
    WrongPassphraseError,
)

T = TypeVar("T")


# ---------------------------------------------------------------- store


@dataclass
class Tables:
    """Everything a vault holds. A unit of work changes a copy; committing puts the copy in place."""

    users: dict[str, User] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)
    consents: dict[str, Consent] = field(default_factory=dict)
    sessions: dict[str, TherapySession] = field(default_factory=dict)
    recordings: dict[str, tuple[Recording, tuple[AudioChunk, ...]]] = field(default_factory=dict)
    transcripts: dict[str, Transcript] = field(default_factory=dict)
    notes: dict[str, Note] = field(default_factory=dict)
    versions: dict[str, list[NoteVersion]] = field(default_factory=dict)
    audit: list[AuditEvent] = field(default_factory=list)
    practice: PracticeTables = field(default_factory=PracticeTables)

    def copy(self) -> Tables:
        return Tables(
            dict(self.users),
            dict(self.clients),
            dict(self.consents),
            dict(self.sessions),
            dict(self.recordings),
            dict(self.transcripts),
            dict(self.notes),
            {note_id: list(versions) for note_id, versions in self.versions.items()},
            list(self.audit),
            self.practice.copy(),
        )

    def remove_everything_of(self, client_id: ClientId) -> None:
        """Take out a client with all that belongs to it."""
        practice = self.practice
        sessions = {key for key, session in self.sessions.items() if session.client_id == client_id}
        notes = {key for key, note in self.notes.items() if note.session_id in sessions}
        _drop(self.notes, notes)
        _drop(self.versions, notes)
        _drop(self.recordings, {key for key, row in self.recordings.items() if row[0].session_id in sessions})
        _drop(self.transcripts, {key for key, row in self.transcripts.items() if row.session_id in sessions})
        _drop(self.consents, {key for key, row in self.consents.items() if row.client_id == client_id})
        _drop(practice.goals, {key for key, row in practice.goals.items() if row.client_id == client_id})
        _drop(practice.measures, {key for key, row in practice.measures.items() if row.client_id == client_id})
        _drop(practice.process_notes, {k for k, row in practice.process_notes.items() if row[0].session_id in sessions})
        _drop(self.sessions, sessions)
        del self.clients[client_id]


class FakeClients:
    def __init__(self, tables: Tables) -> None:
        self._rows, self._tables = tables.clients, tables

    def add(self, client: Client) -> None:
        self._rows[client.id] = client

    def get(self, client_id: ClientId) -> Client:
        return _found(self._rows, client_id)

    def update(self, client: Client) -> None:
        _found(self._rows, client.id)
        self._rows[client.id] = client

    def list_all(self, *, include_archived: bool = False) -> list[Client]:
        shown = [c for c in self._rows.values() if include_archived or c.archived_at is None]
        return sorted(shown, key=lambda client: client.name.casefold())

    def list_overview(self, now: datetime) -> list[ClientOverview]:
        sessions = FakeSessions(self._tables)
        return [
            overview_of(client, sessions.list_for_client(client.id), now)
            for client in self.list_all(include_archived=True)
        ]

    def remove_sample(self, client_id: ClientId) -> None:
        if not self.get(client_id).is_sample:
            raise NotASampleError
        self._tables.remove_everything_of(client_id)

    def next_code(self) -> str:
        return f"C-{len(self._rows) + 1:04d}"


class FakeConsents:
    def __init__(self, tables: Tables) -> None:
        self._rows = tables.consents

    def add(self, consent: Consent) -> None:
        self._rows[consent.id] = consent

    def update(self, consent: Consent) -> None:
        _found(self._rows, consent.id)
        self._rows[ConsentId(consent.id)] = consent

    def list_for_client(self, client_id: ClientId) -> list[Consent]:
        return [consent for consent in self._rows.values() if consent.client_id == client_id]


class FakeSessions:
    def __init__(self, tables: Tables) -> None:
        self._rows, self._tables = tables.sessions, tables

    def add(self, session: TherapySession) -> None:
        self._rows[session.id] = session

    def get(self, session_id: SessionId) -> TherapySession:
        return _found(self._rows, session_id)

    def update(self, session: TherapySession) -> None:
        _found(self._rows, session.id)
        self._rows[session.id] = session

    def list_for_client(self, client_id: ClientId) -> list[TherapySession]:
        own = [session for session in self._rows.values() if session.client_id == client_id]
        return sorted(own, key=lambda session: (session.starts_at, session.number), reverse=True)

    def list_entries(self, client_id: ClientId) -> list[SessionEntry]:
        notes = FakeNotes(self._tables)
        found = [(session, notes.for_session(session.id)) for session in self.list_for_client(client_id)]
        transcripts = FakeTranscripts(self._tables)
        return [entry_of(session, note, stale_lines(session, note, transcripts)) for session, note in found]

    def list_recent(self, limit: int, before: datetime | None = None) -> list[TherapySession]:
        found = [session for session in self._rows.values() if before is None or session.starts_at < before]
        return sorted(found, key=lambda session: session.starts_at, reverse=True)[:limit]

    def list_between(self, start: datetime, end: datetime) -> list[TherapySession]:
        found = [session for session in self._rows.values() if start <= session.starts_at < end]
        return sorted(found, key=lambda session: session.starts_at)

    def list_with_status(self, status: SessionStatus) -> list[TherapySession]:
        return sorted((s for s in self._rows.values() if s.status is status), key=lambda session: session.starts_at)

    def next_number(self, client_id: ClientId) -> int:
        return max([0, *(session.number for session in self.list_for_client(client_id))]) + 1


class FakeRecordings:
    def __init__(self, tables: Tables) -> None:
        self._rows = tables.recordings

    def add(self, recording: Recording, chunks: Iterable[AudioChunk]) -> None:
        self._rows[recording.id] = (recording, tuple(chunks))

    def for_session(self, session_id: SessionId) -> Recording | None:
        own = [recording for recording, _ in self._rows.values() if recording.session_id == session_id]
        return own[-1] if own else None

    def chunks(self, recording_id: RecordingId) -> Iterator[AudioChunk]:
        return iter(_found(self._rows, recording_id)[1])

    def peaks(self, recording_id: RecordingId) -> bytes:
        return b"".join(chunk.peaks for chunk in self.chunks(recording_id))


class FakeTranscripts:
    def __init__(self, tables: Tables) -> None:
        self._rows = tables.transcripts

    def add(self, transcript: Transcript) -> None:
        self._rows[transcript.id] = transcript

    def add_correction(self, corrected: Transcript, previous: Transcript) -> None:
        _found(self._rows, previous.id)
        self.add(corrected)

    def heads_for_session(self, session_id: SessionId) -> list[TranscriptHead]:
        versions = self.versions_for_session(session_id)
        return [TranscriptHead(t.id, t.version, t.created_at, t.created_by, t.reason) for t in versions]

    def get_version(self, session_id: SessionId, version: int) -> Transcript:
        for transcript in self.versions_for_session(session_id):
            if transcript.version == version:
                return transcript
        raise NotFoundError

    def changed_utterances(self, before: TranscriptId, after: TranscriptId) -> frozenset[UtteranceId]:
        new = {u.id: (u.text, u.role) for u in self.get(after).utterances}
        return frozenset(u.id for u in self.get(before).utterances if new.get(u.id) != (u.text, u.role))

    def reassigned_utterances(self, before: TranscriptId, after: TranscriptId) -> frozenset[UtteranceId]:
        new = {u.id: u for u in self.get(after).utterances}
        same = [(u, new[u.id]) for u in self.get(before).utterances if u.id in new and new[u.id].text == u.text]
        return frozenset(old.id for old, other in same if old.role != other.role)

    def get(self, transcript_id: TranscriptId) -> Transcript:
        return _found(self._rows, transcript_id)

    def latest_for_session(self, session_id: SessionId) -> Transcript | None:
        versions = self.versions_for_session(session_id)
        return versions[-1] if versions else None

    def versions_for_session(self, session_id: SessionId) -> list[Transcript]:
        own = [transcript for transcript in self._rows.values() if transcript.session_id == session_id]
        return sorted(own, key=lambda transcript: transcript.version)


class FakeNotes:
    def __init__(self, tables: Tables) -> None:
        self._rows, self._versions = tables.notes, tables.versions

    def add(self, note: Note) -> None:
        self._rows[note.id] = note
        self._versions[note.id] = [note.latest]

    def add_version(self, version: NoteVersion) -> None:
        kept = self._versions[version.note_id]
        if any(other.version == version.version for other in kept):
            raise ConflictError
        kept.append(version)
        self._rows[version.note_id] = replace(self.get(version.note_id), latest=version)

    def add_signature(self, note_id: NoteId, version: int, signature: Signature) -> None:
        self._rows[note_id] = replace(self.get(note_id), signature=signature)

    def add_amendment(self, amendment: Amendment) -> None:
        note = self.get(amendment.note_id)
        self._rows[note.id] = replace(note, amendments=(*note.amendments, amendment))

    def get(self, note_id: NoteId) -> Note:
        return _found(self._rows, note_id)

    def for_session(self, session_id: SessionId) -> Note | None:
        own = [note for note in self._rows.values() if note.session_id == session_id]
        return own[-1] if own else None

    def ids_for_session(self, session_id: SessionId) -> list[NoteId]:
        return [note.id for note in self._rows.values() if note.session_id == session_id]

    def version(self, note_id: NoteId, number: int) -> NoteVersion:
        return _found({str(v.version): v for v in self._versions.get(note_id, [])}, str(number))

    def versions(self, note_id: NoteId) -> list[NoteVersion]:
        return list(self._versions[note_id])


class FakeUnitOfWork:
    """One transaction on a copy of the tables; `committed` tells whether it was kept."""

    def __init__(self, vault: FakeVault) -> None:
        self._vault = vault
        self.tables = vault.tables.copy()
        self.committed = False
        self.users = FakeUsers(self.tables)
        self.relations = FakeRelations(self.tables.practice)
        self.clients = FakeClients(self.tables)
        self.consents = FakeConsents(self.tables)
        self.sessions = FakeSessions(self.tables)
        self.recordings = FakeRecordings(self.tables)
        self.transcripts = FakeTranscripts(self.tables)
        self.notes = FakeNotes(self.tables)
        self.consent_wordings = FakeConsentWordings(self.tables.practice)
        self.goals = FakeGoals(self.tables.practice)
        self.measures = FakeMeasures(self.tables.practice)
        self.process_notes = FakeProcessNotes(self.tables.practice, self.tables.sessions)
        self.settings = FakeVaultSettings(self.tables.practice)
        self.audit = FakeAuditLog(self.tables, vault.user, vault.clock)

    def commit(self) -> None:
        if self._vault.fail_commit_with is not None:
            raise self._vault.fail_commit_with
        self._vault.tables = self.tables
        self.committed = True


class FakeVault(FakeBackups, FakeHistoryCheck, FakeLetters, FakeSealing, FakeAccounts):
    """An unlocked vault in memory. `units` are its transactions, in order; `actions` what the audit log holds."""

    def __init__(self, path: Path, user: User, clock: Clock) -> None:
        FakeLetters.__init__(self)
        self.path, self.user, self.clock = path, user, clock
        self.tables = Tables(users={user.id: user})
        self.units: list[FakeUnitOfWork] = []
        self.is_closed = False
        self.recovery_code = ""
        self.begin_accounts()
        self.passphrase = "four quiet linden trees"
        self.came_by_recovery_code = False
        self.fail_passphrase_with: TherapEaseError | None = None
        self.fail_commit_with: TherapEaseError | None = None

    @contextmanager
    def unit_of_work(self) -> Iterator[FakeUnitOfWork]:
        unit = FakeUnitOfWork(self)
        self.units.append(unit)
        yield unit

    @property
    def actions(self) -> list[AuditAction]:
        return [event.action for event in self.tables.audit]

    def new_recovery_code(self) -> str:
        return "F1RST-C0DEX-AFTER-SKIPP"

    def replace_recovery_code(self, code: str) -> None:
        self.recovery_code = code

    def change_passphrase(self, new: str, current: str | None = None) -> None:
        if self.fail_passphrase_with is not None:
            raise self.fail_passphrase_with
        if current != self.passphrase and not (current is None and self.came_by_recovery_code):
            raise WrongPassphraseError
        self.passphrase = new

    def close(self) -> None:
        self.is_closed = True


def _found(rows: Mapping[str, T], key: str) -> T:
    if key not in rows:
        raise NotFoundError
    return rows[key]


def _drop(rows: dict[str, T], keys: set[str]) -> None:
    for key in keys:
        del rows[key]
