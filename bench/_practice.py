"""A small fictional practice for the pictures: made-up clients, one written-out session, and an engine that recites it.

The vault is a real one; only what the engine would hear is written here, so that every picture is the same each time.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from therapease.bootstrap import build_workspace
from therapease.domain.consent import ConsentPurpose
from therapease.domain.ids import ClientId
from therapease.domain.job import (
    CancelToken,
    DraftingOptions,
    JobStage,
    LetGo,
    Progress,
    ProgressListener,
    TranscriptionOptions,
    ignore_progress,
)
from therapease.domain.note import (
    Draft,
    RiskMention,
    StatementKind,
)
from therapease.domain.recording import CHUNK_S, SAMPLE_RATE_HZ, AudioChunk
from therapease.domain.session import Attendance
from therapease.domain.transcript import SpeakerRole, Transcription, Utterance
from therapease.domain.user import NewOwner
from therapease.engine.drafting import draft_note
from therapease.engine.risk import find_mentions
from therapease.errors import InternalError, TherapEaseError
from therapease.services.notes import open_items
from therapease.services.workspace import Workspace
from therapease.store.kdf import FLOOR
from therapease.store.vault import SqlCipherVaultStore

PASSPHRASE = "slow river copper lantern"
TODAY = date(2026, 3, 17)
NOW = datetime(2026, 3, 17, 11, 5, tzinfo=UTC)

THERAPIST, CLIENT = SpeakerRole.THERAPIST, SpeakerRole.CLIENT

_TALK = (
    (THERAPIST, "Last week you said you would go back to the choir. How was it?"),
    (CLIENT, "I went on Wednesday. I stood in the back row, next to the door, and I stayed for the whole rehearsal."),
    (THERAPIST, "The whole rehearsal."),
    (CLIENT, "My hands shook during the first song. By the third song, maybe ten minutes in, it had gone down."),
    (THERAPIST, "What did you do while they shook?"),
    (CLIENT, "I put my feet flat on the floor and counted the breath, like we practised. In for four, out for six."),
    (THERAPIST, "And nobody sent you away."),
    (CLIENT, "No. Anke even asked me to sing the solo line in May. I said I would think about it."),
    (THERAPIST, "How have you been sleeping?"),
    (CLIENT, "Better. Six hours most nights. Before the rehearsal I lay awake until two."),
    (THERAPIST, "And the sertraline?"),
    (CLIENT, "Fifty milligrams, every morning. The nausea stopped after the first week."),
    (THERAPIST, "Are you drinking to get through the evenings?"),
    (CLIENT, "One glass of wine on Saturday. Not before singing any more."),
    (THERAPIST, "I ask everyone this. Have you had thoughts of killing yourself, or of hurting yourself?"),
    (CLIENT, "No. Not in the winter either. I was frightened, but I never wanted to die."),
    (THERAPIST, "Thank you for saying it plainly. What frightens you most about the solo?"),
    (CLIENT, "That my voice goes and everyone looks. It sounds small when I say it out loud."),
    (THERAPIST, "It does not sound small. Could you sing the line once to one person, before May?"),
    (CLIENT, "To Anke, after rehearsal. On Wednesday."),
    (THERAPIST, "Good. And keep the log: what you feared, and what happened."),
    (CLIENT, "All right. The log every evening, and the line for Anke."),
    (THERAPIST, "Shall we say next Tuesday at ten again?"),
    (CLIENT, "Tuesday at ten is fine."),
)
_SLEEP = ((THERAPIST, "How have you been sleeping?"), (CLIENT, "Five hours, and I wake at three most nights."))
_PAST = (
    (
        (THERAPIST, "What happened with the panic diary?"),
        (CLIENT, "I wrote down three attacks. Each of them was over within ten minutes."),
        *_SLEEP,
        (CLIENT, "The sertraline made me sick in the first days, twenty-five milligrams."),
        (THERAPIST, "Please go on with the diary until next Tuesday."),
        (CLIENT, "I will write it every evening."),
    ),
    (
        (THERAPIST, "What did you find out about the lift?"),
        (CLIENT, "I took the lift to the third floor on Friday. My heart raced and then it slowed down."),
        *_SLEEP,
        (CLIENT, "I still leave the room when the choir group writes to me."),
        (THERAPIST, "Could you answer one message before next week?"),
        (CLIENT, "Yes, one message, on Sunday."),
    ),
    (
        (THERAPIST, "You wanted to talk about the move."),
        (CLIENT, "I miss my sister since the move. I call her every Sunday and then I cry."),
        *_SLEEP,
        (CLIENT, "I have sertraline fifty milligrams now, since Monday."),
        (THERAPIST, "Until next time, please write the letter to the old flat."),
        (CLIENT, "I will write the letter."),
    ),
    (
        (THERAPIST, "How did the breathing go?"),
        (CLIENT, "I practised the long breath twice a day, in the kitchen. It helps before I sleep."),
        *_SLEEP,
        (CLIENT, "On the bus I had to get off after two stops on Thursday."),
        (THERAPIST, "Could you ride three stops this week?"),
        (CLIENT, "Three stops, with my friend Anke."),
    ),
    (
        (THERAPIST, "You made a list of what you avoid."),
        (CLIENT, "The choir is at the top of my list. I have not sung since October."),
        *_SLEEP,
        (CLIENT, "My manager asked twice why I keep the door open."),
        (THERAPIST, "Please bring the list again next week, with one small step for each."),
        (CLIENT, "I will write one step for each."),
    ),
)
"""What was said in the sessions before the newest one, in turn."""

_SECONDS_PER_WORD = 0.42
_PAUSE_S = 0.9


def talk(sessions_ago: int = 0) -> tuple[Utterance, ...]:
    """Return what was said in the newest session, or in one before it, with times as it would be spoken."""
    said = _PAST[(sessions_ago - 1) % len(_PAST)] if sessions_ago else _TALK
    utterances, at_s = [], 1.2
    for number, (role, text) in enumerate(said):
        spoken_s = len(text.split()) * _SECONDS_PER_WORD
        speaker = "S1" if role is THERAPIST else "S2"
        utterances.append(Utterance(number, speaker, role, text, at_s, at_s + spoken_s))
        at_s += spoken_s + _PAUSE_S
    return tuple(utterances)


class StageClock:
    """A clock that is set by hand. Identifiers count up from `first`, so that order is that of making."""

    def __init__(self, now: datetime, first: int = 0) -> None:
        self.time = now
        self._count = first

    def now(self) -> datetime:
        return self.time

    def monotonic_ns(self) -> int:
        return int(self.time.timestamp() * 1e9)

    def new_id(self) -> str:
        self._count += 1
        return f"0195a000-0000-7000-8000-{self._count:012x}"


class RecitedAudio:
    """A written session as chunks: a waveform that rises where somebody speaks. Nothing can be heard in it."""

    is_truncated = False

    def __init__(self, sessions_ago: int = 0) -> None:
        self._utterances = talk(sessions_ago)

    @property
    def duration_s(self) -> float:
        return (self._utterances[-1].end_s or 0.0) + 2.0

    def __iter__(self) -> Iterator[AudioChunk]:
        for sequence in range(math.ceil(self.duration_s / CHUNK_S)):
            start_s = sequence * CHUNK_S
            length_s = min(CHUNK_S, self.duration_s - start_s)
            peaks = bytes(_peak(start_s + at * 0.02, self._utterances) for at in range(round(length_s / 0.02)))
            first, count = round(start_s * SAMPLE_RATE_HZ), round(length_s * SAMPLE_RATE_HZ)
            yield AudioChunk(sequence, first, count, b"fLaC", peaks)


def _peak(at_s: float, utterances: Sequence[Utterance]) -> int:
    is_spoken = any((u.start_s or 0.0) <= at_s <= (u.end_s or 0.0) for u in utterances)
    wobble = 0.5 + 0.3 * math.sin(at_s * 4.1) + 0.2 * math.sin(at_s * 11.7)
    return int(40 + 170 * max(wobble, 0.0)) if is_spoken else 4


class RecitingEngine:
    """Satisfies `services.ports.Engine`: recites the written session, and drafts from it with the real drafting.

    `pause_at` holds a stage for a picture of it; `sessions_ago` chooses what is recited.
    """

    def __init__(self) -> None:
        self.pause_at: JobStage | None = None
        self.fail_at: dict[JobStage, TherapEaseError] = {}
        self.go_on = threading.Event()
        self.sessions_ago = 0

    def import_audio(self, source: BinaryIO, progress: ProgressListener, cancel: CancelToken) -> RecitedAudio:
        self._pass(JobStage.READING, 0.46, progress, cancel)
        return RecitedAudio(self.sessions_ago)

    def transcribe(
        self,
        chunks: Iterable[AudioChunk],
        duration_s: float,
        options: TranscriptionOptions,
        progress: ProgressListener,
        cancel: CancelToken,
    ) -> Transcription:
        self._pass(JobStage.RECOGNIZING, 0.62, progress, cancel)
        return Transcription("starter", "moonshine-tiny-en", duration_s, duration_s / 4, talk(self.sessions_ago))

    def draft(
        self,
        utterances: Sequence[Utterance],
        options: DraftingOptions,
        progress: ProgressListener,
        cancel: CancelToken,
    ) -> Draft:
        self._pass(JobStage.DRAFTING, 0.35, progress, cancel)
        return draft_note(utterances, options, ignore_progress, cancel)

    def find_mentions(self, utterances: Sequence[Utterance]) -> tuple[RiskMention, ...]:
        return find_mentions(utterances)

    def decode(self, chunks: Iterable[AudioChunk]) -> bytes:
        return bytes(2 * sum(chunk.sample_count for chunk in chunks))

    def let_go(self, order: LetGo) -> bool:
        return False

    def read_outcome(self, unsealed: bytes, ticket: bytes) -> Transcription | Draft:
        raise InternalError(detail="nothing is let go here")

    def close(self) -> None:
        self.go_on.set()

    def _pass(self, stage: JobStage, fraction: float, progress: ProgressListener, cancel: CancelToken) -> None:
        progress(Progress(stage, fraction))
        if stage in self.fail_at:
            raise self.fail_at.pop(stage)
        while self.pause_at is stage and not self.go_on.wait(0.02):
            cancel.raise_if_cancelled()


_CLIENTS = (
    ("Mara Keller", date(1991, 5, 4), 6),
    ("Jonas Reuter", date(1984, 11, 23), 2),
    ("Amira Toma", date(1999, 2, 9), 3),
    ("Paul Wieland", date(1967, 8, 30), 4),
    ("Lena Sand", date(2001, 1, 12), 0),
)
"""Name, date of birth and how many sessions there were. None of them is anybody."""


def make_practice(folder: Path) -> Path:
    """Make the vault of the practice in `folder` and return its path. About three seconds."""
    clock = StageClock(NOW - timedelta(weeks=7))
    path = folder / "Linden Street.vault"
    vault, _code = SqlCipherVaultStore(clock, FLOOR).create(path, NewOwner("Erika Lindqvist", "LCSW"), PASSPHRASE)
    engine = RecitingEngine()
    workspace = build_workspace(vault, engine, clock)
    source = folder / "session.wav"
    source.write_bytes(b"RIFF" * 220_000)
    for number, (name, born, sessions) in enumerate(_CLIENTS):
        clock.time = NOW - timedelta(weeks=sessions + 1, days=number)
        client = workspace.clients.create(name, born)
        workspace.clients.give_consent(client.id, ConsentPurpose.TREATMENT)
        if sessions:
            workspace.clients.give_consent(client.id, ConsentPurpose.RECORDING)
            workspace.clients.give_consent(client.id, ConsentPurpose.AI_NOTES)
        for week in range(sessions, 0, -1):
            day = TODAY - timedelta(days=7 * (week - 1) + number % 4)
            clock.time = datetime(day.year, day.month, day.day, 9 + number % 2, 0, tzinfo=UTC)
            is_newest = week == 1
            engine.sessions_ago = week - 1
            _make_session(workspace, clock, client.id, source, is_signed=not is_newest or number == 1)
    clock.time = NOW
    workspace.close()
    return path


def _make_session(
    workspace: Workspace, clock: StageClock, client_id: ClientId, source: Path, *, is_signed: bool
) -> None:
    session = workspace.schedule.add_session(client_id, clock.now(), Attendance.IN_PERSON)
    clock.time += timedelta(minutes=50)
    workspace.recording.import_file(session.id, source, ignore_progress, CancelToken())
    workspace.transcription.transcribe(session.id, TranscriptionOptions(), ignore_progress, CancelToken())
    note, _draft = workspace.notes.draft(session.id, DraftingOptions(), ignore_progress, CancelToken())
    if not is_signed:
        return
    for item in open_items(note.latest):
        if item.kind is StatementKind.CLINICIAN_TO_COMPLETE:
            note = workspace.notes.edit(note.id, note.latest.version, item.id, "As described in session.")
        else:
            note = workspace.notes.accept(note.id, note.latest.version, item.id)
    clock.time += timedelta(hours=1)
    workspace.notes.sign(note.id, note.latest.version, frozenset(s.id for s in note.latest.statements))
