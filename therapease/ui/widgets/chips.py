"""Chips: a state in one or two words, always with the word and, where it helps, a glyph."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from therapease.ui.theme import TextRole
from therapease.ui.widgets.icon_label import IconLabel
from therapease.ui.widgets.text import TextLabel, set_property


class ChipKind(StrEnum):
    """The colour of a chip; `value` is the style sheet's `chip` property."""

    NEUTRAL = "neutral"
    ACCENT = "accent"
    ATTENTION = "attention"
    DANGER = "danger"
    OUTLINE = "outline"


_TONE = {
    ChipKind.NEUTRAL: "ink2",
    ChipKind.ACCENT: "accent",
    ChipKind.ATTENTION: "attention",
    ChipKind.DANGER: "danger",
    ChipKind.OUTLINE: "ink2",
}


class Chip(QFrame):
    """A word in a soft pill, as in “Works offline” or “Draft, not signed”."""

    def __init__(
        self, text: str, kind: ChipKind = ChipKind.NEUTRAL, icon: str | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(11, 4, 11, 4)
        self._row.setSpacing(6)
        self._icon: IconLabel | None = None
        self._label = TextLabel("", TextRole.SMALL_LABEL)
        self._row.addWidget(self._label)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_state(text, kind, icon)

    @property
    def text(self) -> str:
        return self._label.text()

    def show_state(self, text: str, kind: ChipKind = ChipKind.NEUTRAL, icon: str | None = None) -> None:
        set_property(self, "chip", kind.value)
        self._label.setText(text)
        self._label.set_tone(_TONE[kind])
        self.setAccessibleName(text)
        if icon is not None and self._icon is None:
            self._icon = IconLabel(icon, _TONE[kind], 15)
            self._row.insertWidget(0, self._icon)
        elif icon is not None and self._icon is not None:
            self._icon.set_icon(icon, _TONE[kind])
        if self._icon is not None:
            self._icon.setVisible(icon is not None)
