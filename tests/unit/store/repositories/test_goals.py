"""Goals with their history."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Connection

from tests.fakes import FakeClock
from therapease.domain.client import Client
from therapease.domain.goal import Goal, GoalStatus
from therapease.domain.ids import ClientId, GoalId
from therapease.domain.session import TherapySession
from therapease.domain.user import User
from therapease.errors import ConflictError, InternalError, NotFoundError
from therapease.store.repositories.clients import SqlClientRepository
from therapease.store.repositories.goals import SqlGoalRepository


@pytest.fixture
def goal(connection: Connection, clock: FakeClock, owner: User, client: Client) -> Goal:
    goal = Goal(GoalId(clock.new_id()), client.id, "Travel to work by train", 5, clock.now(), owner.id)
    SqlGoalRepository(connection).add(goal)
    return goal


def test_a_goal_and_its_steps_are_read_back(
    connection: Connection, goal: Goal, session: TherapySession, clock: FakeClock, owner: User
) -> None:
    goals = SqlGoalRepository(connection)
    assert goals.get(goal.id) == goal
    moved = goal.moved_to(2, GoalStatus.OPEN, clock.now(), owner.id, session.id)
    moved = moved.moved_to(1, GoalStatus.DROPPED, clock.now(), owner.id)
    for entry in moved.progress:
        goals.add_progress(entry)
    assert goals.get(goal.id) == moved
    other = replace(goal, id=GoalId("second"), title="Sleep")
    goals.add(other)
    assert goals.list_for_client(goal.client_id) == [moved, other]
    assert goals.list_for_client(ClientId("nobody")) == []


def test_an_entry_follows_the_newest(connection: Connection, goal: Goal, clock: FakeClock, owner: User) -> None:
    goals = SqlGoalRepository(connection)
    first = goal.moved_to(1, GoalStatus.OPEN, clock.now(), owner.id)
    goals.add_progress(first.progress[-1])
    with pytest.raises(ConflictError):
        goals.add_progress(first.progress[-1])
    with pytest.raises(NotFoundError):
        goals.add_progress(replace(first.progress[-1], goal_id=GoalId("none")))


def test_another_client_s_session_does_not_fit(
    connection: Connection, goal: Goal, session: TherapySession, clock: FakeClock, owner: User, client: Client
) -> None:
    other = replace(client, id=ClientId("other"), code="C-0002")
    SqlClientRepository(connection).add(other)
    goals = SqlGoalRepository(connection)
    theirs = replace(goal, id=GoalId("theirs"), client_id=other.id)
    goals.add(theirs)
    with pytest.raises(InternalError):
        goals.add_progress(theirs.moved_to(1, GoalStatus.OPEN, clock.now(), owner.id, session.id).progress[-1])


def test_no_such_goal(connection: Connection) -> None:
    with pytest.raises(NotFoundError):
        SqlGoalRepository(connection).get(GoalId("none"))
