"""F6 goes round the parts of a window and comes back to where one was in each."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from therapease.ui.regions import go_to_region


def part(count: int) -> tuple[QWidget, list[QLineEdit]]:
    holder = QWidget()
    column = QVBoxLayout(holder)
    fields = [QLineEdit() for _ in range(count)]
    for field in fields:
        column.addWidget(field)
    return holder, fields


def test_round_in_both_directions_past_what_is_hidden_or_empty(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    parts = [part(count) for count in (2, 0, 1, 2)]
    for holder, _fields in parts:
        row.addWidget(holder)
    regions = [holder for holder, _fields in parts]
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    first, _empty, second, third = (fields for _holder, fields in parts)
    third[1].setFocus()
    assert go_to_region(regions, 1) is first[0]
    assert go_to_region(regions, 1) is second[0]
    regions[3].hide()
    assert go_to_region(regions, 1) is first[0]
    assert go_to_region(regions, -1) is second[0]


def test_nowhere_to_go(qtbot: QtBot) -> None:
    holder, _fields = part(0)
    qtbot.addWidget(holder)
    assert go_to_region([holder], 1) is None
