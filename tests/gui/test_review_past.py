"""What was before, in the window: the history drawer, any two versions compared, one of them brought back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.reviewing import changed, close_open_items, open_review, read_everything, statements
from therapease.domain.ids import SessionId
from therapease.services.workspace import Workspace
from therapease.ui.background import Background
from therapease.ui.commands import Command
from therapease.ui.session.note_versions_sheet import NoteVersionsSheet
from therapease.ui.session.removed_lines_sheet import RemovedLinesSheet
from therapease.ui.session.view import ReviewView


def edited(view: ReviewView, qtbot: QtBot, text: str = "Rode the bus twice and stayed on.") -> None:
    with changed(view.controller, qtbot):
        view.controller.edit(statements(view)[0].id, text)


def opened_versions(view: ReviewView, qtbot: QtBot) -> NoteVersionsSheet:
    view.commands()[Command.COMPARE_VERSIONS]()
    qtbot.waitUntil(lambda: view.past.sheet is not None, timeout=5_000)
    assert view.past.sheet is not None
    return view.past.sheet


def test_the_history_opens_beside_the_note_and_follows_it(view: ReviewView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.controller.history_read, timeout=5_000):
        view.commands()[Command.HISTORY]()
    drawer = view.past.drawer
    assert drawer.isVisibleTo(view)
    assert [row.title for row in drawer.list.row_model.rows][0] == "Note drafted"
    with qtbot.waitSignal(view.controller.history_read, timeout=5_000):
        edited(view, qtbot)
    assert [row.title for row in drawer.list.row_model.rows][0] == "Note edited"
    qtbot.keyClick(drawer.list, Qt.Key.Key_Escape)
    assert not drawer.isVisibleTo(view)


def test_the_newest_version_is_compared_with_the_one_before(view: ReviewView, qtbot: QtBot) -> None:
    edited(view, qtbot)
    sheet = opened_versions(view, qtbot)
    shown = sheet.text.toPlainText()
    assert shown.startswith("One line differs.")
    assert "Reworded" in shown
    assert "−train" in shown and "+bus" in shown
    assert "Awake at four" not in shown
    sheet.only_changes.setChecked(False)
    assert "Awake at four" in sheet.text.toPlainText()


def test_any_two_versions_can_be_compared(view: ReviewView, qtbot: QtBot) -> None:
    edited(view, qtbot)
    with changed(view.controller, qtbot):
        view.controller.remove(statements(view)[1].id)
    sheet = opened_versions(view, qtbot)
    sheet.other.setCurrentIndex(2)
    sheet.other.activated.emit(2)
    shown = sheet.text.toPlainText()
    assert shown.startswith("2 lines differ.")
    assert "− Removed" in shown
    sheet.list.setCurrentIndex(sheet.list.row_model.index(2))
    assert sheet.text.toPlainText() == "This is the first version. There is none before it."


def test_a_version_is_brought_back_by_keyboard_and_that_can_be_undone(view: ReviewView, qtbot: QtBot) -> None:
    before = statements(view)
    edited(view, qtbot)
    after = statements(view)
    sheet = opened_versions(view, qtbot)
    assert not sheet.restore_button.isEnabled()
    qtbot.keyClick(sheet.list, Qt.Key.Key_Down)
    assert sheet.restore_button.isEnabled()
    with changed(view.controller, qtbot):
        qtbot.keyClick(sheet.restore_button, Qt.Key.Key_Space)
    assert statements(view) == before
    with changed(view.controller, qtbot):
        view.note_side.commands()[Command.UNDO]()
    assert statements(view) == after


def test_a_signed_note_can_be_compared_and_not_changed(view: ReviewView, qtbot: QtBot) -> None:
    edited(view, qtbot)
    close_open_items(view.controller, qtbot)
    read_everything(view, qtbot)
    with qtbot.waitSignal(view.controller.signature_checked, timeout=5_000):
        view.controller.sign()
    sheet = opened_versions(view, qtbot)
    sheet.list.setCurrentIndex(sheet.list.row_model.index(2))
    assert not sheet.restore_button.isEnabled()


def test_leaving_closes_what_is_open_and_keeps_no_words(view: ReviewView, qtbot: QtBot) -> None:
    edited(view, qtbot)
    opened_versions(view, qtbot)
    view.past.open_history()
    view.controller.close()
    assert view.past.sheet is None
    assert view.past.drawer.list.row_model.rows == []
    assert not view.past.drawer.isVisibleTo(view)


def opened_removed(view: ReviewView, qtbot: QtBot) -> RemovedLinesSheet:
    view.commands()[Command.REMOVED_LINES]()
    qtbot.waitUntil(lambda: view.past.removed is not None, timeout=5_000)
    assert view.past.removed is not None
    return view.past.removed


def test_removed_lines_are_brought_back_one_by_one_after_a_restart_too(
    workspace: Workspace, session_id: SessionId, background: Background, qtbot: QtBot
) -> None:
    note = workspace.schedule.open_review(session_id).note
    assert note is not None
    first, second, *rest = note.latest.statements
    note = workspace.notes.remove(note.id, 1, first.id)
    workspace.notes.remove(note.id, 2, second.id)
    view = open_review(workspace, session_id, background, qtbot)
    sheet = opened_removed(view, qtbot)
    assert sheet.message.text() == "2 lines were taken out of this note."
    assert sheet.buttons_of[first.id].accessibleName() == f"Bring back: {first.text}"
    with changed(view.controller, qtbot):
        qtbot.keyClick(sheet.buttons_of[second.id], Qt.Key.Key_Space)
    assert [s.id for s in statements(view)] == [second.id, *(s.id for s in rest)]
    assert sheet.buttons_of[first.id].hasFocus()
    with changed(view.controller, qtbot):
        qtbot.keyClick(sheet.buttons_of[first.id], Qt.Key.Key_Space)
    assert statements(view) == (first, second, *rest)
    assert sheet.message.text() == "No line is missing from this note." and sheet.close_button.hasFocus()
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert view.past.removed is None
    view.controller.close()


def test_a_signed_note_shows_its_removed_lines_and_gives_none_back(view: ReviewView, qtbot: QtBot) -> None:
    gone = statements(view)[0]
    with changed(view.controller, qtbot):
        view.controller.remove(gone.id)
    close_open_items(view.controller, qtbot)
    read_everything(view, qtbot)
    with qtbot.waitSignal(view.controller.signature_checked, timeout=10_000):
        view.controller.sign()
    sheet = opened_removed(view, qtbot)
    assert sheet.message.text() == "One line was taken out of this note." and not sheet.buttons_of
