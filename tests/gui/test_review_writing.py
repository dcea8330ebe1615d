"""Writing in the note: kept while it is written, taken back, found again after the window was gone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.fakes import FakeVault
from tests.reviewing import changed, close_open_items, line_of, statements
from therapease.domain.ids import SessionId
from therapease.domain.note import Standing, StatementKind
from therapease.errors import OpenItemsError, StorageFullError
from therapease.services.workspace import Workspace
from therapease.ui import strings
from therapease.ui.session.line_text import LineEditor
from therapease.ui.session.view import ReviewView


def pause(editor: LineEditor | None) -> None:
    """Let the pause in writing be over."""
    assert editor is not None
    editor._on_pause()


def kept(workspace: Workspace, session_id: SessionId) -> list[str]:
    note = workspace.schedule.open_review(session_id).note
    return [s.text for s in note.latest.statements] if note is not None else []


def test_a_pause_keeps_the_words_and_the_field_stays_open(view: ReviewView, qtbot: QtBot) -> None:
    line = line_of(view, "Rode the train")
    line.start_editing()
    assert line.editor is not None
    line.editor.setPlainText("Took the train")
    with changed(view.controller, qtbot):
        pause(line.editor)
    assert line.statement.text == "Took the train"
    assert line.is_editing and line.is_half_written
    assert view.footer.primary.text() == "Review 4 open items"
    with changed(view.controller, qtbot):
        qtbot.keyClick(line.editor, Qt.Key.Key_Return)
    assert not line.is_editing and not line.is_half_written
    assert view.footer.primary.text() == "Review 3 open items"


def test_escape_takes_back_what_was_kept(view: ReviewView, qtbot: QtBot) -> None:
    line, before = line_of(view, "Rode the train"), statements(view)
    line.start_editing()
    assert line.editor is not None
    line.editor.setPlainText("Took the train")
    with changed(view.controller, qtbot):
        pause(line.editor)
    with changed(view.controller, qtbot):
        qtbot.keyClick(line.editor, Qt.Key.Key_Escape)
    assert statements(view) == before


def test_a_new_line_is_kept_and_goes_on_being_written_where_it_stands(view: ReviewView, qtbot: QtBot) -> None:
    first = line_of(view, "Rode the train")
    view.controller.select(first.statement_id, listen=False)
    view.note_side.add_line()
    adder = view.sheet.adder
    assert adder is not None
    qtbot.keyClicks(adder, "Brought her")
    with changed(view.controller, qtbot):
        pause(adder)
    assert view.sheet.adder is None
    line = line_of(view, "Brought her")
    assert statements(view)[1].text == "Brought her"
    assert line.editor is not None and line.editor.toPlainText() == "Brought her"
    qtbot.keyClicks(line.editor, " diary.")
    with changed(view.controller, qtbot):
        qtbot.keyClick(line.editor, Qt.Key.Key_Return)
    own = statements(view)[1]
    assert (own.text, own.kind, own.standing) == ("Brought her diary.", StatementKind.OWN, Standing.EDITED)


def test_escape_from_a_new_line_leaves_none(view: ReviewView, qtbot: QtBot) -> None:
    before = statements(view)
    view.sheet.start_adding("plan")
    adder = view.sheet.adder
    assert adder is not None
    qtbot.keyClicks(adder, "Call the")
    with changed(view.controller, qtbot):
        pause(adder)
    line = line_of(view, "Call the")
    assert line.editor is not None
    with changed(view.controller, qtbot):
        qtbot.keyClick(line.editor, Qt.Key.Key_Escape)
    assert statements(view) == before


def test_an_own_line_is_written_and_ended_at_once(view: ReviewView, qtbot: QtBot) -> None:
    view.sheet.start_adding("plan")
    assert view.sheet.adder is not None
    qtbot.keyClicks(view.sheet.adder, "Call the GP.")
    with changed(view.controller, qtbot):
        qtbot.keyClick(view.sheet.adder, Qt.Key.Key_Return)
    assert view.sheet.adder is None
    assert statements(view)[-1].text == "Call the GP."
    assert not line_of(view, "Call the GP.").is_editing


def test_what_was_half_written_comes_back_as_an_open_item(
    view: ReviewView, workspace: Workspace, session_id: SessionId, qtbot: QtBot
) -> None:
    line = line_of(view, "Affect and appearance")
    line.start_editing()
    assert line.editor is not None
    line.editor.setPlainText("Calm, but")
    view.sheet.start_adding("plan")
    assert view.sheet.adder is not None
    view.sheet.adder.setPlainText("Call the")
    view.controller.close()
    qtbot.waitUntil(lambda: {"Calm, but", "Call the"} <= set(kept(workspace, session_id)), timeout=5_000)
    with qtbot.waitSignal(view.shown, timeout=5_000):
        view.open(session_id)
    for words in ("Calm, but", "Call the"):
        line = line_of(view, words)
        assert line.accessibleName() == f"To complete: {words} You have not finished this line."
        assert line.statement_id in view.controller.signing_state().open_lines
    line.start_editing()
    assert line.editor is not None and line.editor.toPlainText() == "Call the"


def test_a_full_disk_is_said_and_tried_again(view: ReviewView, workspace: Workspace, qtbot: QtBot) -> None:
    assert isinstance(workspace.vault, FakeVault)
    workspace.vault.fail_commit_with = StorageFullError()
    line = line_of(view, "Rode the train")
    line.start_editing()
    assert line.editor is not None
    line.editor.setPlainText("Took the train.")
    with qtbot.waitSignal(view.controller.failed, timeout=5_000):
        qtbot.keyClick(line.editor, Qt.Key.Key_Return)
    assert view.header.saved == "Not saved"
    assert view.header.retry.isVisibleTo(view)
    assert line.is_editing
    workspace.vault.fail_commit_with = None
    with changed(view.controller, qtbot):
        view.header.retry.click()
    assert line.statement.text == "Took the train."
    assert view.header.saved.startswith("Saved ")
    assert not view.header.retry.isVisibleTo(view)


def test_leaving_asks_while_words_could_not_be_kept(view: ReviewView, workspace: Workspace, qtbot: QtBot) -> None:
    assert isinstance(workspace.vault, FakeVault)
    assert view.unsaved_work() is None
    workspace.vault.fail_commit_with = StorageFullError()
    line = line_of(view, "Rode the train")
    line.start_editing()
    assert line.editor is not None
    line.editor.setPlainText("Took the train.")
    with qtbot.waitSignal(view.controller.failed, timeout=5_000):
        pause(line.editor)
    assert view.unsaved_work() == strings.Note.NOT_KEPT
    workspace.vault.fail_commit_with = None
    with changed(view.controller, qtbot):
        view.header.retry.click()
    assert view.unsaved_work() is None


def test_words_in_an_open_field_are_not_lost_by_signing(view: ReviewView, workspace: Workspace, qtbot: QtBot) -> None:
    close_open_items(view.controller, qtbot)
    view.controller.reading.see((0, 2), {s.id: (0, 1) for s in statements(view)})
    line = line_of(view, "Rode the train")
    line.start_editing()
    assert line.editor is not None
    line.editor.setPlainText("Took the train.")
    question = view.questions.ask_sign()
    assert question is not None
    with qtbot.waitSignal(view.controller.failed, timeout=5_000) as refused:
        question.confirm_button.click()
    assert isinstance(refused.args[0], OpenItemsError)
    assert line.is_editing and line.statement.text == "Took the train."
    assert view.controller.note is not None and not view.controller.note.is_signed


def test_writing_without_a_pause_is_kept_after_a_while(qtbot: QtBot) -> None:
    editor = LineEditor("", "", "Edit")
    qtbot.addWidget(editor)
    editor._patience.setInterval(40)
    with qtbot.waitSignal(editor.paused, timeout=3_000) as paused:
        editor.setPlainText("On and on")
    assert paused.args == ["On and on"]
    assert not editor._pause.isActive()
