"""What the review asks before it acts: to sign, to remove, what to amend."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from therapease.ui import strings
from therapease.ui.session.controller import ReviewController
from therapease.ui.session.signature_block import AmendmentSheet
from therapease.ui.widgets import QuestionSheet


class ReviewQuestions(QObject):
    """Opens the question over `window` and hands the answer to the controller. Nothing waits in a nested loop."""

    def __init__(self, controller: ReviewController, window: QWidget) -> None:
        super().__init__(window)
        self._controller = controller
        self._window = window
        self.amendment: AmendmentSheet | None = None

    def ask_sign(self) -> QuestionSheet | None:
        """Ask once more before the note is signed, and return the question; a signature cannot be taken back."""
        note = self._controller.note
        if note is None:
            return None
        # What stands in an open field would not be signed and could not be kept afterwards: the line waits as open.
        self._controller.hand_in()
        words, count = strings.Signing, len(note.latest.statements)
        sheet = QuestionSheet(
            words.SIGN_TITLE,
            words.SIGN_MESSAGE.format(count=count),
            words.SIGN,
            self._controller.sign,
            self._window,
            keep=words.NOT_YET,
        )
        sheet.open()
        return sheet

    def ask_amend(self) -> AmendmentSheet:
        """Ask for an amendment, and return the sheet."""
        self.amendment = AmendmentSheet(self._controller.amend, self._window)
        self.amendment.finished.connect(self._forget)
        self.amendment.open()
        return self.amendment

    def _forget(self) -> None:
        self.amendment = None
