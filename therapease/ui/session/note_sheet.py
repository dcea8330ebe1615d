"""The note: sections of lines on a sheet, its signature and its amendments. Knows which lines are on screen."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPoint, QPropertyAnimation, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStyle, QVBoxLayout, QWidget

from therapease.domain.ids import StatementId
from therapease.domain.note import Note
from therapease.ui.session import wording
from therapease.ui.session.evidence import TranscriptIndex
from therapease.ui.session.line_text import LineEditor
from therapease.ui.session.overlay_scroll_bar import OverlayScrollBar
from therapease.ui.session.reading import VerticalSpan
from therapease.ui.session.signature_block import SignatureBlock
from therapease.ui.session.statement_view import StatementView
from therapease.ui.theme import TextRole, current_theme, theme_changed
from therapease.ui.widgets import IconButton, TextLabel, set_property

SCROLL_MS = 180
_READ_AFTER_MS = 350
_SIDE = 15
_TEXT_X = 34


class NoteSheet(QFrame):
    """Shows a note line by line and passes on what is done to a line."""

    line_activated = Signal(str)
    line_edited = Signal(str, str)
    line_accepted = Signal(str)
    line_removed = Signal(str)
    line_added = Signal(str, str)
    listen_wanted = Signal(object)
    amend_wanted = Signal()
    seen = Signal(object, object)
    """The window and the lines' spans, in the sheet's own pixels, once the eye had time to rest."""
    layout_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: dict[StatementId, StatementView] = {}
        self._selected: StatementId | None = None
        self._quotes_sources = False
        self._adder: LineEditor | None = None
        self._adder_section = ""
        self.signature = SignatureBlock()
        self.signature.amend_wanted.connect(self.amend_wanted)
        self._build()
        self._glide = QPropertyAnimation(self.area.verticalScrollBar(), b"value", self)
        self._glide.setDuration(SCROLL_MS)
        self._glide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._reader = QTimer(self, singleShot=True, interval=_READ_AFTER_MS)
        self._reader.timeout.connect(self._report_seen)
        self.area.verticalScrollBar().valueChanged.connect(self._on_moved)
        self._holder.installEventFilter(self)
        theme_changed.connect(self.update)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 1, 0)
        column.setSpacing(0)
        self.head = QHBoxLayout()
        self.head.setContentsMargins(24, 10, 12, 8)
        self.head.setSpacing(10)
        self._format = TextLabel("", TextRole.SMALL, "ink2")
        self.head.addWidget(TextLabel("Note", TextRole.LABEL))
        self.head.addWidget(self._format)
        self.head.addStretch(1)
        column.addLayout(self.head)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.viewport().setAutoFillBackground(False)
        self.scroll_handle = OverlayScrollBar(self.area)
        self._holder = QWidget()
        self._holder.setProperty("surface", "clear")
        self._column = QVBoxLayout(self._holder)
        self._column.setContentsMargins(_SIDE, 2, _SIDE, 24)
        self._column.setSpacing(0)
        self.area.setWidget(self._holder)
        column.addWidget(self.area, 1)

    # ------------------------------------------------------------ content

    def show_note(self, note: Note | None, index: TranscriptIndex, *, is_editable: bool, empty_words: str = "") -> None:
        """Show a version, or `empty_words` where there is none.

        Lines keep their widgets, so that an open editor and the place on the page stay.
        """
        self._format.setText(wording.format_words(note.format) if note is not None else "")
        self._take_apart(note)
        if note is not None:
            for key, title in note.section_titles:
                self._add_section(note, key, title, index, is_editable=is_editable)
        elif empty_words:
            self._column.addWidget(TextLabel(empty_words, TextRole.BODY, "ink2", wrap=True))
        self.signature.show_note(note)
        self._column.addWidget(self.signature)
        self._column.addStretch(1)
        self._mark_selected()
        self._reader.start()

    def _take_apart(self, note: Note | None) -> None:
        """Empty the column; lines that are still in the note are kept for reuse."""
        kept = {s.id for s in note.latest.statements} if note is not None else set()
        self._adder = None
        while (item := self._column.itemAt(0)) is not None:
            widget = item.widget()
            if widget is None:
                self._column.removeItem(item)
                continue
            # removeWidget ends the layout item at once. One that lived on would keep the widget from telling its next
            # item that its height has changed.
            self._column.removeWidget(widget)
            if widget is self.signature or (isinstance(widget, StatementView) and widget.statement_id in kept):
                continue
            widget.hide()
            widget.deleteLater()
        self._lines = {key: view for key, view in self._lines.items() if key in kept}

    def _add_section(self, note: Note, key: str, title: str, index: TranscriptIndex, *, is_editable: bool) -> None:
        self._column.addWidget(self._section_head(key, title, is_editable=is_editable))
        for statement in note.latest.statements:
            if statement.section != key:
                continue
            view = self._lines.get(statement.id)
            if view is None:
                view = self._connected(StatementView(statement))
                self._lines[statement.id] = view
            view.show_statement(statement, index.marks(statement), is_editable=is_editable)
            self._column.addWidget(view)

    def _section_head(self, key: str, title: str, *, is_editable: bool) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(current_theme().px(_TEXT_X), 4, 0, 0)
        row.addWidget(TextLabel(title, TextRole.SMALL_LABEL, "ink3"))
        row.addStretch(1)
        if is_editable:
            add = IconButton("plus", f"Add a line to {title}", "ink3")
            set_property(add, "kind", "small")
            add.setFixedSize(current_theme().px(30), current_theme().px(28))
            add.clicked.connect(partial(self._start_adding, key, head))
            row.addWidget(add)
        return head

    def _connected(self, view: StatementView) -> StatementView:
        view.activated.connect(self.line_activated)
        view.edited.connect(self.line_edited)
        view.accept_wanted.connect(self.line_accepted)
        view.remove_wanted.connect(self.line_removed)
        view.listen_wanted.connect(self.listen_wanted)
        return view

    def _start_adding(self, section: str, head: QWidget) -> None:
        """Open an empty field at the end of a section."""
        if self._adder is not None:
            self._stop_adding()
        editor = LineEditor("", "Your own line", "Add a line of your own")
        editor.saved.connect(lambda text: self.line_added.emit(section, text) if text.strip() else self._stop_adding())
        editor.cancelled.connect(self._stop_adding)
        at = self._column.indexOf(head) + 1
        while (item := self._column.itemAt(at)) is not None and isinstance(item.widget(), StatementView):
            at += 1
        self._column.insertWidget(at, editor)
        self._adder, self._adder_section = editor, section
        editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def hand_in(self) -> None:
        """Pass on what stands in open editors, so that leaving the note loses no words."""
        for key, view in self._lines.items():
            if view.unsaved_words:
                self.line_edited.emit(key, view.unsaved_words)
        if self._adder is not None and self._adder.toPlainText().strip():
            self.line_added.emit(self._adder_section, self._adder.toPlainText())

    @property
    def adder(self) -> LineEditor | None:
        return self._adder

    def _stop_adding(self) -> None:
        if self._adder is not None:
            self._column.removeWidget(self._adder)
            self._adder.hide()
            self._adder.deleteLater()
            self._adder = None

    # ------------------------------------------------------------ lines

    def line(self, statement_id: StatementId) -> StatementView | None:
        return self._lines.get(statement_id)

    @property
    def lines(self) -> list[StatementView]:
        return list(self._lines.values())

    def set_selected(self, statement_id: StatementId | None, *, quotes_sources: bool = False) -> None:
        self._selected, self._quotes_sources = statement_id, quotes_sources
        self._mark_selected()

    def _mark_selected(self) -> None:
        for key, view in self._lines.items():
            view.set_selected(is_selected=key == self._selected, quotes_sources=self._quotes_sources)

    def bring_into_view(self, statement_id: StatementId) -> None:
        """Scroll just as far as it takes to show a line."""
        view = self._lines.get(statement_id)
        if view is None:
            return
        bar, top = self.area.verticalScrollBar(), view.mapTo(self._holder, QPoint(0, 0)).y()
        room = self.area.viewport().height()
        if bar.value() + 24 <= top and top + view.height() <= bar.value() + room - 24:
            return
        goal = max(bar.minimum(), min(bar.maximum(), top - room // 3))
        self._glide.stop()
        if not self.isVisible() or self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) <= 0:
            bar.setValue(goal)
            return
        self._glide.setStartValue(bar.value())
        self._glide.setEndValue(goal)
        self._glide.start()

    def reveal(self, statement_id: StatementId) -> None:
        """Scroll no further than it takes to show all of a line, with what appeared below it."""
        view = self._lines.get(statement_id)
        if view is not None:
            self.area.ensureWidgetVisible(view, 0, 12)

    def line_rect(self, statement_id: StatementId, target: QWidget) -> QRectF | None:
        """Return where a line is, in `target`'s pixels, and None where there is no such line."""
        view = self._lines.get(statement_id)
        if view is None or not view.isVisibleTo(self):
            return None
        return QRectF(view.rect()).translated(view.mapTo(self, QPoint(0, 0)) + self.mapTo(target, QPoint(0, 0)))

    def window_rect(self, target: QWidget) -> QRectF:
        """Return the scrolled part's rectangle, in `target`'s pixels."""
        viewport = self.area.viewport()
        return QRectF(viewport.rect()).translated(viewport.mapTo(self, QPoint(0, 0)) + self.mapTo(target, QPoint(0, 0)))

    # ------------------------------------------------------------ reading

    def _on_moved(self) -> None:
        self.layout_changed.emit()
        self._reader.start()

    def _report_seen(self) -> None:
        if not self.isVisible() or self.window().isMinimized():
            return
        top = float(self.area.verticalScrollBar().value())
        spans: dict[StatementId, VerticalSpan] = {}
        for key, view in self._lines.items():
            y = float(view.mapTo(self._holder, QPoint(0, 0)).y())
            spans[key] = (y, y + view.height())
        self.seen.emit((top, top + self.area.viewport().height()), spans)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.Show):
            QTimer.singleShot(0, self, self._on_moved)
        return super().eventFilter(watched, event)

    # ------------------------------------------------------------ the sheet

    def paintEvent(self, event: QPaintEvent) -> None:
        """A sheet that goes on below the edge: round corners above, none below."""
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        path.addRoundedRect(QRectF(0.5, 0.5, self.width() - 1, self.height() + 20), 14, 14)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.setBrush(theme.color("sheet"))
        painter.drawPath(path)
        painter.end()
