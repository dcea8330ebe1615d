"""Sessions that take place are counted in order of time; a cancelled one gives its number back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from therapease.domain.ids import ClientId, SessionId, UserId
from therapease.domain.session import SessionStatus, TherapySession
from therapease.domain.session_numbers import number_at, renumbered

DAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
HELD, PLANNED, GONE = SessionStatus.SIGNED, SessionStatus.SCHEDULED, SessionStatus.CANCELLED


def sessions(*of: tuple[SessionStatus, int]) -> list[TherapySession]:
    """Return a week's session after the other, each with status and number."""
    return [
        TherapySession(
            SessionId(f"s{week}"), ClientId("c"), UserId("u"), number, DAY + timedelta(weeks=week), status, DAY
        )
        for week, (status, number) in enumerate(of)
    ]


def numbers(before: Sequence[TherapySession]) -> list[int]:
    changed = {s.id: s for s in renumbered(before)}
    return [changed.get(s.id, s).number for s in before]


def test_a_cancelled_appointment_gives_its_number_to_the_next() -> None:
    assert numbers(sessions((HELD, 1), (GONE, 2), (PLANNED, 3), (PLANNED, 4))) == [1, -1, 2, 3]


def test_what_is_as_it_should_be_stays() -> None:
    assert renumbered(sessions((HELD, 1), (GONE, -1), (GONE, -2), (PLANNED, 2))) == []


def test_one_put_back_is_counted_again() -> None:
    assert numbers(sessions((HELD, 1), (PLANNED, -1), (PLANNED, 2))) == [1, 2, 3]


def test_appointments_follow_their_time_and_not_when_they_were_booked() -> None:
    assert numbers(sessions((PLANNED, 3), (PLANNED, 1), (PLANNED, 2))) == [1, 2, 3]


def test_what_was_recorded_keeps_its_number_even_where_one_is_missing() -> None:
    assert numbers(sessions((HELD, 1), (GONE, 2), (HELD, 3), (PLANNED, 4))) == [1, -1, 3, 4]


def test_an_appointment_never_gets_a_number_that_is_taken() -> None:
    assert numbers(sessions((HELD, 1), (PLANNED, 5), (HELD, 2), (PLANNED, 6))) == [1, 3, 2, 4]
    assert numbers(sessions((HELD, 1), (PLANNED, 5), (HELD, 3))) == [1, 2, 3]


def test_the_number_of_a_session_held_now_is_told_before_it_is_added() -> None:
    known = sessions((HELD, 1), (GONE, -1), (PLANNED, 2))
    assert number_at(known, DAY + timedelta(days=10)) == 2
    assert number_at(known, DAY + timedelta(weeks=9)) == 3
    assert number_at([], DAY) == 1
    late = [*known, replace(known[0], id=SessionId("x"), number=2, starts_at=DAY + timedelta(days=12))]
    assert number_at(late, DAY + timedelta(days=10)) == 3
