"""The day as plain values: what comes next, what is free, what is behind, what waits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from therapease.domain.client import Client
from therapease.domain.ids import ClientId, SessionId, UserId
from therapease.domain.session import SessionStatus, TherapySession
from therapease.services.appointments import AgendaEntry
from therapease.services.schedule import RecentSession
from therapease.ui.today.item_model import (
    AgendaAct,
    AgendaItem,
    agenda_items,
    day_words,
    duration_words,
    recent_rows,
    to_sign_rows,
)
from therapease.ui.wording import clock_time

NOW = datetime(2026, 3, 17, 11, 5, tzinfo=UTC)
CLIENT = Client(ClientId("c"), "C-0001", "Mara Keller", NOW)


def at(hour: int, minute: int = 0) -> datetime:
    return NOW.replace(hour=hour, minute=minute)


def entry(
    starts_at: datetime,
    status: SessionStatus = SessionStatus.SCHEDULED,
    *,
    number: int = 9,
    length_min: int | None = 50,
    has_consent: bool = True,
    open_count: int = 0,
) -> AgendaEntry:
    ends_at = starts_at + timedelta(minutes=length_min) if length_min is not None else None
    session = TherapySession(
        SessionId(f"s{starts_at:%H%M}"), CLIENT.id, UserId("u"), number, starts_at, status, NOW, ends_at
    )
    return AgendaEntry(CLIENT, session, has_consent, open_count)


def items(*entries: AgendaEntry, now: datetime = NOW, working: tuple[str, str] | None = None) -> list[AgendaItem]:
    return agenda_items(entries, lambda client: client.initials, now, working)


DAY = (
    entry(at(9), SessionStatus.RECORDED),
    entry(at(10), SessionStatus.DRAFTED, open_count=3),
    entry(at(11, 15)),
    entry(at(13, 30), number=1, has_consent=False),
    entry(at(15)),
)


def test_the_next_appointment_alone_stands_out() -> None:
    assert [item.heading for item in items(*DAY)] == ["", "", "Next, in 10 minutes", "", ""]


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (at(11, 14), "Next, in 1 minute"),
        (at(11, 14).replace(second=50), "Next, now"),
        (at(9, 0), "Next, in 2 hours 15 minutes"),
        (at(10, 15), "Next, in 1 hour"),
        (at(11, 15), f"Now, until {clock_time(at(12, 5))}"),
        (at(12, 4), f"Now, until {clock_time(at(12, 5))}"),
    ],
)
def test_how_long_it_is_until_the_next_one(now: datetime, words: str) -> None:
    assert items(entry(at(11, 15)), now=now)[0].heading == words


def test_after_its_end_an_appointment_is_not_the_next_one() -> None:
    (past,) = items(entry(at(11, 15)), now=at(12, 5))
    assert (past.heading, past.is_past, past.act) == ("", True, AgendaAct.ADD_RECORDING)


def test_what_there_is_to_do_with_each() -> None:
    assert [item.act_words for item in items(*DAY)] == ["Open", "Review", "Start session", "Ask for consent", "Start"]


def test_consent_is_said_by_words_for_what_lies_ahead() -> None:
    assert [item.consent for item in items(*DAY)][2:] == [
        "Agreed to recording",
        "No consent to record yet",
        "Agreed to recording",
    ]
    assert [item.consent for item in items(*DAY)][:2] == ["", ""]


def test_lines_say_which_session_it_is_and_how_it_stands() -> None:
    shown = items(*DAY)
    assert (shown[1].line, shown[1].status) == ("Session 9, in person", "Draft ready, 3 open items")
    assert shown[3].line == "First session, in person"
    assert items(entry(at(9), SessionStatus.DRAFTED, open_count=1))[0].status == "Draft ready, 1 open item"
    assert items(entry(at(9), SessionStatus.DRAFTED))[0].status == "Draft ready to sign"


def test_free_time_ahead_is_said_and_a_break_is_not() -> None:
    assert [item.free_until for item in items(*DAY)] == ["", "", f"Free until {clock_time(at(13, 30))}", "", ""]
    packed = (entry(at(12)), entry(at(13)), entry(at(15)))
    assert [item.free_until for item in items(*packed)] == ["", f"Free until {clock_time(at(15))}", ""]


def test_overlapping_appointments_leave_no_free_time_between_them() -> None:
    shown = items(entry(at(12)), entry(at(13), length_min=120), entry(at(13, 30), length_min=20), entry(at(15, 20)))
    assert [item.free_until for item in shown] == [""] * 4


def test_a_cancelled_one_says_why_and_is_never_next() -> None:
    cancelled = entry(at(11, 15), SessionStatus.CANCELLED)
    session = TherapySession(
        cancelled.session.id,
        CLIENT.id,
        UserId("u"),
        4,
        at(11, 15),
        SessionStatus.CANCELLED,
        NOW,
        cancelled_reason="Ill",
    )
    shown = items(AgendaEntry(CLIENT, session, has_recording_consent=True), entry(at(13, 30)))
    assert (shown[0].status, shown[0].is_cancelled, shown[0].heading) == ("Ill", True, "")
    assert shown[1].is_next


def test_a_running_job_is_in_its_row() -> None:
    shown = items(*DAY, working=("s0900", "Recognizing the words, 62 %"))
    assert [item.state for item in shown] == ["Recognizing the words, 62 %", "", "", "", ""]


def test_a_row_is_spoken_with_all_it_shows() -> None:
    assert items(*DAY)[2].spoken == (
        f"Next, in 10 minutes, {clock_time(at(11, 15))}, M. K., C-0001, Session 9, in person, Agreed to recording"
    )


@pytest.mark.parametrize(
    ("count", "now", "words"),
    [
        (0, at(9), "No appointments today."),
        (1, at(9), "One appointment."),
        (1, at(12), "One appointment. It is behind you."),
        (5, at(9), "Five appointments."),
        (5, at(11, 5), "Five appointments. One is behind you."),
        (5, at(12, 0), "Five appointments. Two are behind you."),
        (5, at(20), "Five appointments. All are behind you."),
    ],
)
def test_the_day_in_a_sentence(count: int, now: datetime, words: str) -> None:
    assert day_words([entry(at(10 + hour)) for hour in range(count)], now) == words


def test_durations_in_words() -> None:
    assert [duration_words(minutes) for minutes in (0, 1, 59, 60, 61, 135)] == [
        "0 minutes",
        "1 minute",
        "59 minutes",
        "1 hour",
        "1 hour 1 minute",
        "2 hours 15 minutes",
    ]


def recent(days_ago: int, status: SessionStatus) -> RecentSession:
    starts_at = NOW - timedelta(days=days_ago)
    number = 20 - days_ago
    return RecentSession(
        CLIENT,
        TherapySession(SessionId(f"s{days_ago}"), CLIENT.id, UserId("u"), number, starts_at, status, starts_at),
    )


def test_other_days_sessions_have_the_day_in_front() -> None:
    rows = recent_rows(
        [recent(1, SessionStatus.SIGNED), recent(8, SessionStatus.DRAFTED)], lambda c: c.initials, NOW.date()
    )
    assert [row.lead for row in rows] == ["16 Mar", "9 Mar"]
    assert rows[0].line == "Session 19, in person. Signed"
    assert [row.right for row in rows] == ["", "Review"]


def test_a_draft_of_more_than_a_week_is_marked_by_word_and_glyph() -> None:
    waiting = [recent(days, SessionStatus.DRAFTED) for days in (8, 7, 0)]
    old, week, new = to_sign_rows(waiting, lambda client: client.initials, NOW.date())
    assert (old.right, old.right_icon, old.right_tone) == ("8 days old", "clock", "attention")
    assert (week.right, week.right_icon, week.right_tone) == ("7 days old", "", "ink2")
    assert (new.right, new.right_icon, new.right_tone) == ("Today", "", "ink2")
