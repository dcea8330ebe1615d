"""What the services need from below, as Protocols. `bootstrap` hands in the real things, tests hand in fakes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import BinaryIO, Protocol

from therapease.domain.client import Client
from therapease.domain.consent import Consent, ConsentPurpose, ConsentWording
from therapease.domain.goal import Goal, GoalProgress
from therapease.domain.ids import (
    ClientId,
    GoalId,
    MeasureId,
    NoteId,
    ProcessNoteId,
    RecordingId,
    SessionId,
    TranscriptId,
    UserId,
    UtteranceId,
)
from therapease.domain.job import CancelToken, DraftingOptions, LetGo, ProgressListener, TranscriptionOptions
from therapease.domain.measure import Measure
from therapease.domain.model import ModelOverview
from therapease.domain.note import Amendment, Draft, Note, NoteVersion, RiskMention, Signature
from therapease.domain.overview import ClientOverview, SessionEntry
from therapease.domain.people import Assignment, Invitation, Supervision
from therapease.domain.process_note import ProcessNote, ProcessNoteVersion
from therapease.domain.recording import AudioChunk, Recording
from therapease.domain.session import SessionStatus, TherapySession
from therapease.domain.transcript import Transcript, TranscriptHead, Transcription, Utterance
from therapease.domain.user import User
from therapease.services.audit_port import AuditLog

# ---------------------------------------------------------------- store


class ClientRepository(Protocol):
    def add(self, client: Client) -> None: ...
    def get(self, client_id: ClientId) -> Client:
        """Raise NotFoundError when there is none."""
        ...

    def update(self, client: Client) -> None: ...
    def list_all(self, *, include_archived: bool = False) -> list[Client]:
        """Return clients ordered by name, case-insensitively."""
        ...

    def list_overview(self, now: datetime) -> list[ClientOverview]:
        """Return every client, archived ones included, by name, with what a list tells besides, in one query."""
        ...

    def remove_sample(self, client_id: ClientId) -> None:
        """Delete a sample client and everything of it. Raise NotASampleError for anybody else, NotFoundError."""
        ...

    def next_code(self) -> str:
        """Return the next free code, “C-0001” onwards."""
        ...


class ConsentRepository(Protocol):
    def add(self, consent: Consent) -> None: ...
    def update(self, consent: Consent) -> None: ...
    def list_for_client(self, client_id: ClientId) -> list[Consent]: ...


class ConsentWordingRepository(Protocol):
    """The practice's own consent texts; append-only."""

    def add(self, wording: ConsentWording) -> None:
        """Raise ConflictError when there is one of this version for this purpose."""
        ...

    def list_all(self) -> list[ConsentWording]:
        """Return every wording in the order it was added."""
        ...

    def newest(self, purpose: ConsentPurpose) -> ConsentWording | None: ...


class GoalRepository(Protocol):
    def add(self, goal: Goal) -> None:
        """Store a goal without its progress."""
        ...

    def add_progress(self, entry: GoalProgress) -> None:
        """Store a goal's next entry. Raise ConflictError when there is a newer one."""
        ...

    def get(self, goal_id: GoalId) -> Goal: ...
    def list_for_client(self, client_id: ClientId) -> list[Goal]:
        """Return goals in the order they were set, closed ones included."""
        ...


class MeasureRepository(Protocol):
    def add(self, measure: Measure) -> None:
        """Store a result. Raise ConflictError when the result it replaces was replaced meanwhile."""
        ...

    def get(self, measure_id: MeasureId) -> Measure: ...
    def list_for_client(self, client_id: ClientId) -> list[Measure]:
        """Return every result in the order it was noted, replaced and withdrawn ones included."""
        ...


class VaultSettings(Protocol):
    """Settings of the practice: JSON values by name."""

    def get(self, key: str) -> object:
        """Return a value, None for a name never set."""
        ...

    def put(self, key: str, value: object) -> None:
        """Set a value; None forgets it."""
        ...

    def list_all(self) -> dict[str, object]: ...


class SessionRepository(Protocol):
    def add(self, session: TherapySession) -> None: ...
    def get(self, session_id: SessionId) -> TherapySession: ...
    def update(self, session: TherapySession) -> None: ...
    def list_for_client(self, client_id: ClientId) -> list[TherapySession]:
        """Return sessions, the latest first."""
        ...

    def list_entries(self, client_id: ClientId) -> list[SessionEntry]:
        """Return sessions, the latest first, each with the first line of its newest note, in one query."""
        ...

    def list_recent(self, limit: int, before: datetime | None = None) -> list[TherapySession]:
        """Return the sessions that start latest, latest first; only those before a moment, if one is given."""
        ...

    def list_between(self, start: datetime, end: datetime) -> list[TherapySession]:
        """Return the sessions that start in the span, its end left out, in order of time."""
        ...

    def list_with_status(self, status: SessionStatus) -> list[TherapySession]:
        """Return every session at this stage, the earliest first."""
        ...

    def next_number(self, client_id: ClientId) -> int: ...


class RecordingRepository(Protocol):
    def add(self, recording: Recording, chunks: Iterable[AudioChunk]) -> None:
        """Store the recording with its chunks, consuming `chunks` lazily so that memory stays flat."""
        ...

    def for_session(self, session_id: SessionId) -> Recording | None:
        """Return the newest recording of the session."""
        ...

    def chunks(self, recording_id: RecordingId) -> Iterator[AudioChunk]:
        """Yield chunks in order, one at a time."""
        ...

    def peaks(self, recording_id: RecordingId) -> bytes:
        """Return all chunks' peaks joined: one unsigned byte per 20 ms."""
        ...


class TranscriptRepository(Protocol):
    def add(self, transcript: Transcript) -> None: ...
    def add_correction(self, corrected: Transcript, previous: Transcript) -> None:
        """Store a version that has most of its words from `previous`, which is there already: as `add`, but fast."""
        ...

    def get(self, transcript_id: TranscriptId) -> Transcript: ...
    def latest_for_session(self, session_id: SessionId) -> Transcript | None: ...
    def versions_for_session(self, session_id: SessionId) -> list[Transcript]:
        """Return every version, oldest first."""
        ...

    def heads_for_session(self, session_id: SessionId) -> list[TranscriptHead]:
        """Return every version without its words, oldest first."""
        ...

    def get_version(self, session_id: SessionId, version: int) -> Transcript:
        """Raise NotFoundError when there is none."""
        ...

    def changed_utterances(self, before: TranscriptId, after: TranscriptId) -> frozenset[UtteranceId]:
        """Return the utterances of `before` whose words or role are not the same in `after`, or that it lacks."""
        ...

    def reassigned_utterances(self, before: TranscriptId, after: TranscriptId) -> frozenset[UtteranceId]:
        """Return the utterances of `before` whose words are the same in `after`, and whose role is another."""
        ...


class NoteRepository(Protocol):
    def add(self, note: Note) -> None:
        """Store a note with its first version and its risk list."""
        ...

    def add_version(self, version: NoteVersion) -> None:
        """Store one more version. Raise ConflictError when that version number exists already."""
        ...

    def add_signature(self, note_id: NoteId, version: int, signature: Signature) -> None: ...
    def add_amendment(self, amendment: Amendment) -> None: ...
    def get(self, note_id: NoteId) -> Note: ...
    def for_session(self, session_id: SessionId) -> Note | None:
        """Return the session's newest note with its newest version, signature and amendments."""
        ...

    def ids_for_session(self, session_id: SessionId) -> list[NoteId]:
        """Return every note the session ever had, oldest first: a new draft is a new note."""
        ...

    def version(self, note_id: NoteId, number: int) -> NoteVersion:
        """Return one version. Raise NotFoundError when there is none of that number."""
        ...

    def versions(self, note_id: NoteId) -> list[NoteVersion]:
        """Return every version, oldest first."""
        ...


class ProcessNoteRepository(Protocol):
    """Private notes, sealed; they are no part of the record and belong to whom they are by."""

    def add(self, note: ProcessNote) -> None:
        """Store a note without a version. Raise ConflictError when this person has one on this session."""
        ...

    def add_version(self, version: ProcessNoteVersion) -> None:
        """Store the next version. Raise ConflictError unless it follows the newest one."""
        ...

    def of_session(self, session_id: SessionId, owner_id: UserId) -> ProcessNote | None: ...
    def newest(self, note_id: ProcessNoteId) -> ProcessNoteVersion | None: ...
    def versions(self, note_id: ProcessNoteId) -> list[ProcessNoteVersion]:
        """Return every version, oldest first."""
        ...

    def sessions_of(self, client_id: ClientId, owner_id: UserId) -> frozenset[SessionId]:
        """Return a client's sessions that this person has a note on."""
        ...

    def remove(self, note_id: ProcessNoteId) -> None:
        """Delete a note with all its versions."""
        ...


class UserRepository(Protocol):
    def add(self, user: User) -> None: ...
    def update(self, user: User) -> None:
        """Change profile, role or status. Raise NotFoundError."""
        ...

    def get(self, user_id: UserId) -> User: ...
    def list_all(self) -> list[User]: ...


class RelationRepository(Protocol):
    """How the people of a vault belong together."""

    def put_invitation(self, invitation: Invitation) -> None:
        """Keep an invitation in place of an earlier one of the same person."""
        ...

    def drop_invitation(self, user_id: UserId) -> None: ...
    def invitations(self) -> dict[UserId, Invitation]: ...
    def assign(self, assignment: Assignment) -> None: ...
    def unassign(self, client_id: ClientId, user_id: UserId) -> None: ...
    def assigned_to(self, user_id: UserId) -> frozenset[ClientId]: ...
    def assigned_of(self, client_id: ClientId) -> frozenset[UserId]: ...
    def propose(self, supervision: Supervision) -> None:
        """Raise ConflictError when there is one between the two that did not end."""
        ...

    def update_supervision(self, supervision: Supervision) -> None:
        """Note that an open one was agreed to or ended. Raise NotFoundError."""
        ...

    def supervisions(self) -> list[Supervision]: ...


class UnitOfWork(Protocol):
    """One transaction. Leaving the block without `commit` rolls back."""

    @property
    def users(self) -> UserRepository: ...
    @property
    def relations(self) -> RelationRepository: ...
    @property
    def clients(self) -> ClientRepository: ...
    @property
    def consents(self) -> ConsentRepository: ...
    @property
    def sessions(self) -> SessionRepository: ...
    @property
    def recordings(self) -> RecordingRepository: ...
    @property
    def transcripts(self) -> TranscriptRepository: ...
    @property
    def notes(self) -> NoteRepository: ...
    @property
    def consent_wordings(self) -> ConsentWordingRepository: ...
    @property
    def goals(self) -> GoalRepository: ...
    @property
    def measures(self) -> MeasureRepository: ...
    @property
    def process_notes(self) -> ProcessNoteRepository: ...
    @property
    def settings(self) -> VaultSettings: ...
    @property
    def audit(self) -> AuditLog: ...
    def commit(self) -> None: ...


# ---------------------------------------------------------------- engine


class AudioImport(Protocol):
    """Chunks of a file being decoded, in order; what the file turned out to be once they are all read."""

    def __iter__(self) -> Iterator[AudioChunk]: ...
    @property
    def duration_s(self) -> float: ...
    @property
    def is_truncated(self) -> bool: ...


class Engine(Protocol):
    """The engine worker seen from the window's process. Every call blocks; call from a background thread.

    All raise JobCancelledError within one second of `cancel`, and EngineCrashedError when the worker dies.
    """

    def import_audio(self, source: BinaryIO, progress: ProgressListener, cancel: CancelToken) -> AudioImport:
        """Decode any file PyAV reads from an open, seekable file. Raise NotAudioError, EmptyAudioError,
        NoAudioTrackError."""
        ...

    def transcribe(
        self,
        chunks: Iterable[AudioChunk],
        duration_s: float,
        options: TranscriptionOptions,
        progress: ProgressListener,
        cancel: CancelToken,
    ) -> Transcription: ...

    def draft(
        self,
        utterances: Sequence[Utterance],
        options: DraftingOptions,
        progress: ProgressListener,
        cancel: CancelToken,
    ) -> Draft: ...

    def find_mentions(self, utterances: Sequence[Utterance]) -> tuple[RiskMention, ...]:
        """Return the explicit mentions of risk, by the rules alone. About a second for three thousand utterances."""
        ...

    def decode(self, chunks: Iterable[AudioChunk]) -> bytes:
        """Return chunks as 16-bit little-endian mono PCM at 16 kHz, for playback."""
        ...

    def let_go(self, order: LetGo) -> bool:
        """Have the transcription or draft under way go on without this process; say whether it does.

        Its call raises JobLetGoError then.
        """
        ...

    def read_outcome(self, unsealed: bytes, ticket: bytes) -> Transcription | Draft:
        """Return what a job that was let go brought. Raise its own error, InternalError for anybody else's letter."""
        ...

    def close(self) -> None:
        """End the worker."""
        ...


class ModelCatalogue(Protocol):
    """What models there are. Looks through folders; loads nothing."""

    def overview(self, transcription: TranscriptionOptions, drafting: DraftingOptions) -> ModelOverview: ...
