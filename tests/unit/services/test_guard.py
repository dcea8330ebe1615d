"""The guard, on the stand-in: whose a client is, and in whose agenda an appointment stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.fakes import START, FakeClock, FakeEngine, FakeVault, workspace_of
from therapease.domain.client import Client
from therapease.domain.ids import ClientId, UserId
from therapease.domain.rights import Act
from therapease.domain.session import Attendance
from therapease.domain.user import User, UserRole
from therapease.errors import NotAllowedError, NotFoundError
from therapease.services.guard import Guard

OWNER = User(UserId("o"), "Erika Lindqvist", UserRole.OWNER, START)
BEA = User(UserId("b"), "Bea Winter", UserRole.THERAPIST, START)
DESK = User(UserId("d"), "Dora Herbst", UserRole.ASSISTANT, START)
NOBODYS = Client(ClientId("1"), "C-0001", "Mara Keller", START)
BEAS = replace(NOBODYS, id=ClientId("2"), code="C-0002", therapist_id=BEA.id)


def vault_of(user: User) -> FakeVault:
    vault = FakeVault(Path("practice.vault"), user, FakeClock())
    vault.tables.users.update({person.id: person for person in (OWNER, BEA, DESK)})
    vault.tables.clients.update({client.id: client for client in (NOBODYS, BEAS)})
    return vault


def test_a_client_of_nobody_is_the_owners() -> None:
    with vault_of(OWNER).unit_of_work() as unit:
        assert Guard(OWNER).client(unit, Act.SIGN, NOBODYS.id) == NOBODYS
        with pytest.raises(NotAllowedError):
            Guard(BEA).client(unit, Act.READ_CONTACT, NOBODYS.id)


def test_who_is_not_there_is_not_found_rather_than_refused() -> None:
    with vault_of(BEA).unit_of_work() as unit, pytest.raises(NotFoundError):
        Guard(BEA).client(unit, Act.READ_CONTACT, ClientId("9"))


@pytest.mark.parametrize(("client", "therapist"), [(NOBODYS, OWNER), (BEAS, BEA)])
def test_an_appointment_made_at_the_desk_stands_in_the_therapists_agenda(client: Client, therapist: User) -> None:
    work = workspace_of(vault_of(DESK), FakeEngine())
    (session,) = work.appointments.book(client.id, [START], 50, Attendance.IN_PERSON)
    assert session.therapist_id == therapist.id


def test_the_desk_is_warned_of_everybodys_appointments_and_a_therapist_of_her_own() -> None:
    desk = workspace_of(vault_of(DESK), FakeEngine())
    desk.appointments.book(BEAS.id, [START], 50, Attendance.IN_PERSON)
    assert [entry.client for entry in desk.appointments.overlapping([START], 50)] == [BEAS]
    owner_vault = vault_of(OWNER)
    owner_vault.tables.sessions.update(desk.vault.tables.sessions)  # type: ignore[attr-defined]  # because it is the fake
    owner = workspace_of(owner_vault, FakeEngine())
    assert owner.appointments.overlapping([START], 50) == []


def test_the_desk_sees_everybodys_day_without_the_drafts_and_a_therapist_her_own() -> None:
    bea = workspace_of(vault_of(BEA), FakeEngine())
    bea.appointments.book(BEAS.id, [START], 50, Attendance.IN_PERSON)
    seen = {}
    for person in (OWNER, BEA, DESK):
        vault = vault_of(person)
        vault.tables.sessions.update(bea.vault.tables.sessions)  # type: ignore[attr-defined]  # because it is the fake
        day = workspace_of(vault, FakeEngine()).appointments.overview(START, START + timedelta(hours=1))
        seen[person.name] = len(day.agenda)
    assert seen == {OWNER.name: 0, BEA.name: 1, DESK.name: 1}
