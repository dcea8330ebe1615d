"""Steps of the tests that lock a window over the stand-ins and come back."""

from __future__ import annotations

import threading
from collections.abc import Callable

from pytestqt.qtbot import QtBot

from tests.fakes import FakeVault
from therapease.services.workspace import Workspace
from therapease.ui.app import WindowSession
from therapease.ui.locking.putting_away import PuttingAway
from therapease.ui.main_window import MainWindow


def settle(qtbot: QtBot, session: WindowSession) -> None:
    qtbot.waitUntil(lambda: not session.background.is_busy)


def opened(session: WindowSession) -> MainWindow:
    assert session.window is not None
    return session.window


def held(session: WindowSession) -> tuple[PuttingAway, Callable[[], None]]:
    """Lock while the thread of the vault is busy, so that the first moment can be looked at; return how to go on."""
    gate = threading.Event()
    session.background.start(session, lambda: gate.wait(30))
    session.lock()
    assert session.putting_away is not None
    return session.putting_away, gate.set


def enter_again(qtbot: QtBot, session: WindowSession, workspace: Workspace) -> None:
    """Do what the next process does with the same vault."""
    assert isinstance(workspace.vault, FakeVault)
    workspace.vault.is_closed = False
    session.enter(workspace)
    settle(qtbot, session)
