"""Locking as it is seen: the window blanks, what is open is put away, and the next window opens at the same place."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.fakes import START, FakeClock, FakeDoor, FakeVault, new_workspace
from tests.lockable_window import enter_again, held, opened, settle
from therapease.errors import StorageFullError
from therapease.services.workspace import Workspace
from therapease.ui import strings
from therapease.ui.app import WindowSession
from therapease.ui.locking.reasons import Locked, LockReason


@pytest.fixture
def workspace() -> Workspace:
    return new_workspace(FakeClock(START))


def test_the_window_is_blank_before_anything_is_waited_for(
    qtbot: QtBot, session: WindowSession, workspace: Workspace
) -> None:
    workspace.clients.create("Mara Keller")
    window = opened(session)
    window.open_clients()
    settle(qtbot, session)
    window.client_list.add_client()
    sheet = window.client_list.sheet
    assert sheet is not None
    sheet.name.set_text("Jonas Reuter")
    away, go_on = held(session)
    cover = away.cover
    shown = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    assert shown == [window]
    assert cover.geometry() == window.rect()
    visible = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    assert set(visible) == {strings.Locking.LOCKING, strings.Locking.SAVING}
    assert QApplication.widgetAt(window.mapToGlobal(QPoint(50, 200))) in (None, cover)
    assert all(action.shortcuts() == [] for action in window.findChildren(QAction))
    assert session.exit_status is None
    go_on()
    qtbot.waitUntil(lambda: session.exit_status == LockReason.ASKED)
    assert session.window is None
    assert isinstance(workspace.vault, FakeVault)
    assert workspace.vault.is_closed


def test_the_cover_stays_over_the_whole_window(session: WindowSession) -> None:
    away, go_on = held(session)
    opened(session).resize(1100, 700)
    assert away.cover.geometry() == opened(session).rect()
    go_on()


def test_every_reason_ends_with_a_number_of_its_own(qtbot: QtBot, session: WindowSession) -> None:
    for leave, status in (
        (session._idle.idled.emit, LockReason.IDLE),
        (lambda: session.lock(LockReason.SLEEP), LockReason.SLEEP),
        (lambda: opened(session).close(), 0),
    ):
        leave()
        qtbot.waitUntil(lambda status=status: session.exit_status == status)
        assert session.window is None
        session.enter(new_workspace(FakeClock(START)))
        settle(qtbot, session)


def test_what_cannot_be_kept_stops_the_lock_and_the_person_decides(
    qtbot: QtBot, session: WindowSession, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_unfinished: object) -> None:
        raise StorageFullError

    service = type(workspace.unfinished)
    monkeypatch.setattr(service, "keep", lambda _self, unfinished: full(unfinished))
    session.lock()
    away = session.putting_away
    assert away is not None
    qtbot.waitUntil(away.cover.retry_button.isVisible)
    assert StorageFullError().title in away.cover.banner.message
    assert away.cover.retry_button.hasFocus()
    assert session.exit_status is None
    monkeypatch.undo()
    away.cover.leave_button.click()
    qtbot.waitUntil(lambda: session.window is None)


def test_trying_again_goes_on_once_there_is_room(
    qtbot: QtBot, session: WindowSession, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    service, left = type(workspace.unfinished), [1]
    keep = service.keep

    def full_once(self: object, unfinished: dict[str, object]) -> None:
        if left:
            left.pop()
            raise StorageFullError
        keep(self, unfinished)  # type: ignore[arg-type]  # because it is the service

    monkeypatch.setattr(service, "keep", full_once)
    session.lock()
    away = session.putting_away
    assert away is not None
    qtbot.waitUntil(away.cover.retry_button.isVisible)
    qtbot.keyClick(away.cover.retry_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: session.exit_status == LockReason.ASKED)


@pytest.fixture
def drive(tmp_path: Path, workspace: Workspace) -> Path:
    folder = tmp_path / "Blue drive"
    folder.mkdir()
    workspace.backups.choose(folder)
    return folder


@pytest.mark.parametrize("reason", [LockReason.ASKED, LockReason.IDLE, LockReason.SCREEN])
def test_a_backup_is_made_before_the_key_goes(
    qtbot: QtBot, session: WindowSession, workspace: Workspace, drive: Path, reason: LockReason
) -> None:
    session.lock(reason)
    qtbot.waitUntil(lambda: session.exit_status == reason)
    assert len(list(drive.glob("*.vault"))) == 1
    assert isinstance(workspace.vault, FakeVault)
    assert workspace.vault.is_closed


def test_so_is_one_when_the_program_ends_and_none_before_sleep(
    qtbot: QtBot, session: WindowSession, workspace: Workspace, drive: Path
) -> None:
    session.lock(LockReason.SLEEP)
    qtbot.waitUntil(lambda: session.exit_status == LockReason.SLEEP)
    assert list(drive.iterdir()) == []
    enter_again(qtbot, session, workspace)
    opened(session).close()
    qtbot.waitUntil(lambda: session.exit_status == 0)
    assert len(list(drive.glob("*.vault"))) == 1


def test_the_end_of_the_desktops_session_keeps_where_one_was_and_holds_nothing_up(
    qtbot: QtBot, session: WindowSession, workspace: Workspace, drive: Path
) -> None:
    opened(session).add_client()
    sheet = opened(session).client_list.sheet
    assert sheet is not None
    sheet.name.set_text("Jonas Reuter")
    session.end_session()
    qtbot.waitUntil(lambda: session.exit_status == 0)
    assert session.window is None
    assert list(drive.iterdir()) == []
    enter_again(qtbot, session, workspace)
    settle(qtbot, session)
    sheet = opened(session).client_list.sheet
    assert sheet is not None
    assert sheet.name.text == "Jonas Reuter"


def test_a_backup_that_failed_is_told_at_the_next_start(
    qtbot: QtBot, session: WindowSession, workspace: Workspace, drive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FakeVault, "fail_backup_with", StorageFullError())
    session.lock()
    qtbot.waitUntil(lambda: session.exit_status == LockReason.ASKED)
    enter_again(qtbot, session, workspace)
    banner = opened(session).backup.block.banner
    assert banner.isVisible()
    assert banner.title.startswith("When the vault was closed today")
    assert StorageFullError().title in banner.message


def test_the_next_window_opens_at_the_same_place(qtbot: QtBot, session: WindowSession, workspace: Workspace) -> None:
    client = workspace.clients.create("Mara Keller")
    window = opened(session)
    window.open_client(client.id)
    settle(qtbot, session)
    come_back(qtbot, session, workspace)
    page = opened(session).client_page
    assert opened(session).place is page
    assert page.controller.page is not None
    assert page.controller.page.client.id == client.id


@pytest.mark.parametrize("name", ["open_today", "open_clients", "open_settings", "open_first_run"])
def test_so_does_every_place_without_a_client(
    qtbot: QtBot, session: WindowSession, workspace: Workspace, name: str
) -> None:
    getattr(opened(session), name)()
    settle(qtbot, session)
    before = type(opened(session).place)
    come_back(qtbot, session, workspace)
    assert type(opened(session).place) is before


def test_a_place_that_is_gone_by_then_is_passed_over(
    qtbot: QtBot, session: WindowSession, workspace: Workspace
) -> None:
    workspace.unfinished.keep({"place": "a place of a newer version", "about": "x", "scroll": "far"})
    come_back(qtbot, session, workspace, keeps=False)
    assert opened(session).place is opened(session).today


def test_the_sign_in_window_says_when_it_was_locked(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    door, path = FakeDoor(), tmp_path / "Practice.vault"
    from therapease.domain.user import NewOwner

    door.create(path, NewOwner("Erika Lindqvist"), "four quiet linden trees")
    session = WindowSession(qapp, door, path, locked=Locked(LockReason.IDLE, START))
    session.show_sign_in()
    view = session.sign_in
    assert view is not None
    settle(qtbot, session)
    assert view.unlock_page.subtitle.text().startswith("Locked at ")
    assert "5 minutes" in view.unlock_page.subtitle.text()
    view.controller.look(tmp_path / "Other.vault")
    settle(qtbot, session)
    assert "Other.vault" in view.unlock_page.subtitle.text()
    session.close()


def come_back(qtbot: QtBot, session: WindowSession, workspace: Workspace, *, keeps: bool = True) -> None:
    """Lock, and unlock the same vault in a new window."""
    before: QWidget | None = session.window
    if keeps:
        session.lock()
    else:
        session._put_away(None)
    qtbot.waitUntil(lambda: session.window is None)
    enter_again(qtbot, session, workspace)
    assert session.window is not before
