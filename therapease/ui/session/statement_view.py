"""One line of the note: its glyph, its words, and when selected what it rests on and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from therapease.domain.ids import StatementId, UtteranceId
from therapease.domain.note import Standing, Statement, StatementKind
from therapease.domain.rechecking import quotes_stand
from therapease.ui import strings
from therapease.ui.session.evidence import EvidenceMark
from therapease.ui.session.line_details import LineDetails, time_words
from therapease.ui.session.line_text import LineEditor, LineText
from therapease.ui.session.painting import dashed_pen
from therapease.ui.session.paragraph import note_paragraph
from therapease.ui.session.standing import Form, form_of, is_accepted
from therapease.ui.theme import TextRole, current_theme
from therapease.ui.widgets import TextLabel

_GLYPH_X, _GLYPH_PX, _TEXT_X, _PAD_Y, _RIGHT = 8, 16, 34, 6, 10
_DASHED = (Form.NOT_ASSESSED, Form.UNVERIFIED, Form.CHECK_AGAIN)
_MOVING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class LineSignals(QObject):
    """What lines tell. One for all lines of a sheet: ten connections for each of 200 lines take a fifth of a second."""

    activated = Signal(str)
    accept_wanted = Signal(str)
    remove_wanted = Signal(str)
    move_wanted = Signal(str, int)
    menu_wanted = Signal(str, object)
    """The global QPoint to open it at."""
    edited = Signal(str, str)
    written = Signal(str, str)
    """What stands in the open editor, to be kept although the line is not finished."""
    abandoned = Signal(str)
    listen_wanted = Signal(object)


class StatementView(QWidget):
    """Shows one statement. Click or Enter selects it and plays its evidence; E edits, A accepts, Delete removes,
    Ctrl+Shift with an arrow moves it."""

    spoken_role = QAccessible.Role.ListItem

    def __init__(self, statement: Statement, signals: LineSignals, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.statement = statement
        self.signals = signals
        self._was_shown = False
        self._marks: tuple[EvidenceMark, ...] = ()
        self._is_selected = self._is_editable = self._quotes_sources = self._is_reassigned = False
        self._corrected: frozenset[UtteranceId] | None = None
        self._editor: LineEditor | None = None
        self._hint: TextLabel | None = None
        self._details: LineDetails | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("focusRing", True)
        self.setProperty("radius", 10)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._text = LineText()
        self._column = QVBoxLayout(self)
        self._column.setSpacing(2)
        self._column.addWidget(self._text)

    # ------------------------------------------------------------ what is shown

    @property
    def statement_id(self) -> StatementId:
        return self.statement.id

    @property
    def form(self) -> Form:
        return form_of(self.statement, is_stale=self._is_stale)

    @property
    def is_half_written(self) -> bool:
        return self.statement.standing is Standing.OPEN

    @property
    def is_editing(self) -> bool:
        return self._editor is not None

    @property
    def unsaved_words(self) -> str:
        """What stands in the open editor and was not kept yet; empty where there is nothing to lose."""
        words = self._editor.toPlainText().strip() if self._editor is not None else ""
        return words if words != self.statement.text.strip() else ""

    @property
    def editor(self) -> LineEditor | None:
        return self._editor

    def show_statement(
        self,
        statement: Statement,
        marks: tuple[EvidenceMark, ...],
        *,
        is_editable: bool,
        corrected: frozenset[UtteranceId] | None = None,
        is_reassigned: bool = False,
    ) -> None:
        """Take a newer version of the line. An editor closes once its words are kept, and stays open until then.

        `corrected` names the utterances that were corrected since the line was checked; None where it need not be.
        `is_reassigned` says that only their speaker changed.
        """
        new = (statement, marks, is_editable, corrected, is_reassigned)
        is_same = new == (self.statement, self._marks, self._is_editable, self._corrected, self._is_reassigned)
        self.statement, self._marks, self._is_editable, self._corrected, self._is_reassigned = new
        is_kept = self._editor is not None and self._editor.toPlainText().strip() == statement.text.strip()
        if (is_kept and not self.is_half_written) or not is_editable:
            self.stop_editing()
        if not is_same or not self._was_shown:
            self._was_shown = True
            self.refresh()

    def set_selected(self, *, is_selected: bool, quotes_sources: bool = False) -> None:
        if (is_selected, quotes_sources) != (self._is_selected, self._quotes_sources):
            self._is_selected, self._quotes_sources = is_selected, quotes_sources
            self.refresh()

    @property
    def is_selected(self) -> bool:
        return self._is_selected

    def refresh(self) -> None:
        """Show anew what is known, after a change of it or of the theme."""
        theme, form = current_theme(), self.form
        indent = {Form.TO_COMPLETE: 12, Form.NOT_ASSESSED: 14, Form.UNVERIFIED: 14, Form.CHECK_AGAIN: 14}.get(form, 0)
        field = 6 if form is Form.TO_COMPLETE else 0
        # The row of acts brings its own room below.
        below = 0 if self._has_details else _PAD_Y + field
        self._column.setContentsMargins(
            theme.px(_TEXT_X) + theme.px(indent), theme.px(_PAD_Y + field), theme.px(_RIGHT), theme.px(below)
        )
        token = "attention" if form is Form.TO_COMPLETE and not self.is_half_written else "ink"
        paragraph = note_paragraph(self.statement.text, theme, is_quotation=form is Form.QUOTATION)
        self._text.show_paragraph(paragraph, token)
        self._show_hint(strings.NoteLine.KEYS if self.is_editing else self._hint_words())
        self._rebuild_details()
        self.setAccessibleName(self._spoken_words())
        self.updateGeometry()
        self.update()

    @property
    def _is_stale(self) -> bool:
        return self._corrected is not None

    def _why_again(self) -> str:
        """Say which words were corrected or were another's, and when a quotation is none any more."""
        words, corrected = strings.NoteLine, self._corrected or frozenset()
        times = ", ".join(time_words(mark) for mark in self._marks if mark.utterance.id in corrected)
        if not quotes_stand(self.statement, [mark.utterance.text for mark in self._marks]):
            return words.CHECK_AGAIN_LOST
        if self._is_reassigned and times:
            return words.CHECK_AGAIN_SPEAKER.format(times=times)
        return words.CHECK_AGAIN.format(times=times) if times else words.CHECK_AGAIN_ANY

    def _hint_words(self) -> str:
        words, times = strings.NoteLine, ", ".join(time_words(mark) for mark in self._marks)
        if self.is_half_written:
            return words.HALF_WRITTEN
        match self.form:
            case Form.CHECK_AGAIN:
                return self._why_again()
            case Form.UNVERIFIED if is_accepted(self.statement):
                return words.ACCEPTED
            case Form.UNVERIFIED:
                return words.UNVERIFIED_LISTEN.format(times=times) if times else words.UNVERIFIED
            case Form.NOT_ASSESSED:
                return words.ACCEPTED if is_accepted(self.statement) else words.NOT_RAISED
            case _:
                return ""

    def _show_hint(self, words: str) -> None:
        """Show a line of small words below. Most lines never have one, so it is made when first needed."""
        if self._hint is None:
            if not words:
                return
            self._hint = TextLabel("", TextRole.FINE, "ink2", wrap=True)
            self._column.insertWidget(self._column.count() - (1 if self._details is not None else 0), self._hint)
        # Below a dashed field the words keep clear of its edge.
        is_field = self.form is Form.TO_COMPLETE and not self.is_editing
        self._hint.setContentsMargins(0, current_theme().px(8) if is_field else 0, 0, 0)
        self._hint.setText(words)
        self._hint.setVisible(bool(words))

    def _spoken_words(self) -> str:
        parts = [f"{self.form.word}: {self.statement.text}"]
        hint = self._hint_words()
        if hint and self.form in (Form.CHECK_AGAIN, Form.TO_COMPLETE):
            parts.append(hint)
        if self._marks:
            times = ", ".join(time_words(mark) for mark in self._marks)
            parts.append(strings.NoteLine.RESTS_ON_SPOKEN.format(times=times))
        return " ".join(parts)

    # ------------------------------------------------------------ below the words

    def _rebuild_details(self) -> None:
        old, self._details = self._details, None
        if self._has_details:
            self._details = LineDetails(self._marks, self._actions(), quotes_sources=self._quotes_sources)
            self._details.listen_wanted.connect(self.signals.listen_wanted)
            self._details.menu_wanted.connect(self._open_menu_at_end)
            self._column.addWidget(self._details)
        if old is not None:
            # Out of the layout at once, deleted when its own click has been dealt with.
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()

    @property
    def _has_details(self) -> bool:
        return self._is_selected and not self.is_editing and bool(self._marks or self._is_editable)

    def _actions(self) -> list[tuple[str, Callable[[], None]]]:
        if not self._is_editable:
            return []
        words, own = strings.NoteLine, []
        if self.can_be_accepted:
            own.append((words.ACCEPT, self._accept))
        is_to_write = self.form is Form.TO_COMPLETE
        edit = (words.FINISH if self.is_half_written else words.WRITE) if is_to_write else words.EDIT
        own.append((edit, self.start_editing))
        own.append((words.REMOVE, self._remove))
        return own

    @property
    def can_be_accepted(self) -> bool:
        if not self._is_editable or self.statement.kind is StatementKind.CLINICIAN_TO_COMPLETE:
            return False
        return self._is_stale or not is_accepted(self.statement)

    def _open_menu_at_end(self) -> None:
        if self._details is not None:
            corner = self._details.rect().topRight()
            self.signals.menu_wanted.emit(self.statement.id, self._details.mapToGlobal(corner))

    # ------------------------------------------------------------ editing

    def start_editing(self) -> None:
        """Turn the line into a field. A line to complete starts empty, with its question as the hint."""
        if not self._is_editable or self._editor is not None:
            return
        is_open = self.statement.kind is StatementKind.CLINICIAN_TO_COMPLETE
        editor = LineEditor(
            "" if is_open else self.statement.text,
            self.statement.text if is_open else "",
            strings.NoteLine.WRITE_THIS if is_open else strings.NoteLine.EDIT_THIS,
        )
        editor.saved.connect(self._on_saved)
        editor.paused.connect(self._on_paused)
        editor.cancelled.connect(self._on_cancelled)
        self._editor = editor
        self._text.hide()
        self._column.insertWidget(1, editor)
        self.refresh()
        editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def stop_editing(self) -> None:
        """Close the editor and drop what it holds."""
        if self._editor is None:
            return
        editor, self._editor = self._editor, None
        had_focus = editor.hasFocus()
        self._column.removeWidget(editor)
        editor.hide()
        editor.deleteLater()
        self._text.show()
        self.refresh()
        if had_focus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_saved(self, text: str) -> None:
        if text.strip() == self.statement.text.strip() and not self.is_half_written:
            self.stop_editing()
        elif text.strip():
            self.signals.edited.emit(self.statement.id, text)

    def _on_paused(self, _text: str) -> None:
        if self.unsaved_words:
            self.signals.written.emit(self.statement.id, self.unsaved_words)

    def _on_cancelled(self) -> None:
        self.stop_editing()
        self.signals.abandoned.emit(self.statement.id)

    def _accept(self) -> None:
        self.signals.accept_wanted.emit(self.statement.id)

    def _remove(self) -> None:
        self.signals.remove_wanted.emit(self.statement.id)

    # ------------------------------------------------------------ events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and not self.is_editing:
            self.signals.activated.emit(self.statement.id)
            if self.form is Form.TO_COMPLETE:
                self.start_editing()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.start_editing()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if not self.is_editing:
            self.signals.menu_wanted.emit(self.statement.id, event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if event.modifiers() & _MOVING == _MOVING and key in _STEPS and self._is_editable:
            self.signals.move_wanted.emit(self.statement.id, _STEPS[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.signals.activated.emit(self.statement.id)
            if self.form is Form.TO_COMPLETE:
                self.start_editing()
        elif key in (Qt.Key.Key_E, Qt.Key.Key_F2) and not event.modifiers():
            self.start_editing()
        elif key == Qt.Key.Key_A and not event.modifiers() and self.can_be_accepted:
            self._accept()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._is_editable:
            self._remove()
        elif key in _STEPS and not event.modifiers():
            self.focusNextPrevChild(_STEPS[Qt.Key(key)] > 0)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, form, painter = current_theme(), self.form, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self._is_selected:
            # Wheat says “these words support that line”; a line without any is only shown to be the chosen one.
            painter.setBrush(theme.color("evidence" if self._marks else "well"))
            painter.drawRoundedRect(QRectF(self.rect()), 10, 10)
        field = theme.px(6) if form is Form.TO_COMPLETE else 0
        glyph_y = theme.px(_PAD_Y) + field + (theme.line_px(TextRole.NOTE) - theme.px(_GLYPH_PX)) / 2
        painter.drawPixmap(QPointF(theme.px(_GLYPH_X), glyph_y), theme.pixmap(form.icon, form.token, _GLYPH_PX))
        left = float(theme.px(_TEXT_X))
        if form in _DASHED:
            painter.setPen(dashed_pen(theme.color("edge"), 2))
            painter.drawLine(QPointF(left, theme.px(_PAD_Y)), QPointF(left, self.height() - theme.px(_PAD_Y)))
        elif form is Form.TO_COMPLETE and not self.is_editing:
            painter.setPen(dashed_pen(theme.color("attention")))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            top, bottom = theme.px(_PAD_Y) - 1, self._text.geometry().bottom() + theme.px(7)
            painter.drawRoundedRect(QRectF(left, top, self.width() - left - theme.px(_RIGHT), bottom - top), 8, 8)
        painter.end()
