"""What was said, by whom and when. All times are seconds from the start of the recording."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from therapease.domain.ids import SessionId, TranscriptId, UserId, UtteranceId


class SpeakerRole(StrEnum):
    """Who a speaker is in the therapy, found from the conversation or set by the therapist."""

    THERAPIST = "therapist"
    CLIENT = "client"
    OTHER = "other"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Word:
    """One recognized word. `confidence` is 0 to 1, or None where the recognizer gives none."""

    start_s: float
    end_s: float
    text: str
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """Text the recognizer emitted for one stretch of audio; carries no speaker. `words` may be empty."""

    start_s: float
    end_s: float
    text: str
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class SpeakerTurn:
    """A time span the diarizer gave to one anonymous speaker label."""

    start_s: float
    end_s: float
    speaker: str


@dataclass(frozen=True, slots=True)
class Utterance:
    """Words one speaker said without yielding the floor; built from segments and speaker turns.

    `start_s` and `end_s` are None for transcripts that came without times. `speaker` is the anonymous or given
    label ("S1", "client2"), `role` what that speaker is in the therapy.
    """

    id: UtteranceId
    speaker: str
    role: SpeakerRole
    text: str
    start_s: float | None = None
    end_s: float | None = None


@dataclass(frozen=True, slots=True)
class Transcript:
    """One version of a session's transcript. A correction is a new version, never an overwrite."""

    id: TranscriptId
    session_id: SessionId
    version: int
    engine: str
    model: str
    utterances: tuple[Utterance, ...]
    created_at: datetime
    created_by: UserId
    duration_s: float | None = None
    reason: str = field(default="transcribed")


@dataclass(frozen=True, slots=True)
class TranscriptHead:
    """One version of a transcript without its words, for lists of versions."""

    id: TranscriptId
    version: int
    created_at: datetime
    created_by: UserId
    reason: str


@dataclass(frozen=True, slots=True)
class Transcription:
    """What a transcription job gives back, before it has a place in a vault. Crosses the process border.

    `real_time_factor` is processing time over audio duration; below 1 keeps up with live speech.
    `stages_s` holds the seconds spent per stage (“recognition”, “diarization” …).
    """

    engine: str
    model: str
    duration_s: float
    processing_s: float
    utterances: tuple[Utterance, ...]
    stages_s: tuple[tuple[str, float], ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def real_time_factor(self) -> float:
        return self.processing_s / self.duration_s if self.duration_s > 0 else 0.0
