"""Moments and durations in words."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from therapease.ui.session import timecode


@pytest.mark.parametrize(
    ("position_s", "words"),
    [(0.0, "0:00"), (7.9, "0:07"), (737.2, "12:17"), (3723.0, "1:02:03"), (-3.0, "0:00"), (None, "")],
)
def test_a_place_in_a_recording(position_s: float | None, words: str) -> None:
    assert timecode.timecode(position_s) == words


@pytest.mark.parametrize(
    ("duration_s", "words"),
    [(44.4, "44 s"), (149.0, "2 min"), (2940.0, "49 min"), (3600.0, "1 h"), (3900.0, "1 h 5 min")],
)
def test_a_length_in_words(duration_s: float, words: str) -> None:
    assert timecode.duration_words(duration_s) == words


def test_days_are_english_whatever_the_locale() -> None:
    assert timecode.day(date(2026, 3, 17)) == "17 March 2026"
    assert timecode.local_day(datetime(2026, 3, 17, 12, 0, tzinfo=UTC)) == "Tuesday 17 March 2026"


def test_a_moment_names_its_distance_from_utc() -> None:
    moment = datetime(2026, 3, 17, 12, 0, tzinfo=UTC)
    here = moment.astimezone()
    words = timecode.local_moment(moment)
    assert words.startswith(f"17 March 2026, {here:%H:%M} (UTC")
    assert words.count(":") == 2
