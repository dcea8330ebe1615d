"""Goals move by entries; nothing of their history is lost."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from therapease.domain.goal import Goal, GoalStatus
from therapease.domain.ids import ClientId, GoalId, UserId
from therapease.errors import InvalidFieldError

NOW = datetime(2026, 3, 17, tzinfo=UTC)
ME = UserId("me")
GOAL = Goal(GoalId("g"), ClientId("c"), "Travel by train", 3, NOW, ME)


def test_it_begins_open_at_no_step() -> None:
    assert (GOAL.step, GOAL.status) == (0, GoalStatus.OPEN)


def test_every_move_is_one_more_entry() -> None:
    moved = GOAL.moved_to(2, GoalStatus.OPEN, NOW, ME).moved_to(1, GoalStatus.OPEN, NOW, ME)
    assert [(entry.sequence, entry.step) for entry in moved.progress] == [(1, 2), (2, 1)]
    assert moved.step == 1


def test_a_reached_goal_is_at_its_last_step_and_can_be_opened_again() -> None:
    reached = GOAL.moved_to(1, GoalStatus.REACHED, NOW, ME)
    assert (reached.step, reached.status) == (3, GoalStatus.REACHED)
    again = reached.moved_to(2, GoalStatus.OPEN, NOW, ME)
    assert (again.step, again.status) == (2, GoalStatus.OPEN)


def test_a_dropped_goal_stays_where_it_was() -> None:
    assert GOAL.moved_to(2, GoalStatus.DROPPED, NOW, ME).step == 2


@pytest.mark.parametrize("step", [-1, 4])
def test_there_is_no_such_step(step: int) -> None:
    with pytest.raises(InvalidFieldError):
        GOAL.moved_to(step, GoalStatus.OPEN, NOW, ME)
