"""What a correction did, in one line above the transcript, with the way back and the offer to draft again."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from therapease.ui import strings
from therapease.ui.session.correcting import Correction
from therapease.ui.theme import TextRole
from therapease.ui.widgets import IconButton, IconLabel, LinkButton, TextLabel, set_property

_WORDS = {
    Correction.WORDS: strings.Corrections.WORDS,
    Correction.SPEAKER: strings.Corrections.SPEAKER,
    Correction.SWAPPED: strings.Corrections.SWAPPED,
    Correction.UNDONE: strings.Corrections.UNDONE,
    Correction.REDONE: strings.Corrections.REDONE,
    Correction.RESTORED: strings.Corrections.RESTORED,
}


def stale_words(count: int) -> str:
    """Return how many lines of the note wait to be checked again."""
    if not count:
        return strings.Corrections.CHECK_NONE
    return strings.Corrections.CHECK_ONE if count == 1 else strings.Corrections.CHECK.format(count=count)


class CorrectionStrip(QFrame):
    """Hidden until a correction was kept; stays until it is closed or another one follows."""

    undo_wanted = Signal()
    redraft_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("banner", "info")
        self._glyph = IconLabel("pen-line", "ink2", 16)
        self._words = TextLabel("", TextRole.SMALL, "ink", wrap=True)
        self.undo_button = LinkButton(strings.Corrections.UNDO)
        self.redraft_button = LinkButton(strings.Corrections.REDRAFT)
        close = IconButton("x", strings.Corrections.DISMISS)
        self.undo_button.clicked.connect(self.undo_wanted)
        self.redraft_button.clicked.connect(self.redraft_wanted)
        close.clicked.connect(self.hide)
        acts = QHBoxLayout()
        acts.setSpacing(16)
        acts.addWidget(self.undo_button)
        acts.addWidget(self.redraft_button)
        acts.addStretch(1)
        middle = QVBoxLayout()
        middle.setSpacing(2)
        middle.addWidget(self._words)
        middle.addLayout(acts)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 6, 8)
        row.setSpacing(10)
        row.addWidget(self._glyph, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(middle, 1)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    @property
    def words(self) -> str:
        return self._words.text()

    def show_correction(self, kind: Correction, stale: int, *, has_note: bool, can_undo: bool) -> None:
        """Say what was done and how many lines of the note rest on it."""
        done = _WORDS[kind].split(".")[0] + "."
        words = f"{done} {stale_words(stale)}" if has_note else done
        set_property(self, "banner", "attention" if stale else "info")
        self._glyph.set_icon("triangle-alert" if stale else "pen-line", "attention" if stale else "ink2")
        self._words.setText(words)
        self.setAccessibleName(words)
        self.undo_button.setVisible(can_undo and kind is not Correction.UNDONE)
        self.redraft_button.setVisible(has_note and stale > 0)
        self.show()
