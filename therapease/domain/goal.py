"""What a client wants to reach, in steps. Every change of it is one more entry, closing it included."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from therapease.domain.ids import ClientId, GoalId, SessionId, UserId
from therapease.errors import InvalidFieldError

MAX_STEPS = 10
MAX_TITLE_CHARACTERS = 200


class GoalStatus(StrEnum):
    OPEN = "open"
    REACHED = "reached"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class GoalProgress:
    """One entry of a goal's history. `sequence` counts the goal's entries from 1; `step` goes from 0 to its last."""

    goal_id: GoalId
    sequence: int
    step: int
    status: GoalStatus
    noted_at: datetime
    noted_by: UserId
    session_id: SessionId | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal with its whole history, oldest entry first. Before the first entry it is open, at step 0."""

    id: GoalId
    client_id: ClientId
    title: str
    steps: int
    created_at: datetime
    created_by: UserId
    progress: tuple[GoalProgress, ...] = ()

    @property
    def step(self) -> int:
        return self.progress[-1].step if self.progress else 0

    @property
    def status(self) -> GoalStatus:
        return self.progress[-1].status if self.progress else GoalStatus.OPEN

    def moved_to(
        self, step: int, status: GoalStatus, at: datetime, by: UserId, session_id: SessionId | None = None
    ) -> Goal:
        """Return the goal with one more entry; a reached goal is at its last step. Raise InvalidFieldError for a step
        it does not have."""
        if not 0 <= step <= self.steps:
            raise InvalidFieldError("step", f"This goal has {self.steps} steps.")
        if status is GoalStatus.REACHED:
            step = self.steps
        entry = GoalProgress(self.id, len(self.progress) + 1, step, status, at, by, session_id)
        return replace(self, progress=(*self.progress, entry))
