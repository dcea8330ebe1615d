"""The starter engine: Moonshine tiny, English, which comes inside the moonshine-voice wheel. No download."""

from __future__ import annotations

from pathlib import Path

from therapease.domain.transcript import Segment
from therapease.engine.audio_file import Samples
from therapease.engine.transcribers import ShareListener
from therapease.engine.transcribers.moonshine import MoonshineStream


class StarterTranscriber:
    """`Transcriber` that works while it is fed; memory stays flat however long the session is."""

    model = "moonshine-tiny-en"

    def __init__(self, model_dir: Path) -> None:
        self._stream = MoonshineStream(model_dir, {})

    def feed(self, samples: Samples) -> None:
        self._stream.feed(samples)

    def finish(self, report: ShareListener) -> list[Segment]:
        lines = self._stream.finish()
        report(1.0)
        return [Segment(line.start_s, line.end_s, line.text.strip()) for line in lines if line.text.strip()]

    def close(self) -> None:
        self._stream.close()
