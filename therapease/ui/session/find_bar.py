"""The line under the transcript's heading in which words are searched for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from therapease.ui import strings
from therapease.ui.theme import TextRole
from therapease.ui.widgets import IconButton, SearchField, TextLabel


class FindBar(QWidget):
    """Searches as one types. Enter and F3 go on, with Shift back; Escape closes."""

    query_changed = Signal(str)
    step_wanted = Signal(int)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = SearchField(strings.Find.FIELD)
        self.count = TextLabel("", TextRole.FINE, "ink2")
        self.previous = IconButton("chevron-up", strings.Find.PREVIOUS)
        self.next = IconButton("chevron-down", strings.Find.NEXT)
        self.close_button = IconButton("x", strings.Find.CLOSE)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 4)
        row.setSpacing(4)
        row.addWidget(self.field, 1)
        row.addSpacing(4)
        row.addWidget(self.count)
        for button in (self.previous, self.next, self.close_button):
            row.addWidget(button)
        self.field.textChanged.connect(self.query_changed)
        self.previous.clicked.connect(lambda: self.step_wanted.emit(-1))
        self.next.clicked.connect(lambda: self.step_wanted.emit(1))
        self.close_button.clicked.connect(self.close_bar)
        self.hide()

    def open_bar(self) -> None:
        self.show()
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.query_changed.emit(self.field.text())

    def close_bar(self) -> None:
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def show_place(self, at: int, count: int) -> None:
        """Say which of how many places is looked at; `at` counts from 0."""
        asked = bool(self.field.text().strip())
        words = strings.Find.COUNT.format(at=at + 1, count=count) if count else strings.Find.NONE if asked else ""
        self.count.setText(words)
        self.field.setAccessibleDescription(words)
        for button in (self.previous, self.next):
            button.setEnabled(count > 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F3):
            self.step_wanted.emit(-1 if is_back else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)
