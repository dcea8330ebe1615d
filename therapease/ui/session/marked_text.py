"""Differences as text that can be read by eye, by keyboard and by a screen reader: signs first, style second."""

from __future__ import annotations

from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from therapease.ui.theme import TextRole, current_theme

ADDED_SIGN, REMOVED_SIGN = "+", "−"


class MarkedText(QTextEdit):
    """Read-only. Added words stand behind “+” and are underlined, removed ones behind “−” and struck through."""

    def __init__(self, name_for_people: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setAccessibleName(name_for_people)

    def show_words(self, words: str) -> None:
        """Show words instead of differences."""
        self.clear()
        self._write(self.textCursor(), words, TextRole.BODY, "ink2")

    def _begin(self, cursor: QTextCursor, gap_px: int) -> None:
        form = QTextBlockFormat()
        form.setTopMargin(current_theme().px(gap_px))
        cursor.insertBlock(form)

    def _write(
        self,
        cursor: QTextCursor,
        text: str,
        role: TextRole,
        token: str,
        *,
        underline: bool = False,
        strike: bool = False,
    ) -> None:
        if not text:
            return
        form, theme = QTextCharFormat(), current_theme()
        font = QFont(theme.font(role))
        font.setUnderline(underline)
        font.setStrikeOut(strike)
        form.setFont(font)
        form.setForeground(theme.color(token))
        cursor.insertText(text, form)
