"""Lines of the note as things: filtered, moved, taken out and brought back, reached by menu and by key."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from tests.fakes import FakeVault
from tests.reviewing import changed, click, line_of, open_review, statements
from therapease.domain.audit import AuditAction
from therapease.domain.ids import SessionId, StatementId
from therapease.domain.transcript import SpeakerRole
from therapease.services.workspace import Workspace
from therapease.ui.background import Background
from therapease.ui.commands import Command
from therapease.ui.session.line_details import LineDetails
from therapease.ui.session.standing import Form, LineFilter
from therapease.ui.session.statement_view import StatementView
from therapease.ui.session.view import ReviewView
from therapease.ui.widgets import IconButton, TextLabel

MOVING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def shown(view: ReviewView) -> list[str]:
    return [line.statement.text for line in view.sheet.lines if line.isVisibleTo(view)]


def texts(view: ReviewView) -> list[str]:
    return [s.text for s in statements(view)]


def menu_of(view: ReviewView, line_start: str) -> dict[str, QAction]:
    """Return the entries of a line's menu by their words, those of submenus too."""
    menu = view.note_side.menu_of(line_of(view, line_start).statement_id)
    assert menu is not None
    found: dict[str, QAction] = {}
    for action in menu.actions():
        entries = [a for m in menu.findChildren(QMenu) if m.menuAction() is action for a in m.actions()] or [action]
        found |= {entry.text().split("\t")[0]: entry for entry in entries}
    return found


# ---------------------------------------------------------------- filter


def test_the_filter_shows_only_what_it_names_and_says_how_many(view: ReviewView) -> None:
    view.sheet.set_filter(LineFilter.OPEN)
    assert shown(view) == ["Harm to others", "Affect and appearance", "Your judgement of risk today"]
    assert view.sheet.head.counts == "3 of 7 lines shown"
    view.sheet.set_filter(LineFilter.QUOTATIONS)
    assert shown(view) == ["“Awake at four again.”"]
    view.sheet.set_filter(LineFilter.YOURS)
    assert shown(view) == []
    view.sheet.head.show_all.click()
    assert len(shown(view)) == 7


def test_the_filter_is_chosen_by_its_menu(view: ReviewView) -> None:
    assert view.sheet.head.filter_button.accessibleName() == "Which lines are shown: All lines"
    next(a for a in view.sheet.head.menu.actions() if a.text() == "Open").trigger()
    assert view.sheet.filter is LineFilter.OPEN
    assert len(shown(view)) == 3


def test_lines_that_are_not_shown_are_not_read(view: ReviewView, qtbot: QtBot) -> None:
    view.sheet.set_filter(LineFilter.YOURS)
    view.controller.reading.__init__()  # type: ignore[misc]  # because what was on screen before shall not count
    qtbot.wait(450)
    assert len(view.controller.signing_state().unread_lines) == 7


def test_going_to_a_line_that_is_not_shown_shows_all(view: ReviewView, qtbot: QtBot) -> None:
    view.sheet.set_filter(LineFilter.QUOTATIONS)
    view.note_side.walk_on()
    assert view.sheet.filter is LineFilter.ALL
    assert line_of(view, "Harm to others").isVisibleTo(view)


# ---------------------------------------------------------------- moving, removing


def test_a_line_moves_by_keys_and_keeps_the_keyboard(view: ReviewView, qtbot: QtBot) -> None:
    line = line_of(view, "Rode the train")
    line.setFocus()
    with changed(view.controller, qtbot):
        qtbot.keyClick(line, Qt.Key.Key_Down, MOVING)
    assert texts(view)[1].startswith("Rode the train")
    assert line_of(view, "Rode the train") is line
    assert line.mapTo(view, QPoint(0, 0)).y() > line_of(view, "“Awake").mapTo(view, QPoint(0, 0)).y()


def test_a_line_moves_to_another_section_by_its_menu(view: ReviewView, qtbot: QtBot) -> None:
    with changed(view.controller, qtbot):
        menu_of(view, "Rode the train")["Plan"].trigger()
    assert (statements(view)[-1].text[:8], statements(view)[-1].section) == ("Rode the", "plan")


def test_the_dots_below_a_selected_line_open_the_same_menu(view: ReviewView, qtbot: QtBot) -> None:
    line = line_of(view, "Rode the train")
    click(qtbot, line)
    details = line.findChild(LineDetails)
    assert details is not None
    view.sheet.blockSignals(True)
    with qtbot.waitSignal(line.signals.menu_wanted) as wanted:
        details.findChild(IconButton).click()
    view.sheet.blockSignals(False)
    assert wanted.args[0] == line.statement_id
    assert {"Accept", "Edit", "Add a line below", "Move up", "Plan", "Remove"} <= menu_of(view, "Rode the train").keys()


def test_a_line_is_copied_and_the_audit_log_has_it(view: ReviewView, workspace: Workspace, qtbot: QtBot) -> None:
    menu_of(view, "“Awake")["Copy the line"].trigger()
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == "“Awake at four again.”", timeout=5_000)
    assert isinstance(workspace.vault, FakeVault)
    assert workspace.vault.actions[-1] is AuditAction.NOTE_COPIED
    QGuiApplication.clipboard().clear()


def test_a_removed_line_comes_back_by_the_toast(view: ReviewView, qtbot: QtBot) -> None:
    before = texts(view)
    line = line_of(view, "“Awake")
    line.setFocus()
    with changed(view.controller, qtbot):
        qtbot.keyClick(line, Qt.Key.Key_Delete)
    assert view.toast.text == "Line removed"
    assert line_of(view, "Denies suicidal").hasFocus()
    with changed(view.controller, qtbot):
        view.toast._on_action()
    assert texts(view) == before
    assert view.toast.text == "Undone: line removed"


def test_the_toast_brings_back_its_own_line_and_no_other_change(view: ReviewView, qtbot: QtBot) -> None:
    line = line_of(view, "“Awake")
    with changed(view.controller, qtbot):
        view.note_side.remove(line.statement_id)
    other = line_of(view, "Rode the train")
    with changed(view.controller, qtbot):
        view.controller.edit(other.statement_id, "Took the train.")
    with changed(view.controller, qtbot):
        view.toast._on_action()
    assert line_of(view, "“Awake").statement_id == line.statement_id
    assert line_of(view, "Took the train.").statement_id == other.statement_id


def test_the_toast_of_a_note_goes_with_it(view: ReviewView, qtbot: QtBot) -> None:
    with changed(view.controller, qtbot):
        view.note_side.remove(line_of(view, "“Awake").statement_id)
    assert view.toast.isVisible()
    view.controller.close()
    assert not view.toast.isVisible()


def test_commands_follow_the_line_one_is_at(view: ReviewView, qtbot: QtBot) -> None:
    assert Command.UNDO not in view.note_side.commands()
    line = line_of(view, "Rode the train")
    line.setFocus()
    offers = view.note_side.commands()
    assert {Command.ACCEPT_LINE, Command.EDIT_LINE, Command.REMOVE_LINE, Command.ADD_LINE} <= offers.keys()
    with changed(view.controller, qtbot):
        offers[Command.ACCEPT_LINE]()
    assert Command.ACCEPT_LINE not in view.note_side.commands()
    with changed(view.controller, qtbot):
        view.note_side.commands()[Command.UNDO]()
    assert Command.REDO in view.note_side.commands()


def test_the_walk_goes_backwards_too(view: ReviewView) -> None:
    view.note_side.commands()[Command.PREVIOUS_OPEN_ITEM]()
    assert view.controller.selected is not None
    assert view.controller.selected.text == "Your judgement of risk today"
    assert view.footer.status.text() == "3 of 3"


# ---------------------------------------------------------------- what a correction leaves behind


def test_a_change_of_the_speaker_alone_is_said_as_such(
    view: ReviewView, workspace: Workspace, session_id: SessionId, qtbot: QtBot
) -> None:
    workspace.corrections.set_role(session_id, 1, [5], SpeakerRole.THERAPIST)
    with qtbot.waitSignal(view.shown, timeout=5_000):
        view.controller.reload()
    assert "Check again. The speaker at 0:30 was changed." in line_of(view, "“Awake").accessibleName()


def test_a_correction_asks_to_check_the_line_again(
    view: ReviewView, workspace: Workspace, session_id: SessionId, qtbot: QtBot
) -> None:
    workspace.corrections.set_words(session_id, 1, 5, "Awake at four again. Every night.")
    with qtbot.waitSignal(view.shown, timeout=5_000):
        view.controller.reload()
    line = line_of(view, "“Awake")
    assert line.form is Form.CHECK_AGAIN
    assert line.accessibleName().startswith("Check again: “Awake at four again.” Check again. The words at 0:30")
    assert "1 to check again" in [e.text for e in view.footer.legend.values()]
    assert view.footer.primary.text() == "Review 4 open items"
    line.setFocus()
    with changed(view.controller, qtbot):
        qtbot.keyClick(line, Qt.Key.Key_A)
    assert line.form is Form.QUOTATION
    assert view.footer.primary.text() == "Review 3 open items"


# ---------------------------------------------------------------- a long note


@pytest.fixture
def long_note(workspace: Workspace, session_id: SessionId) -> Workspace:
    """Give the note 200 lines, among them a very long one and one that runs from right to left."""
    note = workspace.schedule.open_review(session_id).note
    assert note is not None and isinstance(workspace.vault, FakeVault)
    first = note.latest.statements[0]
    texts = [*(f"Line {number}." for number in range(198)), "word " * 1_500, "שלום עולם, היום היה יום טוב."]
    lines = tuple(replace(first, id=StatementId(f"line {at}"), text=text.strip()) for at, text in enumerate(texts))
    version = replace(note.latest, statements=lines)
    tables = workspace.vault.tables
    tables.notes[note.id], tables.versions[note.id] = replace(note, latest=version), [version]
    return workspace


def test_a_change_of_one_line_among_200_shows_only_that_line_anew(
    long_note: Workspace, session_id: SessionId, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    background = Background()
    view = open_review(long_note, session_id, background, qtbot)
    assert len(view.sheet.lines) == 200
    kept = {id(line) for line in view.sheet.lines}
    shown: list[str] = []
    refresh = StatementView.refresh

    def counted(line: StatementView) -> None:
        shown.append(line.statement_id)
        refresh(line)

    monkeypatch.setattr(StatementView, "refresh", counted)
    with changed(view.controller, qtbot):
        view.controller.edit(StatementId("line 100"), "Other words.")
    assert shown == ["line 100"]
    with changed(view.controller, qtbot):
        view.controller.remove(StatementId("line 50"))
    assert shown == ["line 100"]
    assert {id(line) for line in view.sheet.lines} < kept
    view.controller.close()
    background.close()


def test_the_longest_line_and_one_from_the_right_are_whole(
    long_note: Workspace, session_id: SessionId, qtbot: QtBot
) -> None:
    background = Background()
    view = open_review(long_note, session_id, background, qtbot)
    qtbot.wait(100)
    for line in view.sheet.lines:
        assert line.height() == line.heightForWidth(line.width())
    assert view.sheet.lines[198].height() > 1_500
    view.sheet.bring_into_view(StatementId("line 199"))
    assert view.sheet.lines[199].isVisibleTo(view)
    view.controller.close()
    background.close()


def test_a_note_without_lines_says_how_to_add_one(
    workspace: Workspace, session_id: SessionId, view: ReviewView, qtbot: QtBot
) -> None:
    for statement in statements(view):
        with changed(view.controller, qtbot):
            view.controller.remove(statement.id)
    words = [label.text() for label in view.sheet.findChildren(TextLabel) if label.isVisibleTo(view)]
    assert "This note has no lines. Add one with the plus beside a section." in words
    view.note_side.add_line()
    assert view.sheet.adder is not None
    qtbot.keyClicks(view.sheet.adder, "All of it is mine.")
    with changed(view.controller, qtbot):
        qtbot.keyClick(view.sheet.adder, Qt.Key.Key_Return)
    assert texts(view) == ["All of it is mine."]
