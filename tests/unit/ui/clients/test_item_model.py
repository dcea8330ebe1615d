"""Clients, sessions and consents as rows."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from therapease.domain.client import Client
from therapease.domain.consent import Consent, ConsentPurpose
from therapease.domain.ids import ClientId, ConsentId, SessionId, UserId
from therapease.domain.session import SessionStatus, TherapySession
from therapease.ui.clients.item_model import (
    client_rows,
    consent_in_force,
    consent_words,
    matching_clients,
    session_rows,
)

AT = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


def client(name: str, code: str) -> Client:
    return Client(ClientId(code), code, name, AT)


CLIENTS = [client("Amira Toma", "C-0003"), client("Mara Keller", "C-0001"), client("Márta Kis", "C-0012")]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("", ["C-0003", "C-0001", "C-0012"]),
        ("mar", ["C-0001"]),
        ("KELLER mara", ["C-0001"]),
        ("0012", ["C-0012"]),
        ("m. k.", ["C-0001", "C-0012"]),
        ("nobody", []),
    ],
)
def test_search_finds_every_word_in_name_or_code(wanted: str, found: list[str]) -> None:
    assert [c.code for c in matching_clients(CLIENTS, wanted)] == found


def test_a_row_shows_the_label_and_not_the_name() -> None:
    (row,) = client_rows(CLIENTS[1:2], lambda c: c.initials)
    assert (row.key, row.title, row.addition, row.right) == ("C-0001", "M. K.", "C-0001", "Since 10 March 2026")


@pytest.mark.parametrize("status", SessionStatus)
def test_every_status_has_words_and_a_glyph(status: SessionStatus) -> None:
    session = TherapySession(SessionId("s"), ClientId("c"), UserId("u"), 4, AT, status, AT)
    (row,) = session_rows([session], date(2026, 3, 17))
    assert row.title == "Session 4"
    assert row.addition.startswith("10 March, ")
    assert row.right and row.glyph
    assert row.is_open is (status not in (SessionStatus.SIGNED, SessionStatus.AMENDED))


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
