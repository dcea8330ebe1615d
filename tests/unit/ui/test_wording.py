"""Dates, counts and durations in words."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from therapease.domain.client import Client
from therapease.domain.ids import ClientId
from therapease.ui import strings, wording


def test_dates() -> None:
    day = date(2026, 3, 17)
    assert wording.long_date(day) == "17 March 2026"
    assert wording.weekday_date(day) == "Tuesday 17 March"
    assert wording.short_date(day, date(2026, 12, 1)) == "17 March"
    assert wording.short_date(day, date(2027, 1, 1)) == "17 March 2026"


def test_a_moment_is_shown_in_local_time() -> None:
    moment = datetime(2026, 3, 17, 10, 0, tzinfo=UTC)
    assert wording.clock_time(moment) == moment.astimezone().strftime("%H:%M")


@pytest.mark.parametrize(("days", "words"), [(0, "Today"), (1, "1 day old"), (8, "8 days old"), (-3, "Today")])
def test_ages(days: int, words: str) -> None:
    today = date(2026, 3, 17)
    assert wording.age_words(date.fromordinal(today.toordinal() - days), today) == words


@pytest.mark.parametrize(("count", "words"), [(0, "No"), (1, "One"), (12, "Twelve"), (13, "13")])
def test_counts(count: int, words: str) -> None:
    assert wording.count_words(count) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(5, "less than a minute left"), (60, "about a minute left"), (185, "about 3 minutes left")],
)
def test_time_left(seconds: float, words: str) -> None:
    assert wording.left_words(seconds) == words


def test_others_see_initials_unless_names_are_wanted() -> None:
    client = Client(ClientId("1"), "C-0001", "Mara Keller", datetime(2026, 1, 1, tzinfo=UTC))
    assert wording.client_label(client, show_full_name=False) == "M. K."
    assert wording.client_label(client, show_full_name=True) == "Mara Keller"


@pytest.mark.parametrize(
    "typed",
    [
        "4.5.1988",
        "04.05.1988",
        "4/5/1988",
        "4 5 1988",
        "4-5-1988",
        "1988-05-04",
        "1988/5/4",
        "4 May 1988",
        "4. may 1988",
        "May 4, 1988",
        "4th May 1988",
        " 4\u00a0May  1988 ",
        "٤.٥.١٩٨٨",
    ],
)
def test_a_date_is_understood_in_many_spellings(typed: str) -> None:
    assert wording.parse_date(typed) == date(1988, 5, 4)


@pytest.mark.parametrize("typed", ["sept 9 1988", "9 sep 1988", "9 September 1988"])
def test_months_may_be_cut(typed: str) -> None:
    assert wording.parse_date(typed) == date(1988, 9, 9)


@pytest.mark.parametrize(("today", "age"), [(date(2026, 5, 3), 37), (date(2026, 5, 4), 38), (date(1988, 5, 4), 0)])
def test_age(today: date, age: int) -> None:
    assert wording.age_at(date(1988, 5, 4), today) == age


def test_places_are_told_from_the_persons_own_folder(tmp_path: Path) -> None:
    assert wording.place_words(Path.home() / "Documents" / "Practice.vault") == str(Path("~/Documents/Practice.vault"))
    assert wording.place_words(Path.home()) == strings.HOME_FOLDER
    assert wording.place_words(tmp_path / "x") == str(tmp_path / "x")


def test_no_date_is_no_mistake() -> None:
    assert wording.parse_date("  ") is None


@pytest.mark.parametrize(
    "typed", ["4.5.88", "31.2.1988", "4 Ma 1988", "4.5", "soon", "1988-13-04", "4.5.1988.1", "5.13.1988", "²9.5.1988"]
)
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):
        wording.parse_date(typed)
