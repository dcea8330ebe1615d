"""Time and order: UTC now, a monotonic reading and time-ordered identifiers, all injectable.

Order in the vault comes from sequences, never from the wall clock; the wall clock is only shown.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

import uuid_utils


class Clock(Protocol):
    """Where every service reads time and takes identifiers from, so that tests can hold both still."""

    def now(self) -> datetime:
        """Return the current time, timezone-aware UTC."""
        ...

    def monotonic_ns(self) -> int:
        """Return nanoseconds that never run backwards within one boot."""
        ...

    def new_id(self) -> str:
        """Return a fresh UUIDv7 (RFC 9562), canonical text form, ordered by creation."""
        ...


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic_ns(self) -> int:
        return time.monotonic_ns()

    def new_id(self) -> str:
        return str(uuid_utils.uuid7())
