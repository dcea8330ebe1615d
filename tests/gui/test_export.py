"""From the button to the file: a signed note leaves the vault as a PDF, and the log has it first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tests.fakes import new_workspace
from tests.reviewing import drafted_session, open_review
from therapease.domain.audit import AuditAction
from therapease.domain.ids import SessionId
from therapease.domain.note import StatementKind
from therapease.services.notes import open_items
from therapease.services.workspace import Workspace
from therapease.ui.background import Background
from therapease.ui.session.view import ReviewView


@pytest.fixture
def workspace() -> Workspace:
    return new_workspace()


@pytest.fixture
def signed_session(workspace: Workspace, tmp_path: Path) -> SessionId:
    """A session whose note was completed and signed."""
    session_id = drafted_session(workspace, tmp_path)
    note = workspace.schedule.open_review(session_id).note
    assert note is not None
    for item in open_items(note.latest):
        if item.kind is StatementKind.NOT_ASSESSED:
            note = workspace.notes.accept(note.id, note.latest.version, item.id)
        else:
            note = workspace.notes.edit(note.id, note.latest.version, item.id, "Calm, good contact.")
    read = frozenset(statement.id for statement in note.latest.statements)
    workspace.notes.sign(note.id, note.latest.version, read)
    return session_id


@pytest.fixture
def view(workspace: Workspace, signed_session: SessionId, qtbot: QtBot) -> Iterator[ReviewView]:
    background = Background()
    view = open_review(workspace, signed_session, background, qtbot)
    yield view
    view.controller.close()
    background.close()


def test_the_button_asks_where_and_writes_the_file_there(
    view: ReviewView, workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    target = tmp_path / "out" / "note.pdf"
    target.parent.mkdir()
    qtbot.mouseClick(view.footer.primary, Qt.MouseButton.LeftButton)
    dialog = view.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.selectedFiles()[0].endswith("C-0001 session 1, 2026-03-17.pdf")
    with qtbot.waitSignal(view.controller.exported, timeout=20_000):
        dialog.fileSelected.emit(str(target))
    dialog.close()
    text = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(target).pages)
    assert "Mara Keller" in text
    assert "Signed electronically by Erika Lindqvist, LCSW" in text
    assert "Calm, good contact. [therapist]" in text
    assert view.toast.text == "PDF saved as note.pdf in out"
    assert view.controller.note is not None
    actions = [event.action for event in workspace.history.of_object(view.controller.note.id)]
    assert actions.count(AuditAction.NOTE_EXPORTED) == 1


def test_a_folder_that_cannot_be_written_is_said_in_place(view: ReviewView, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.controller.failed, timeout=20_000):
        view.controller.export_pdf(tmp_path / "nowhere" / "note.pdf")
    assert view.banner.title == "The file cannot be written or read"
    assert view.banner.isVisible()
