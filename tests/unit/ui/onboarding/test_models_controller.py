"""The list of models, and the folder that is made only when somebody wants to put something into it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.fake_desk import TestDesk, open_desk
from tests.fake_models import FakeModelCatalogue
from therapease.domain.model import ModelOverview
from therapease.errors import StorageUnavailableError
from therapease.ui.onboarding.models_controller import ModelsController


@pytest.fixture
def table(qtbot: QtBot) -> Iterator[TestDesk]:
    with open_desk(qtbot) as table:
        yield table


def test_looking_again_finds_what_came_meanwhile(qtbot: QtBot, table: TestDesk) -> None:
    controller = ModelsController(table.desk)
    with qtbot.waitSignal(controller.changed):
        controller.load()
    assert controller.overview is not None
    assert len(controller.overview.models) == 2
    catalogue = table.workspace.models._catalogue
    assert isinstance(catalogue, FakeModelCatalogue)
    catalogue.models = ()
    with qtbot.waitSignal(controller.changed):
        controller.load()
    assert controller.overview.models == ()


def test_the_folder_is_made_when_it_is_wanted(qtbot: QtBot, table: TestDesk, tmp_path: Path) -> None:
    controller = ModelsController(table.desk)
    controller.prepare_folder()
    controller.overview = ModelOverview((), (), tmp_path / "data" / "models")
    with qtbot.waitSignal(controller.folder_ready):
        controller.prepare_folder()
    assert (tmp_path / "data" / "models").is_dir()


def test_a_folder_that_cannot_be_made_is_an_error_in_words(qtbot: QtBot, table: TestDesk, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file", encoding="utf-8")
    controller = ModelsController(table.desk)
    controller.overview = ModelOverview((), (), tmp_path / "data" / "models")
    with qtbot.waitSignal(controller.failed) as failed:
        controller.prepare_folder()
    assert isinstance(failed.args[0], StorageUnavailableError)
