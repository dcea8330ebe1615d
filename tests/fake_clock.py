"""A clock for tests."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

START = datetime(2026, 3, 17, 9, 0, tzinfo=UTC)


class FakeClock:
    """A clock that stands still until `advance`, and counts identifiers up."""

    def __init__(self, now: datetime = START) -> None:
        self._now = now
        self._count = 0
        self._lock = threading.Lock()

    def now(self) -> datetime:
        return self._now

    def advance(self, **duration: float) -> None:
        self._now += timedelta(**duration)

    def monotonic_ns(self) -> int:
        return int(self._now.timestamp() * 1e9)

    def new_id(self) -> str:
        with self._lock:
            self._count += 1
            return f"00000000-0000-7000-8000-{self._count:012d}"
