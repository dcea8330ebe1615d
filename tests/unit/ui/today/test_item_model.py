"""Sessions as the rows of Today."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from therapease.domain.client import Client
from therapease.domain.ids import ClientId, SessionId, UserId
from therapease.domain.session import SessionStatus, TherapySession
from therapease.services.schedule import RecentSession
from therapease.ui.today.item_model import recent_rows, to_sign, to_sign_rows

NOW = datetime(2026, 3, 17, 12, 0, tzinfo=UTC)
CLIENT = Client(ClientId("c"), "C-0001", "Mara Keller", NOW)


def entry(days_ago: int, status: SessionStatus) -> RecentSession:
    at = NOW - timedelta(days=days_ago)
    session = TherapySession(SessionId(f"s{days_ago}"), CLIENT.id, UserId("u"), 10 - days_ago, at, status, at)
    return RecentSession(CLIENT, session)


SESSIONS = [entry(0, SessionStatus.DRAFTED), entry(1, SessionStatus.SIGNED), entry(8, SessionStatus.DRAFTED)]


def test_todays_sessions_have_a_time_in_front_and_others_a_day() -> None:
    rows = recent_rows(SESSIONS, lambda client: client.initials, NOW.date())
    assert ":" in rows[0].lead
    assert [row.lead for row in rows[1:]] == ["16 Mar", "9 Mar"]
    assert rows[0].line == "Session 10, in person. Draft waits for you"
    assert [row.right for row in rows] == ["Review", "", "Review"]


def test_what_waits_longest_comes_first() -> None:
    assert [waiting.session.id for waiting in to_sign(SESSIONS)] == ["s8", "s0"]


def test_an_old_draft_is_marked_by_word_and_glyph() -> None:
    old, new = to_sign_rows(SESSIONS, lambda client: client.initials, NOW.date())
    assert (old.right, old.right_icon, old.right_tone) == ("8 days old", "clock", "attention")
    assert (new.right, new.right_icon, new.right_tone) == ("Today", "", "ink2")
