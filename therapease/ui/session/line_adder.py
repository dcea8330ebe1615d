"""The field for a new line of the clinician's own, until the line has a place in the note."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from therapease.domain.ids import StatementId
from therapease.domain.note import Note, Standing
from therapease.ui import strings
from therapease.ui.session.line_text import LineEditor
from therapease.ui.session.statement_view import StatementView

W = TypeVar("W", bound=QWidget)


class LineAdder(QObject):
    """At most one open field. Autosave makes its words an unfinished line; the field then gives way to that line's
    own editor, with all that was typed meanwhile."""

    added = Signal(str, str, object, bool)
    closed = Signal(object)
    """The field that will not come back."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.editor: LineEditor | None = None
        self._section = ""
        self._after: StatementId | None = None
        self._sent: str | None = None
        self._is_finished = self._is_cancelled = False

    def open(self, section: str, after: StatementId | None) -> LineEditor:
        """Return a new field. One that is open already hands in its words and closes."""
        if self.editor is not None:
            self.hand_in()
            self.close()
        editor = LineEditor("", strings.Note.OWN_LINE, strings.Note.ADD_OWN)
        editor.saved.connect(self._on_saved)
        editor.paused.connect(self._on_paused)
        editor.cancelled.connect(self._on_cancelled)
        self.editor, self._section, self._after = editor, section, after
        self._sent, self._is_finished, self._is_cancelled = None, False, False
        return editor

    def close(self) -> None:
        """Close the field and drop what it holds."""
        if self.editor is None:
            return
        editor, self.editor = self.editor, None
        self.closed.emit(editor)

    def placed(self, section: str, lines: list[StatementView]) -> list[QWidget]:
        """Return a section's lines with the field among them, if it belongs here."""
        found: list[QWidget] = list(lines)
        if self.editor is not None and section == self._section:
            at = next((i + 1 for i, line in enumerate(lines) if line.statement_id == self._after), len(lines))
            found.insert(at, self.editor)
        return found

    def hand_in(self) -> None:
        """Pass on the words that were not kept yet, as a line that is not finished."""
        text = self.editor.toPlainText() if self.editor is not None else ""
        if text.strip() and self._sent is None:
            self._send(text, is_finished=False)

    def take_over(self, note: Note, new_lines: Mapping[StatementId, StatementView]) -> None:
        """Let the line that autosave or Enter made of the words take the place of the field."""
        editor, sent = self.editor, self._sent
        if editor is None or sent is None:
            return
        made = [s for s in note.latest.statements if s.id in new_lines and s.text == sent.strip()]
        if not made:
            return
        line, text, position = new_lines[made[-1].id], editor.toPlainText(), editor.textCursor().position()
        had_focus = editor.hasFocus()
        self.close()
        if self._is_cancelled:
            line.signals.abandoned.emit(line.statement_id)
        elif made[-1].standing is not Standing.OPEN:
            if had_focus:
                line.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._is_finished:
            line.signals.edited.emit(line.statement_id, text)
        else:
            line.start_editing()
            if line.editor is not None:
                line.editor.setPlainText(text)
                cursor = line.editor.textCursor()
                cursor.setPosition(position)
                line.editor.setTextCursor(cursor)

    def forget_sent(self) -> None:
        """The words handed in were not kept; they are still in the field."""
        self._sent, self._is_finished = None, False

    def _on_paused(self, text: str) -> None:
        if text.strip() and self._sent is None:
            self._send(text, is_finished=False)

    def _on_saved(self, text: str) -> None:
        if not text.strip():
            self.close()
        elif self._sent is None:
            self._send(text, is_finished=True)
        else:
            self._is_finished = True

    def _on_cancelled(self) -> None:
        if self._sent is None or self.editor is None:
            self.close()
        else:
            # On its way into the note already: it is taken back as soon as it is there.
            self._is_cancelled = True
            self.editor.hide()

    def _send(self, text: str, *, is_finished: bool) -> None:
        self._sent, self._is_finished = text, is_finished
        self.added.emit(self._section, text, self._after, is_finished)
