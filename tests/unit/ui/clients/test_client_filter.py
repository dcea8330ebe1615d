"""Whom the list shows: search, filters, sorting."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from therapease.domain.client import Client
from therapease.domain.ids import ClientId
from therapease.domain.overview import ClientOverview
from therapease.ui.clients.client_filter import (
    ClientEntry,
    ClientFilter,
    ClientSort,
    filtered,
    fold,
    in_order,
    matching,
    searched_text,
)
from therapease.ui.rows import Row

NOW = datetime(2026, 3, 17, 12, 0, tzinfo=UTC)
TODAY = NOW.date()


def entry(
    name: str,
    code: str = "C-0001",
    *,
    preferred: str = "",
    seen_days_ago: int | None = None,
    known_days: int = 400,
    unsigned: int = 0,
    next_in_days: int | None = None,
    is_archived: bool = False,
) -> ClientEntry:
    client = Client(
        ClientId(name),
        code,
        name,
        NOW - timedelta(days=known_days),
        archived_at=NOW if is_archived else None,
        preferred_name=preferred or None,
    )
    overview = ClientOverview(
        client,
        last_session_at=None if seen_days_ago is None else NOW - timedelta(days=seen_days_ago),
        next_appointment_at=None if next_in_days is None else NOW + timedelta(days=next_in_days),
        unsigned_count=unsigned,
    )
    return ClientEntry(overview, Row(name, name), searched_text(overview))


def names(entries: list[ClientEntry]) -> list[str]:
    return [found.overview.client.name for found in entries]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Górski", "gorski"),
        ("STRAẞE Straße", "strasse strasse"),
        ("Ångström Øster Łódź", "angstrom oster lodz"),
        ("Đặng Þóra", "dang thora"),
        ("İpek Işık", "ipek isik"),
        ("مريم", "مريم"),
    ],
)
def test_case_and_diacritics_do_not_matter(text: str, folded: str) -> None:
    assert fold(text) == folded


PEOPLE = [
    entry("Mara Keller", "C-0001", preferred="Mimi"),
    entry("Márta Kis", "C-0012"),
    entry("Amira Toma", "C-0003"),
    entry("مريم كيلر", "C-0020"),
]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ["Mara Keller", "Márta Kis", "Amira Toma", "مريم كيلر"]),
        ("mar", ["Mara Keller", "Márta Kis"]),
        ("KELLER  mara", ["Mara Keller"]),
        ("0012", ["Márta Kis"]),
        ("c-0003 am", ["Amira Toma"]),
        ("m. k.", ["Mara Keller", "Márta Kis"]),
        ("mimi", ["Mara Keller"]),
        ("marta", ["Márta Kis"]),
        ("كيلر", ["مريم كيلر"]),
        ("nobody", []),
    ],
)
def test_every_word_typed_is_found_wherever_it_stands(typed: str, found: list[str]) -> None:
    assert names(matching(PEOPLE, typed)) == found


MANY = [
    entry("Seen", seen_days_ago=7),
    entry("Waiting", seen_days_ago=30, unsigned=2),
    entry("Away", seen_days_ago=31),
    entry("New", known_days=3),
    entry("Never", known_days=40),
    entry("Gone", seen_days_ago=300, unsigned=1, is_archived=True),
]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (ClientFilter.ALL, ["Seen", "Waiting", "Away", "New", "Never"]),
        (ClientFilter.UNSIGNED, ["Waiting"]),
        (ClientFilter.NOT_SEEN, ["Away", "Never"]),
        (ClientFilter.ARCHIVED, ["Gone"]),
    ],
)
def test_filters(wanted: ClientFilter, found: list[str]) -> None:
    assert names(filtered(MANY, wanted, TODAY)) == found


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        (ClientSort.NAME, ["Åke", "Bea", "Zoe"]),
        (ClientSort.CODE, ["Zoe", "Bea", "Åke"]),
        (ClientSort.LAST_SESSION, ["Bea", "Zoe", "Åke"]),
        (ClientSort.NEXT_APPOINTMENT, ["Zoe", "Åke", "Bea"]),
    ],
)
def test_orders(sort: ClientSort, order: list[str]) -> None:
    people = [
        entry("Zoe", "C-0001", seen_days_ago=9, next_in_days=1),
        entry("Åke", "C-0003", next_in_days=7),
        entry("Bea", "C-0002", seen_days_ago=2),
    ]
    assert names(in_order(people, sort)) == order
