"""Clients are checked when made; consents are noted and revoked, never lost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.fakes import START, FakeVault, new_workspace
from therapease.domain.audit import AuditAction
from therapease.domain.consent import ConsentPurpose
from therapease.domain.ids import ClientId
from therapease.errors import InvalidFieldError, NotFoundError


def test_a_client_gets_a_code_and_her_name_tidied() -> None:
    work = new_workspace()
    client = work.clients.create("  Mara   Keller ", date(1991, 4, 12))
    assert (client.name, client.code) == ("Mara Keller", "C-0001")
    assert work.clients.list_all() == [client]


@pytest.mark.parametrize("name", ["", "   ", "x" * 201])
def test_a_name_that_cannot_be_is_refused_and_names_its_field(name: str) -> None:
    work = new_workspace()
    with pytest.raises(InvalidFieldError) as caught:
        work.clients.create(name)
    assert caught.value.field == "name"
    assert work.clients.list_all() == []


@pytest.mark.parametrize("born", [START.date() + timedelta(days=1), date(1850, 1, 1)])
def test_a_birth_date_that_cannot_be_is_refused(born: date) -> None:
    with pytest.raises(InvalidFieldError) as caught:
        new_workspace().clients.create("Mara Keller", born)
    assert caught.value.field == "date_of_birth"


def test_revoking_keeps_the_consent_with_its_end() -> None:
    work = new_workspace()
    client = work.clients.create("Mara Keller")
    given = work.clients.give_consent(client.id, ConsentPurpose.RECORDING)
    assert given.is_in_force
    work.clients.revoke_consent(given)
    (kept,) = work.clients.open_page(client.id).consents
    assert not kept.is_in_force
    assert kept.given_at == given.given_at


def test_looking_at_a_page_is_written_down() -> None:
    work = new_workspace()
    client = work.clients.create("Mara Keller")
    work.clients.open_page(client.id)
    assert isinstance(work.vault, FakeVault)
    assert work.vault.actions == [AuditAction.CLIENT_CREATED, AuditAction.CLIENT_VIEWED]


def test_an_unknown_client_is_said_to_be_gone() -> None:
    with pytest.raises(NotFoundError):
        new_workspace().clients.open_page(ClientId("nobody"))
