"""Dates, ages, names and durations as the window writes them: local time, no abbreviations that need a legend."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QLocale

from therapease.domain.client import Client
from therapease.ui import strings

_COUNTS = (
    "No",
    "One",
    "Two",
    "Three",
    "Four",
    "Five",
    "Six",
    "Seven",
    "Eight",
    "Nine",
    "Ten",
    "Eleven",
    "Twelve",
)


def local(moment: datetime) -> datetime:
    """Return a UTC moment in the time zone of this computer."""
    return moment.astimezone()


def long_date(day: date) -> str:
    """Return “17 March 2026”."""
    return f"{day.day} {_month(day)} {day.year}"


def short_date(day: date, today: date) -> str:
    """Return “17 March”, with the year only when it is another one."""
    return f"{day.day} {_month(day)}" if day.year == today.year else long_date(day)


def weekday_date(day: date) -> str:
    """Return “Tuesday 17 March”."""
    return f"{QLocale(QLocale.Language.English).dayName(day.isoweekday())} {day.day} {_month(day)}"


def clock_time(moment: datetime) -> str:
    """Return “10:00”, local."""
    return local(moment).strftime("%H:%M")


def age_words(day: date, today: date) -> str:
    """Return “Today”, “1 day old” or “8 days old”."""
    days = max((today - day).days, 0)
    if days == 0:
        return strings.Today.AGE_TODAY
    return strings.Today.AGE_ONE if days == 1 else strings.Today.AGE.format(count=days)


def client_label(client: Client, *, show_full_name: bool) -> str:
    """Return the name or the initials, as the person chose; others may look on."""
    return client.name if show_full_name else client.initials


def count_words(count: int) -> str:
    """Return a count as it stands at the head of a page: in words up to twelve, in figures above."""
    return _COUNTS[count] if count < len(_COUNTS) else str(count)


def left_words(seconds: float) -> str:
    """Return how long a job still takes, rounded to what can honestly be said."""
    minutes = round(seconds / 60)
    if minutes < 1:
        return strings.Progress.SECONDS_LEFT
    return strings.Progress.MINUTE_LEFT if minutes == 1 else strings.Progress.MINUTES_LEFT.format(minutes=minutes)


def place_words(path: Path) -> str:
    """Return where a file or folder lies, with “~” for the person's own folder."""
    home = Path.home()
    return str(Path("~") / path.relative_to(home)) if path.is_relative_to(home) else str(path)


def parse_birth_date(text: str) -> date | None:
    """Return the date a person typed as day, month, year in figures (or ISO 8601); None for an empty text.

    Raise ValueError for anything else: a wrong birth date on every page of a record is worse than asking again.
    """
    tidy = text.strip()
    if not tidy:
        return None
    if len(tidy) == 10 and tidy[4] == "-":
        return date.fromisoformat(tidy)
    parts = tidy.replace("/", ".").replace("-", ".").replace(" ", ".").split(".")
    figures = [part for part in parts if part]
    if len(figures) != 3 or len(figures[2]) != 4 or not all(part.isdecimal() for part in figures):
        raise ValueError("not day, month, year")
    return date(int(figures[2]), int(figures[1]), int(figures[0]))


def _month(day: date) -> str:
    return QLocale(QLocale.Language.English).monthName(day.month)
