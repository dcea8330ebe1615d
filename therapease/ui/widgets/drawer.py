"""A panel that lies over the right edge of its host where there is no room beside it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from therapease.ui import strings
from therapease.ui.theme import TextRole, current_theme, theme_changed
from therapease.ui.widgets.buttons import IconButton
from therapease.ui.widgets.text import TextLabel

DRAWER_PX = 320
_RADIUS_PX = 14


class Drawer(QFrame):
    """Title, a cross, and `body`. Escape closes it and gives the keyboard back to what had it before."""

    closed = Signal()

    def __init__(self, title: str, host: QWidget, *, width_px: int = DRAWER_PX) -> None:
        super().__init__(host)
        self._width_px = width_px
        self.setAccessibleName(title)
        self._had_focus: QWidget | None = None
        self.close_button = IconButton("x", strings.Actions.CLOSE)
        self.close_button.clicked.connect(self.close_drawer)
        head = QHBoxLayout()
        head.addWidget(TextLabel(title, TextRole.LABEL), 1)
        head.addWidget(self.close_button)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 16, 16)
        column.addLayout(head)
        column.addLayout(self.body, 1)
        theme_changed.connect(self._place)
        host.installEventFilter(self)
        self.hide()

    def open_drawer(self) -> None:
        """Show it over the host and take the keyboard."""
        self._had_focus = QApplication.focusWidget()
        self._place()
        self.show()
        self.raise_()
        first = next((w for w in self.findChildren(QWidget) if _takes_keys(w) and w is not self.close_button), None)
        (first or self.close_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def close_drawer(self) -> None:
        if not self.isHidden():
            self.hide()
            if self._had_focus is not None and self._had_focus.isVisible():
                self._had_focus.setFocus(Qt.FocusReason.OtherFocusReason)
            self._had_focus = None
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_drawer()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("lineStrong"), 1))
        painter.setBrush(theme.color("paper"))
        # Wider and higher than itself, so that only the corner within the host is round.
        room = QRectF(0.5, 0.5, self.width() + 2 * _RADIUS_PX, self.height() + 2 * _RADIUS_PX)
        painter.drawRoundedRect(room, _RADIUS_PX, _RADIUS_PX)
        painter.end()

    def _place(self) -> None:
        host = self.parentWidget()
        if host is not None:
            width = min(host.width(), current_theme().px(self._width_px))
            self.setGeometry(host.width() - width, 0, width, host.height())


def _takes_keys(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled()
