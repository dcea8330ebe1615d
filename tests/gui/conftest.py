"""What the tests of the window share. A test that needs another stand gives the fixture its own body."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.fakes import START, FakeDoor, new_workspace
from tests.lockable_window import settle
from tests.open_window import OpenWindow
from tests.reviewing import drafted_session, open_review
from therapease.domain.ids import SessionId
from therapease.services.workspace import Workspace
from therapease.ui.app import WindowSession
from therapease.ui.background import Background
from therapease.ui.session.transcript_view import TranscriptView
from therapease.ui.session.view import ReviewView


@pytest.fixture
def place(qtbot: QtBot, qapp: QApplication) -> Iterator[OpenWindow]:
    place = OpenWindow(qtbot, qapp)
    yield place
    place.engine.release.set()
    place.session.close()


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    path = tmp_path / "session.wav"
    path.write_bytes(b"sound")
    return path


# ---------------------------------------------------------------- the review


@pytest.fixture
def session(qtbot: QtBot, qapp: QApplication, workspace: Workspace) -> Iterator[WindowSession]:
    """A window that is unlocked and has read what its first place shows."""
    session = WindowSession(qapp, FakeDoor(), today=lambda: START.date())
    session.enter(workspace)
    settle(qtbot, session)
    yield session
    session.close()


@pytest.fixture
def workspace() -> Workspace:
    return new_workspace()


@pytest.fixture
def session_id(workspace: Workspace, tmp_path: Path) -> SessionId:
    return drafted_session(workspace, tmp_path)


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    background = Background()
    yield background
    background.close()


@pytest.fixture
def view(workspace: Workspace, session_id: SessionId, background: Background, qtbot: QtBot) -> Iterator[ReviewView]:
    view = open_review(workspace, session_id, background, qtbot)
    yield view
    view.controller.close()


@pytest.fixture
def transcript(view: ReviewView, qtbot: QtBot) -> TranscriptView:
    """The list with the keyboard on its sixth row."""
    view.transcript.view.setFocus()
    view.transcript.view.choose(5)
    return view.transcript.view
