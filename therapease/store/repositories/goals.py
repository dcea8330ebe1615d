"""Goals and their progress. The database aborts any change to an entry: a step back is one more entry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from therapease.domain.goal import Goal, GoalProgress, GoalStatus
from therapease.domain.ids import ClientId, GoalId, SessionId, UserId
from therapease.errors import ConflictError, NotFoundError
from therapease.store.tables import goal_progress, goals


class SqlGoalRepository:
    """`services.ports.GoalRepository` over one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, goal: Goal) -> None:
        """Store a goal; its progress is added entry by entry."""
        self._connection.execute(
            insert(goals).values(
                id=goal.id,
                client_id=goal.client_id,
                title=goal.title,
                steps=goal.steps,
                created_at=goal.created_at,
                created_by=goal.created_by,
            )
        )

    def add_progress(self, entry: GoalProgress) -> None:
        """Store a goal's next entry. Raise NotFoundError without such a goal, ConflictError if there is a newer one."""
        goal = self.get(entry.goal_id)
        if entry.sequence != len(goal.progress) + 1:
            raise ConflictError
        self._connection.execute(
            insert(goal_progress).values(
                goal_id=entry.goal_id,
                sequence=entry.sequence,
                step=entry.step,
                status=entry.status.value,
                noted_at=entry.noted_at,
                noted_by=entry.noted_by,
                session_id=entry.session_id,
            )
        )

    def get(self, goal_id: GoalId) -> Goal:
        """Return a goal with its history. Raise NotFoundError."""
        row = self._connection.execute(select(goals).where(goals.c.id == goal_id)).one_or_none()
        if row is None:
            raise NotFoundError
        chosen = select(goal_progress).where(goal_progress.c.goal_id == goal_id).order_by(goal_progress.c.sequence)
        return _goal(row, self._connection.execute(chosen))

    def list_for_client(self, client_id: ClientId) -> list[Goal]:
        """Return a client's goals in the order they were set, closed ones included."""
        chosen = (
            select(goal_progress)
            .join(goals, goals.c.id == goal_progress.c.goal_id)
            .where(goals.c.client_id == client_id)
            .order_by(goal_progress.c.sequence)
        )
        history: defaultdict[str, list[Row[Any]]] = defaultdict(list)
        for row in self._connection.execute(chosen):
            history[row.goal_id].append(row)
        listed = select(goals).where(goals.c.client_id == client_id).order_by(goals.c.sequence)
        return [_goal(row, history[row.id]) for row in self._connection.execute(listed)]


def _goal(row: Row[Any], history: Iterable[Row[Any]]) -> Goal:
    return Goal(
        id=GoalId(row.id),
        client_id=ClientId(row.client_id),
        title=row.title,
        steps=row.steps,
        created_at=row.created_at,
        created_by=UserId(row.created_by),
        progress=tuple(_entry(entry) for entry in history),
    )


def _entry(row: Row[Any]) -> GoalProgress:
    return GoalProgress(
        goal_id=GoalId(row.goal_id),
        sequence=row.sequence,
        step=row.step,
        status=GoalStatus(row.status),
        noted_at=row.noted_at,
        noted_by=UserId(row.noted_by),
        session_id=None if row.session_id is None else SessionId(row.session_id),
    )
