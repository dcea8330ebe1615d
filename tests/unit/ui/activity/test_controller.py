"""What is read for which choice, that an answer overtaken by another is dropped, and what a failed check leaves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.fake_desk import TestDesk, open_desk
from therapease.domain.activity import ActivityFilter
from therapease.errors import StorageUnavailableError, TherapEaseError
from therapease.ui.activity.controller import KINDS, ActivityController


@pytest.fixture
def table(qtbot: QtBot) -> Iterator[TestDesk]:
    with open_desk(qtbot) as table:
        table.workspace.clients.create("Mara Keller")
        yield table


@pytest.fixture
def controller(table: TestDesk) -> ActivityController:
    return ActivityController(table.desk)


def settle(qtbot: QtBot, controller: ActivityController) -> None:
    qtbot.waitUntil(lambda: not controller.desk.background.is_busy)


def test_choices_become_a_filter(controller: ActivityController, table: TestDesk, qtbot: QtBot) -> None:
    controller.load()
    settle(qtbot, controller)
    (client,) = table.workspace.clients.list_all()
    controller.choose_person(1)
    controller.choose_client(1)
    controller.choose_kind(2)
    controller.choose_span(1)
    wanted = controller.state.wanted
    assert (wanted.user_id, wanted.client_id, wanted.kind) == (table.workspace.user.id, client.id, KINDS[1])
    assert wanted.since is not None
    assert controller.state.is_filtered
    for choose in (controller.choose_person, controller.choose_client, controller.choose_kind, controller.choose_span):
        choose(0)
    assert controller.state.wanted == ActivityFilter()
    settle(qtbot, controller)
    assert len(controller.state.rows) == 1


def test_only_the_last_answer_is_shown(controller: ActivityController, qtbot: QtBot) -> None:
    shown: list[int] = []
    controller.changed.connect(lambda state: shown.append(len(state.rows)))
    controller.choose_kind(1)
    controller.choose_kind(0)
    settle(qtbot, controller)
    assert shown == [1]


def test_a_row_leads_to_a_client_that_is_there(controller: ActivityController, table: TestDesk, qtbot: QtBot) -> None:
    controller.show_everything()
    settle(qtbot, controller)
    (client,) = table.workspace.clients.list_all()
    assert controller.subject_of(controller.state.rows[0].key) == (client.id, None)
    assert controller.subject_of("9999") is None


def test_a_check_that_cannot_be_made_is_told(
    controller: ActivityController, table: TestDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_told: object) -> None:
        raise StorageUnavailableError

    monkeypatch.setattr(table.workspace.vault, "check_history", fail)
    controller.check()
    assert controller.check_state.is_running
    settle(qtbot, controller)
    assert isinstance(controller.check_state.error, StorageUnavailableError)
    assert not controller.check_state.is_running


def test_an_export_that_fails_is_told(controller: ActivityController, qtbot: QtBot, tmp_path: Path) -> None:
    told: list[TherapEaseError] = []
    controller.failed.connect(told.append)
    controller.export(tmp_path / "gone" / "activity.csv")
    settle(qtbot, controller)
    assert len(told) == 1
