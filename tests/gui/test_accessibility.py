"""Every place and state, visited as a screen reader and a keyboard do: names, roles, the way of Tab, keys, targets."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QListWidget, QPushButton, QRadioButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from bench._accessibility import EXCUSED, audit, unexcused, walk
from bench._practice import make_practice
from bench._stage import SCENES, Scene, Stage, find_scenes
from therapease.ui.theme import Mode
from therapease.ui.widgets import ReadingOrder
from therapease.ui.widgets.spoken_roles import install_spoken_roles

find_scenes()


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_practice(tmp_path_factory.mktemp("practice"))


@pytest.mark.parametrize("scene", [scene for scene in SCENES if scene.is_place], ids=lambda scene: scene.name)
def test_every_widget_of_every_place_can_be_heard_and_reached(
    scene: Scene, practice: Path, qapp: QApplication, tmp_path: Path
) -> None:
    stage = Stage(qapp, practice, tmp_path, Mode.LIGHT, scene.sizes[0])
    try:
        found = audit(scene.perform(stage))
        assert found.widget_count > 3
        assert [str(finding) for finding in unexcused(found.findings)] == []
    finally:
        stage.close()


class Window(ReadingOrder, QWidget):
    """A window made backwards: what is read last is created first."""

    def __init__(self) -> None:
        super().__init__()
        self.last, self.right, self.left = QPushButton("last"), QPushButton("right"), QPushButton("left")
        self.first = QPushButton("first")
        column = QVBoxLayout(self)
        column.addWidget(self.first)
        row = QHBoxLayout()
        row.addWidget(self.left)
        row.addWidget(self.right)
        column.addLayout(row)
        column.addWidget(self.last)


class Plain(QWidget):
    """The same without our order."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        buttons = [QPushButton(word) for word in ("one", "two", "three", "four")]
        for button in buttons:
            button.setMinimumSize(80, 40)
            column.addWidget(button)
        for before, after in ((0, 2), (2, 1), (1, 3)):
            QWidget.setTabOrder(buttons[before], buttons[after])


def shown(qtbot: QtBot, widget: QWidget) -> QWidget:
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    return widget


def test_tab_goes_by_the_layout_and_not_by_what_was_made_first(qtbot: QtBot) -> None:
    window = Window()
    shown(qtbot, window)
    stops, findings = walk(window)
    assert stops == [window.first, window.left, window.right, window.last]
    assert findings == []
    window.first.setFocus()
    qtbot.keyClick(window.first, Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is window.last
    window.left.setEnabled(False)
    window.first.setFocus()
    qtbot.keyClick(window.first, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is window.right


def test_of_radio_buttons_tab_reaches_the_chosen_one(qtbot: QtBot) -> None:
    window = Window()
    choices = [QRadioButton(word) for word in ("one", "two", "three")]
    for choice in choices:
        window.layout().addWidget(choice)
    choices[1].setChecked(True)
    shown(qtbot, window)
    window.last.setFocus()
    qtbot.keyClick(window.last, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is choices[1]
    qtbot.keyClick(choices[1], Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is window.first


def rules(widget: QWidget) -> set[str]:
    return {finding.rule for finding in audit(widget).findings}


def test_the_audit_finds_what_is_wrong(qtbot: QtBot) -> None:
    assert "order" in rules(shown(qtbot, Plain()))
    window = Window()
    shown(qtbot, window)
    assert rules(window) <= {"target"}
    window.left.setText("")
    assert "name" in rules(window)
    window.left.setFixedSize(20, 20)
    assert "target" in rules(window)
    for widget in (window, window.first):
        QShortcut(QKeySequence("Ctrl+B"), widget)
    assert "shortcut" in rules(window)
    area = QWidget()
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    area.setMinimumSize(40, 40)
    window.layout().addWidget(area)
    qtbot.waitUntil(area.isVisible)
    assert "role" in rules(window)
    rows = QListWidget()
    rows.setAccessibleName("Rows")
    rows.addItem("")
    window.layout().addWidget(rows)
    qtbot.waitUntil(rows.isVisible)
    assert "row" in rules(window)


def test_a_painted_widget_is_spoken_as_what_it_is(qtbot: QtBot) -> None:
    class Line(QWidget):
        spoken_role = QAccessible.Role.ListItem

    install_spoken_roles()
    line = Line()
    line.setAccessibleName("Slept six hours")
    shown(qtbot, line)
    interface = QAccessible.queryAccessibleInterface(line)
    assert interface.role() is QAccessible.Role.ListItem
    line.setAccessibleName("Slept seven hours")
    assert interface.text(QAccessible.Text.Name) == "Slept seven hours"


def test_every_exception_has_its_reason() -> None:
    assert all(len(reason) > 20 for reason in EXCUSED.values())
