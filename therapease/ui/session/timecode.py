"""Moments and durations in the words of the screen. English, whatever the system's locale says."""

from __future__ import annotations

from datetime import date, datetime

from therapease.ui import strings


def timecode(position_s: float | None) -> str:
    """Return a place in a recording: “0:07”, “12:17”, “1:02:03”; an empty text where there is no time."""
    if position_s is None:
        return ""
    whole = max(0, int(position_s))
    hours, rest = divmod(whole, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def duration_words(duration_s: float) -> str:
    """Return a length in words: “49 min”, “1 h 5 min”, and seconds below one minute."""
    if duration_s < 60:
        return f"{round(duration_s)} s"
    minutes = round(duration_s / 60)
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{minutes} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def day(moment: date) -> str:
    """Return “17 March 2026”."""
    return f"{moment.day} {strings.MONTHS[moment.month - 1]} {moment.year}"


def local_day(moment: datetime) -> str:
    """Return “Tuesday 17 March 2026” where this computer stands."""
    here = moment.astimezone()
    return f"{strings.DAYS[here.weekday()]} {day(here)}"


def local_date(moment: datetime) -> str:
    """Return “17 March 2026” where this computer stands."""
    return day(moment.astimezone())


def local_time(moment: datetime) -> str:
    """Return “10:42” where this computer stands."""
    return moment.astimezone().strftime("%H:%M")


def local_moment(moment: datetime) -> str:
    """Return “17 March 2026, 10:42 (UTC+01:00)”: exact enough to stand under a signature."""
    here = moment.astimezone()
    offset = here.strftime("%z")
    return f"{day(here)}, {here:%H:%M} (UTC{offset[:3]}:{offset[3:5]})"
