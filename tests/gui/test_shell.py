"""The frame of the window: menus and keys from one table, F1, F6, About, what is asked before leaving, what is kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.fakes import START, FakeClock, FakeDoor, new_workspace
from therapease import __version__, paths
from therapease.services.workspace import Workspace
from therapease.ui import strings
from therapease.ui.about_sheet import AboutSheet
from therapease.ui.app import WindowSession
from therapease.ui.command_table import COMMAND_TABLE, spec_of
from therapease.ui.commands import Command, Offers
from therapease.ui.main_window import MainWindow
from therapease.ui.shortcuts_sheet import ShortcutsSheet, shortcut_groups
from therapease.ui.theme import TEXT_SCALES, current_theme

T = TypeVar("T")


@pytest.fixture
def workspace() -> Workspace:
    return new_workspace(FakeClock(START))


@pytest.fixture
def session(qtbot: QtBot, qapp: QApplication, workspace: Workspace) -> Iterator[WindowSession]:
    session = WindowSession(qapp, FakeDoor(), today=lambda: START.date())
    session.enter(workspace)
    qtbot.waitUntil(lambda: not session.background.is_busy)
    yield session
    session.close()


@pytest.fixture
def window(session: WindowSession) -> MainWindow:
    assert session.window is not None
    return session.window


def sheet_of(window: MainWindow, kind: type[T]) -> T:
    (sheet,) = (child for child in window.children() if isinstance(child, kind))
    return sheet


def test_every_command_is_in_the_menus_with_its_keys(window: MainWindow) -> None:
    menus = [action.menu() for action in window.menuBar().actions()]
    assert [menu.title() for menu in menus] == [name.value for name in COMMAND_TABLE]
    actions = [action for menu in menus for action in menu.actions() if not action.isSeparator()]
    assert len(actions) == len(Command)
    for command in Command:
        assert window.menus.action(command).shortcuts() == spec_of(command).sequences()


def test_macos_finds_its_three_commands_by_role_and_moves_no_other(window: MainWindow) -> None:
    roles = {command: window.menus.action(command).menuRole() for command in Command}
    assert {command: role for command, role in roles.items() if role is not QAction.MenuRole.NoRole} == {
        Command.SETTINGS: QAction.MenuRole.PreferencesRole,
        Command.QUIT: QAction.MenuRole.QuitRole,
        Command.ABOUT: QAction.MenuRole.AboutRole,
    }


def test_a_command_nobody_answers_is_greyed_out_and_does_nothing(window: MainWindow) -> None:
    window.menus.refresh()
    assert not window.menus.action(Command.SIGN).isEnabled()
    assert window.menus.action(Command.NEW_CLIENT).isEnabled()
    window.menus.run(Command.SIGN)


def test_the_place_answers_before_the_window(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    offers: Offers = {Command.UNDO: lambda: asked.append("undo"), Command.FIND: lambda: asked.append("find")}
    monkeypatch.setattr(window.today, "commands", lambda: offers)
    window.today.commands_changed.emit()
    assert window.menus.action(Command.UNDO).isEnabled()
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert asked == ["undo", "find"]
    assert window.place is window.today


def test_the_field_with_the_keyboard_answers_before_the_place(
    window: MainWindow, qtbot: QtBot, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.clients.create("Mara Keller")
    window.open_clients()
    qtbot.waitUntil(lambda: bool(window.client_list.list.row_model.rows))
    asked: list[str] = []
    monkeypatch.setattr(window.client_list, "commands", lambda: {Command.UNDO: lambda: asked.append("undo")})
    window.activateWindow()
    window.client_list.search.setFocus()
    qtbot.waitUntil(window.client_list.search.hasFocus)
    qtbot.keyClicks(window.client_list.search, "mar")
    window.menus.run(Command.UNDO)
    assert window.client_list.search.text() == ""
    assert asked == []


def test_f1_shows_every_command_that_has_a_key_and_finds_among_them(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1)
    sheet = sheet_of(window, ShortcutsSheet)
    shown = {what: keys for group in sheet.shown for what, keys in group.rows}
    for command in Command:
        keys = spec_of(command).shown_keys()
        assert shown.get(spec_of(command).plain_text, "") == keys
    qtbot.keyClicks(sheet.search, "ctrl+l")
    assert [row for group in sheet.shown for row in group.rows] == [("Lock the vault", "Ctrl+L")]
    qtbot.keyClicks(sheet.search, "xyz")
    assert not sheet.shown
    assert not sheet.search.isHidden()
    sheet.accept()


def test_the_groups_are_the_menus_and_what_holds_everywhere() -> None:
    titles = [group.title for group in shortcut_groups()]
    assert titles == ["File", "Edit", "View", "Session", "Help", strings.Shortcuts.EVERYWHERE]


def test_about_tells_the_version_and_shows_the_licences(window: MainWindow) -> None:
    window.menus.run(Command.ABOUT)
    sheet = sheet_of(window, AboutSheet)
    text = sheet.licences.toPlainText()
    assert "PySide6" in text
    assert "Source Serif 4" in text
    sheet.copy_button.click()
    assert f"TherapEase {__version__}" in QApplication.clipboard().text()
    sheet.accept()


def test_about_says_so_when_the_list_is_missing(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "third_party_file", lambda: paths.user_config_dir() / "nowhere.md")
    sheet = AboutSheet(window)
    assert sheet.licences.toPlainText() == strings.About.THIRD_PARTY_MISSING
    sheet.deleteLater()


def test_the_text_grows_and_shrinks_by_key_and_settings_follow(window: MainWindow, session: WindowSession) -> None:
    window.open_settings()
    for _ in range(10):
        window.menus.run(Command.LARGER_TEXT)
    assert current_theme().scale == TEXT_SCALES[-1]
    assert window.settings.scales.choice == len(TEXT_SCALES) - 1
    window.menus.run(Command.SMALLER_TEXT)
    assert session.preferences.text_scale == TEXT_SCALES[-2]
    window.menus.run(Command.NORMAL_TEXT)
    assert current_theme().scale == 1.0
    window.menus.refresh()
    assert not window.menus.action(Command.SMALLER_TEXT).isEnabled()


def test_f6_goes_from_rail_to_place_and_back(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert window.rail.isAncestorOf(QApplication.focusWidget())
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert window.today.isAncestorOf(QApplication.focusWidget())
    qtbot.keyClick(window, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert window.rail.isAncestorOf(QApplication.focusWidget())


def test_unsaved_words_are_asked_about_before_every_way_out(
    window: MainWindow, session: WindowSession, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    words = "The line you began would be lost."
    monkeypatch.setattr(window.today, "unsaved_work", lambda: words)
    for leave in (window.open_clients, window.open_settings, window.request_lock, window.close):
        leave()
        question = window.question
        assert question is not None
        assert question.keep_button.isDefault()
        question.keep_button.click()
        assert window.question is None
        assert window.place is window.today
        assert window.isVisible()
        assert window.rail.button("today").isChecked()
    window.open_clients()
    assert window.question is not None
    window.question.confirm_button.click()
    assert window.place is window.client_list
    window.request_lock()
    qtbot.waitUntil(lambda: session.window is None)


def test_going_back_asks_once(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    window.open_clients()
    monkeypatch.setattr(window.client_list, "unsaved_work", lambda: "The form would be lost.")
    window.go_back()
    assert window.question is not None
    window.question.confirm_button.click()
    assert window.question is None
    assert window.place is window.today


def test_what_is_kept_of_the_window_tells_nothing_about_anybody(
    session: WindowSession, window: MainWindow, qtbot: QtBot, workspace: Workspace
) -> None:
    client = workspace.clients.create("Mara Keller")
    window.open_client(client.id)
    qtbot.waitUntil(lambda: not session.background.is_busy)
    session.lock()
    qtbot.waitUntil(lambda: session.window is None)
    kept = [path for path in paths.user_config_dir().rglob("*") if path.is_file()]
    text = "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in kept)
    assert "place=clients" in text
    for secret in ("Mara", "Keller", "M. K.", str(client.id), client.code):
        assert secret not in text


def test_the_next_window_opens_where_the_last_one_was_left(
    session: WindowSession, window: MainWindow, qtbot: QtBot
) -> None:
    window.open_clients()
    window.close()
    qtbot.waitUntil(lambda: session.window is None)
    session.enter(new_workspace(FakeClock(START)))
    assert session.window is not None
    assert session.window.place is session.window.client_list


def test_the_status_line_tells_what_holds_now(window: MainWindow, session: WindowSession) -> None:
    assert window.status_line.offline.text() == strings.Status.OFFLINE
    session.preferences.set_lock_after_idle_min(5)
    assert "5 minutes" in window.status_line.lock.text()
    assert window.status_line.vault.accessibleName() == window.desk.workspace.vault.path.name


def test_a_chosen_recording_is_asked_about_and_a_cancelled_form_is_not(
    window: MainWindow, session: WindowSession, qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    recording = tmp_path / "session.wav"
    recording.write_bytes(b"sound")
    client = workspace.clients.create("Mara Keller")
    for leave, is_asked in ((window.open_today, True), (window.new_session.cancel_button.click, False)):
        window.open_client(client.id)
        qtbot.waitUntil(lambda: not session.background.is_busy)
        window.open_new_session()
        window.new_session.drop_zone.take_dropped([recording])
        leave()
        assert (window.question is not None) is is_asked
        if window.question is not None:
            assert strings.NewSession.UNSAVED in [label.text() for label in window.question.findChildren(QLabel)]
            window.question.confirm_button.click()
        assert window.place is not window.new_session


def test_the_window_before_the_vault_grows_its_text_too(qtbot: QtBot, qapp: QApplication) -> None:
    session = WindowSession(qapp, FakeDoor())
    session.show_sign_in()
    view = session.sign_in
    assert view is not None
    with qtbot.waitExposed(view):
        view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    qtbot.waitUntil(lambda: bool(view.actions()))
    qtbot.keyClick(view, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert current_theme().scale == TEXT_SCALES[1]
    qtbot.keyClick(view, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert current_theme().scale == 1.0
    qtbot.keyClick(view, Qt.Key.Key_F1)
    (sheet,) = (child for child in view.children() if isinstance(child, ShortcutsSheet))
    sheet.accept()
    session.close()


def test_the_toast_leaves_job_and_status_in_sight(window: MainWindow) -> None:
    window.toast.show_message("Client added")
    bottom = window.toast.mapTo(window, window.toast.rect().bottomLeft()).y()
    assert bottom < window.status_line.mapTo(window, window.status_line.rect().topLeft()).y()
