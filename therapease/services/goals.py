"""Goals: setting one, noting a step, closing and opening it again. Every change is one more entry of its history."""

from __future__ import annotations

from therapease.domain.audit import AuditAction
from therapease.domain.goal import MAX_STEPS, MAX_TITLE_CHARACTERS, Goal, GoalStatus
from therapease.domain.ids import ClientId, GoalId, SessionId
from therapease.domain.rights import Act
from therapease.errors import ConflictError, InvalidFieldError
from therapease.services.context import ServiceContext


class GoalService:
    """What a client works towards."""

    def __init__(self, context: ServiceContext) -> None:
        self._context = context

    def add(self, client_id: ClientId, title: str, steps: int) -> Goal:
        """Set a goal of 1 to ten steps. Raise InvalidFieldError, NotFoundError."""
        tidy = " ".join(title.split())
        if not tidy:
            raise InvalidFieldError("title", "Write what the client wants to reach.")
        if len(tidy) > MAX_TITLE_CHARACTERS:
            raise InvalidFieldError("title", f"This can have up to {MAX_TITLE_CHARACTERS} characters.")
        if not 1 <= steps <= MAX_STEPS:
            raise InvalidFieldError("steps", f"A goal has 1 to {MAX_STEPS} steps.")
        goal = Goal(
            id=GoalId(self._context.clock.new_id()),
            client_id=client_id,
            title=tidy,
            steps=steps,
            created_at=self._context.clock.now(),
            created_by=self._context.user.id,
        )
        with self._context.transaction() as unit:
            self._context.guard.client(unit, Act.WRITE_RECORD, client_id)
            unit.goals.add(goal)
            unit.audit.append(AuditAction.GOAL_ADDED, goal.id)
        return goal

    def move(
        self,
        goal_id: GoalId,
        seen: int,
        step: int,
        status: GoalStatus = GoalStatus.OPEN,
        session_id: SessionId | None = None,
    ) -> Goal:
        """Note where a goal stands now. `seen` is how many entries the caller saw; ConflictError when there are more.

        Noting what holds already is no change. Raise InvalidFieldError for a step that the goal does not have.
        """
        with self._context.transaction() as unit:
            goal = unit.goals.get(goal_id)
            self._context.guard.client(unit, Act.WRITE_RECORD, goal.client_id)
            if len(goal.progress) != seen:
                raise ConflictError
            moved = goal.moved_to(step, status, self._context.clock.now(), self._context.user.id, session_id)
            if (moved.step, moved.status) == (goal.step, goal.status):
                return goal
            unit.goals.add_progress(moved.progress[-1])
            unit.audit.append(AuditAction.GOAL_MOVED, goal_id)
        return moved
