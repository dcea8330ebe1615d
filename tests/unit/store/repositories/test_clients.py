"""Clients and their codes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Connection

from tests.fakes import FakeClock
from therapease.domain.client import Client
from therapease.domain.ids import ClientId
from therapease.errors import ConflictError, NotFoundError
from therapease.store.repositories.clients import SqlClientRepository


def test_a_client_is_read_back_in_full(connection: Connection, client: Client, clock: FakeClock) -> None:
    clients = SqlClientRepository(connection)
    assert clients.get(client.id) == client
    full = replace(
        client,
        name="Márä",
        date_of_birth=date(1900, 2, 28),
        archived_at=clock.now() + timedelta(days=1),
        preferred_name="Mä",
        pronouns="she/her",
        phone="+44 20 7946 0000",
        email="m@example.org",
        emergency_contact="Ana Keller, sister",
    )
    clients.update(full)
    assert clients.get(client.id) == full


def test_lists_are_in_order_of_names_in_every_alphabet(connection: Connection, client: Client) -> None:
    clients = SqlClientRepository(connection)
    for number, name in enumerate(["älter", "Zoe", "mara keller", "Åsa", "Ärmel"], start=2):
        clients.add(replace(client, id=ClientId(f"c{number}"), code=f"C-{number:04d}", name=name))
    listed = [found.name for found in clients.list_all()]
    assert listed == sorted(listed, key=str.casefold)
    assert listed[:2] == ["Mara Keller", "mara keller"]


def test_archived_clients_are_left_out_unless_asked_for(connection: Connection, client: Client) -> None:
    clients = SqlClientRepository(connection)
    clients.update(replace(client, archived_at=client.created_at))
    assert clients.list_all() == []
    assert [found.id for found in clients.list_all(include_archived=True)] == [client.id]


def test_codes_count_on_and_are_never_given_twice(connection: Connection, client: Client) -> None:
    clients = SqlClientRepository(connection)
    assert clients.next_code() == "C-0002"
    clients.add(replace(client, id=ClientId("x"), code="C-12345", archived_at=client.created_at))
    clients.add(replace(client, id=ClientId("y"), code="own code"))
    assert clients.next_code() == "C-12346"
    with pytest.raises(ConflictError):
        clients.add(replace(client, id=ClientId("z")))


def test_the_first_code(connection: Connection) -> None:
    assert SqlClientRepository(connection).next_code() == "C-0001"


def test_nobody_is_not_found(connection: Connection, client: Client) -> None:
    clients = SqlClientRepository(connection)
    with pytest.raises(NotFoundError):
        clients.get(ClientId("nobody"))
    with pytest.raises(NotFoundError):
        clients.update(replace(client, id=ClientId("nobody"), code="C-0009"))
