"""The consent texts while they are written: what is kept, what is not yet, and which version clients sign."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.fake_desk import TestDesk, open_desk
from therapease.domain.consent import ConsentPurpose, ConsentWording
from therapease.errors import InvalidFieldError, StorageFullError
from therapease.ui import strings
from therapease.ui.onboarding.consent_controller import ConsentTextController

RECORDING, AI_NOTES = ConsentPurpose.RECORDING, ConsentPurpose.AI_NOTES


@pytest.fixture
def table(qtbot: QtBot) -> Iterator[TestDesk]:
    with open_desk(qtbot) as table:
        yield table


@pytest.fixture
def controller(qtbot: QtBot, table: TestDesk) -> ConsentTextController:
    controller = ConsentTextController(table.desk)
    with qtbot.waitSignal(controller.changed):
        controller.load()
    return controller


def test_at_first_there_is_the_text_that_comes_along_with_a_place_to_fill_in(
    controller: ConsentTextController,
) -> None:
    assert controller.text(RECORDING) == controller.standard(RECORDING)
    assert not controller.is_changed
    assert "comes with TherapEase" in controller.version_words(RECORDING)
    assert controller.blank_words(RECORDING) == strings.ConsentTexts.BLANK_ONE
    controller.write(RECORDING, "Kept [how long], deleted [when].")
    assert controller.blank_words(RECORDING) == strings.ConsentTexts.BLANKS.format(count=2)
    controller.write(RECORDING, "Kept for 30 days.")
    assert controller.blank_words(RECORDING) == ""


def test_what_is_written_is_kept_as_a_new_version_and_only_that(
    qtbot: QtBot, table: TestDesk, controller: ConsentTextController
) -> None:
    controller.write(RECORDING, "Our own words.")
    assert controller.is_changed_in(RECORDING)
    assert not controller.is_changed_in(AI_NOTES)
    assert controller.version_words(RECORDING) == strings.ConsentTexts.UNSAVED
    with qtbot.waitSignal(controller.saved):
        controller.save_all()
    assert not controller.is_changed
    assert controller.version_words(RECORDING) == "Version 2026-2, yours since 17 March 2026"
    assert [w.purpose for w in table.vault.tables.practice.wordings] == [RECORDING]


def test_looking_again_keeps_what_is_being_written(qtbot: QtBot, controller: ConsentTextController) -> None:
    controller.write(AI_NOTES, "Half a sente")
    with qtbot.waitSignal(controller.changed):
        controller.load()
    assert controller.text(AI_NOTES) == "Half a sente"


def test_a_text_that_cannot_be_kept_stays_on_the_screen(
    qtbot: QtBot, table: TestDesk, controller: ConsentTextController
) -> None:
    controller.write(RECORDING, "  ")
    with qtbot.waitSignal(controller.failed) as failed:
        controller.save_all()
    assert isinstance(failed.args[0], InvalidFieldError)
    controller.write(RECORDING, "Our own words.")
    table.vault.fail_commit_with = StorageFullError()
    with qtbot.waitSignal(controller.failed):
        controller.save_all()
    assert controller.text(RECORDING) == "Our own words."
    assert controller.is_changed


def test_the_form_is_of_the_text_in_force(qtbot: QtBot, controller: ConsentTextController, tmp_path: Path) -> None:
    written: list[tuple[str, Path]] = []

    def write(wording: ConsentWording, target: Path) -> None:
        written.append((wording.version, target))

    with qtbot.waitSignal(controller.form_saved):
        controller.save_form(AI_NOTES, tmp_path / "form.pdf", write)
    assert written == [("2026-1", tmp_path / "form.pdf")]
