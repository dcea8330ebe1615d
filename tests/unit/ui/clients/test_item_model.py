"""Clients, sessions and consents as rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from therapease.domain.client import Client
from therapease.domain.consent import Consent, ConsentPurpose
from therapease.domain.ids import ClientId, ConsentId, SessionId, UserId
from therapease.domain.overview import ClientOverview, SessionEntry
from therapease.domain.session import SessionStatus, TherapySession
from therapease.ui.clients.item_model import (
    client_entries,
    consent_in_force,
    consent_words,
    note_rows,
    session_rows,
)
from therapease.ui.rows import Row

AT = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


TODAY = date(2026, 3, 17)
MARA = Client(ClientId("c"), "C-0001", "Mara Keller", AT, preferred_name="Mimi")


def row_of(overview: ClientOverview, *, full: bool = False) -> Row:
    (entry,) = client_entries([overview], lambda c: c.name if full else c.initials, TODAY, show_full_name=full)
    return entry.row


def test_a_row_shows_the_label_and_not_the_name() -> None:
    row = row_of(ClientOverview(MARA))
    assert (row.key, row.title, row.addition, row.line) == ("c", "M. K.", "C-0001", "Not seen yet")
    assert "Mara" not in row.spoken and "Mimi" not in row.spoken
    assert row_of(ClientOverview(MARA), full=True).addition == "“Mimi”  ·  C-0001"


def test_a_row_tells_when_and_what_waits() -> None:
    at = datetime(2026, 3, 24, 10, 0, tzinfo=UTC)
    row = row_of(ClientOverview(MARA, 5, AT, at, 1))
    assert (row.line, row.right, row.right_tone, row.is_open) == (
        "Last seen 10 March",
        "One unsigned note",
        "accent",
        True,
    )
    assert row.lead == f"Next 24 March, {at.astimezone():%H:%M}"
    assert row_of(ClientOverview(MARA, unsigned_count=3)).right == "3 unsigned notes"


def test_archived_and_sample_clients_say_so() -> None:
    row = row_of(ClientOverview(replace(MARA, archived_at=AT, is_sample=True), unsigned_count=1))
    assert (row.right, row.addition) == ("Archived 10 March 2026", "C-0001  ·  Sample")


def entry_of(status: SessionStatus, *, headline: str = "", open_items: int = 0, at: datetime = AT) -> SessionEntry:
    reason = "With two days’ notice." if status is SessionStatus.CANCELLED else None
    session = TherapySession(SessionId("s"), ClientId("c"), UserId("u"), 4, at, status, AT, cancelled_reason=reason)
    return SessionEntry(session, headline, open_items, has_note=bool(headline))


@pytest.mark.parametrize("status", SessionStatus)
def test_every_status_has_words_and_a_glyph(status: SessionStatus) -> None:
    (row,) = session_rows([entry_of(status)], TODAY)
    assert row.title == ("Cancelled" if status is SessionStatus.CANCELLED else "Session 4")
    assert row.addition.startswith("10 March, ")
    assert row.right and row.glyph and row.line
    assert row.is_open is (status not in (SessionStatus.SIGNED, SessionStatus.AMENDED))


def test_a_private_note_is_told_of_beside_its_date() -> None:
    entry = entry_of(SessionStatus.SIGNED)
    (row,) = session_rows([entry], TODAY, {entry.session.id})
    assert row.addition.endswith("  ·  Private note")
    assert "Private" not in session_rows([entry], TODAY, {SessionId("other")})[0].addition


@pytest.mark.parametrize(("open_items", "words"), [(0, "Ready to sign"), (1, "One open item"), (3, "3 open items")])
def test_a_draft_says_what_is_left_to_do(open_items: int, words: str) -> None:
    (row,) = session_rows([entry_of(SessionStatus.DRAFTED, headline="Rode the train.", open_items=open_items)], TODAY)
    assert (row.line, row.right, row.right_tone) == ("Rode the train.", words, "accent")


def test_a_cancelled_session_says_why_and_one_to_come_is_booked() -> None:
    ahead = datetime(2026, 3, 24, 10, 0, tzinfo=UTC)
    cancelled, booked = session_rows(
        [entry_of(SessionStatus.CANCELLED), entry_of(SessionStatus.SCHEDULED, at=ahead)], TODAY
    )
    assert (cancelled.line, cancelled.right) == ("With two days’ notice.", "No note")
    assert booked.right == "Booked"


def test_notes_are_those_sessions_that_have_one() -> None:
    rows = note_rows(
        [
            entry_of(SessionStatus.DRAFTED, headline="Rode the train."),
            entry_of(SessionStatus.RECORDED),
            entry_of(SessionStatus.SIGNED, headline="Slept."),
            entry_of(SessionStatus.AMENDED, headline="Slept."),
        ],
        TODAY,
    )
    assert [(row.line, row.right) for row in rows] == [
        ("Rode the train.", "Draft"),
        ("Slept.", "Signed"),
        ("Slept.", "Signed and amended"),
    ]


def consent(day: int, revoked_day: int | None = None) -> Consent:
    revoked = datetime(2026, 1, revoked_day, 12, tzinfo=UTC) if revoked_day else None
    given = datetime(2026, 1, day, 12, tzinfo=UTC)
    return Consent(ConsentId(str(day)), ClientId("c"), ConsentPurpose.RECORDING, "2026-1", given, UserId("u"), revoked)


def test_the_newest_consent_in_force_counts() -> None:
    consents = [consent(3), consent(9), consent(12, revoked_day=14)]
    assert consent_in_force(consents, ConsentPurpose.RECORDING) == consents[1]
    assert consent_in_force(consents, ConsentPurpose.TREATMENT) is None
    assert consent_words(consents, ConsentPurpose.RECORDING) == "In writing, 9 January 2026"


def test_a_withdrawn_consent_says_so() -> None:
    assert consent_words([consent(3, revoked_day=5)], ConsentPurpose.RECORDING) == "Withdrawn 5 January 2026"
    assert consent_words([], ConsentPurpose.RECORDING) == "Not noted yet"
