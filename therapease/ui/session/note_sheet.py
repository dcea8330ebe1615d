"""The note: sections of lines on a sheet, its signature and its amendments. Knows which lines are on screen."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPoint, QPropertyAnimation, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QScrollArea, QStyle, QVBoxLayout, QWidget

from therapease.domain.ids import StatementId, UtteranceId
from therapease.domain.note import Note
from therapease.ui import strings
from therapease.ui.session import wording
from therapease.ui.session.evidence import TranscriptIndex
from therapease.ui.session.line_adder import LineAdder
from therapease.ui.session.line_text import LineEditor
from therapease.ui.session.note_column import NoteColumn, SectionHead
from therapease.ui.session.note_head import NoteHead
from therapease.ui.session.overlay_scroll_bar import OverlayScrollBar
from therapease.ui.session.reading import VerticalSpan
from therapease.ui.session.signature_block import SignatureBlock
from therapease.ui.session.standing import LineFilter
from therapease.ui.session.statement_view import LineSignals, StatementView
from therapease.ui.theme import TextRole, current_theme, theme_changed
from therapease.ui.widgets import TextLabel

SCROLL_MS = 180
_READ_AFTER_MS = 350


class NoteSheet(QFrame):
    """Shows a note line by line and passes on what is done to a line."""

    line_activated = Signal(str)
    line_edited = Signal(str, str)
    line_written = Signal(str, str)
    line_abandoned = Signal(str)
    line_accepted = Signal(str)
    line_removed = Signal(str)
    line_moved = Signal(str, int)
    line_added = Signal(str, str, object, bool)
    """Section, words, the StatementId it goes behind or None, and whether the line is finished."""
    menu_wanted = Signal(str, object)
    listen_wanted = Signal(object)
    amend_wanted = Signal()
    seen = Signal(object, object)
    """The window and the lines' spans, in the sheet's own pixels, once the eye had time to rest."""
    layout_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._note: Note | None = None
        self._stale: Mapping[StatementId, frozenset[UtteranceId]] = {}
        self._reassigned: Collection[StatementId] = frozenset()
        self._is_editable = False
        self._signals = self._line_signals()
        self._lines: dict[StatementId, StatementView] = {}
        self._heads: dict[str, SectionHead] = {}
        self._selected: StatementId | None = None
        self._quotes_sources = False
        self._adder = LineAdder(self)
        self._adder.added.connect(self.line_added)
        self._adder.closed.connect(self._on_adder_closed)
        self.signature = SignatureBlock()
        self.signature.amend_wanted.connect(self.amend_wanted)
        self._empty_words = ""
        self._empty = TextLabel("", TextRole.BODY, "ink2", wrap=True)
        self._empty.setContentsMargins(9, 8, 9, 8)
        self._build()
        self._glide = QPropertyAnimation(self.area.verticalScrollBar(), b"value", self)
        self._glide.setDuration(SCROLL_MS)
        self._glide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._reader = QTimer(self, singleShot=True, interval=_READ_AFTER_MS)
        self._reader.timeout.connect(self._report_seen)
        self.area.verticalScrollBar().valueChanged.connect(self._on_moved)
        self._holder.installEventFilter(self)
        theme_changed.connect(self._on_theme)

    def _line_signals(self) -> LineSignals:
        signals = LineSignals(self)
        signals.activated.connect(self.line_activated)
        signals.edited.connect(self.line_edited)
        signals.written.connect(self.line_written)
        signals.abandoned.connect(self.line_abandoned)
        signals.accept_wanted.connect(self.line_accepted)
        signals.remove_wanted.connect(self.line_removed)
        signals.move_wanted.connect(self.line_moved)
        signals.menu_wanted.connect(self.menu_wanted)
        signals.listen_wanted.connect(self.listen_wanted)
        return signals

    def _on_theme(self) -> None:
        for view in self._lines.values():
            view.refresh()
        self.update()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 1, 0)
        column.setSpacing(0)
        self.head = NoteHead()
        self.head.filter_chosen.connect(self.set_filter)
        column.addWidget(self.head)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.viewport().setAutoFillBackground(False)
        self.scroll_handle = OverlayScrollBar(self.area)
        self._holder = NoteColumn()
        self.area.setWidget(self._holder)
        column.addWidget(self.area, 1)

    # ------------------------------------------------------------ content

    def show_note(
        self,
        note: Note | None,
        index: TranscriptIndex,
        *,
        is_editable: bool,
        stale: Mapping[StatementId, frozenset[UtteranceId]] | None = None,
        reassigned: Collection[StatementId] = frozenset(),
        empty_words: str = "",
    ) -> None:
        """Show a version, or `empty_words` where there is none; `stale` names what was corrected under which lines.

        Of those in `reassigned` only the speaker changed. Lines keep their widgets, so that an open editor and the
        place on the page stay, and only what has changed is laid out again.
        """
        is_other = note is None or self._note is None or note.id != self._note.id
        self._note, self._stale, self._is_editable = note, stale or {}, is_editable
        self._reassigned = reassigned
        if is_other:
            self._adder.close()
            self.head.show_filter(LineFilter.ALL)
        self.head.show_format(wording.format_words(note.format) if note is not None else "")
        self._empty_words = empty_words if note is None else strings.Note.NO_LINES if is_editable else ""
        new = {s.id for s in note.latest.statements} - self._lines.keys() if note is not None else set()
        self._show_lines(note, index)
        self._show_heads(note)
        self.signature.show_note(note)
        self._arrange()
        self._mark_selected()
        if note is not None:
            self._adder.take_over(note, {key: self._lines[key] for key in new})
        self._reader.start()

    def prepare(self, note: Note | None, index: TranscriptIndex) -> None:
        """Make the lines of a note that will be shown next: half of the work, to be done in a turn of its own."""
        for statement in note.latest.statements if note is not None else ():
            if statement.id not in self._lines:
                self._made(StatementView(statement, self._signals)).show_statement(
                    statement, index.marks(statement), is_editable=note is not None and not note.is_signed
                )

    def _show_lines(self, note: Note | None, index: TranscriptIndex) -> None:
        statements = note.latest.statements if note is not None else ()
        kept = {s.id for s in statements}
        for key in [key for key in self._lines if key not in kept]:
            self._holder.forget(self._lines.pop(key))
        for statement in statements:
            view = self._lines.get(statement.id) or self._made(StatementView(statement, self._signals))
            view.show_statement(
                statement,
                index.marks(statement),
                is_editable=self._is_editable,
                corrected=self._stale.get(statement.id),
                is_reassigned=statement.id in self._reassigned,
            )

    def _show_heads(self, note: Note | None) -> None:
        titles = dict(note.section_titles) if note is not None else {}
        for key in [key for key in self._heads if key not in titles]:
            self._holder.forget(self._heads.pop(key))
        for key, title in titles.items():
            head = self._heads.get(key) or self._made_head(key, title)
            head.show_title(title, is_editable=self._is_editable)

    def _arrange(self) -> None:
        """Put heads, lines, the field for a new line and the signature in their order, as far as they are shown."""
        wanted: list[QWidget] = []
        statements = self._note.latest.statements if self._note is not None else ()
        for key, head in self._heads.items():
            views = [self._lines[s.id] for s in statements if s.section == key]
            lines = self._adder.placed(key, [view for view in views if self._is_shown(view)])
            if lines or self.filter is LineFilter.ALL:
                wanted += [head, *lines]
        if not any(isinstance(w, StatementView | LineEditor) for w in wanted):
            self._empty.setText(self._empty_words if self.filter is LineFilter.ALL else strings.Note.NOTHING_SHOWN)
            wanted += [self._empty] if self._empty.text() else []
        self._holder.arrange([*wanted, self.signature])
        self.head.show_counts(sum(isinstance(w, StatementView) for w in wanted), len(statements))

    def _is_shown(self, view: StatementView) -> bool:
        is_stale = view.statement_id in self._stale
        return view.is_editing or self.filter.shows(view.statement, is_stale=is_stale)

    def _made(self, view: StatementView) -> StatementView:
        self._lines[view.statement_id] = view
        return view

    def _made_head(self, key: str, title: str) -> SectionHead:
        head = self._heads[key] = SectionHead(key, title)
        head.add_wanted.connect(self.start_adding)
        return head

    # ------------------------------------------------------------ writing

    def start_adding(self, section: str, after: StatementId | None = None) -> None:
        """Open an empty field behind a line, or at the end of a section."""
        if not self._is_editable:
            return
        editor = self._adder.open(section, after)
        self._arrange()
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, lambda: self._reveal(editor))

    @property
    def adder(self) -> LineEditor | None:
        return self._adder.editor

    def _on_adder_closed(self, editor: LineEditor) -> None:
        self._holder.forget(editor)
        self._arrange()

    def hand_in(self) -> None:
        """Pass on what stands in open editors, so that leaving the note loses no words."""
        for key, view in self._lines.items():
            if view.unsaved_words:
                self.line_written.emit(key, view.unsaved_words)
        self._adder.hand_in()

    def keep_writing(self) -> None:
        """What was handed in could not be kept: the field for a new line goes on as if it had not been."""
        self._adder.forget_sent()

    # ------------------------------------------------------------ lines

    @property
    def filter(self) -> LineFilter:
        return self.head.filter

    def set_filter(self, line_filter: LineFilter) -> None:
        """Show only some of the lines."""
        self.head.show_filter(line_filter)
        self._arrange()
        self._reader.start()

    def line(self, statement_id: StatementId) -> StatementView | None:
        return self._lines.get(statement_id)

    @property
    def lines(self) -> list[StatementView]:
        """All lines, in the order of the note."""
        statements = self._note.latest.statements if self._note is not None else ()
        return [self._lines[s.id] for s in statements]

    def set_selected(self, statement_id: StatementId | None, *, quotes_sources: bool = False) -> None:
        self._selected, self._quotes_sources = statement_id, quotes_sources
        self._mark_selected()

    def _mark_selected(self) -> None:
        for key, view in self._lines.items():
            view.set_selected(is_selected=key == self._selected, quotes_sources=self._quotes_sources)

    def bring_into_view(self, statement_id: StatementId) -> None:
        """Scroll just as far as it takes to show a line, and show all lines if it was not among those shown."""
        view = self._lines.get(statement_id)
        if view is None:
            return
        if not self._is_shown(view):
            self.set_filter(LineFilter.ALL)
        self._holder.settle()
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
            self._reveal(view)

    def _reveal(self, widget: QWidget) -> None:
        self.area.ensureWidgetVisible(widget, 0, 12)

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
            if view.isVisibleTo(self):
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
