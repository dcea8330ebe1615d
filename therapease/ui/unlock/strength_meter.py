"""Four short bars and a word for the strength of a passphrase."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from therapease.ui import strings
from therapease.ui.theme import TextRole, current_theme, theme_changed
from therapease.ui.unlock.strength import Strength
from therapease.ui.widgets import TextLabel

_TOKENS = ("line", "danger", "attention", "accent", "accent")


class _Bars(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.level = 0
        self.setFixedSize(QSize(116, 6))
        theme_changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for place in range(4):
            painter.setBrush(theme.color(_TOKENS[self.level] if place < self.level else "line"))
            painter.drawRoundedRect(QRectF(place * 30, 0, 26, 6), 3, 3)
        painter.end()


class StrengthMeter(QWidget):
    """The bars are for the eye; the words beside them are what counts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars = _Bars()
        self._words = TextLabel("", TextRole.SMALL, "ink2")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._bars)
        row.addWidget(self._words, 1)
        self.setAccessibleName(strings.Create.STRENGTH)

    @property
    def words(self) -> str:
        return self._words.text()

    def show_strength(self, strength: Strength) -> None:
        self._bars.level = strength.level
        self._bars.update()
        self._words.setText(strength.words)
        self.setAccessibleDescription(strength.words)
