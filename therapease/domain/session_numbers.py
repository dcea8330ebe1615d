"""Which number a client's session has: those that take place are counted, in order of time; cancelled ones are not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from itertools import count

from therapease.domain.session import SessionStatus, TherapySession


def number_at(sessions: Iterable[TherapySession], at: datetime) -> int:
    """Return the number that a session held at this time would have."""
    known = [s for s in sessions if s.is_counted]
    taken = {s.number for s in known if s.status is not SessionStatus.SCHEDULED}
    behind = max((s.number for s in known if s.starts_at <= at), default=0)
    return next(free for free in count(behind + 1) if free not in taken)


def renumbered(sessions: Iterable[TherapySession]) -> list[TherapySession]:
    """Return those of one client's sessions whose number has to change, with the number they get.

    What was recorded or written keeps its number for good: notes and exports name it. An appointment gets the next
    free number after what lies before it in time, and gives it back when it is cancelled; a cancelled one has a number
    below 1, which nobody is shown.
    """
    ordered = sorted(sessions, key=lambda s: (s.starts_at, s.id))
    is_moving = (SessionStatus.SCHEDULED, SessionStatus.CANCELLED)
    taken = {s.number for s in ordered if s.status not in is_moving or s.number < 1}
    changed: list[TherapySession] = []
    behind = 0
    for session in ordered:
        number = session.number
        if session.status is SessionStatus.SCHEDULED:
            number = next(free for free in count(behind + 1) if free not in taken)
        elif session.status is SessionStatus.CANCELLED and number >= 1:
            number = next(free for free in count(-1, -1) if free not in taken)
        taken.add(number)
        behind = max(behind, number)
        if number != session.number:
            changed.append(replace(session, number=number))
    return changed
