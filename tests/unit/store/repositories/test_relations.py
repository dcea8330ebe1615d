"""Invitations, assignments and supervision as rows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Connection

from tests.fakes import START
from therapease.domain.client import Client
from therapease.domain.ids import ClientId, UserId
from therapease.domain.people import Assignment, Invitation, Supervision
from therapease.domain.user import User, UserRole
from therapease.errors import ConflictError, NotFoundError
from therapease.store.error_translation import translate_database_error
from therapease.store.repositories.clients import SqlClientRepository
from therapease.store.repositories.relations import SqlRelationRepository
from therapease.store.repositories.users import SqlUserRepository

BEA = UserId("b")


@pytest.fixture
def relations(connection: Connection, owner: User) -> SqlRelationRepository:
    SqlUserRepository(connection).add(User(BEA, "Bea", UserRole.THERAPIST, START))
    SqlClientRepository(connection).add(Client(ClientId("c"), "C-0009", "Mara", START, therapist_id=owner.id))
    return SqlRelationRepository(connection)


def test_one_invitation_for_each_person_the_newest(relations: SqlRelationRepository, owner: User) -> None:
    first = Invitation(BEA, START, owner.id, START, 3)
    relations.put_invitation(first)
    relations.put_invitation(replace(first, is_reset=True))
    assert relations.invitations() == {BEA: replace(first, is_reset=True)}
    relations.drop_invitation(BEA)
    assert relations.invitations() == {}


def test_assignments_are_read_from_both_ends(relations: SqlRelationRepository, owner: User) -> None:
    for _ in range(2):
        relations.assign(Assignment(ClientId("c"), BEA, START, owner.id))
    assert relations.assigned_to(BEA) == {"c"}
    assert relations.assigned_of(ClientId("c")) == {BEA}
    relations.unassign(ClientId("c"), BEA)
    assert relations.assigned_to(BEA) == frozenset()


def test_a_supervision_is_proposed_agreed_and_ended_once(relations: SqlRelationRepository, owner: User) -> None:
    proposed = Supervision(owner.id, BEA, START, owner.id)
    relations.propose(proposed)
    agreed = replace(proposed, agreed_at=START)
    relations.update_supervision(agreed)
    ended = replace(agreed, ended_at=START)
    relations.update_supervision(ended)
    assert relations.supervisions() == [ended]
    with pytest.raises(NotFoundError):
        relations.update_supervision(ended)
    relations.propose(proposed)
    assert relations.supervisions() == [ended, proposed]


def test_there_is_one_open_supervision_between_two(relations: SqlRelationRepository, owner: User) -> None:
    proposed = Supervision(owner.id, BEA, START, owner.id)
    relations.propose(proposed)
    with pytest.raises(Exception) as caught:  # because the driver's own error is translated below
        relations.propose(proposed)
    found = caught.value
    assert isinstance(found, ConflictError) or isinstance(translate_database_error(found.orig), ConflictError)  # type: ignore[attr-defined]  # because SQLAlchemy wraps it
