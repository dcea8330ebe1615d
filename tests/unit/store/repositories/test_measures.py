"""Results of questionnaires, corrections included."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Connection, text

from tests.fakes import FakeClock
from therapease.domain.client import Client
from therapease.domain.ids import MeasureId
from therapease.domain.measure import PHQ_9, Measure
from therapease.domain.session import TherapySession
from therapease.domain.user import User
from therapease.errors import ConflictError, NotFoundError
from therapease.store.repositories.measures import SqlMeasureRepository


@pytest.fixture
def measure(connection: Connection, clock: FakeClock, owner: User, client: Client) -> Measure:
    measure = Measure(MeasureId(clock.new_id()), client.id, PHQ_9.key, date(2026, 3, 17), 11, clock.now(), owner.id)
    SqlMeasureRepository(connection).add(measure)
    return measure


def test_results_are_read_back_in_the_order_noted(
    connection: Connection, measure: Measure, session: TherapySession
) -> None:
    measures = SqlMeasureRepository(connection)
    full = replace(
        measure,
        id=MeasureId("full"),
        taken_on=date(2026, 1, 1),
        answers=(1, 2, 1, 2, 1, 1, 1, 1, 1),
        session_id=session.id,
        replaces_id=measure.id,
        is_withdrawn=True,
    )
    measures.add(full)
    assert measures.list_for_client(measure.client_id) == [measure, full]
    assert measures.get(full.id) == full


def test_a_total_alone_has_no_answers_in_the_table(connection: Connection, measure: Measure) -> None:
    assert connection.execute(text("SELECT answers IS NULL FROM measures")).scalar_one() == 1


def test_a_result_is_corrected_once(connection: Connection, measure: Measure) -> None:
    measures = SqlMeasureRepository(connection)
    measures.add(replace(measure, id=MeasureId("b"), replaces_id=measure.id))
    with pytest.raises(ConflictError):
        measures.add(replace(measure, id=MeasureId("c"), replaces_id=measure.id))


def test_no_such_result(connection: Connection) -> None:
    with pytest.raises(NotFoundError):
        SqlMeasureRepository(connection).get(MeasureId("none"))
