"""Supervision on the stand-in: who can be proposed, and what only the supervised person can do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes import START, FakeClock, FakeEngine, FakeVault, workspace_of
from therapease.domain.ids import UserId
from therapease.domain.user import User, UserRole
from therapease.errors import ConflictError, InvalidFieldError, NotFoundError
from therapease.services.workspace import Workspace

OWNER = User(UserId("o"), "Erika Lindqvist", UserRole.OWNER, START)
BEA = User(UserId("b"), "Bea Winter", UserRole.THERAPIST, START)
DESK = User(UserId("d"), "Dora Herbst", UserRole.ASSISTANT, START)
SOFIA = User(UserId("s"), "Sofia Okafor", UserRole.SUPERVISOR, START)


@pytest.fixture
def vault() -> FakeVault:
    vault = FakeVault(Path("practice.vault"), OWNER, FakeClock())
    vault.tables.users.update({person.id: person for person in (BEA, DESK, SOFIA)})
    return vault


def work_of(vault: FakeVault, user: User) -> Workspace:
    vault.user = user
    return workspace_of(vault, FakeEngine())


@pytest.mark.parametrize(
    ("supervisor", "supervisee", "field"),
    [(BEA, SOFIA, "supervisor"), (SOFIA, DESK, "supervisee"), (SOFIA, SOFIA, "supervisee")],
)
def test_who_cannot_supervise_or_be_supervised(
    vault: FakeVault, supervisor: User, supervisee: User, field: str
) -> None:
    with pytest.raises(InvalidFieldError) as caught:
        work_of(vault, OWNER).supervision.propose(supervisor.id, supervisee.id)
    assert caught.value.field == field


def test_it_is_asked_once_answered_by_her_and_asked_anew_after_its_end(vault: FakeVault) -> None:
    owner = work_of(vault, OWNER)
    owner.supervision.propose(SOFIA.id, BEA.id)
    with pytest.raises(ConflictError):
        owner.supervision.propose(SOFIA.id, BEA.id)
    bea = work_of(vault, BEA)
    assert [s.supervisor_id for s in bea.supervision.waiting()] == [SOFIA.id]
    agreed = bea.supervision.agree(SOFIA.id)
    assert agreed.is_in_force
    assert bea.supervision.agree(SOFIA.id) == agreed
    assert bea.supervision.waiting() == []
    work_of(vault, OWNER).supervision.end(SOFIA.id, BEA.id)
    with pytest.raises(NotFoundError):
        work_of(vault, BEA).supervision.agree(SOFIA.id)
    work_of(vault, OWNER).supervision.propose(SOFIA.id, BEA.id)
    work_of(vault, BEA).supervision.decline(SOFIA.id)
    assert not any(s.is_in_force for s in vault.tables.practice.supervisions)
