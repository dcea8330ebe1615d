"""What the tests of the review share: a session ready for review, the window on it, and the hand movements."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.fakes import START
from therapease.domain.consent import ConsentPurpose
from therapease.domain.ids import SessionId
from therapease.domain.job import CancelToken, DraftingOptions, TranscriptionOptions, ignore_progress
from therapease.domain.note import Statement, StatementKind
from therapease.services.notes import open_items
from therapease.services.workspace import Workspace
from therapease.ui.background import Background
from therapease.ui.session.controller import ReviewController
from therapease.ui.session.statement_view import StatementView
from therapease.ui.session.view import ReviewView
from therapease.ui.theme import Mode, apply_theme


def drafted_session(workspace: Workspace, folder: Path) -> SessionId:
    """Make a session of one client with recording, transcript and draft."""
    client = workspace.clients.create("Mara Keller", date(1988, 5, 3))
    workspace.clients.give_consent(client.id, ConsentPurpose.RECORDING)
    workspace.clients.give_consent(client.id, ConsentPurpose.AI_NOTES)
    session = workspace.schedule.add_session(client.id, START)
    source = folder / "session.wav"
    source.write_bytes(b"sound")
    workspace.recording.import_file(session.id, source, ignore_progress, CancelToken())
    workspace.transcription.transcribe(session.id, TranscriptionOptions(), ignore_progress, CancelToken())
    workspace.notes.draft(session.id, DraftingOptions(), ignore_progress, CancelToken())
    return session.id


def open_review(
    workspace: Workspace, session_id: SessionId, background: Background, qtbot: QtBot, height_px: int = 900
) -> ReviewView:
    """Show the review of a session, as wide as beside the rail of a 1440-pixel window."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    apply_theme(application, Mode.LIGHT)
    view = ReviewView(ReviewController(workspace, background))
    qtbot.addWidget(view)
    view.resize(1348, height_px)
    view.show()
    with qtbot.waitSignal(view.shown, timeout=10_000):
        view.open(session_id)
    return view


def line_of(view: ReviewView, start: str) -> StatementView:
    """Return the line whose words begin so."""
    return next(line for line in view.sheet.lines if line.statement.text.startswith(start))


def click(qtbot: QtBot, line: StatementView) -> None:
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton, pos=QPoint(60, 14))


def statements(view: ReviewView) -> tuple[Statement, ...]:
    assert view.controller.note is not None
    return view.controller.note.latest.statements


def changed(controller: ReviewController, qtbot: QtBot) -> AbstractContextManager[object]:
    """Wait until a change to the note has been kept and shown."""
    return qtbot.waitSignal(controller.note_changed, timeout=10_000)


def close_open_items(controller: ReviewController, qtbot: QtBot) -> None:
    """Accept what was not assessed and write what is to complete."""
    assert controller.note is not None
    for item in open_items(controller.note.latest):
        with changed(controller, qtbot):
            if item.kind is StatementKind.NOT_ASSESSED:
                controller.accept(item.id)
            else:
                controller.edit(item.id, "Calm, good contact.")


def read_everything(view: ReviewView, qtbot: QtBot) -> None:
    """Scroll through the note at a reader's pace."""
    bar = view.sheet.area.verticalScrollBar()
    for at in range(0, bar.maximum() + 200, 150):
        bar.setValue(at)
        qtbot.wait(420)
    assert view.controller.signing_state().unread_lines == ()
