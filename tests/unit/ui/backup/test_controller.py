"""Backups from the window: choosing, making, stopping, the one made by itself, the rehearsal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.fake_desk import TestDesk, open_desk
from therapease.domain.audit import AuditAction
from therapease.errors import BackupFolderError, StorageFullError
from therapease.ui.backup.controller import BackupController, BackupWork


@pytest.fixture
def table(qtbot: QtBot) -> Iterator[TestDesk]:
    with open_desk(qtbot) as table:
        yield table


@pytest.fixture
def controller(table: TestDesk) -> BackupController:
    return BackupController(table.desk)


@pytest.fixture
def drive(tmp_path: Path) -> Path:
    folder = tmp_path / "drive"
    folder.mkdir()
    return folder


def settle(qtbot: QtBot, table: TestDesk) -> None:
    qtbot.waitUntil(lambda: not table.desk.background.is_busy)


def test_choosing_a_folder_makes_the_first_backup_at_once(
    qtbot: QtBot, table: TestDesk, controller: BackupController, drive: Path
) -> None:
    works: list[BackupWork | None] = []
    controller.changed.connect(lambda standing: works.append(standing.work))
    with qtbot.waitSignal(controller.made):
        controller.choose_folder(drive)
    settle(qtbot, table)
    assert {BackupWork.COPYING, BackupWork.CHECKING} <= set(works)
    overview = controller.standing.overview
    assert overview is not None
    assert overview.state.folder == drive
    assert len(overview.backups) == 1
    assert controller.standing.work is None


def test_a_folder_that_cannot_be_used_is_told_and_the_choice_before_it_stays(
    qtbot: QtBot, table: TestDesk, controller: BackupController, drive: Path
) -> None:
    table.workspace.backups.choose(drive)
    with qtbot.waitSignal(controller.failed) as refused:
        controller.choose_folder(drive / "nowhere")
    settle(qtbot, table)
    assert isinstance(refused.args[0], BackupFolderError)
    assert table.workspace.backups.state().folder == drive
    assert not list(drive.iterdir())


def test_the_daily_one_is_made_only_when_it_is_due_and_says_nothing(
    qtbot: QtBot, table: TestDesk, controller: BackupController, drive: Path
) -> None:
    told: list[object] = []
    controller.made.connect(lambda: told.append("made"))
    controller.failed.connect(told.append)
    controller.back_up_if_due()
    settle(qtbot, table)
    assert table.vault.actions == []
    table.workspace.backups.choose(drive)
    for _ in range(2):
        controller.back_up_if_due()
        settle(qtbot, table)
    assert table.vault.actions.count(AuditAction.VAULT_BACKED_UP) == 1
    table.clock.advance(days=1)
    controller.back_up_if_due()
    settle(qtbot, table)
    assert table.vault.actions.count(AuditAction.VAULT_BACKED_UP) == 2
    assert told == []


def test_the_daily_one_waits_for_a_drive_that_is_not_connected(
    qtbot: QtBot, table: TestDesk, controller: BackupController, drive: Path
) -> None:
    table.workspace.backups.choose(drive)
    drive.rmdir()
    controller.back_up_if_due()
    settle(qtbot, table)
    assert controller.standing.problem is None
    assert controller.standing.overview is not None
    assert not controller.standing.overview.is_reachable


def test_a_daily_one_that_fails_leaves_its_reason_until_one_is_made(
    qtbot: QtBot, table: TestDesk, controller: BackupController, drive: Path
) -> None:
    table.workspace.backups.choose(drive)
    table.vault.fail_backup_with = StorageFullError()
    controller.back_up_if_due()
    settle(qtbot, table)
    assert isinstance(controller.standing.problem, StorageFullError)
    table.vault.fail_backup_with = None
    controller.back_up()
    settle(qtbot, table)
    assert controller.standing.problem is None


def test_the_daily_switch_is_kept(qtbot: QtBot, table: TestDesk, controller: BackupController, drive: Path) -> None:
    table.workspace.backups.choose(drive)
    controller.choose_daily(False)
    settle(qtbot, table)
    assert not table.workspace.backups.state().daily
    assert table.workspace.backups.state().on_exit
    controller.choose_on_exit(False)
    settle(qtbot, table)
    assert not table.workspace.backups.state().on_exit
    assert not table.workspace.backups.state().daily
    assert table.workspace.backups.state().folder == drive


def test_a_rehearsal_tells_what_the_backup_holds_or_why_not(
    qtbot: QtBot, table: TestDesk, controller: BackupController, drive: Path
) -> None:
    with qtbot.waitSignal(controller.failed) as refused:
        controller.rehearse()
    assert isinstance(refused.args[0], BackupFolderError)
    settle(qtbot, table)
    with qtbot.waitSignal(controller.made):
        controller.choose_folder(drive)
    settle(qtbot, table)
    with qtbot.waitSignal(controller.rehearsed) as proved:
        controller.rehearse()
    assert proved.args[0].notes == 5
    settle(qtbot, table)
    assert controller.standing.work is None
