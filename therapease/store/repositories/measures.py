"""Results of questionnaires. What was noted stays; a correction names the result it replaces."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, insert, select

from therapease.domain.ids import ClientId, MeasureId, SessionId, UserId
from therapease.domain.measure import Measure
from therapease.errors import NotFoundError
from therapease.store.tables import measures as table


class SqlMeasureRepository:
    """`services.ports.MeasureRepository` over one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, measure: Measure) -> None:
        """Store a result. Raise ConflictError when the result it replaces was replaced meanwhile."""
        self._connection.execute(
            insert(table).values(
                id=measure.id,
                client_id=measure.client_id,
                session_id=measure.session_id,
                instrument=measure.instrument,
                taken_on=measure.taken_on,
                answers=None if measure.answers is None else list(measure.answers),
                total=measure.total,
                created_at=measure.created_at,
                noted_by=measure.noted_by,
                replaces_id=measure.replaces_id,
                is_withdrawn=measure.is_withdrawn,
            )
        )

    def get(self, measure_id: MeasureId) -> Measure:
        """Return a result. Raise NotFoundError."""
        row = self._connection.execute(select(table).where(table.c.id == measure_id)).one_or_none()
        if row is None:
            raise NotFoundError
        return _measure(row)

    def list_for_client(self, client_id: ClientId) -> list[Measure]:
        """Return every result in the order it was noted, replaced and withdrawn ones included."""
        chosen = select(table).where(table.c.client_id == client_id).order_by(table.c.sequence)
        return [_measure(row) for row in self._connection.execute(chosen)]


def _measure(row: Row[Any]) -> Measure:
    return Measure(
        id=MeasureId(row.id),
        client_id=ClientId(row.client_id),
        instrument=row.instrument,
        taken_on=row.taken_on,
        total=row.total,
        created_at=row.created_at,
        noted_by=UserId(row.noted_by),
        answers=None if row.answers is None else tuple(row.answers),
        session_id=None if row.session_id is None else SessionId(row.session_id),
        replaces_id=None if row.replaces_id is None else MeasureId(row.replaces_id),
        is_withdrawn=row.is_withdrawn,
    )
