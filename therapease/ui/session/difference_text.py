"""What was corrected in a transcript, shown as marked text."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from therapease.domain.transcript import Utterance
from therapease.domain.transcript_diff import UtteranceDifference
from therapease.domain.word_diff import WordChange
from therapease.ui import strings
from therapease.ui.session import wording
from therapease.ui.session.marked_text import ADDED_SIGN, REMOVED_SIGN, MarkedText
from therapease.ui.session.timecode import timecode
from therapease.ui.session.transcript_versions import Comparison
from therapease.ui.theme import TextRole

MOST_SHOWN = 400
"""Swapping the speakers changes every utterance of an hour; nobody reads three thousand of them one by one."""


class DifferenceText(MarkedText):
    """What was corrected between two versions of a transcript, utterance by utterance."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(strings.Versions.DIFFERENCES, parent)
        self._initials = ""

    def show_comparison(self, comparison: Comparison, client_initials: str) -> None:
        self._initials = client_initials
        self.clear()
        cursor = self.textCursor()
        cursor.beginEditBlock()
        self._write(cursor, _count_words(len(comparison.found)), TextRole.BODY, "ink2")
        for difference in comparison.found[:MOST_SHOWN]:
            self._add(cursor, difference)
        left = len(comparison.found) - MOST_SHOWN
        if left > 0:
            self._begin(cursor, 16)
            self._write(cursor, strings.Versions.MORE.format(count=left), TextRole.BODY, "ink2")
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _add(self, cursor: QTextCursor, difference: UtteranceDifference) -> None:
        words = strings.Versions
        shown = difference.after or difference.before
        if shown is None:
            return
        self._begin(cursor, 16)
        parts = [self._speaker(shown), timecode(difference.start_s)]
        if difference.before is None:
            parts.append(words.SPLIT)
        elif difference.after is None:
            parts.append(words.GONE)
        elif difference.has_other_speaker:
            before, after = self._speaker(difference.before), self._speaker(difference.after)
            parts[0] = words.SPEAKER_CHANGED.format(before=before, after=after)
        self._write(cursor, strings.SEPARATOR.join(part for part in parts if part), TextRole.SMALL_LABEL, "ink2")
        self._begin(cursor, 2)
        before = WordChange.SAME
        for run in difference.runs:
            lead = len(run.text) - len(run.text.lstrip())
            gap = " " if run.change is WordChange.ADDED and before is WordChange.REMOVED and not lead else ""
            self._write(cursor, gap + run.text[:lead], TextRole.SPOKEN, "ink")
            before = run.change
            if run.change is WordChange.ADDED:
                self._write(cursor, f"{ADDED_SIGN}{run.text[lead:]}", TextRole.SPOKEN, "accent", underline=True)
            elif run.change is WordChange.REMOVED:
                self._write(cursor, f"{REMOVED_SIGN}{run.text[lead:]}", TextRole.SPOKEN, "ink3", strike=True)
            else:
                self._write(cursor, run.text[lead:], TextRole.SPOKEN, "ink")

    def _speaker(self, utterance: Utterance) -> str:
        return wording.speaker_words(utterance.role, utterance.speaker, self._initials)


def _count_words(count: int) -> str:
    words = strings.Versions
    if not count:
        return words.SAME
    return words.COUNT_ONE if count == 1 else words.COUNT.format(count=count)
