"""Restoring from the sign-in window: where to, what is told, what stops it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.fakes import PASSPHRASE, RECOVERY_CODE, FakeDoor
from therapease.domain.job import JobStage
from therapease.domain.user import NewOwner
from therapease.errors import StorageFullError, WrongPassphraseError
from therapease.ui.background import Background
from therapease.ui.unlock.restoring import RestoreController


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    background = Background()
    yield background
    background.close()


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    return tmp_path / "drive" / "Linden Street 2026-03-15 194000.vault"


@pytest.fixture
def door(backup: Path) -> FakeDoor:
    door = FakeDoor()
    door.create(backup, NewOwner("Erika Lindqvist"), PASSPHRASE)
    return door


@pytest.fixture
def controller(door: FakeDoor, background: Background, tmp_path: Path) -> RestoreController:
    return RestoreController(door, background, tmp_path / "vaults" / "Practice.vault")


def test_the_vault_gets_the_name_it_had_unless_a_place_was_chosen(
    controller: RestoreController, backup: Path, tmp_path: Path
) -> None:
    controller.choose_backup(backup)
    assert controller.state.target == tmp_path / "vaults" / "Linden Street.vault"
    controller.choose_target(tmp_path / "Mine.vault")
    controller.choose_backup(backup)
    assert controller.state.target == tmp_path / "Mine.vault"


def test_a_restored_vault_can_be_opened_and_its_folder_is_made(
    qtbot: QtBot, controller: RestoreController, backup: Path, door: FakeDoor
) -> None:
    stages: list[JobStage | None] = []
    controller.changed.connect(lambda state: stages.append(state.stage))
    controller.choose_backup(backup)
    with qtbot.waitSignal(controller.restored) as restored:
        controller.restore(passphrase=PASSPHRASE)
    assert restored.args[0][1] is None
    assert [JobStage.READING, JobStage.SAVING, JobStage.CHECKING, None] == stages[1:]
    assert controller.state.target.parent.is_dir()
    door.unlock(controller.state.target, PASSPHRASE)


def test_the_recovery_code_opens_a_backup_and_a_former_vault_is_named(
    qtbot: QtBot, controller: RestoreController, backup: Path, door: FakeDoor
) -> None:
    controller.choose_backup(backup)
    assert not controller.replaces_vault
    door.create(controller.state.target, NewOwner("Somebody"), PASSPHRASE)
    assert controller.replaces_vault
    with qtbot.waitSignal(controller.restored) as restored:
        controller.restore(recovery_code=RECOVERY_CODE)
    assert restored.args[0][1] == controller.state.target.with_suffix(".former.vault")


def test_what_is_wrong_is_told_and_it_can_be_tried_again(
    qtbot: QtBot, controller: RestoreController, backup: Path, door: FakeDoor
) -> None:
    controller.choose_backup(backup)
    with qtbot.waitSignal(controller.refused) as refused:
        controller.restore(passphrase="not the one it was")
    assert isinstance(refused.args[0], WrongPassphraseError)
    assert not controller.state.is_running
    door.fail_with = StorageFullError()
    with qtbot.waitSignal(controller.refused):
        controller.restore(passphrase=PASSPHRASE)
    with qtbot.waitSignal(controller.restored):
        controller.restore(passphrase=PASSPHRASE)
