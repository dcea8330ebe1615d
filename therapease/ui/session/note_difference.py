"""The difference of two versions of the note, shown as marked text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from therapease.domain.note_diff import LineChange, LineDifference
from therapease.domain.word_diff import WordChange, WordRun
from therapease.ui import strings
from therapease.ui.session.marked_text import ADDED_SIGN, REMOVED_SIGN, MarkedText
from therapease.ui.theme import TextRole

_SIGNS = {
    LineChange.ADDED: ADDED_SIGN,
    LineChange.REMOVED: REMOVED_SIGN,
    LineChange.REWORDED: "±",
    LineChange.MOVED: "↕",
    LineChange.JUDGED: "✓",
}


class NoteDifferenceText(MarkedText):
    """What differs between two versions of the note, line by line and by section."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(strings.CompareVersions.LIST, parent)

    def show_lines(
        self, lines: Sequence[LineDifference], sections: Sequence[tuple[str, str]], *, only_changes: bool
    ) -> None:
        """Show the lines by section; those that are the same in both only when asked for."""
        self.clear()
        cursor = self.textCursor()
        cursor.beginEditBlock()
        different = sum(line.change is not LineChange.SAME for line in lines)
        self._write(cursor, count_words(different), TextRole.BODY, "ink2")
        for key, title in sections:
            shown = [
                line
                for line in lines
                if line.line.section == key and (line.change is not LineChange.SAME or not only_changes)
            ]
            if shown:
                self._begin(cursor, 18)
                self._write(cursor, title, TextRole.SMALL_LABEL, "ink3")
            for line in shown:
                self._add(cursor, line)
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _add(self, cursor: QTextCursor, line: LineDifference) -> None:
        if line.change is not LineChange.SAME:
            self._begin(cursor, 10)
            words = f"{_SIGNS[line.change]} {strings.CHANGE_WORDS[line.change]}"
            self._write(cursor, words, TextRole.FINE, "ink2")
        self._begin(cursor, 2 if line.change is not LineChange.SAME else 10)
        is_whole = line.change in (LineChange.ADDED, LineChange.REMOVED)
        for run in line.words:
            self._write_run(cursor, run, has_sign=not is_whole)

    def _write_run(self, cursor: QTextCursor, run: WordRun, *, has_sign: bool) -> None:
        lead = len(run.text) - len(run.text.lstrip())
        self._write(cursor, run.text[:lead], TextRole.NOTE, "ink")
        words = run.text[lead:]
        if run.change is WordChange.ADDED:
            self._write(cursor, f"{ADDED_SIGN if has_sign else ''}{words}", TextRole.NOTE, "accent", underline=True)
        elif run.change is WordChange.REMOVED:
            sign = REMOVED_SIGN if has_sign else ""
            self._write(cursor, f"{sign}{words}", TextRole.NOTE, "ink3", strike=True)
            self._write(cursor, " " if has_sign and not words.endswith(" ") else "", TextRole.NOTE, "ink")
        else:
            self._write(cursor, words, TextRole.NOTE, "ink")


def count_words(count: int) -> str:
    """Return how many lines differ, in words."""
    words = strings.CompareVersions
    if not count:
        return words.SAME
    return words.DIFFERENCES_ONE if count == 1 else words.DIFFERENCES.format(count=count)
