"""A job on its way: what it does in words, how far it is, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from therapease.ui import strings
from therapease.ui.theme import TextRole
from therapease.ui.widgets.buttons import LinkButton
from therapease.ui.widgets.text import TextLabel, set_property

_STEPS = 1000


class ProgressRow(QWidget):
    """Stage in bold, subject beside it, Cancel at the end; a bar; a line with the share done and the time left."""

    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stage = TextLabel("", TextRole.LABEL)
        self._subject = TextLabel("", TextRole.SMALL, "ink2")
        self.cancel_button = LinkButton(strings.Actions.CANCEL)
        self.cancel_button.clicked.connect(self.cancel_requested)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._note = TextLabel("", TextRole.SMALL, "ink2", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._stage)
        head.addWidget(self._subject, 1)
        head.addWidget(self.cancel_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._bar)
        column.addWidget(self._note)

    def show_progress(self, stage: str, subject: str, fraction: float | None, note: str) -> None:
        """Show a running job. `fraction` is 0 to 1, or None while it cannot be known: the bar then wanders."""
        self._stage.setText(stage)
        self._subject.setText(subject)
        set_property(self._bar, "stopped", False)
        if fraction is None:
            self._bar.setRange(0, 0)
        else:
            self._bar.setRange(0, _STEPS)
            self._bar.setValue(round(min(max(fraction, 0.0), 1.0) * _STEPS))
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._bar.setAccessibleName(f"{stage} {subject}. {note}")
        self.cancel_button.show()

    def show_stopped(self, words: str, subject: str, note: str) -> None:
        """Show a job that came to an end without its result; the bar stays where it was."""
        self._stage.setText(words)
        self._subject.setText(subject)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        if self._bar.maximum() == 0:
            self._bar.setRange(0, _STEPS)
            self._bar.setValue(0)
        set_property(self._bar, "stopped", True)
        self.cancel_button.hide()

    @property
    def fraction(self) -> float | None:
        return None if self._bar.maximum() == 0 else self._bar.value() / _STEPS

    @property
    def note(self) -> str:
        return self._note.text()
