"""The question before a note is drafted again: what becomes of the lines that are the clinician's."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from therapease.ui import strings
from therapease.ui.theme import TextRole
from therapease.ui.widgets import CheckBox, QuestionSheet, TextLabel


class RedraftSheet(QuestionSheet):
    """Tells `on_confirm` whether her lines are kept; they are, unless she takes the check away."""

    def __init__(self, own_count: int, on_confirm: Callable[[bool], None], parent: QWidget | None = None) -> None:
        words = strings.Corrections
        super().__init__(
            words.REDRAFT_TITLE,
            words.REDRAFT_MESSAGE,
            words.REDRAFT,
            lambda: on_confirm(self.keeps_own.isChecked()),
            parent,
        )
        text = words.KEEP_OWN_ONE if own_count == 1 else words.KEEP_OWN.format(count=own_count)
        self.keeps_own = CheckBox(text)
        self.keeps_own.setChecked(True)
        self.keeps_own.setAccessibleDescription(words.KEEP_OWN_HINT)
        kept = QVBoxLayout()
        kept.setSpacing(2)
        kept.addWidget(self.keeps_own)
        hint = TextLabel(words.KEEP_OWN_HINT, TextRole.SMALL, "ink2", wrap=True)
        kept.addWidget(hint)
        for widget in (self.keeps_own, hint):
            widget.setVisible(own_count > 0)
        self.body.addLayout(kept)
