"""The border to moonshine-voice: one stream of its native library, without PortAudio and without its Python lists.

Three things about the library decide how it is driven, each found by measuring version 0.0.73:
`stop` loses what was not transcribed before it (an error on stderr, the last sentence gone), so an update always comes
first; an update in mid-sentence transcribes that sentence again, so updates are rare (every block of ten seconds);
with `return_audio_data` off, memory stays flat.
"""

from __future__ import annotations

import ctypes
import sys
import types
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from therapease.domain.recording import SAMPLE_RATE_HZ
from therapease.engine.audio_file import Samples
from therapease.errors import InternalError, ModelRejectedError


@dataclass(frozen=True, slots=True)
class StreamSpan:
    """A stretch of a line that the library gave to one speaker, seconds from the start."""

    start_s: float
    end_s: float
    speaker: int


@dataclass(frozen=True, slots=True)
class StreamLine:
    """A line as the library emits it: text without word times, and speaker spans if it was asked for them."""

    start_s: float
    end_s: float
    text: str
    spans: tuple[StreamSpan, ...]


class MoonshineStream:
    """One stream over one recording. `options` are the library's own names and values.

    Raise ModelRejectedError when the model does not load, InternalError when the library fails in mid-stream.
    """

    def __init__(self, model_dir: Path, options: dict[str, str]) -> None:
        self._api = _load_api()
        try:
            self._transcriber = self._api.Transcriber(
                model_dir, self._api.ModelArch.TINY, options={"return_audio_data": "false", **options}
            )
            # The interval never comes: updates are ours to ask for.
            self._stream = self._transcriber.create_stream(update_interval=float("inf"))
            self._stream.start()
        except self._api.MoonshineError as error:
            raise ModelRejectedError(detail=type(error).__name__) from error

    def feed(self, samples: Samples) -> None:
        """Take the next block and process it. `samples` is mono 16-bit PCM at 16 kHz, shape (n,)."""
        floats = np.ascontiguousarray(samples, dtype=np.float32) / np.float32(32_768)
        pointer = floats.ctypes.data_as(ctypes.POINTER(ctypes.c_float))
        library = self._stream._lib
        # Straight into the library: its Python wrapper would make a list of ten million numbers a minute.
        status = library.moonshine_transcribe_add_audio_to_stream(
            self._transcriber._handle, self._stream._handle, pointer, len(floats), SAMPLE_RATE_HZ, 0
        )
        self._check(status)
        self._update()

    def finish(self) -> list[StreamLine]:
        """Return all lines. Nothing can be fed afterwards."""
        self._check(self._stream._lib.moonshine_stop_stream(self._transcriber._handle, self._stream._handle))
        return [_line(line) for line in self._update().lines]

    def close(self) -> None:
        """Free the stream and the model."""
        self._stream.close()
        self._transcriber.close()

    def _update(self) -> Any:
        try:
            return self._stream.update_transcription()
        except self._api.MoonshineError as error:
            raise InternalError(detail=f"recognizer: {type(error).__name__}") from error

    def _check(self, status: int) -> None:
        if status < 0:
            raise InternalError(detail=f"recognizer: status {status}")


def _line(line: Any) -> StreamLine:
    spans = tuple(
        StreamSpan(span.start_time, span.start_time + span.duration, span.speaker_index)
        for span in line.speaker_spans or ()
    )
    return StreamLine(line.start_time, line.start_time + line.duration, line.text, spans)


def _load_api() -> Any:
    """Import the library's recognizer. Its package also wants `sounddevice` and PortAudio: we record elsewhere."""
    if "sounddevice" not in sys.modules and "moonshine_voice" not in sys.modules:
        sys.modules["sounddevice"] = types.ModuleType("sounddevice")
    from moonshine_voice import transcriber
    from moonshine_voice.errors import MoonshineError
    from moonshine_voice.moonshine_api import ModelArch

    return types.SimpleNamespace(
        Transcriber=transcriber.Transcriber, ModelArch=ModelArch, MoonshineError=MoonshineError
    )
