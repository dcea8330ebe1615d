"""What a place says while there is nothing in it yet, and the first thing to do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from therapease.ui.theme import TextRole
from therapease.ui.widgets.buttons import Button
from therapease.ui.widgets.surfaces import DashedCard
from therapease.ui.widgets.text import TextLabel


class EmptyState(DashedCard):
    """A dashed frame with a serif line, a sentence, and at most one button, which the caller makes and connects."""

    def __init__(self, title: str, message: str, button: Button | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent, padding_px=32)
        self.content.setSpacing(4)
        self._title = TextLabel(title, TextRole.CAPTION, wrap=True)
        self._message = TextLabel(message, TextRole.BODY, "ink2", wrap=True)
        for label in (self._title, self._message):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self.content.addWidget(label)
        self.button = button
        if button is not None:
            self.content.addSpacing(12)
            self.content.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)

    def set_texts(self, title: str, message: str) -> None:
        self._title.setText(title)
        self._message.setText(message)
