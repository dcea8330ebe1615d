"""Time is UTC, and identifiers come in order."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

from therapease.clock import SystemClock


def test_now_is_utc_and_now() -> None:
    now = SystemClock().now()
    assert now.tzinfo is UTC
    assert abs(now - datetime.now(UTC)) < timedelta(seconds=5)


def test_the_monotonic_reading_never_runs_backwards() -> None:
    readings = [SystemClock().monotonic_ns() for _ in range(1000)]
    assert readings == sorted(readings)


def test_identifiers_are_uuid7_distinct_and_ordered() -> None:
    made = [SystemClock().new_id() for _ in range(2000)]
    assert all(uuid.UUID(one).version == 7 and str(uuid.UUID(one)) == one for one in made)
    assert len(set(made)) == len(made)
    assert made == sorted(made)
