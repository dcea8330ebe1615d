"""The hand movements with which tests correct a transcript."""

from __future__ import annotations

from contextlib import AbstractContextManager

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from therapease.domain.ids import SessionId
from therapease.services.workspace import Workspace
from therapease.ui.session.transcript_view import TranscriptView
from therapease.ui.session.view import ReviewView


def type_over(transcript: TranscriptView, qtbot: QtBot, words: str) -> None:
    qtbot.keyClick(transcript, Qt.Key.Key_Return)
    assert transcript.editor is not None
    transcript.editor.field.selectAll()
    if words.isascii():
        qtbot.keyClicks(transcript.editor.field, words)
    else:
        transcript.editor.field.insertPlainText(words)


def spoken(transcript: TranscriptView, row: int) -> str:
    return str(transcript.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole))


def kept(view: ReviewView, qtbot: QtBot) -> AbstractContextManager[object]:
    return qtbot.waitSignal(view.controller.correcting.told, timeout=10_000)


def correct(view: ReviewView, qtbot: QtBot, words: str) -> None:
    transcript = view.transcript.view
    type_over(transcript, qtbot, words)
    assert transcript.editor is not None
    with kept(view, qtbot):
        qtbot.keyClick(transcript.editor.field, Qt.Key.Key_Return)


def versions(workspace: Workspace, session_id: SessionId) -> list[str]:
    return [version.head.reason for version in workspace.corrections.versions(session_id)]
