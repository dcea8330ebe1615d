"""From the button to the file, by hand and by keyboard: a note leaves the vault, and the log has it first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QFocusFrame
from pytestqt.qtbot import QtBot

from tests.fakes import new_workspace
from tests.reviewing import drafted_session, open_review
from therapease.domain.audit import AuditAction
from therapease.domain.ids import SessionId
from therapease.domain.note import StatementKind
from therapease.services.notes import open_items
from therapease.services.workspace import Workspace
from therapease.ui.background import Background
from therapease.ui.commands import Command
from therapease.ui.export.forms import ExportForm
from therapease.ui.export.preview import PreviewSheet, make_printer
from therapease.ui.export.sheet import ExportSheet
from therapease.ui.session.view import ReviewView


@pytest.fixture
def workspace() -> Workspace:
    return new_workspace()


@pytest.fixture
def background() -> Iterator[Background]:
    background = Background()
    yield background
    background.close()


@pytest.fixture
def draft(workspace: Workspace, background: Background, tmp_path: Path, qtbot: QtBot) -> Iterator[ReviewView]:
    view = open_review(workspace, drafted_session(workspace, tmp_path), background, qtbot)
    yield view
    view.controller.close()


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
def view(workspace: Workspace, signed_session: SessionId, background: Background, qtbot: QtBot) -> Iterator[ReviewView]:
    view = open_review(workspace, signed_session, background, qtbot)
    yield view
    view.controller.close()


def opened(view: ReviewView, folder: Path) -> ExportSheet:
    view.exports.ask_export()
    sheet = view.exports.sheet
    assert sheet is not None
    sheet.take_folder(str(folder))
    return sheet


def text_of(target: Path) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(target).pages)


def test_the_button_asks_and_writes_the_file_there(
    view: ReviewView, workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    qtbot.mouseClick(view.footer.primary, Qt.MouseButton.LeftButton)
    sheet = view.exports.sheet
    assert sheet is not None
    assert sheet.name.text == "C-0001 session 1, 2026-03-17.pdf"
    assert not sheet.with_open_lines.isVisible()
    sheet.take_folder(str(folder))
    with qtbot.waitSignal(view.exports.controller.saved, timeout=20_000):
        qtbot.mouseClick(sheet.save_button, Qt.MouseButton.LeftButton)
    assert view.exports.sheet is None
    text = text_of(folder / "C-0001 session 1, 2026-03-17.pdf")
    assert "Mara Keller" in text
    assert "Signed electronically by Erika Lindqvist, LCSW" in text
    assert "Calm, good contact. [therapist]" in text
    assert view.toast.text == "Saved as C-0001 session 1, 2026-03-17.pdf in out"
    assert view.controller.note is not None
    actions = [event.action for event in workspace.history.of_object(view.controller.note.id)]
    assert actions.count(AuditAction.NOTE_EXPORTED) == 1


def test_a_note_is_exported_by_keyboard_alone(view: ReviewView, tmp_path: Path, qtbot: QtBot) -> None:
    view.footer.primary.setFocus()
    qtbot.keyClick(view.footer.primary, Qt.Key.Key_Space)
    sheet = view.exports.sheet
    assert sheet is not None
    sheet.take_folder(str(tmp_path))
    sheet.activateWindow()
    qtbot.waitUntil(sheet.isActiveWindow)
    seen: list[object] = []
    for _ in range(12):
        focused = QApplication.focusWidget()
        if focused is None or focused in seen:
            break
        seen.append(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    wanted = [
        sheet.forms.checkedButton(),
        sheet.with_sources,
        sheet.name.edit,
        sheet.change_folder,
        sheet.preview_button,
        sheet.cancel_button,
        sheet.save_button,
    ]
    assert [widget for widget in seen if widget in wanted] == wanted
    first = sheet.forms.checkedButton()
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert sheet.file_form is ExportForm.WORD
    assert sheet.name.text.endswith(".docx")
    with qtbot.waitSignal(view.exports.controller.saved, timeout=20_000):
        qtbot.keyClick(sheet.name.edit, Qt.Key.Key_Return)
    assert [path.suffix for path in tmp_path.iterdir() if path.stem.startswith("C-0001")] == [".docx"]


def test_a_draft_says_what_it_is_and_can_leave_out_open_lines(draft: ReviewView, tmp_path: Path, qtbot: QtBot) -> None:
    sheet = opened(draft, tmp_path)
    assert sheet.with_open_lines.isVisible()
    assert "Draft, not signed" in sheet.warning.message
    sheet.choose_form(ExportForm.TEXT)
    sheet.with_open_lines.setChecked(False)
    with qtbot.waitSignal(draft.exports.controller.saved, timeout=20_000) as saved:
        sheet.save_button.click()
    assert saved.args is not None
    text = saved.args[0].read_text(encoding="utf-8")
    assert "Left out: " in text and "Affect and appearance" not in text


def test_a_file_that_exists_is_only_replaced_when_asked(view: ReviewView, tmp_path: Path, qtbot: QtBot) -> None:
    sheet = opened(view, tmp_path)
    sheet.name.set_text("note.pdf")
    (tmp_path / "note.pdf").write_bytes(b"old")
    sheet.save_button.click()
    assert sheet.question is not None
    sheet.question.keep_button.click()
    assert (tmp_path / "note.pdf").read_bytes() == b"old"
    assert view.exports.sheet is sheet
    sheet.save_button.click()
    with qtbot.waitSignal(view.exports.controller.saved, timeout=20_000):
        sheet.question.confirm_button.click()
    assert (tmp_path / "note.pdf").read_bytes().startswith(b"%PDF")


def test_what_stands_in_the_way_is_said_on_the_sheet_which_stays(
    view: ReviewView, tmp_path: Path, qtbot: QtBot
) -> None:
    sheet = opened(view, tmp_path / "nowhere")
    with qtbot.waitSignal(view.exports.controller.failed, timeout=20_000):
        sheet.save_button.click()
    assert sheet.banner.title == "The file cannot be written or read"
    assert "Choose another one" in sheet.banner.message
    assert sheet.isVisible() and sheet.save_button.isEnabled()
    assert not view.banner.isVisible()


def test_a_wrong_name_is_said_at_the_field(view: ReviewView, tmp_path: Path) -> None:
    sheet = opened(view, tmp_path)
    sheet.name.set_text("a/b.pdf")
    sheet.save_button.click()
    assert "none of these" in sheet.name.error
    assert list(tmp_path.glob("*.pdf")) == []


def test_the_preview_shows_the_pages_and_says_that_there_is_no_printer(
    view: ReviewView, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("therapease.ui.export.preview.QPrinterInfo.availablePrinterNames", list)
    view.commands()[Command.PRINT]()
    preview = view.exports.preview
    assert isinstance(preview, PreviewSheet)
    qtbot.waitUntil(lambda: preview.document.pageCount() > 0, timeout=20_000)
    assert preview.page_words.text() == "One page"
    assert preview.banner.title == "No printer is set up on this computer"
    assert not preview.print_button.isEnabled()
    before = preview.view.zoom
    preview.larger.click()
    preview.larger.click()
    assert preview.view.zoom != before
    preview.view.grab()
    before = preview.view.verticalScrollBar().value()
    qtbot.keyClick(preview.view, Qt.Key.Key_PageDown)
    assert preview.view.verticalScrollBar().value() > before
    preview.close_button.click()
    assert view.exports.preview is None


def test_what_is_printed_is_the_note(
    view: ReviewView, workspace: Workspace, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("therapease.ui.export.preview.QPrinterInfo.availablePrinterNames", lambda: ["Office"])
    view.exports.ask_print()
    preview = view.exports.preview
    assert preview is not None
    qtbot.waitUntil(preview.print_button.isEnabled, timeout=20_000)
    printer = make_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    assert printer.docName() == "TherapEase", "the queue of a shared printer names nobody"
    with qtbot.waitSignal(view.exports.controller.printed, timeout=20_000):
        preview.print_on(printer)
    text = text_of(tmp_path / "printed.pdf")
    assert "Mara Keller, born 3 May 1988" in text and "Page 1 of 1" in text
    assert view.toast.text == "Sent to the printer"


def test_a_section_is_copied_and_the_toast_says_for_how_long(draft: ReviewView, qtbot: QtBot) -> None:
    actions = {action.text(): action for action in draft.header.copy_menu.actions()}
    with qtbot.waitSignal(draft.exports.controller.copied, timeout=20_000):
        actions["Plan"].trigger()
    assert "Train twice this week" in QGuiApplication.clipboard().text()
    assert draft.toast.text == "Copied. The clipboard is emptied after 30 seconds, and when you lock."
    QGuiApplication.clipboard().clear()


def test_leaving_the_session_closes_what_is_open(view: ReviewView, tmp_path: Path) -> None:
    opened(view, tmp_path)
    view.controller.close()
    assert view.exports.sheet is None
    assert view.commands() == {}


def test_the_ring_of_the_first_choice_is_whole_and_fields_begin_where_the_title_does(
    view: ReviewView, tmp_path: Path, qtbot: QtBot
) -> None:
    sheet = opened(view, tmp_path)
    sheet.activateWindow()
    qtbot.waitUntil(sheet.isActiveWindow)
    first = sheet.forms.button(0)
    first.setFocus(Qt.FocusReason.TabFocusReason)
    rings = [ring for ring in sheet.findChildren(QFocusFrame) if ring.isVisible() and ring.widget() is first]
    assert [ring.x() > 0 for ring in rings] == [True]
    left_px = [widget.mapTo(sheet, QPoint()).x() for widget in (first, sheet.name, sheet.preview_button)]
    assert len(set(left_px)) == 1
