"""Goals are set, moved and closed; each change is written down once."""

from __future__ import annotations

import pytest

from tests.fakes import START, FakeVault, new_workspace
from therapease.domain.audit import AuditAction
from therapease.domain.client import Client
from therapease.domain.goal import Goal, GoalStatus
from therapease.domain.ids import ClientId
from therapease.errors import ConflictError, InvalidFieldError, NotFoundError
from therapease.services.workspace import Workspace


@pytest.fixture
def work() -> Workspace:
    return new_workspace()


@pytest.fixture
def client(work: Workspace) -> Client:
    return work.clients.create("Mara Keller")


@pytest.fixture
def goal(work: Workspace, client: Client) -> Goal:
    return work.goals.add(client.id, "  Travel to  work by train ", 5)


def test_a_goal_is_kept_with_its_client(work: Workspace, client: Client, goal: Goal) -> None:
    assert (goal.title, goal.steps, goal.step, goal.status) == ("Travel to work by train", 5, 0, GoalStatus.OPEN)
    assert work.clients.open_page(client.id).goals == (goal,)


@pytest.mark.parametrize(
    ("title", "steps", "field"),
    [(" ", 5, "title"), ("x" * 201, 5, "title"), ("Sleep", 0, "steps"), ("Sleep", 11, "steps")],
)
def test_what_is_no_goal_names_its_field(work: Workspace, client: Client, title: str, steps: int, field: str) -> None:
    with pytest.raises(InvalidFieldError) as refused:
        work.goals.add(client.id, title, steps)
    assert refused.value.field == field


def test_nobody_s_goal_is_refused(work: Workspace) -> None:
    with pytest.raises(NotFoundError):
        work.goals.add(ClientId("nobody"), "Sleep", 3)


def test_steps_forward_and_back_are_entries(work: Workspace, client: Client, goal: Goal) -> None:
    session = work.schedule.add_session(client.id, START)
    goal = work.goals.move(goal.id, 0, 2, session_id=session.id)
    goal = work.goals.move(goal.id, 1, 1)
    goal = work.goals.move(goal.id, 2, 1, GoalStatus.DROPPED)
    assert [entry.step for entry in goal.progress] == [2, 1, 1]
    assert goal.progress[0].session_id == session.id
    assert goal.status is GoalStatus.DROPPED
    assert work.clients.open_page(client.id).goals == (goal,)


def test_noting_what_holds_is_no_change(work: Workspace, goal: Goal) -> None:
    moved = work.goals.move(goal.id, 0, 2)
    assert work.goals.move(goal.id, 1, 2) == moved
    assert isinstance(work.vault, FakeVault)
    assert work.vault.actions.count(AuditAction.GOAL_MOVED) == 1


def test_a_goal_changed_meanwhile_is_not_overwritten(work: Workspace, goal: Goal) -> None:
    work.goals.move(goal.id, 0, 2)
    with pytest.raises(ConflictError):
        work.goals.move(goal.id, 0, 3)


def test_there_is_no_such_step(work: Workspace, goal: Goal) -> None:
    with pytest.raises(InvalidFieldError):
        work.goals.move(goal.id, 0, 6)
