"""Sessions as the rows of Today."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from therapease.domain.client import Client
from therapease.domain.session import SessionStatus
from therapease.services.schedule import RecentSession
from therapease.ui import strings
from therapease.ui.rows import Row
from therapease.ui.wording import age_words, clock_time, local

OLD_AFTER_DAYS = 7
"""A draft this old is marked: what the clinician remembers fades."""


def recent_rows(sessions: Sequence[RecentSession], label: Callable[[Client], str], today: date) -> list[Row]:
    """Return sessions in the order given, with the time in front for today's and the day for others."""
    return [_recent_row(entry, label, today) for entry in sessions]


def _recent_row(entry: RecentSession, label: Callable[[Client], str], today: date) -> Row:
    session = entry.session
    day = local(session.starts_at).date()
    waits = session.status is SessionStatus.DRAFTED
    return Row(
        key=session.id,
        title=label(entry.client),
        addition=entry.client.code,
        line=strings.Today.SESSION_LINE.format(
            number=session.number,
            attendance=strings.ATTENDANCE_WORDS[session.attendance].lower(),
            status=strings.STATUS_WORDS[session.status],
        ),
        lead=clock_time(session.starts_at) if day == today else f"{day.day} {day:%b}",
        right=strings.Today.REVIEW if waits else "",
        right_tone="accent",
        is_open=not session.is_signed,
    )


def to_sign(sessions: Sequence[RecentSession]) -> list[RecentSession]:
    """Return those whose draft waits for a signature, oldest first."""
    waiting = [entry for entry in sessions if entry.session.status is SessionStatus.DRAFTED]
    return sorted(waiting, key=lambda entry: entry.session.starts_at)


def to_sign_rows(sessions: Sequence[RecentSession], label: Callable[[Client], str], today: date) -> list[Row]:
    """Return the waiting ones with their age; an old one has a clock and the attention colour."""
    rows = []
    for entry in to_sign(sessions):
        day = local(entry.session.starts_at).date()
        is_old = (today - day).days >= OLD_AFTER_DAYS
        rows.append(
            Row(
                key=entry.session.id,
                title=label(entry.client),
                addition=strings.ClientPlace.SESSION.format(number=entry.session.number),
                right=age_words(day, today),
                right_tone="attention" if is_old else "ink2",
                right_icon="clock" if is_old else "",
            )
        )
    return rows
