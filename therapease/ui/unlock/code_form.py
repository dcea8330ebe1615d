"""A recovery code to write down and type back: the card that shows it, covered while one types, and the field.

The code can be neither selected nor copied: a copy in the clipboard or in a file is what it is to protect from.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from therapease.ui import strings
from therapease.ui.theme import TextRole
from therapease.ui.unlock.typed_back import difference_words
from therapease.ui.widgets import Card, LinkButton, TextField, TextLabel

_GROUPS_PER_LINE = 4
_CARD_PX = 108


class RecoveryCodeForm(QWidget):
    """`entered` comes with Enter. The code is covered as soon as typing begins, so that the paper is what is read."""

    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown_code = ""
        card = Card(padding_px=20)
        # As high covered as open, so that nothing jumps under the hands.
        card.setMinimumHeight(_CARD_PX)
        self.code_label = TextLabel("", TextRole.CAPTION, wrap=True)
        self.code_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.code_label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.code_label.setAccessibleName(strings.Recovery.CODE)
        self.cover_words = TextLabel(strings.Recovery.COVERED, TextRole.BODY, "ink2", wrap=True)
        self.cover_words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.uncover_button = LinkButton(strings.Recovery.UNCOVER)
        for widget in (self.code_label, self.cover_words):
            card.content.addWidget(widget)
        card.content.addWidget(self.uncover_button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.paper_hint = TextLabel(strings.Recovery.PAPER_HINT, TextRole.SMALL, "ink2", wrap=True)
        self.typed = TextField(strings.Recovery.TYPE_BACK, strings.Recovery.TYPE_BACK_HINT)
        self.typed.edit.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(card)
        column.addWidget(self.paper_hint)
        column.addWidget(self.typed)
        self.typed.edit.textEdited.connect(lambda text: self._cover(is_covered=bool(text)))
        self.typed.edit.returnPressed.connect(self.entered)
        self.uncover_button.clicked.connect(self._uncover)
        self._cover(is_covered=False)

    @property
    def is_covered(self) -> bool:
        return self.code_label.isHidden()

    def show_code(self, code: str) -> None:
        """Show a code; an empty text forgets it."""
        if code == self._shown_code:
            return
        self._shown_code = code
        groups = code.split("-")
        lines = ["\u2002".join(groups[at : at + _GROUPS_PER_LINE]) for at in range(0, len(groups), _GROUPS_PER_LINE)]
        self.code_label.setText("\n".join(lines))
        self.code_label.setAccessibleDescription(" ".join(code.replace("-", " ")))
        self.typed.edit.clear()
        self.typed.clear_error()
        self._cover(is_covered=False)

    def forget(self) -> None:
        self.show_code("")

    def check(self, code: str) -> bool:
        """Say whether the code was typed back rightly; where it was not, say so below the field and go there."""
        words = difference_words(self.typed.text, code)
        if words:
            self.typed.show_error(words)
            self.typed.edit.setFocus()
        return not words

    def _cover(self, *, is_covered: bool) -> None:
        self.code_label.setVisible(not is_covered)
        self.cover_words.setVisible(is_covered)
        self.uncover_button.setVisible(is_covered)

    def _uncover(self) -> None:
        self._cover(is_covered=False)
        self.typed.edit.setFocus()
