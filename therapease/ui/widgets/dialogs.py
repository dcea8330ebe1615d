"""Dialogs without a nested event loop: they open, and tell what was decided through a callback."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from therapease.ui import strings
from therapease.ui.theme import TextRole, current_theme
from therapease.ui.widgets.buttons import Button, ButtonKind
from therapease.ui.widgets.reading_order import ReadingOrder
from therapease.ui.widgets.text import TextLabel

LOCK_KEYS = "Ctrl+L"
_AROUND_PX = 64
"""What stays in sight of the window around a sheet."""


def fitting_width_px(width_px: int, parent: QWidget | None) -> int:
    """Return a sheet's width grown with the text, but not past the window it stands over."""
    grown = current_theme().px(width_px)
    return grown if parent is None else min(grown, max(parent.window().width() - _AROUND_PX, width_px))


class Sheet(ReadingOrder, QDialog):
    """A window-modal dialog in the theme's look: a serif title, `body`, and a row of buttons, `buttons`."""

    def __init__(self, title: str, parent: QWidget | None = None, *, width_px: int = 480) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(width_px)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 28, 32, 24)
        column.setSpacing(16)
        column.addWidget(TextLabel(title, TextRole.SUBTITLE, wrap=True))
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        column.addLayout(self.body, 1)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(12)
        self.buttons.addStretch(1)
        # The window's own keys do not reach past a sheet over it; whoever leaves the room locks from here, too.
        lock = QShortcut(QKeySequence(LOCK_KEYS), self)
        lock.activated.connect(self._lock)
        column.addSpacing(4)
        column.addLayout(self.buttons)

    def _lock(self) -> None:
        under = self.parentWidget()
        while under is not None and under.window().parentWidget() is not None:
            under = under.window().parentWidget()
        request_lock = getattr(under.window(), "request_lock", None) if under is not None else None
        if callable(request_lock):
            request_lock()


class MessageSheet(Sheet):
    """Words and one button to close: for what cannot be shown in place."""

    def __init__(self, title: str, message: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.body.addWidget(TextLabel(message, TextRole.BODY, "ink2", wrap=True))
        close = Button(strings.Actions.CLOSE, ButtonKind.PRIMARY)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        self.buttons.addWidget(close)


class QuestionSheet(Sheet):
    """A question with a way on and a way back; the way back is what Escape and Enter do when the way on destroys."""

    def __init__(
        self,
        title: str,
        message: str,
        confirm: str,
        on_confirm: Callable[[], None],
        parent: QWidget | None = None,
        *,
        keep: str = strings.Actions.CANCEL,
        is_dangerous: bool = False,
    ) -> None:
        super().__init__(title, parent, width_px=fitting_width_px(480, parent))
        self.body.addWidget(TextLabel(message, TextRole.BODY, "ink2", wrap=True))
        self.keep_button = Button(keep, ButtonKind.QUIET)
        self.confirm_button = Button(confirm, ButtonKind.DANGER_SOLID if is_dangerous else ButtonKind.PRIMARY)
        self.keep_button.clicked.connect(self.reject)
        self.confirm_button.clicked.connect(self.accept)
        (self.keep_button if is_dangerous else self.confirm_button).setDefault(True)
        self.buttons.addWidget(self.keep_button)
        self.buttons.addWidget(self.confirm_button)
        self.accepted.connect(on_confirm)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the height that the words need at this width; Qt's own wish is for fewer lines when text is large."""
        layout = self.layout()
        if layout is not None:
            width_px = max(self.width(), layout.minimumSize().width())
            self.resize(width_px, max(layout.totalHeightForWidth(width_px), self.height()))
        super().showEvent(event)
