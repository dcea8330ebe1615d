"""A session's sound as the vault keeps it: FLAC chunks of about ten seconds, 16 kHz mono, 16 bit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from therapease.domain.ids import RecordingId, SessionId

SAMPLE_RATE_HZ = 16_000
CHUNK_S = 10.0


@dataclass(frozen=True, slots=True)
class AudioChunk:
    """A self-contained FLAC stream of `sample_count` samples starting `first_sample` into the recording."""

    sequence: int
    first_sample: int
    sample_count: int
    flac: bytes
    peaks: bytes = b""
    """Loudest magnitude per 20 ms, one unsigned byte each: enough to draw a waveform without decoding."""


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording in the vault. `is_truncated` says that the source broke off and what decoded was kept."""

    id: RecordingId
    session_id: SessionId
    duration_s: float
    chunk_count: int
    created_at: datetime
    source_kind: str = "import"
    is_truncated: bool = False
