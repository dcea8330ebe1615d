"""The transcript corrected by hand, in the window and by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.fakes import new_workspace
from tests.reviewing import drafted_session, open_review
from therapease.domain.ids import SessionId
from therapease.services.workspace import Workspace
from therapease.ui.background import Background
from therapease.ui.session.transcript_view import TranscriptView
from therapease.ui.session.view import ReviewView


@pytest.fixture
def workspace() -> Workspace:
    return new_workspace()


@pytest.fixture
def session_id(workspace: Workspace, tmp_path: Path) -> SessionId:
    return drafted_session(workspace, tmp_path)


@pytest.fixture
def view(workspace: Workspace, session_id: SessionId, qtbot: QtBot) -> Iterator[ReviewView]:
    background = Background()
    view = open_review(workspace, session_id, background, qtbot)
    yield view
    view.controller.close()
    background.close()


@pytest.fixture
def transcript(view: ReviewView, qtbot: QtBot) -> TranscriptView:
    """The list with the keyboard on its sixth row."""
    view.transcript.view.setFocus()
    view.transcript.view.choose(5)
    return view.transcript.view


def type_over(transcript: TranscriptView, qtbot: QtBot, words: str) -> None:
    qtbot.keyClick(transcript, Qt.Key.Key_Return)
    assert transcript.editor is not None
    transcript.editor.field.selectAll()
    qtbot.keyClicks(transcript.editor.field, words)


def test_escape_leaves_the_words_as_they_were(transcript: TranscriptView, qtbot: QtBot) -> None:
    said: list[str] = []
    transcript.words_corrected.connect(lambda _key, words: said.append(words))
    type_over(transcript, qtbot, "Something else.")
    assert transcript.editor is not None
    qtbot.keyClick(transcript.editor.field, Qt.Key.Key_Escape)
    assert transcript.editor is None and said == []


def test_enter_hands_the_words_on(transcript: TranscriptView, qtbot: QtBot) -> None:
    type_over(transcript, qtbot, "Awake at five again.")
    assert transcript.editor is not None
    with qtbot.waitSignal(transcript.words_corrected) as corrected:
        qtbot.keyClick(transcript.editor.field, Qt.Key.Key_Return)
    assert corrected.args == [5, "Awake at five again."]
    assert transcript.editor is None


def test_nothing_at_all_cannot_be_saved(transcript: TranscriptView, qtbot: QtBot) -> None:
    type_over(transcript, qtbot, " ")
    assert transcript.editor is not None
    qtbot.keyClick(transcript.editor.field, Qt.Key.Key_Return)
    assert transcript.editor is not None
    assert "Write what was said" in transcript.editor.hint.text()


def test_a_click_goes_to_the_words(view: ReviewView, transcript: TranscriptView, qtbot: QtBot) -> None:
    at = transcript.row_box(3).center().toPoint()
    qtbot.mouseClick(transcript.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert view.controller.playback.position_s == pytest.approx(18.0)
