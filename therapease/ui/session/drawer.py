"""A panel that slides over the right edge of the review, for what is looked at beside the note now and then."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from therapease.ui import strings
from therapease.ui.theme import current_theme, theme_changed
from therapease.ui.widgets import IconButton

DRAWER_PX = 320


class Drawer(QFrame):
    """Lies over `parent` at its right edge. Escape and the cross close it; the keyboard goes back where it was."""

    closed = Signal()

    def __init__(self, parent: QWidget, *, width_px: int = DRAWER_PX) -> None:
        super().__init__(parent)
        self._width_px = width_px
        self._before: QWidget | None = None
        self.close_button = IconButton("x", strings.Actions.CLOSE)
        self.close_button.clicked.connect(self.close_drawer)
        self.content = QVBoxLayout(self)
        self.content.setContentsMargins(24, 0, 16, 16)
        theme_changed.connect(self.update)
        self.hide()

    def open_drawer(self) -> None:
        self._before = self.window().focusWidget()
        self.place()
        self.show()
        self.raise_()

    def close_drawer(self) -> None:
        had_focus = self.isAncestorOf(self.window().focusWidget() or self)
        self.hide()
        if had_focus and self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None
        self.closed.emit()

    def place(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            width = min(parent.width(), current_theme().px(self._width_px))
            self.setGeometry(parent.width() - width, 0, width, parent.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_drawer()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("lineStrong"), 1))
        painter.setBrush(theme.color("paper"))
        painter.drawRoundedRect(QRectF(0.5, 0.5, self.width() + 20, self.height() + 20), 14, 14)
        painter.end()
