"""The small widgets of the review on their own: wrapping, growing, scrolling, badges that make room."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from therapease.ui.session.line_text import LineEditor, LineText, WrappingRow
from therapease.ui.session.overlay_scroll_bar import OverlayScrollBar
from therapease.ui.session.paragraph import note_paragraph
from therapease.ui.session.part_tabs import PartTabs
from therapease.ui.theme import Mode, TextRole, apply_theme, current_theme

LONG = "Rode the train twice this week and stayed on to the second stop, using slow breathing. " * 3


@pytest.fixture(autouse=True)
def theme(qtbot: QtBot) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    apply_theme(application, Mode.LIGHT)


def test_a_line_is_as_high_as_its_text_at_that_width(qtbot: QtBot) -> None:
    text = LineText()
    qtbot.addWidget(text)
    text.show_paragraph(note_paragraph(LONG, current_theme(), is_quotation=False))
    line = current_theme().line_px(TextRole.NOTE)
    assert text.heightForWidth(5_000) == line
    assert text.heightForWidth(300) > 3 * line
    assert text.heightForWidth(300) % line == 0


def test_the_editor_grows_with_what_is_written(qtbot: QtBot) -> None:
    editor = LineEditor("", "Your own line", "Add a line")
    qtbot.addWidget(editor)
    editor.resize(240, 44)
    editor.show()
    before = editor.height()
    editor.setPlainText(LONG)
    assert editor.height() > 2 * before


def test_shift_enter_breaks_the_line_and_enter_saves(qtbot: QtBot) -> None:
    editor = LineEditor("", "", "Edit")
    qtbot.addWidget(editor)
    qtbot.keyClicks(editor, "one")
    qtbot.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(editor, "two")
    with qtbot.waitSignal(editor.saved) as saved:
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert saved.args == ["one\ntwo"]


def test_a_row_wraps_where_its_width_ends(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    row = WrappingRow(holder, gap_px=4)
    for _number in range(4):
        label = QLabel("x")
        label.setFixedSize(50, 20)
        row.addWidget(label)
    assert row.heightForWidth(400) == 20
    assert row.heightForWidth(110) == 42
    holder.resize(110, 60)
    holder.show()
    places = [row.itemAt(number).geometry().topLeft() for number in range(4)]
    assert places == [QPoint(0, 0), QPoint(54, 0), QPoint(0, 22), QPoint(54, 22)]


def test_the_scroll_bar_appears_while_scrolling_and_goes_away(qtbot: QtBot) -> None:
    area = QScrollArea()
    qtbot.addWidget(area)
    content = QWidget()
    content.setFixedSize(100, 2_000)
    area.setWidget(content)
    area.resize(200, 300)
    bar = OverlayScrollBar(area)
    area.show()
    assert not bar.isVisible()
    area.verticalScrollBar().setValue(500)
    assert bar.isVisible()
    assert bar.value() == 500
    bar.setValue(800)
    assert area.verticalScrollBar().value() == 800
    qtbot.waitUntil(lambda: not bar.isVisible(), timeout=4_000)


def test_tabs_are_as_wide_as_their_words(qtbot: QtBot) -> None:
    tabs = PartTabs()
    qtbot.addWidget(tabs)
    for words in ("Note", "Mentioned, 12"):
        tabs.addTab(words)
    tabs.resize(400, 44)
    tabs.show()
    assert tabs.tabRect(0).width() < tabs.tabRect(1).width()
    assert tabs.tabRect(0).height() >= 44
