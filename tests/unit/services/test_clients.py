"""Clients are checked when made; consents are noted and revoked, never lost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.fakes import START, FakeVault, new_workspace
from therapease.domain.audit import AuditAction
from therapease.domain.consent import ConsentPurpose
from therapease.domain.ids import ClientId
from therapease.domain.session import SessionStatus
from therapease.errors import InvalidFieldError, NotFoundError
from therapease.services.client_details import ClientDetails
from therapease.services.workspace import Workspace


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


def actions(work: Workspace) -> list[AuditAction]:
    assert isinstance(work.vault, FakeVault)
    return work.vault.actions


def test_details_are_changed_and_the_change_is_written_down() -> None:
    work = new_workspace()
    client = work.clients.create("Mara Keller", date(1991, 5, 4))
    changed = work.clients.edit(client.id, ClientDetails(" Mara  Keller-Roth ", None, "Mar", phone="+44 20 7946 0000"))
    assert (changed.name, changed.preferred_name, changed.date_of_birth) == ("Mara Keller-Roth", "Mar", None)
    assert (changed.code, changed.created_at) == (client.code, client.created_at)
    assert work.clients.list_all() == [changed]
    assert actions(work)[-1] is AuditAction.CLIENT_EDITED


def test_saving_what_is_there_already_is_no_change() -> None:
    work = new_workspace()
    client = work.clients.create("Mara Keller")
    assert work.clients.edit(client.id, ClientDetails.of(client)) == client
    assert AuditAction.CLIENT_EDITED not in actions(work)


def test_a_change_that_cannot_be_right_changes_nothing() -> None:
    work = new_workspace()
    client = work.clients.create("Mara Keller")
    with pytest.raises(InvalidFieldError):
        work.clients.edit(client.id, ClientDetails("Mara", email="nowhere"))
    assert work.clients.list_all() == [client]


def test_archiving_takes_out_of_the_list_and_restoring_brings_back() -> None:
    work = new_workspace()
    client = work.clients.create("Mara Keller")
    assert work.clients.archive(client.id).archived_at is not None
    assert work.clients.list_all() == []
    assert work.clients.archive(client.id) == work.clients.open_page(client.id).client
    assert work.clients.restore(client.id) == client
    assert work.clients.restore(client.id) == client
    kept = [AuditAction.CLIENT_ARCHIVED, AuditAction.CLIENT_RESTORED]
    assert [action for action in actions(work) if action in kept] == kept


def test_somebody_of_the_same_name_and_birth_is_told_not_forbidden() -> None:
    work = new_workspace()
    client = work.clients.create("Mara Keller", date(1991, 5, 4))
    work.clients.archive(client.id)
    same = ClientDetails("mara  KELLER", date(1991, 5, 4))
    assert [found.id for found in work.clients.namesakes(same)] == [client.id]
    assert work.clients.namesakes(same, client.id) == []
    assert work.clients.namesakes(ClientDetails("Mara Keller", date(1991, 5, 5))) == []
    work.clients.add(same)
    assert len(work.clients.namesakes(same)) == 2


def test_the_list_tells_of_everybody() -> None:
    work = new_workspace()
    client = work.clients.create("Mara Keller")
    work.clients.archive(work.clients.create("Jonas Reuter").id)
    work.schedule.add_session(client.id, START + timedelta(days=1))
    jonas, mara = work.clients.overview()
    assert (jonas.client.name, jonas.client.archived_at is None) == ("Jonas Reuter", False)
    assert (mara.session_count, mara.next_appointment_at) == (0, START + timedelta(days=1))


def test_a_page_holds_the_sessions_with_their_lines() -> None:
    work = new_workspace()
    client = work.clients.create("Mara Keller")
    session = work.schedule.add_session(client.id, START)
    page = work.clients.open_page(client.id)
    assert page.sessions == (session,)
    assert page.entries[0].session.status is SessionStatus.SCHEDULED
    assert (page.goals, page.measures) == ((), ())
