"""Recognizers behind one Protocol. Sound goes in block by block, segments come out at the end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from therapease.domain.transcript import Segment
from therapease.engine.audio_file import Samples

ShareListener = Callable[[float], None]
"""Told how far `finish` is, 0 to 1."""


class Transcriber(Protocol):
    """One recording's recognition. Made per job, fed in order, finished once, then closed."""

    @property
    def model(self) -> str:
        """The model's name, as the transcript will carry it."""
        ...

    def feed(self, samples: Samples) -> None:
        """Take the next block: mono 16-bit PCM at 16 kHz, shape (n,)."""
        ...

    def finish(self, report: ShareListener) -> list[Segment]:
        """Return all segments in order; `report` is called now and then, and may raise to stop."""
        ...

    def close(self) -> None:
        """Give the model's memory back."""
        ...
