"""One line of the note: its glyph, its words, and when selected what it rests on and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from therapease.domain.ids import StatementId
from therapease.domain.note import Statement
from therapease.ui.session.evidence import EvidenceMark
from therapease.ui.session.line_text import LineEditor, LineText, WrappingRow
from therapease.ui.session.painting import BADGE_PX, dashed_pen, paint_badge
from therapease.ui.session.paragraph import Paragraph, note_paragraph
from therapease.ui.session.standing import Form, form_of, is_accepted
from therapease.ui.session.timecode import timecode
from therapease.ui.theme import TextRole, current_theme, theme_changed
from therapease.ui.widgets import LinkButton, TextLabel, set_property

_GLYPH_X, _GLYPH_PX, _TEXT_X, _PAD_Y, _RIGHT = 8, 16, 34, 6, 10
_DASHED = (Form.NOT_ASSESSED, Form.UNVERIFIED)


class EvidenceButton(QAbstractButton):
    """A source's number and time; a click plays that source alone."""

    def __init__(self, mark: EvidenceMark, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = mark.number
        self._time = timecode(mark.utterance.start_s) or f"line {mark.row + 1}"
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"Source {mark.number}, {self._time}")
        self.setToolTip("Play this source")

    def sizeHint(self) -> QSize:
        theme = current_theme()
        words = QFontMetrics(theme.font(TextRole.FINE, tabular=True)).horizontalAdvance(self._time)
        return QSize(theme.px(BADGE_PX) + theme.px(6) + words + 2, theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = theme.px(BADGE_PX) / 2
        paint_badge(painter, QPointF(radius, self.height() / 2), self._number, theme)
        painter.setFont(theme.font(TextRole.FINE, tabular=True))
        painter.setPen(theme.color("accent" if self.underMouse() else "ink"))
        box = QRectF(2 * radius + theme.px(6), 0, self.width(), self.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self._time)
        painter.end()


class StatementView(QWidget):
    """Shows one statement. Click or Enter selects it and plays its evidence; E edits, A accepts, Delete removes."""

    activated = Signal(str)
    accept_wanted = Signal(str)
    remove_wanted = Signal(str)
    edited = Signal(str, str)
    listen_wanted = Signal(object)
    editing_changed = Signal(bool)

    def __init__(self, statement: Statement, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.statement = statement
        self._marks: tuple[EvidenceMark, ...] = ()
        self._is_selected = self._is_editable = self._quotes_sources = False
        self._editor: LineEditor | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("focusRing", True)
        self.setProperty("radius", 10)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._text = LineText()
        self._hint = TextLabel("", TextRole.FINE, "ink2", wrap=True)
        self._below = QWidget()
        self._column = QVBoxLayout(self)
        self._column.setSpacing(2)
        for widget in (self._text, self._hint, self._below):
            self._column.addWidget(widget)
        self._below.hide()
        theme_changed.connect(self._refresh)
        self._refresh()

    # ------------------------------------------------------------ what is shown

    @property
    def statement_id(self) -> StatementId:
        return self.statement.id

    @property
    def form(self) -> Form:
        return form_of(self.statement)

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

    def show_statement(self, statement: Statement, marks: tuple[EvidenceMark, ...], *, is_editable: bool) -> None:
        """Take a newer version of the line. An editor closes once its words are kept, and stays open until then."""
        is_same = (statement, marks, is_editable) == (self.statement, self._marks, self._is_editable)
        self.statement, self._marks, self._is_editable = statement, marks, is_editable
        is_kept = self._editor is not None and self._editor.toPlainText().strip() == statement.text.strip()
        if is_kept or not is_editable:
            self.stop_editing()
        if not is_same:
            self._refresh()

    def set_selected(self, *, is_selected: bool, quotes_sources: bool = False) -> None:
        if (is_selected, quotes_sources) != (self._is_selected, self._quotes_sources):
            self._is_selected, self._quotes_sources = is_selected, quotes_sources
            self._refresh()

    @property
    def is_selected(self) -> bool:
        return self._is_selected

    def _refresh(self) -> None:
        theme, form = current_theme(), self.form
        indent = {Form.TO_COMPLETE: 12, Form.NOT_ASSESSED: 14, Form.UNVERIFIED: 14}.get(form, 0)
        field = 6 if form is Form.TO_COMPLETE else 0
        self._column.setContentsMargins(
            theme.px(_TEXT_X) + theme.px(indent), theme.px(_PAD_Y + field), theme.px(_RIGHT), theme.px(_PAD_Y + field)
        )
        token = "attention" if form is Form.TO_COMPLETE else "ink"
        paragraph = note_paragraph(self.statement.text, theme, is_quotation=form is Form.QUOTATION)
        self._text.show_paragraph(paragraph, token)
        self._hint.setText(self._hint_words())
        self._hint.setVisible(bool(self._hint.text()) and not self.is_editing)
        self._rebuild_below()
        self.setAccessibleName(self._spoken_words())
        self.updateGeometry()
        self.update()

    def _hint_words(self) -> str:
        if self.form is Form.UNVERIFIED:
            times = ", ".join(timecode(mark.utterance.start_s) for mark in self._marks)
            return f"Unverified. Listen at {times} and decide." if times else "Unverified. Decide what stands."
        if self.form is Form.NOT_ASSESSED:
            return (
                "Accepted as it is."
                if is_accepted(self.statement)
                else "Not raised in this session. Accept it or decide."
            )
        return ""

    def _spoken_words(self) -> str:
        times = ", ".join(timecode(m.utterance.start_s) or f"line {m.row + 1}" for m in self._marks)
        rests = f" Rests on {times}." if times else ""
        return f"{self.form.word}: {self.statement.text}{rests}"

    # ------------------------------------------------------------ below the words

    def _rebuild_below(self) -> None:
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(2)
        if self._is_selected and not self.is_editing:
            if self._quotes_sources:
                self._add_quotes(column)
            self._add_sources(column, names_times=not self._quotes_sources)
        is_used = column.count() > 0
        # Out of the layout at once, deleted when its own click has been dealt with.
        self._column.replaceWidget(self._below, below)
        self._below.hide()
        self._below.deleteLater()
        self._below = below
        below.setVisible(is_used)

    def _add_sources(self, column: QVBoxLayout, *, names_times: bool) -> None:
        """Add what the line rests on, unless it was quoted above, and what can be done with it."""
        row = QHBoxLayout()
        row.setSpacing(8)
        sources = QWidget()
        flow = WrappingRow(sources, gap_px=10)
        marks = self._marks if names_times else ()
        if marks:
            flow.addWidget(TextLabel("Rests on", TextRole.FINE, "ink2"))
        for mark in marks:
            flow.addWidget(self._source_button(mark))
        row.addWidget(sources, 1)
        actions = self._actions()
        for words, act in actions:
            link = LinkButton(words)
            set_property(link, "radius", 6)
            link.clicked.connect(act)
            row.addWidget(link, 0, Qt.AlignmentFlag.AlignVCenter)
        if marks or actions:
            column.addLayout(row)

    def _source_button(self, mark: EvidenceMark) -> EvidenceButton:
        button = EvidenceButton(mark)
        button.clicked.connect(lambda _checked=False: self.listen_wanted.emit(mark))
        return button

    def _actions(self) -> list[tuple[str, Callable[[], None]]]:
        if not self._is_editable:
            return []
        own: list[tuple[str, Callable[[], None]]] = []
        if not is_accepted(self.statement) and self.form is not Form.TO_COMPLETE:
            own.append(("Accept", self._accept))
        own.append(("Write" if self.form is Form.TO_COMPLETE else "Edit", self.start_editing))
        own.append(("Remove", self._remove))
        return own

    def _add_quotes(self, column: QVBoxLayout) -> None:
        """Quote the sources under the line, for windows too narrow to show the transcript beside it."""
        theme = current_theme()
        for mark in self._marks:
            start, end = mark.ranges[0][0], mark.ranges[-1][1]
            font, line_px = theme.font(TextRole.QUOTATION), theme.line_px(TextRole.QUOTATION)
            quote = LineText()
            quote.show_paragraph(Paragraph(mark.utterance.text[start:end], font, line_px, max_lines=2))
            row = QHBoxLayout()
            row.setSpacing(10)
            row.addWidget(self._source_button(mark), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(quote, 1)
            column.addLayout(row)

    # ------------------------------------------------------------ editing

    def start_editing(self) -> None:
        """Turn the line into a field. A line to complete starts empty, with its question as the hint."""
        if not self._is_editable or self._editor is not None:
            return
        is_open = self.form is Form.TO_COMPLETE
        editor = LineEditor(
            "" if is_open else self.statement.text,
            self.statement.text if is_open else "",
            "Write this line" if is_open else "Edit this line",
        )
        editor.saved.connect(self._on_saved)
        editor.cancelled.connect(self.stop_editing)
        self._editor = editor
        self._text.hide()
        self._column.insertWidget(1, editor)
        self._refresh()
        self._hint.setText("Enter saves, Shift+Enter breaks the line, Esc goes back")
        self._hint.show()
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.editing_changed.emit(True)

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
        self._refresh()
        if had_focus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.editing_changed.emit(False)

    def _on_saved(self, text: str) -> None:
        if text.strip() == self.statement.text.strip():
            self.stop_editing()
        elif text.strip():
            self.edited.emit(self.statement.id, text)

    def _accept(self) -> None:
        self.accept_wanted.emit(self.statement.id)

    def _remove(self) -> None:
        self.remove_wanted.emit(self.statement.id)

    # ------------------------------------------------------------ events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and not self.is_editing:
            self.activated.emit(self.statement.id)
            if self.form is Form.TO_COMPLETE:
                self.start_editing()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.start_editing()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.activated.emit(self.statement.id)
            if self.form is Form.TO_COMPLETE:
                self.start_editing()
        elif key in (Qt.Key.Key_E, Qt.Key.Key_F2):
            self.start_editing()
        elif key == Qt.Key.Key_A and self._is_editable and self.form is not Form.TO_COMPLETE:
            self._accept()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._is_editable:
            self._remove()
        elif key == Qt.Key.Key_Down:
            self.focusNextChild()
        elif key == Qt.Key.Key_Up:
            self.focusPreviousChild()
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
