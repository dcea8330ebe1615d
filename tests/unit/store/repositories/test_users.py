"""People in the vault."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Connection

from therapease.domain.ids import UserId
from therapease.domain.user import User, UserRole
from therapease.errors import ConflictError, NotFoundError
from therapease.store.repositories.users import SqlUserRepository


def test_a_person_is_read_back(connection: Connection, owner: User) -> None:
    users = SqlUserRepository(connection)
    other = replace(
        owner, id=UserId("b"), name="Çelik", role=UserRole.SUPERVISOR, credentials="PhD", licence_number="7"
    )
    users.add(other)
    assert users.get(owner.id) == owner
    assert users.get(other.id) == other


def test_everybody_is_listed_by_name_in_any_case(connection: Connection, owner: User) -> None:
    users = SqlUserRepository(connection)
    for user_id, name in (("b", "bea"), ("z", "Zoe"), ("c", "Carla")):
        users.add(replace(owner, id=UserId(user_id), name=name))
    assert [user.name for user in users.list_all()] == ["Ada Sommer", "bea", "Carla", "Zoe"]


def test_nobody_is_not_found_and_nobody_is_there_twice(connection: Connection, owner: User) -> None:
    users = SqlUserRepository(connection)
    with pytest.raises(NotFoundError):
        users.get(UserId("nobody"))
    with pytest.raises(ConflictError):
        users.add(owner)
