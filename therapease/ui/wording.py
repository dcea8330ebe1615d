"""Dates, ages, names and durations as the window writes them: local time, no abbreviations that need a legend."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QLocale

from therapease.domain.client import Client
from therapease.ui import strings
from therapease.ui.locking.reasons import Locked, LockReason

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

_LEAST_MONTH_LETTERS = 3


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
    """Return the name or the initials, as the person chose; others may look on. A sample is nobody and says so."""
    return client.name if show_full_name or client.is_sample else client.initials


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
    """Return where a file or folder lies, with “~” for the person's own folder, which is named where it is all."""
    home = Path.home()
    if path == home:
        return strings.HOME_FOLDER
    return str(Path("~") / path.relative_to(home)) if path.is_relative_to(home) else str(path)


def parse_date(text: str) -> date | None:
    """Return the date a person typed; None for an empty text.

    Understood are day, month and year in figures with any of “. / -” or spaces between them, the month in words at
    its place or first (“4 May 1988”, “May 4, 1988”), and ISO 8601. Raise ValueError for anything else, two-figure
    years included: a wrong date in a record is worse than asking again.
    """
    parts = [part for part in re.split(r"[\s./,-]+", text.strip()) if part]
    if not parts:
        return None
    if len(parts) != 3:
        raise ValueError("not day, month, year")
    if len(parts[0]) == 4 and parts[0].isdecimal():
        parts.reverse()
    elif _month_number(parts[0]) is not None:
        parts[0], parts[1] = parts[1], parts[0]
    day, month, year = re.sub(r"(?<=\d)(st|nd|rd|th)$", "", parts[0].lower()), parts[1], parts[2]
    if len(year) != 4 or not (day.isdecimal() and year.isdecimal()):
        raise ValueError("not day, month, year")
    number = int(month) if month.isdecimal() else _month_number(month)
    if number is None:
        raise ValueError("not a month")
    return date(int(year), number, int(day))


def age_at(born: date, today: date) -> int:
    """Return how many years old somebody is."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _month_number(word: str) -> int | None:
    """Return the month a word names, written out or by its first three letters or more."""
    if len(word) < _LEAST_MONTH_LETTERS:
        return None
    english = QLocale(QLocale.Language.English)
    return next((n for n in range(1, 13) if english.monthName(n).casefold().startswith(word.casefold())), None)


def _month(day: date) -> str:
    return QLocale(QLocale.Language.English).monthName(day.month)


def lock_words(locked: Locked | None, idle_min: int) -> str:
    """Return when and why the vault was locked, or nothing where it was not."""
    if locked is None:
        return ""
    words = strings.Locking
    idle = words.AT_IDLE_ONE if idle_min == 1 else words.AT_IDLE
    form = {
        LockReason.IDLE: idle,
        LockReason.SLEEP: words.AT_SLEEP,
        LockReason.SCREEN: words.AT_SCREEN,
        LockReason.USER_SWITCH: words.AT_USER_SWITCH,
    }.get(locked.reason, words.AT)
    return form.format(time=clock_time(locked.at), count=idle_min)
