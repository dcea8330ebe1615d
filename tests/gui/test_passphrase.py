"""A new passphrase: from Settings, and after the recovery code."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.fakes import PASSPHRASE, START, FakeClock, FakeDoor, FakeVault, new_workspace
from therapease.errors import StorageFullError
from therapease.services.workspace import Workspace
from therapease.ui import strings
from therapease.ui.app import WindowSession
from therapease.ui.main_window import MainWindow
from therapease.ui.passphrase.sheet import PassphraseSheet

NEW = "copper lantern slow river"


@pytest.fixture
def vault_workspace() -> Workspace:
    return new_workspace(FakeClock(START))


@pytest.fixture
def session(qtbot: QtBot, qapp: QApplication) -> Iterator[WindowSession]:
    session = WindowSession(qapp, FakeDoor(), today=lambda: START.date())
    yield session
    session.close()


def enter(session: WindowSession, workspace: Workspace) -> MainWindow:
    session.enter(workspace)
    assert session.window is not None
    return session.window


def vault_of(workspace: Workspace) -> FakeVault:
    assert isinstance(workspace.vault, FakeVault)
    return workspace.vault


def open_sheet(window: MainWindow) -> PassphraseSheet:
    window.open_settings()
    window.passphrase.change_button.click()
    sheet = window.passphrase.sheet
    assert sheet is not None
    return sheet


def test_each_field_says_what_is_wrong_with_it(session: WindowSession, vault_workspace: Workspace) -> None:
    sheet = open_sheet(enter(session, vault_workspace))
    sheet.change_button.click()
    assert sheet.current.error == strings.Passphrase.CURRENT_MISSING
    sheet.current.set_text(PASSPHRASE)
    sheet.new.set_text("short")
    sheet.change_button.click()
    assert "15 characters" in sheet.new.error
    sheet.new.set_text(PASSPHRASE)
    sheet.change_button.click()
    assert sheet.new.error == strings.Passphrase.SAME
    sheet.new.set_text(NEW)
    sheet.again.set_text(NEW + "s")
    sheet.change_button.click()
    assert sheet.again.error == strings.Create.NOT_THE_SAME
    assert vault_of(vault_workspace).passphrase == PASSPHRASE
    sheet.reject()
    assert sheet.banner.title == strings.Leaving.TITLE, "what was typed is not dropped without a word"
    assert sheet.isVisible() and sheet.new.text == NEW
    sheet.reject()
    assert not sheet.isVisible()


def test_a_wrong_current_one_is_said_at_its_field_and_a_right_one_changes_it(
    session: WindowSession, vault_workspace: Workspace, qtbot: QtBot
) -> None:
    window = enter(session, vault_workspace)
    sheet = open_sheet(window)
    sheet.current.set_text("another one entirely")
    sheet.new.set_text(NEW)
    sheet.again.set_text(NEW)
    qtbot.waitUntil(lambda: sheet.meter.words in (strings.Create.GOOD, strings.Create.STRONG))
    sheet.change_button.click()
    assert not sheet.change_button.isEnabled()
    qtbot.waitUntil(lambda: bool(sheet.current.error))
    assert vault_of(vault_workspace).passphrase == PASSPHRASE
    sheet.current.set_text(PASSPHRASE)
    qtbot.keyClick(sheet.again.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.passphrase.sheet is None)
    assert vault_of(vault_workspace).passphrase == NEW
    assert window.passphrase.banner.title == strings.Passphrase.DONE


def test_what_the_disk_refuses_is_said_and_can_be_tried_again(
    session: WindowSession, vault_workspace: Workspace, qtbot: QtBot
) -> None:
    sheet = open_sheet(enter(session, vault_workspace))
    vault_of(vault_workspace).fail_passphrase_with = StorageFullError()
    sheet.current.set_text(PASSPHRASE)
    sheet.new.set_text(NEW)
    sheet.again.set_text(NEW)
    sheet.change_button.click()
    qtbot.waitUntil(lambda: not sheet.banner.isHidden())
    assert sheet.banner.title == StorageFullError.title
    assert sheet.change_button.isEnabled()
    sheet.reject()


def test_the_recovery_code_leads_to_a_new_passphrase_at_once(
    session: WindowSession, vault_workspace: Workspace, qtbot: QtBot
) -> None:
    vault_of(vault_workspace).came_by_recovery_code = True
    window = enter(session, vault_workspace)
    sheet = window.passphrase.sheet
    assert sheet is not None
    assert sheet.current.isHidden()
    sheet.new.set_text(NEW)
    sheet.again.set_text(NEW)
    sheet.change_button.click()
    qtbot.waitUntil(lambda: window.passphrase.sheet is None)
    assert vault_of(vault_workspace).passphrase == NEW
    again = open_sheet(window)
    assert not again.current.isHidden()
    again.reject()


def test_who_came_by_the_passphrase_is_not_asked(session: WindowSession, vault_workspace: Workspace) -> None:
    assert enter(session, vault_workspace).passphrase.sheet is None
