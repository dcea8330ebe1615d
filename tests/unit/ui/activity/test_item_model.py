"""Events, breaks and reports in words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from therapease.domain.activity import AuditSubject, SignInReport
from therapease.domain.audit import AuditAction, AuditEvent
from therapease.domain.client import Client
from therapease.domain.history_check import BreakKind, HistoryBreak, HistoryReport
from therapease.domain.ids import ClientId, SessionId, UserId
from therapease.services.activity import Activity
from therapease.ui import strings
from therapease.ui.activity.item_model import (
    activity_rows,
    broken_words,
    event_words,
    moment_words,
    sign_in_words,
    since_of,
)
from therapease.ui.rows import Row

NOW = datetime(2026, 3, 17, 12, 0, tzinfo=UTC)
TODAY = date(2026, 3, 17)
CLIENT = Client(ClientId("c"), "C-0001", "Mara Keller", NOW)


def row(action: AuditAction, object_id: str | None = None, session: int | None = None, with_client: bool = True) -> Row:
    event = AuditEvent(7, NOW, UserId("u"), action, object_id)
    subject = AuditSubject(CLIENT.id, SessionId("s") if session else None, session) if with_client else None
    activity = Activity(event, "Ada Sommer", CLIENT if with_client else None, subject)
    (made,) = activity_rows([activity], lambda client: client.initials, TODAY)
    return made


def test_a_row_says_what_whose_who_and_when() -> None:
    made = row(AuditAction.NOTE_VIEWED, session=3)
    assert (made.title, made.line) == ("Note opened", "Ada Sommer")
    assert made.addition == f"M. K.{strings.SEPARATOR}session 3"
    assert made.right.startswith("Today, ")
    assert row(AuditAction.CLIENT_VIEWED).addition == "M. K."
    assert row(AuditAction.SETTINGS_CHANGED, with_client=False).addition == ""
    assert row(AuditAction.SAMPLE_REMOVED, with_client=False).addition == strings.Activity.SOMEBODY_GONE


def test_a_failed_attempt_has_its_own_time_and_nobodys_name() -> None:
    made = row(AuditAction.SIGN_IN_FAILED, (NOW - timedelta(days=1)).isoformat(), with_client=False)
    assert made.line == ""
    assert made.right.startswith("Yesterday, ")
    assert made.is_open
    assert made.glyph == "triangle-alert"


@pytest.mark.parametrize("action", AuditAction)
def test_every_action_has_words(action: AuditAction) -> None:
    words = event_words(action)
    assert words[0].isupper()
    assert "_" not in words
    assert "." not in words


def test_older_moments_have_their_date() -> None:
    assert moment_words(NOW - timedelta(days=9), TODAY).startswith("8 March, ")
    assert "2025" in moment_words(NOW - timedelta(days=400), TODAY)


def test_spans_begin_with_a_day() -> None:
    assert since_of(0, TODAY) is None
    begins = [since_of(number, TODAY) for number in range(1, len(strings.Activity.SPANS))]
    days = [(TODAY - begin.date()).days for begin in begins if begin is not None]
    assert days == [0, 6, 29, 364]


def test_the_first_breaks_are_named_and_the_others_counted() -> None:
    breaks = tuple(HistoryBreak(BreakKind.CHANGED, number, 1, NOW) for number in range(5))
    words = broken_words(HistoryReport(9, NOW, NOW, breaks, 70))
    assert words.count("was changed or moved") == 3
    assert "and 67 more places" in words
    assert words.endswith(strings.Activity.BROKEN_NEXT)


def test_failed_attempts_are_counted_and_the_last_is_dated() -> None:
    title, words = sign_in_words(SignInReport(NOW - timedelta(days=1), (NOW,)))
    assert title == strings.Activity.FAILED_ONE
    assert "17 March 2026" in words
    assert "16 March 2026" in words
    title, words = sign_in_words(SignInReport(None, (NOW, NOW)))
    assert title.startswith("2 failed")
    assert "last here" not in words
    assert sign_in_words(SignInReport(NOW, (), True))[0] == strings.Activity.COUNTER_GONE_TITLE
