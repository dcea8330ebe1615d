"""The standard engine: faster-whisper on a Whisper model folder the person installed. Never a download.

Whisper invents text over silence and falls into loops (arXiv 2402.08021; 2212.04356, section 4.5). Against both: speech
is found first (Silero, inside the library), a window does not read what the last one wrote, and a window that
compresses too well or is too unsure is decoded again, warmer. What still looks invented is reported, never cut out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from therapease.domain.transcript import Segment, Word
from therapease.engine.audio_file import Samples
from therapease.engine.hardware import thread_count
from therapease.engine.model_files import checked_whisper_folder
from therapease.engine.transcribers import ShareListener
from therapease.errors import InternalError, ModelRejectedError

DECODING: dict[str, Any] = {
    "task": "transcribe",
    "beam_size": 5,
    "vad_filter": True,
    "vad_parameters": {"min_silence_duration_ms": 1_000, "speech_pad_ms": 400},
    "word_timestamps": True,
    "condition_on_previous_text": False,
    "temperature": (0.0, 0.2, 0.4, 0.6),
    "compression_ratio_threshold": 2.4,
    "log_prob_threshold": -1.0,
    "no_speech_threshold": 0.6,
}
"""What `WhisperModel.transcribe` is called with; the bare library is compared with the same."""


class WhisperTranscriber:
    """`Transcriber` that gathers the sound and works in `finish`: the library wants the recording whole.

    That is 230 MB an hour at 32 bit. Raise UnknownModelError, ModelRejectedError when made.
    """

    def __init__(self, model_dir: Path, language: str | None = None) -> None:
        folder = checked_whisper_folder(model_dir)
        self.model = folder.name
        self._language = language
        self._blocks: list[Samples] = []
        self._whisper = _load(folder)

    def feed(self, samples: Samples) -> None:
        self._blocks.append(samples)

    def finish(self, report: ShareListener) -> list[Segment]:
        if not self._blocks:
            return []
        audio = np.concatenate(self._blocks).astype(np.float32) / np.float32(32_768)
        self._blocks.clear()
        try:
            found, info = self._whisper.transcribe(audio, language=self._language, **DECODING)
            return list(_segments(found, info.duration, report))
        except (RuntimeError, ValueError, LookupError) as error:
            raise InternalError(detail=f"whisper: {type(error).__name__}") from error

    def close(self) -> None:
        self._whisper = None
        self._blocks.clear()


def _load(folder: Path) -> Any:
    """Load the model on the processor in 8-bit integers: half precision is refused there, and 32 bit is slower."""
    from faster_whisper import WhisperModel  # type: ignore[import-untyped]  # because it publishes no types

    try:
        return WhisperModel(
            str(folder), device="cpu", compute_type="int8", cpu_threads=thread_count(), local_files_only=True
        )
    except (RuntimeError, ValueError, OSError, LookupError) as error:
        raise ModelRejectedError("The Whisper model in this folder could not be loaded.") from error


def _segments(found: Iterable[Any], duration_s: float, report: ShareListener) -> Iterator[Segment]:
    """Yield the library's segments as ours. It works as they are asked for, so this is where the time passes."""
    for segment in found:
        report(min(1.0, segment.end / duration_s) if duration_s > 0 else 1.0)
        words = tuple(Word(w.start, w.end, w.word.strip(), w.probability) for w in segment.words or ())
        if segment.text.strip():
            yield Segment(segment.start, segment.end, segment.text.strip(), words)
