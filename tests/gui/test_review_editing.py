"""The review place as it is worked in: lines edited, open items closed, the note signed and amended."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.reviewing import (
    changed,
    click,
    close_open_items,
    line_of,
    read_everything,
    statements,
)
from therapease.domain.audit import AuditAction
from therapease.domain.ids import SessionId
from therapease.domain.note import Standing, StatementKind
from therapease.errors import NoteUnreadError
from therapease.services.notes import SignatureCheck
from therapease.services.workspace import Workspace
from therapease.ui import strings
from therapease.ui.session.reading import ReadingRecord
from therapease.ui.session.signature_block import AmendmentSheet
from therapease.ui.session.view import ReviewView

# ---------------------------------------------------------------- editing


def texts(workspace: Workspace, session_id: SessionId) -> list[str]:
    note = workspace.schedule.open_review(session_id).note
    return [statement.text for statement in note.latest.statements] if note is not None else []


def test_a_line_is_edited_in_place_and_becomes_ones_own(view: ReviewView, qtbot: QtBot) -> None:
    line = line_of(view, "Rode the train")
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_E)
    editor = line.editor
    assert editor is not None
    editor.selectAll()
    qtbot.keyClicks(editor, "Took the train twice.")
    with changed(view.controller, qtbot):
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    edited = view.controller.statement(line.statement_id)
    assert edited is not None
    assert (edited.text, edited.kind, edited.standing) == ("Took the train twice.", StatementKind.OWN, Standing.EDITED)
    assert not line.is_editing
    assert view.controller.note is not None and view.controller.note.latest.version == 2


def test_escape_leaves_the_line_as_it_was(view: ReviewView, qtbot: QtBot) -> None:
    line = line_of(view, "Rode the train")
    line.start_editing()
    assert line.editor is not None
    qtbot.keyClicks(line.editor, " and more")
    qtbot.keyClick(line.editor, Qt.Key.Key_Escape)
    assert not line.is_editing
    assert view.controller.note is not None and view.controller.note.latest.version == 1


def test_a_line_can_be_accepted_removed_and_added(view: ReviewView, qtbot: QtBot) -> None:
    accepted, removed = line_of(view, "Rode the train"), line_of(view, "“Awake")
    gone = removed.statement_id
    with changed(view.controller, qtbot):
        qtbot.keyClick(accepted, Qt.Key.Key_A)
    assert accepted.statement.standing is Standing.ACCEPTED
    with changed(view.controller, qtbot):
        qtbot.keyClick(removed, Qt.Key.Key_Delete)
    assert view.sheet.line(gone) is None
    with changed(view.controller, qtbot):
        view.sheet.line_added.emit("plan", "Call the GP.", None, True)
    assert statements(view)[-1].text == "Call the GP."


def test_fast_changes_follow_each_other_without_conflict(view: ReviewView, qtbot: QtBot) -> None:
    first, second = statements(view)[0].id, statements(view)[1].id
    with qtbot.waitSignals([view.controller.note_changed] * 2, timeout=5000):
        view.controller.accept(first)
        view.controller.accept(second)
    assert not view.banner.isVisible()
    assert [s.standing for s in statements(view)[:2]] == [Standing.ACCEPTED] * 2


def test_a_change_made_elsewhere_is_said_and_shown(view: ReviewView, workspace: Workspace, qtbot: QtBot) -> None:
    note = view.controller.note
    assert note is not None
    workspace.notes.edit(note.id, note.latest.version, statements(view)[0].id, "Changed elsewhere.")
    with qtbot.waitSignals([view.controller.failed, view.shown], timeout=5000):
        view.controller.accept(statements(view)[1].id)
    assert view.banner.title == "There is a newer version"
    assert statements(view)[0].text == "Changed elsewhere."


def test_an_open_editor_survives_a_change_to_another_line(view: ReviewView, qtbot: QtBot) -> None:
    line = line_of(view, "Rode the train")
    line.start_editing()
    assert line.editor is not None
    qtbot.keyClicks(line.editor, " Half a sentence")
    with changed(view.controller, qtbot):
        view.controller.accept(statements(view)[1].id)
    assert line.editor is not None
    assert "Half a sentence" in line.editor.toPlainText()


def test_lines_keep_the_height_of_their_words_through_every_change(view: ReviewView, qtbot: QtBot) -> None:
    with changed(view.controller, qtbot):
        view.controller.edit(statements(view)[0].id, "A line that has become a good deal longer. " * 6)
    click(qtbot, view.sheet.lines[3])
    qtbot.wait(100)
    for line in view.sheet.lines:
        assert line.height() == line.heightForWidth(line.width())
    assert view.sheet.lines[0].height() > 4 * view.sheet.lines[1].height() / 2


def test_leaving_keeps_the_words_of_an_open_editor(
    view: ReviewView, workspace: Workspace, session_id: SessionId, qtbot: QtBot
) -> None:
    line = line_of(view, "Rode the train")
    line.start_editing()
    assert line.editor is not None
    line.editor.setPlainText("Took the train, twice.")
    view.controller.close()
    qtbot.waitUntil(lambda: "Took the train, twice." in texts(workspace, session_id), timeout=5000)


def test_words_that_met_a_conflict_stay_in_the_editor(view: ReviewView, workspace: Workspace, qtbot: QtBot) -> None:
    note = view.controller.note
    assert note is not None
    line = line_of(view, "Rode the train")
    line.start_editing()
    assert line.editor is not None
    line.editor.setPlainText("My own words.")
    workspace.notes.edit(note.id, note.latest.version, line.statement_id, "Changed elsewhere.")
    with qtbot.waitSignals([view.controller.failed, view.shown], timeout=5000):
        qtbot.keyClick(line.editor, Qt.Key.Key_Return)
    assert line.statement.text == "Changed elsewhere."
    assert line.editor is not None and line.editor.toPlainText() == "My own words."
    with changed(view.controller, qtbot):
        qtbot.keyClick(line.editor, Qt.Key.Key_Return)
    assert line.statement.text == "My own words."
    assert not line.is_editing


def test_walking_through_the_open_items_by_keyboard(view: ReviewView, qtbot: QtBot) -> None:
    qtbot.mouseClick(view.footer.primary, Qt.MouseButton.LeftButton)
    first = view.controller.selected
    assert first is not None and first.kind is StatementKind.NOT_ASSESSED
    assert view.footer.status.text() == "1 of 3"
    line = view.sheet.line(first.id)
    assert line is not None
    with changed(view.controller, qtbot):
        qtbot.keyClick(line, Qt.Key.Key_A)
    second = view.controller.selected
    assert second is not None and second.text == "Affect and appearance"
    field = view.sheet.line(second.id)
    assert field is not None
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.editor is not None
    qtbot.keyClicks(field.editor, "Calm.")
    with changed(view.controller, qtbot):
        qtbot.keyClick(field.editor, Qt.Key.Key_Return)
    assert view.footer.status.text() == "3 of 3"
    assert view.footer.primary.text() == "Next open item"


# ---------------------------------------------------------------- signing


def test_open_items_stand_in_the_way_of_a_signature(view: ReviewView) -> None:
    assert not view.footer.sign_button.isEnabled()
    assert view.footer.sign_button.accessibleDescription() == "Complete the open items first."
    assert not view.controller.signing_state().can_sign


def test_a_note_that_was_not_on_screen_cannot_be_signed(view: ReviewView, qtbot: QtBot) -> None:
    close_open_items(view.controller, qtbot)
    view.controller.reading = ReadingRecord()
    with qtbot.waitSignal(view.controller.failed, timeout=5000) as refused:
        view.controller.sign()
    assert refused.args is not None and isinstance(refused.args[0], NoteUnreadError)
    assert view.banner.title == "Read the note before you sign it"


def test_reading_to_the_end_opens_the_signature_and_signing_makes_it_read_only(
    view: ReviewView, workspace: Workspace, qtbot: QtBot
) -> None:
    close_open_items(view.controller, qtbot)
    read_everything(view, qtbot)
    assert view.footer.primary.text() == "Sign note"
    with qtbot.waitSignal(view.controller.signature_checked, timeout=5000) as checked:
        view.controller.sign()
    assert checked.args == [SignatureCheck(note_holds=True)]
    assert view.header.chip.text == "Signed"
    assert view.footer.primary.text() == "Export PDF"
    assert not view.controller.is_editable
    line = view.sheet.lines[0]
    before = line.statement
    for key in (Qt.Key.Key_E, Qt.Key.Key_A, Qt.Key.Key_Delete):
        qtbot.keyClick(line, key)
    assert not line.is_editing
    assert view.controller.statement(before.id) == before
    assert view.sheet.signature.isVisibleTo(view)
    assert view.sheet.signature.check.text() == "The signature fits these words."
    actions = [event.action for event in workspace.history.recent()]
    assert AuditAction.NOTE_SIGNED in actions


def test_a_signed_note_takes_amendments(view: ReviewView, qtbot: QtBot) -> None:
    close_open_items(view.controller, qtbot)
    read_everything(view, qtbot)
    with qtbot.waitSignal(view.controller.signature_checked, timeout=5000):
        view.controller.sign()
    with changed(view.controller, qtbot):
        view.controller.amend("It is Wednesday.", "Wrong day")
    note = view.controller.note
    assert note is not None and [a.text for a in note.amendments] == ["It is Wednesday."]
    assert view.header.chip.text == "Signed, amended"


def test_an_amendment_half_written_is_asked_about_before_it_is_dropped(qtbot: QtBot) -> None:
    sheet = AmendmentSheet(lambda _text, _reason: None)
    sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(sheet)
    sheet.open()
    sheet.text.setPlainText("It is Wed")
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert sheet.isVisible() and sheet.banner.title == strings.Leaving.TITLE
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_signing_twice_in_a_row_is_signing_once(view: ReviewView, qtbot: QtBot) -> None:
    close_open_items(view.controller, qtbot)
    read_everything(view, qtbot)
    refused: list[object] = []
    view.controller.failed.connect(refused.append)
    with qtbot.waitSignal(view.controller.signature_checked, timeout=5000):
        view.controller.sign()
        view.controller.sign()
    qtbot.wait(200)
    assert view.header.chip.text == "Signed"
    assert not refused
    assert view.banner.isHidden()
