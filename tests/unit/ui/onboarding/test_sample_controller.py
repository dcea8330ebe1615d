"""The sample client from the window: added with a draft and removed; never two at once, never beside other work."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.fake_desk import TestDesk, open_desk
from tests.fake_models import FakeModelCatalogue
from therapease.domain.session import SessionStatus
from therapease.errors import EngineCrashedError
from therapease.ui.onboarding.sample_controller import SampleController


@pytest.fixture
def table(qtbot: QtBot) -> Iterator[TestDesk]:
    with open_desk(qtbot) as table:
        yield table


@pytest.fixture
def controller(qtbot: QtBot, table: TestDesk) -> SampleController:
    controller = SampleController(table.desk)
    with qtbot.waitSignal(controller.changed):
        controller.load()
    return controller


def statuses(table: TestDesk) -> list[SessionStatus]:
    return [session.status for session in table.vault.tables.sessions.values()]


def added(qtbot: QtBot, table: TestDesk, controller: SampleController, *, with_engine: bool) -> None:
    with qtbot.waitSignals([controller.started, table.desk.jobs.finished]):
        controller.add(with_engine=with_engine)
    qtbot.waitUntil(lambda: not table.desk.background.is_busy)


def test_the_draft_of_the_written_transcript_is_there_at_once(
    qtbot: QtBot, table: TestDesk, controller: SampleController
) -> None:
    added(qtbot, table, controller, with_engine=False)
    assert table.engine.calls == ["import", "draft"]
    assert statuses(table) == [SessionStatus.DRAFTED]
    assert controller.client is not None
    assert controller.client.is_sample


def test_the_engine_can_be_asked_for_its_own_transcript(
    qtbot: QtBot, table: TestDesk, controller: SampleController
) -> None:
    added(qtbot, table, controller, with_engine=True)
    assert table.engine.calls == ["import", "transcribe", "draft"]


def test_it_goes_with_everything_even_while_it_is_being_worked_on(
    qtbot: QtBot, table: TestDesk, controller: SampleController
) -> None:
    table.engine.hold.add("draft")
    with qtbot.waitSignal(controller.started):
        controller.add(with_engine=False)
    qtbot.waitUntil(lambda: controller.client is not None)
    with qtbot.waitSignal(controller.removed):
        controller.remove()
    qtbot.waitUntil(lambda: not table.desk.background.is_busy)
    assert statuses(table) == []
    assert controller.client is None
    assert not table.desk.jobs.is_running


def test_a_crash_is_said_and_it_can_be_tried_again(qtbot: QtBot, table: TestDesk, controller: SampleController) -> None:
    table.engine.fail_with["import"] = EngineCrashedError()
    with qtbot.waitSignal(controller.failed):
        controller.add(with_engine=False)
    qtbot.waitUntil(lambda: not table.desk.background.is_busy)
    assert statuses(table) == []
    assert not controller.is_adding
    added(qtbot, table, controller, with_engine=False)
    assert statuses(table) == [SessionStatus.DRAFTED]


def test_asking_twice_adds_one(qtbot: QtBot, table: TestDesk, controller: SampleController) -> None:
    with qtbot.waitSignal(table.desk.jobs.finished):
        controller.add(with_engine=False)
        controller.add(with_engine=False)
    qtbot.waitUntil(lambda: not table.desk.background.is_busy)
    assert len(statuses(table)) == 1


def test_without_an_engine_that_is_known(qtbot: QtBot, table: TestDesk, controller: SampleController) -> None:
    assert controller.can_transcribe
    catalogue = table.workspace.models._catalogue
    assert isinstance(catalogue, FakeModelCatalogue)
    catalogue.models = ()
    with qtbot.waitSignal(controller.changed):
        controller.load()
    assert not controller.can_transcribe
