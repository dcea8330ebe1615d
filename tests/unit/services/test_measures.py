"""Results are noted, corrected and taken back; none is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.fakes import START, FakeVault, new_workspace
from therapease.domain.audit import AuditAction
from therapease.domain.client import Client
from therapease.domain.ids import ClientId, MeasureId
from therapease.domain.measure import GAD_7, PHQ_9, results_in_force
from therapease.errors import ConflictError, InvalidFieldError, NotFoundError
from therapease.services.measures import Result
from therapease.services.workspace import Workspace

TODAY = START.date()
ANSWERS = Result(PHQ_9.key, TODAY, (1, 2, 1, 2, 1, 1, 1, 1, 0))
TOTAL = Result(PHQ_9.key, TODAY, total=11)


@pytest.fixture
def work() -> Workspace:
    return new_workspace()


@pytest.fixture
def client(work: Workspace) -> Client:
    return work.clients.create("Mara Keller", date(1991, 5, 4))


def test_answers_are_added_up_and_kept(work: Workspace, client: Client) -> None:
    session = work.schedule.add_session(client.id, START)
    measure = work.measures.add(client.id, replace(ANSWERS, session_id=session.id))
    assert (measure.total, measure.answers, measure.session_id) == (10, ANSWERS.answers, session.id)
    assert work.clients.open_page(client.id).measures == (measure,)


def test_a_total_alone_has_no_answers(work: Workspace, client: Client) -> None:
    measure = work.measures.add(client.id, TOTAL)
    assert (measure.total, measure.answers) == (11, None)


@pytest.mark.parametrize(
    ("result", "field"),
    [
        (replace(TOTAL, total=28), "total"),
        (replace(TOTAL, total=None), "total"),
        (replace(ANSWERS, answers=(1, 2)), "answers"),
        (replace(TOTAL, instrument=GAD_7.key, total=22), "total"),
        (replace(TOTAL, taken_on=TODAY + timedelta(days=2)), "taken_on"),
        (replace(TOTAL, taken_on=date(1990, 1, 1)), "taken_on"),
    ],
)
def test_what_cannot_be_names_its_field(work: Workspace, client: Client, result: Result, field: str) -> None:
    with pytest.raises(InvalidFieldError) as refused:
        work.measures.add(client.id, result)
    assert refused.value.field == field
    assert work.clients.open_page(client.id).measures == ()


def test_tomorrow_is_today_somewhere(work: Workspace, client: Client) -> None:
    assert work.measures.add(client.id, replace(TOTAL, taken_on=TODAY + timedelta(days=1))).total == 11


def test_a_correction_replaces_and_keeps(work: Workspace, client: Client) -> None:
    wrong = work.measures.add(client.id, TOTAL)
    right = work.measures.correct(wrong.id, ANSWERS)
    assert right.replaces_id == wrong.id
    noted = work.clients.open_page(client.id).measures
    assert noted == (wrong, right)
    assert results_in_force(noted) == [right]
    with pytest.raises(ConflictError):
        work.measures.correct(wrong.id, TOTAL)
    with pytest.raises(InvalidFieldError):
        work.measures.correct(right.id, replace(TOTAL, instrument=GAD_7.key, total=3))
    with pytest.raises(InvalidFieldError):
        work.measures.correct(right.id, replace(TOTAL, taken_on=date(1990, 1, 1)))


def test_a_result_taken_back_is_kept_as_such(work: Workspace, client: Client) -> None:
    wrong = work.measures.add(client.id, TOTAL)
    gone = work.measures.withdraw(wrong.id)
    noted = work.clients.open_page(client.id).measures
    assert noted == (wrong, gone)
    assert results_in_force(noted) == []
    with pytest.raises(ConflictError):
        work.measures.withdraw(wrong.id)
    assert isinstance(work.vault, FakeVault)
    assert AuditAction.MEASURE_WITHDRAWN in work.vault.actions


def test_nobody_and_nothing(work: Workspace) -> None:
    with pytest.raises(NotFoundError):
        work.measures.add(ClientId("nobody"), TOTAL)
    with pytest.raises(NotFoundError):
        work.measures.correct(MeasureId("none"), TOTAL)
