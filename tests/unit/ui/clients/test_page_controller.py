"""A client's page: its client changed, consents, goals and measures noted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from tests.fake_desk import TODAY, TestDesk, open_desk
from tests.fakes import START
from therapease.domain.audit import AuditAction
from therapease.domain.client import Client
from therapease.domain.consent import ConsentPurpose
from therapease.domain.goal import GoalStatus
from therapease.domain.ids import ClientId
from therapease.domain.measure import PHQ_9, results_in_force
from therapease.errors import ConflictError, InvalidFieldError, NotFoundError
from therapease.services.client_details import ClientDetails
from therapease.services.clients import ClientPage
from therapease.services.measures import Result
from therapease.ui.clients.page_controller import ClientPageController


@pytest.fixture
def table(qtbot: QtBot) -> Iterator[TestDesk]:
    with open_desk(qtbot) as table:
        yield table


def test_opening_a_page_is_audited_and_consents_come_and_go(qtbot: QtBot, table: TestDesk) -> None:
    client = table.add_client(with_consents=False)
    controller = ClientPageController(table.desk)
    pages: list[ClientPage] = []
    controller.loaded.connect(pages.append)
    with qtbot.waitSignal(controller.loaded):
        controller.open(client.id)
    assert AuditAction.CLIENT_VIEWED in table.vault.actions
    with qtbot.waitSignal(controller.loaded):
        controller.give_consent(ConsentPurpose.RECORDING)
    (consent,) = pages[-1].consents
    assert consent.is_in_force
    with qtbot.waitSignal(controller.loaded):
        controller.revoke_consent(consent)
    assert not pages[-1].consents[0].is_in_force
    assert table.vault.actions[-2:] == [AuditAction.CONSENT_REVOKED, AuditAction.CLIENT_VIEWED]


def test_a_client_that_is_gone_is_said(qtbot: QtBot, table: TestDesk) -> None:
    controller = ClientPageController(table.desk)
    with qtbot.waitSignal(controller.failed) as failed:
        controller.open(ClientId("nobody"))
    assert isinstance(failed.args[0], NotFoundError)


@pytest.fixture
def client(table: TestDesk) -> Client:
    return table.add_client()


@pytest.fixture
def controller(qtbot: QtBot, table: TestDesk, client: Client) -> ClientPageController:
    """The controller of the client's open page."""
    controller = ClientPageController(table.desk)
    with qtbot.waitSignal(controller.loaded):
        controller.open(client.id)
    return controller


def page_of(controller: ClientPageController) -> ClientPage:
    assert controller.page is not None
    return controller.page


def test_a_client_is_changed_and_shown_again(qtbot: QtBot, controller: ClientPageController) -> None:
    with qtbot.waitSignals([controller.edited, controller.loaded]):
        controller.edit(ClientDetails("Mara Roth", pronouns="she/her"))
    assert (page_of(controller).client.name, page_of(controller).client.pronouns) == ("Mara Roth", "she/her")
    with qtbot.waitSignal(controller.form_failed) as failed:
        controller.edit(ClientDetails(""))
    assert isinstance(failed.args[0], InvalidFieldError)


def test_becoming_a_namesake_is_told_of_but_staying_one_is_not(
    qtbot: QtBot, table: TestDesk, controller: ClientPageController, client: Client
) -> None:
    other = table.add_client("Jonas Reuter")
    same = ClientDetails("Jonas Reuter", other.date_of_birth)
    with qtbot.waitSignal(controller.namesakes_found) as found:
        controller.edit(same)
    assert found.args[0] == [other]
    with qtbot.waitSignals([controller.edited, controller.loaded]):
        controller.edit(same, is_asked=True)
    with qtbot.waitSignals([controller.edited, controller.loaded]):
        controller.edit(ClientDetails("Jonas Reuter", other.date_of_birth, phone="+44 20 7946 0000"))


def test_archiving_and_restoring(qtbot: QtBot, controller: ClientPageController) -> None:
    with qtbot.waitSignal(controller.loaded):
        controller.archive()
    assert page_of(controller).client.archived_at is not None
    with qtbot.waitSignal(controller.loaded):
        controller.restore()
    assert page_of(controller).client.archived_at is None


def test_goals_are_set_and_moved(qtbot: QtBot, table: TestDesk, controller: ClientPageController) -> None:
    with qtbot.waitSignals([controller.form_done, controller.loaded]):
        controller.add_goal("Travel by train", 5)
    (goal,) = page_of(controller).goals
    with qtbot.waitSignals([controller.form_done, controller.loaded]):
        controller.move_goal(goal, 2, GoalStatus.OPEN)
    assert page_of(controller).goals[0].step == 2
    with qtbot.waitSignal(controller.form_failed) as failed:
        controller.move_goal(goal, 3, GoalStatus.OPEN)
    assert isinstance(failed.args[0], ConflictError), "the goal moved since this one was read"


def test_a_result_belongs_to_the_session_of_its_day(
    qtbot: QtBot, table: TestDesk, controller: ClientPageController, client: Client
) -> None:
    session = table.workspace.schedule.add_session(client.id, START)
    with qtbot.waitSignal(controller.loaded):
        controller.open(client.id)
    with qtbot.waitSignals([controller.form_done, controller.loaded]):
        controller.note_measure(Result(PHQ_9.key, TODAY, total=12))
    with qtbot.waitSignals([controller.form_done, controller.loaded]):
        controller.note_measure(Result(PHQ_9.key, TODAY - timedelta(days=7), total=14))
    assert [measure.session_id for measure in page_of(controller).measures] == [session.id, None]


def test_a_result_is_corrected_and_taken_back(qtbot: QtBot, controller: ClientPageController) -> None:
    with qtbot.waitSignals([controller.form_done, controller.loaded]):
        controller.note_measure(Result(PHQ_9.key, TODAY, total=12))
    (wrong,) = page_of(controller).measures
    with qtbot.waitSignals([controller.form_done, controller.loaded]):
        controller.note_measure(Result(PHQ_9.key, TODAY, total=21), wrong.id)
    (right,) = results_in_force(page_of(controller).measures)
    assert right.total == 21
    with qtbot.waitSignals([controller.form_done, controller.loaded]):
        controller.withdraw_measure(right)
    assert results_in_force(page_of(controller).measures) == []
    assert len(page_of(controller).measures) == 3


def test_what_was_started_for_another_page_does_not_open_it_again(
    qtbot: QtBot, table: TestDesk, controller: ClientPageController
) -> None:
    other = table.add_client("Jonas Reuter")
    controller.give_consent(ConsentPurpose.RECORDING)
    controller.open(other.id)
    qtbot.waitUntil(lambda: not table.desk.background.is_busy)
    assert page_of(controller).client.id == other.id
