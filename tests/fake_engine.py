"""A stand-in for the engine worker: answers at once with a small conversation and a note drawn from it."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

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
    DraftSection,
    DraftStatement,
    RiskCategory,
    RiskMention,
    RiskSubject,
    Stance,
    StatementKind,
    Verdict,
)
from therapease.domain.recording import SAMPLE_RATE_HZ, AudioChunk
from therapease.domain.transcript import SpeakerRole, Transcription, Utterance
from therapease.errors import InternalError, JobLetGoError, NotAudioError, TherapEaseError

THERAPIST, CLIENT = SpeakerRole.THERAPIST, SpeakerRole.CLIENT

TURNS = (
    (THERAPIST, "You mentioned the train last week. How did that go?"),
    (CLIENT, "I did it twice. I got on at Holm Street both times and stayed on until the second stop."),
    (THERAPIST, "And you stayed on."),
    (CLIENT, "I did the slow breathing, the long out-breath, and after maybe three or four minutes it came down."),
    (THERAPIST, "How have the nights been?"),
    (CLIENT, "Awake at four again. Not every night, but most."),
    (THERAPIST, "Have you had any thoughts of ending your life?"),
    (CLIENT, "No, not since the autumn."),
    (THERAPIST, "Shall we keep the train for this week, twice, and meet on Tuesday at ten?"),
    (CLIENT, "Yes, twice. Tuesday at ten is fine."),
)
TURN_S = 6.0


def conversation() -> tuple[Utterance, ...]:
    """Return the small conversation as utterances of six seconds each."""
    return tuple(
        Utterance(
            id=number,
            speaker="S1" if role is THERAPIST else "S2",
            role=role,
            text=text,
            start_s=number * TURN_S,
            end_s=(number + 1) * TURN_S - 0.4,
        )
        for number, (role, text) in enumerate(TURNS)
    )


def draft_of_conversation() -> Draft:
    """Return a SOAP draft with each kind of line a draft can hold."""
    paraphrase, quotation = StatementKind.PARAPHRASE, StatementKind.QUOTATION
    not_assessed, to_complete = StatementKind.NOT_ASSESSED, StatementKind.CLINICIAN_TO_COMPLETE
    return Draft(
        format="soap",
        model="stand-in",
        sections=(
            DraftSection(
                "subjective",
                "Subjective",
                (
                    DraftStatement(
                        "Rode the train twice and stayed on until the second stop, using slow breathing.",
                        paraphrase,
                        (1, 3),
                        Verdict.SUPPORTED,
                    ),
                    DraftStatement("“Awake at four again.”", quotation, (5,), Verdict.QUOTED),
                    DraftStatement("Denies suicidal thoughts when asked.", paraphrase, (6, 7), Verdict.SUPPORTED),
                    DraftStatement("Harm to others", not_assessed, (), Verdict.NONE),
                ),
            ),
            DraftSection(
                "objective",
                "Objective",
                (DraftStatement("Affect and appearance", to_complete, (), Verdict.NONE),),
            ),
            DraftSection(
                "assessment",
                "Assessment",
                (DraftStatement("Your judgement of risk today", to_complete, (), Verdict.NONE),),
            ),
            DraftSection(
                "plan",
                "Plan",
                (
                    DraftStatement(
                        "Train twice this week. Next: Tuesday at ten.", paraphrase, (8, 9), Verdict.SUPPORTED
                    ),
                ),
            ),
        ),
        risk=(RiskMention(RiskCategory.SUICIDE, (6, 7), Stance.DENIED, RiskSubject.CLIENT),),
    )


class FakeAudioImport:
    """Chunks of silence with a waveform that rises and falls, so that there is something to draw."""

    def __init__(self, chunk_count: int, *, is_truncated: bool = False) -> None:
        self._chunk_count = chunk_count
        self.is_truncated = is_truncated

    @property
    def duration_s(self) -> float:
        return self._chunk_count * 10.0

    def __iter__(self) -> Iterator[AudioChunk]:
        for sequence in range(self._chunk_count):
            peaks = bytes((37 * at * (sequence + 1)) % 200 + 20 for at in range(500))
            yield AudioChunk(sequence, sequence * 10 * SAMPLE_RATE_HZ, 10 * SAMPLE_RATE_HZ, b"fLaC", peaks)


class FakeEngine:
    """Answers at once. `fail_with[stage]` is raised there, once; `hold` makes a stage wait until `release` or cancel.

    Stages are “import”, “transcribe”, “draft” and “find_mentions”. A file that begins with “not audio” is refused as
    such.
    """

    def __init__(self) -> None:
        self.fail_with: dict[str, TherapEaseError] = {}
        self.hold: set[str] = set()
        self.release = threading.Event()
        self.calls: list[str] = []
        self.is_closed = self.is_let_go = False
        self.outcome_of_letters: Transcription | Draft | TherapEaseError = draft_of_conversation()
        self.is_truncated = False
        self.warnings: tuple[str, ...] = ()
        self.mentions = draft_of_conversation().risk

    def import_audio(self, source: BinaryIO, progress: ProgressListener, cancel: CancelToken) -> FakeAudioImport:
        self._enter("import", JobStage.READING, progress, cancel)
        if source.read(9) == b"not audio":
            raise NotAudioError
        return FakeAudioImport(chunk_count=6, is_truncated=self.is_truncated)

    def transcribe(
        self,
        chunks: Iterable[AudioChunk],
        duration_s: float,
        options: TranscriptionOptions,
        progress: ProgressListener,
        cancel: CancelToken,
    ) -> Transcription:
        self._enter("transcribe", JobStage.RECOGNIZING, progress, cancel)
        return Transcription(
            "stand-in", "stand-in", duration_s, duration_s / 10, conversation(), warnings=self.warnings
        )

    def draft(
        self,
        utterances: Sequence[Utterance],
        options: DraftingOptions,
        progress: ProgressListener,
        cancel: CancelToken,
    ) -> Draft:
        self._enter("draft", JobStage.DRAFTING, progress, cancel)
        return draft_of_conversation()

    def find_mentions(self, utterances: Sequence[Utterance]) -> tuple[RiskMention, ...]:
        self._enter("find_mentions", JobStage.CHECKING, ignore_progress, CancelToken())
        return self.mentions

    def decode(self, chunks: Iterable[AudioChunk]) -> bytes:
        return bytes(2 * sum(chunk.sample_count for chunk in chunks))

    def let_go(self, order: LetGo) -> bool:
        """Leave what is held behind, if anything is; the letter's words are written by `outcome_of_letters`."""
        if not self.hold:
            return False
        order.sink.write(order.ticket)
        self.is_let_go = True
        return True

    def read_outcome(self, unsealed: bytes, ticket: bytes) -> Transcription | Draft:
        if unsealed != ticket:
            raise InternalError(detail="a sealed result of unknown origin")
        if isinstance(self.outcome_of_letters, TherapEaseError):
            raise self.outcome_of_letters
        return self.outcome_of_letters

    def close(self) -> None:
        self.is_closed = True

    def _enter(self, name: str, stage: JobStage, progress: ProgressListener, cancel: CancelToken) -> None:
        self.calls.append(name)
        progress(Progress(stage, 0.0))
        progress(Progress(stage, 0.4))
        if name in self.fail_with:
            raise self.fail_with.pop(name)
        while name in self.hold and not self.release.wait(0.01):
            cancel.raise_if_cancelled()
            if self.is_let_go:
                raise JobLetGoError
        progress(Progress(stage, 1.0))
