"""Writing a record from the window's side: names, one at a time, and where files went."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.fake_desk import TODAY, TestDesk, open_desk
from therapease.errors import InvalidFieldError
from therapease.services.client_export import RecordOutline
from therapease.ui.export.record_controller import RecordExportController


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[TestDesk]:
    with open_desk(qtbot) as desk:
        yield desk


@pytest.fixture
def controller(desk: TestDesk) -> RecordExportController:
    return RecordExportController(desk.desk)


def test_the_name_says_nothing_of_who_it_is(desk: TestDesk, controller: RecordExportController) -> None:
    name = controller.proposed_name(desk.add_client(), TODAY)
    assert name == "C-0001 record, 2026-03-17.zip"


@pytest.mark.parametrize("name", ["", " .zip", "a/b", "x:y"])
def test_a_name_that_some_system_refuses_is_refused(controller: RecordExportController, name: str) -> None:
    with pytest.raises(InvalidFieldError):
        controller.target(Path("somewhere"), name)


def test_the_ending_is_there_once(controller: RecordExportController) -> None:
    for name in ("record", "record.zip", " record "):
        assert controller.target(Path("somewhere"), name) == Path("somewhere/record.zip")


def test_it_writes_one_at_a_time_and_remembers_the_folder(
    desk: TestDesk, controller: RecordExportController, qtbot: QtBot, tmp_path: Path
) -> None:
    client = desk.add_client()
    with qtbot.waitSignal(controller.outlined) as read:
        controller.read(client.id)
    outline: RecordOutline = read.args[0]
    with qtbot.waitSignal(controller.saved, timeout=10_000) as saved:
        controller.save(outline, tmp_path / "one.zip", None, with_sound=False)
        assert controller.is_running
        controller.save(outline, tmp_path / "two.zip", None, with_sound=False)
    assert saved.args == [tmp_path / "one.zip"]
    assert not controller.is_running
    assert controller.folder == tmp_path
    assert [path.name for path in tmp_path.iterdir()] == ["one.zip"]
