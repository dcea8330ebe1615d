"""Word error, diarization error and role accuracy of our transcripts, and the bare library's own call beside them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jiwer
import numpy as np
from pyannote.core import Annotation, Segment, Timeline  # type: ignore[import-untyped]  # because it publishes no types
from pyannote.metrics.diarization import DiarizationErrorRate
from whisper_normalizer.english import EnglishTextNormalizer

from therapease.domain.job import CancelToken, TranscriptionOptions, ignore_progress
from therapease.domain.transcript import SpeakerRole, Transcription, Utterance
from therapease.engine import model_files
from therapease.engine.audio_file import AudioDecoder, Samples, decode_flac
from therapease.engine.process import EngineProcess

COLLAR_S = 0.25
"""Total width around reference boundaries that is not scored, as pyannote.metrics counts it."""

THERAPIST_LABELS = frozenset({"therapist", "doctor", "clinician"})
_BACKCHANNELS = re.compile(r"\bmm-?hmm\b|\bmhm\b|\buh-?huh\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ReferenceTurn:
    """Who said what and when, by the reference."""

    start_s: float
    end_s: float
    speaker: str
    text: str


@dataclass(frozen=True, slots=True)
class WordScore:
    """Word error rate and how many of the words that were said were found, after Whisper's English normalization.

    Counting the words of the result instead would praise a recognizer for those it invents.
    """

    error: float
    found_count: int


def transcribe(engine: EngineProcess, sound: Path) -> Transcription:
    """Return what `therapease transcribe --engine starter` makes of a file."""
    with sound.open("rb") as source:
        decoding = engine.import_audio(source, ignore_progress, CancelToken())
        chunks = list(decoding)
    options = TranscriptionOptions(engine=model_files.STARTER)
    return engine.transcribe(chunks, decoding.duration_s, options, ignore_progress, CancelToken())


def decoded(sound: Path) -> Samples:
    """Return the whole file as 16 kHz mono samples, shape (n,)."""
    with sound.open("rb") as source:
        return np.concatenate([decode_flac(chunk) for chunk in AudioDecoder(source)])


def bare_call(samples: Samples, options: dict[str, str] | None = None) -> Any:
    """Return the library's own transcript of the decoded file: one call on all of it, no code of ours between."""
    from moonshine_voice.moonshine_api import ModelArch
    from moonshine_voice.transcriber import Transcriber

    recognizer = Transcriber(model_files.starter_recognizer_folder(), ModelArch.TINY, options=options or {})
    try:
        return recognizer.transcribe_without_streaming((samples.astype(np.float32) / 32_768).tolist(), 16_000)
    finally:
        recognizer.close()


def word_score(reference: str, recognized: str) -> WordScore:
    normalize: Callable[[str], str] = EnglishTextNormalizer()
    expected, found = (normalize(_BACKCHANNELS.sub(" ", text)) for text in (reference, recognized))
    compared = jiwer.process_words(expected, found)
    return WordScore(float(compared.wer), int(compared.hits))


def diarization_error(reference: Sequence[ReferenceTurn], utterances: Sequence[Utterance]) -> float:
    """Return the diarization error rate: missed, invented and confused speech over the reference's speech."""
    expected, found = Annotation(), Annotation()
    for at, turn in enumerate(reference):
        expected[Segment(turn.start_s, turn.end_s), at] = turn.speaker
    for at, spoken in enumerate(utterances):
        if spoken.start_s is not None and spoken.end_s is not None and spoken.end_s > spoken.start_s:
            found[Segment(spoken.start_s, spoken.end_s), at] = spoken.speaker
    end_s = max([turn.end_s for turn in reference] + [spoken.end_s or 0.0 for spoken in utterances], default=0.0)
    scored = Timeline([Segment(0.0, end_s)])
    return float(DiarizationErrorRate(collar=COLLAR_S)(expected, found, uem=scored))


def role_accuracy(reference: Sequence[ReferenceTurn], utterances: Sequence[Utterance]) -> float:
    """Return the share of the utterances' time inside reference turns whose role is that turn's, names untouched."""
    right_s = total_s = 0.0
    for spoken in utterances:
        for turn in reference:
            overlap_s = min(turn.end_s, spoken.end_s or 0.0) - max(turn.start_s, spoken.start_s or 0.0)
            if overlap_s <= 0:
                continue
            expected = SpeakerRole.THERAPIST if turn.speaker in THERAPIST_LABELS else SpeakerRole.CLIENT
            total_s += overlap_s
            right_s += overlap_s * (spoken.role is expected)
    return right_s / total_s if total_s else 0.0


def turns_of_json(path: Path) -> list[ReferenceTurn]:
    """Read a reference with words: a list `turns` with speaker or role, start or start_s, end or end_s, and text.

    The role names the turn where there is one.
    """
    turns = json.loads(path.read_text(encoding="utf-8"))["turns"]
    return [
        ReferenceTurn(
            turn["start_s"] if "start_s" in turn else turn["start"],
            turn["end_s"] if "end_s" in turn else turn["end"],
            turn.get("role") or turn["speaker"],
            turn["text"],
        )
        for turn in turns
    ]


def turns_of_rttm(path: Path) -> list[ReferenceTurn]:
    """Read a reference without words: NIST's RTTM, one SPEAKER line per turn."""
    rows = [line.split() for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("SPEAKER")]
    return [ReferenceTurn(float(row[3]), float(row[3]) + float(row[4]), row[7], "") for row in rows]
