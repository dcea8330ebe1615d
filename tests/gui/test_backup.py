"""Backups in the window: the part of Settings and the block on Today, over a vault in memory."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.fakes import START, FakeClock, FakeVault, new_workspace
from tests.lockable_window import settle
from therapease.errors import StorageFullError
from therapease.services.workspace import Workspace
from therapease.ui import strings
from therapease.ui.app import WindowSession
from therapease.ui.main_window import MainWindow


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(START)


@pytest.fixture
def workspace(clock: FakeClock) -> Workspace:
    return new_workspace(clock)


@pytest.fixture
def window(session: WindowSession) -> MainWindow:
    assert session.window is not None
    return session.window


@pytest.fixture
def drive(tmp_path: Path) -> Path:
    folder = tmp_path / "Blue drive"
    folder.mkdir()
    return folder


def test_today_leads_to_the_choice_of_a_folder(window: MainWindow, session: WindowSession, qtbot: QtBot) -> None:
    block = window.backup.block
    assert block.line.text() == strings.Backup.NOT_CHOSEN
    assert block.link.text() == strings.Backup.CHOOSE
    assert block.banner.isHidden()
    block.link.click()
    settle(qtbot, session)
    assert window.place is window.settings
    card = window.backup.card
    assert card.acts.isHidden()
    assert card.choose_button.text() == strings.Backup.CHOOSE
    qtbot.waitUntil(lambda: window.focusWidget() is card.choose_button)


def test_a_chosen_folder_shows_its_first_backup_in_both_places(
    window: MainWindow, session: WindowSession, qtbot: QtBot, drive: Path
) -> None:
    window.open_settings()
    card, block = window.backup.card, window.backup.block
    card._take_folder(str(drive))
    qtbot.waitUntil(lambda: len(card.list.rows) == 1)
    settle(qtbot, session)
    assert card.banner.title == strings.Backup.MADE
    assert "Blue drive" in card.folder.accessibleName()
    assert card.list.rows[0].right.startswith("Checked")
    assert card.list.rows[0].title in card.list.accessibleDescription()
    assert block.line.text().startswith("Last backup today")
    assert "Blue drive" in block.place.text()
    assert block.link.text() == strings.Backup.NOW


def test_a_rehearsal_says_what_the_backup_holds(
    window: MainWindow, session: WindowSession, qtbot: QtBot, workspace: Workspace, drive: Path
) -> None:
    workspace.backups.choose(drive)
    workspace.backups.back_up()
    window.open_settings()
    settle(qtbot, session)
    card = window.backup.card
    card.rehearse_button.click()
    assert not card.now_button.isEnabled()
    qtbot.waitUntil(lambda: not card.banner.isHidden())
    assert card.banner.title == strings.Backup.PROVED_TITLE
    assert "2 sessions" in card.banner.message
    settle(qtbot, session)
    assert card.now_button.isEnabled()


def test_nine_days_without_a_backup_ask_for_attention_and_one_link_mends_it(
    window: MainWindow, session: WindowSession, qtbot: QtBot, workspace: Workspace, drive: Path, clock: FakeClock
) -> None:
    workspace.backups.choose(drive)
    workspace.backups.back_up()
    clock.advance(days=8, hours=23)
    window.open_today()
    settle(qtbot, session)
    block = window.backup.block
    assert block.banner.isHidden()
    clock.advance(hours=1)
    window.backup.controller.load()
    settle(qtbot, session)
    assert block.banner.title == "No backup for 9 days"
    assert not block.banner.isHidden()
    block.link.click()
    qtbot.waitUntil(block.banner.isHidden)
    settle(qtbot, session)
    assert block.banner.isHidden()


def test_a_full_disk_is_told_in_both_places_and_does_not_stand_in_the_way(
    window: MainWindow, session: WindowSession, qtbot: QtBot, workspace: Workspace, drive: Path
) -> None:
    workspace.backups.choose(drive)
    assert isinstance(workspace.vault, FakeVault)
    workspace.vault.fail_backup_with = StorageFullError()
    window.open_settings()
    settle(qtbot, session)
    card = window.backup.card
    card.now_button.click()
    qtbot.waitUntil(lambda: not card.banner.isHidden())
    settle(qtbot, session)
    assert card.banner.title == StorageFullError.title
    assert StorageFullError.title in window.backup.block.banner.message
    assert card.now_button.isEnabled()
    assert card.progress.isHidden()
