"""Figures about a job: how fast it was, and where the time went."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager


def real_time_factor(processing_s: float, audio_s: float) -> float:
    """Processing time over audio duration; below 1 keeps up with live speech. 0 for no audio."""
    return processing_s / audio_s if audio_s > 0 else 0.0


class StageTimer:
    """Adds up the wall-clock seconds per stage. Stages may alternate; each keeps one running sum."""

    def __init__(self) -> None:
        self._seconds: dict[str, float] = {}
        self._started = time.perf_counter()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count the time inside the block towards `name`."""
        started = time.perf_counter()
        try:
            yield
        finally:
            self._seconds[name] = self._seconds.get(name, 0.0) + time.perf_counter() - started

    @property
    def total_s(self) -> float:
        """Seconds since this timer was made."""
        return time.perf_counter() - self._started

    @property
    def stages_s(self) -> tuple[tuple[str, float], ...]:
        """Return the seconds per stage, in the order the stages first began."""
        return tuple(self._seconds.items())
