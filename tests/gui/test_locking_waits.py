"""What a lock waits for, what it goes on without, and what a person is told meanwhile."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.fakes import START, FakeClock, FakeVault, new_workspace
from tests.lockable_window import enter_again, held, opened, settle
from therapease.domain.job import CancelToken, ProgressListener
from therapease.errors import StorageFullError
from therapease.services.workspace import Workspace
from therapease.ui import strings
from therapease.ui.app import WindowSession
from therapease.ui.locking import putting_away
from therapease.ui.locking.reasons import LockReason


@pytest.fixture
def workspace() -> Workspace:
    return new_workspace(FakeClock(START))


@pytest.fixture
def drive(tmp_path: Path, workspace: Workspace) -> Path:
    folder = tmp_path / "Blue drive"
    folder.mkdir()
    workspace.backups.choose(folder)
    return folder


def test_what_is_slow_to_keep_is_waited_for_and_not_given_up(
    qtbot: QtBot, session: WindowSession, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(putting_away, "SAVING_LIMIT_MS", 50)
    window = opened(session)
    window.open_clients()
    settle(qtbot, session)
    window.client_list.add_client()
    assert window.client_list.sheet is not None
    window.client_list.sheet.name.set_text("Jonas Reuter")
    away, go_on = held(session)
    qtbot.waitUntil(away.cover.retry_button.isVisible)
    assert strings.Locking.LATE in away.cover.banner.message
    assert session.exit_status is None
    go_on()
    qtbot.waitUntil(lambda: session.exit_status == LockReason.ASKED)
    enter_again(qtbot, session, workspace)
    sheet = opened(session).client_list.sheet
    assert sheet is not None
    assert sheet.name.text == "Jonas Reuter"


def test_what_was_given_up_offers_nothing_more_while_the_backup_is_made(
    qtbot: QtBot, session: WindowSession, workspace: Workspace, drive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_self: object, _unfinished: object) -> None:
        raise StorageFullError

    gate = threading.Event()
    monkeypatch.setattr(type(workspace.unfinished), "keep", full)
    monkeypatch.setattr(FakeVault, "back_up", lambda *_arguments: gate.wait(30))
    session.lock()
    away = session.putting_away
    assert away is not None
    qtbot.waitUntil(away.cover.leave_button.isVisible)
    away.cover.leave_button.click()
    qtbot.waitUntil(away.cover.progress.isVisible)
    assert not away.cover.leave_button.isVisible()
    assert not away.cover.banner.isVisible()
    gate.set()
    qtbot.waitUntil(lambda: session.window is None)


def test_nothing_opens_over_it_that_was_on_its_way(
    qtbot: QtBot, session: WindowSession, workspace: Workspace, drive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, gate = workspace.clients.create("Mara Keller"), threading.Event()
    monkeypatch.setattr(FakeVault, "back_up", lambda *_arguments: gate.wait(30))
    window, late = opened(session), threading.Event()
    session.background.start(session, lambda: late.wait(30))
    window.today.acts.add(client)
    session.lock()
    away = session.putting_away
    assert away is not None
    late.set()
    qtbot.waitUntil(lambda: window.today.acts.sheet is not None and away.cover.progress.isVisible())
    qtbot.waitUntil(lambda: [w for w in QApplication.topLevelWidgets() if w.isVisible()] == [window])
    gate.set()
    qtbot.waitUntil(lambda: session.window is None)


def test_a_backup_that_does_not_end_holds_nothing_up_for_ever(
    qtbot: QtBot, session: WindowSession, drive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    monkeypatch.setattr(FakeVault, "back_up", lambda *_arguments: gate.wait(30))
    monkeypatch.setattr(putting_away, "BACKUP_LIMIT_MS", 50)
    monkeypatch.setattr(putting_away, "STOPPING_LIMIT_MS", 50)
    session.lock()
    qtbot.waitUntil(lambda: session.exit_status == LockReason.ASKED)
    gate.set()


def test_neither_does_a_drive_that_does_not_answer(
    qtbot: QtBot, session: WindowSession, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    monkeypatch.setattr(type(workspace.backups), "is_due_on_leaving", lambda _self, **_how: gate.wait(30))
    monkeypatch.setattr(putting_away, "BACKUP_LIMIT_MS", 50)
    monkeypatch.setattr(putting_away, "CLOSING_LIMIT_MS", 50)
    session.lock()
    qtbot.waitUntil(lambda: session.exit_status == LockReason.ASKED)
    gate.set()


def test_what_is_cancelled_clears_up_before_the_process_ends(
    qtbot: QtBot, session: WindowSession, tmp_path: Path
) -> None:
    """As an archive being written, of which nothing may stay."""
    part, begun = tmp_path / "half.part", threading.Event()

    def work(_listen: ProgressListener, cancel: CancelToken) -> None:
        part.write_text("half", encoding="utf-8")
        begun.set()
        while not cancel.is_cancelled:
            time.sleep(0.01)
        time.sleep(0.3)
        part.unlink()

    session.background.start_copy(session, work)
    assert begun.wait(30)
    session.lock()
    qtbot.waitUntil(lambda: session.exit_status == LockReason.ASKED)
    assert not part.exists()


def test_the_backup_says_how_far_it_is_and_can_be_gone_without(
    qtbot: QtBot, session: WindowSession, workspace: Workspace, drive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(_self: object, _folder: Path, _at: object, told: Callable[[float], None]) -> None:
        while True:
            told(0.25)
            time.sleep(0.01)

    monkeypatch.setattr(FakeVault, "back_up", endless)
    session.lock()
    away = session.putting_away
    assert away is not None
    qtbot.waitUntil(lambda: away.cover.progress.isVisible() and away.cover.progress.fraction == 0.25)
    assert not away.cover.line.isVisible()
    away.cover.progress.cancel_button.click()
    qtbot.waitUntil(lambda: session.exit_status == LockReason.ASKED)
    assert list(drive.iterdir()) == []
