"""The head of a page: its name in serif, a line about it, and what can be done, at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from therapease.ui.theme import TextRole
from therapease.ui.widgets.text import ShrinkingLabel, TextLabel


class PageHeader(QWidget):
    """Title, a small addition beside it (a client's code), a line below, actions at the right."""

    def __init__(self, title: str = "", subtitle: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ShrinkingLabel(title, TextRole.TITLE)
        self._addition = ShrinkingLabel("", TextRole.BODY, "ink2")
        self._addition.hide()
        self._subtitle = TextLabel(subtitle, TextRole.BODY, "ink2", wrap=True)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._title)
        top.addWidget(self._addition, 0, Qt.AlignmentFlag.AlignBottom)
        top.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addLayout(top)
        words.addWidget(self._subtitle)
        self.action_row = QHBoxLayout()
        self.action_row.setSpacing(12)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        row.addLayout(words, 1)
        row.addLayout(self.action_row)

    def set_texts(self, title: str, subtitle: str, addition: str = "") -> None:
        self._title.set_text(title)
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))
        self._addition.set_text(addition)
        self._addition.setVisible(bool(addition))

    @property
    def title(self) -> str:
        return self._title.whole_text
