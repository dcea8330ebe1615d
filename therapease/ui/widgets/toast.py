"""A short word that something happened, with a way back or onward; it goes by itself and never blocks."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from therapease.ui.announcing import announce
from therapease.ui.theme import TextRole, current_theme, theme_changed
from therapease.ui.widgets.buttons import LinkButton
from therapease.ui.widgets.icon_label import IconLabel
from therapease.ui.widgets.text import TextLabel

SHOWN_MS = 6_000
_MARGIN_PX = 24
_MAX_TEXT_PX = 560
_ANY_WIDTH_PX = 16_777_215
"""Qt's own largest width (QWIDGETSIZE_MAX)."""


class Toast(QFrame):
    """One toast at the bottom of `host`. A new one takes the place of the old one."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setProperty("toast", True)
        self._icon = IconLabel("check", "paper", 18)
        self._label = TextLabel("", TextRole.BODY)
        self._button = LinkButton("")
        self._button.clicked.connect(self._on_action)
        self._button.installEventFilter(self)
        self._act: Callable[[], None] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 12, 18, 12)
        row.setSpacing(12)
        for widget in (self._icon, self._label, self._button):
            row.addWidget(widget)
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        theme_changed.connect(self._place)
        host.installEventFilter(self)
        self.hide()

    def show_message(
        self, text: str, action: str = "", on_action: Callable[[], None] | None = None, *, icon: str = "check"
    ) -> None:
        self._icon.set_icon(icon)
        self._label.setText(text)
        is_long = self._label.fontMetrics().horizontalAdvance(text) > _MAX_TEXT_PX
        self._label.setWordWrap(is_long)
        self._label.setMinimumWidth(_MAX_TEXT_PX if is_long else 0)
        self._label.setMaximumWidth(_MAX_TEXT_PX if is_long else _ANY_WIDTH_PX)
        self._timer.setInterval(SHOWN_MS * (2 if is_long else 1))
        self._button.setText(action)
        self._button.setVisible(bool(action and on_action))
        self._act = on_action
        self.setAccessibleName(text)
        announce(self, text)
        self.show()
        self.raise_()
        self._place()
        self._timer.start()

    def dismiss(self) -> None:
        """Take it away at once, with its words and what its button would do."""
        self._timer.stop()
        self._act = None
        self._label.setText("")
        self.setAccessibleName("")
        self.hide()

    @property
    def text(self) -> str:
        return self._label.text()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while somebody reads it or goes for its button."""
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._button:
            if event.type() == QEvent.Type.FocusIn:
                self._timer.stop()
            elif event.type() == QEvent.Type.FocusOut and self.isVisible():
                self._timer.start()
        elif event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        host = self.parentWidget()
        if host is None:
            return
        self.adjustSize()
        x = (host.width() - self.width()) // 2
        self.move(x, host.height() - self.height() - current_theme().px(_MARGIN_PX))

    def _on_action(self) -> None:
        self.hide()
        if self._act is not None:
            self._act()
