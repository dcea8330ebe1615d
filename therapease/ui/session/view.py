"""The review place as a whole: header, player, transcript, note and mentions, held together by the ribbon."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QSpacerItem, QVBoxLayout, QWidget

from therapease.domain.client import Client
from therapease.domain.ids import SessionId
from therapease.errors import TherapEaseError
from therapease.services.schedule import SessionReview
from therapease.ui import strings
from therapease.ui.commands import Command, Offers
from therapease.ui.error_presenter import loudness
from therapease.ui.export.acts import NoteExports
from therapease.ui.place import Place
from therapease.ui.session.controller import ReviewController
from therapease.ui.session.mentioned import MentionedDrawer, MentionedPanel, mentions_notice
from therapease.ui.session.note_sheet import NoteSheet
from therapease.ui.session.note_side import NoteSide
from therapease.ui.session.part_tabs import PartTabs
from therapease.ui.session.player_bar import PlayerBar
from therapease.ui.session.private_note_drawer import PrivateNotePanel
from therapease.ui.session.questions import ReviewQuestions
from therapease.ui.session.review_footer import ReviewFooter
from therapease.ui.session.review_header import ReviewHeader
from therapease.ui.session.ribbon import RibbonOverlay, RibbonShape
from therapease.ui.session.session_past import SessionPast
from therapease.ui.session.transcript_panel import TranscriptPanel
from therapease.ui.session.transcript_side import TranscriptSide
from therapease.ui.theme import current_theme, theme_changed
from therapease.ui.turns import Turns
from therapease.ui.typed import typed_in
from therapease.ui.widgets import Banner, Toast
from therapease.ui.widgets.tabs import TabsRow

RAIL_PX = 92
_ANY_WIDTH = 16_777_215
_WIDE_FROM_PX, _SIDE_BY_SIDE_FROM_PX = 1400 - RAIL_PX, 1100 - RAIL_PX
_GUTTER, _NOTE, _GAP, _MENTIONED = 40, 476, 24, 236


class Arrangement(Enum):
    """How much stands side by side. Widths are the review's own, at 100 % text size."""

    WIDE = "transcript, note and mentions"
    SIDE_BY_SIDE = "transcript and note"
    TABS = "one at a time"


class ReviewView(Place):
    """Shows what `ReviewController` holds and hands every act back to it."""

    redraft_wanted = Signal(object, bool)
    """A SessionId whose speakers were swapped: its draft should be made again."""
    shown = Signal()
    """A session that was opened, or read again, is on screen as a whole."""

    def __init__(
        self,
        controller: ReviewController,
        parent: QWidget | None = None,
        *,
        label: Callable[[Client], str] | None = None,
    ) -> None:
        """`label` gives the client's name as the person wants it on screen; the full name unless told."""
        super().__init__(parent)
        self.controller = controller
        self.questions = ReviewQuestions(controller, self)
        self._label = label or (lambda client: client.name)
        self._arrangement = Arrangement.WIDE
        self.header = ReviewHeader()
        self.banner = Banner()
        self.player = PlayerBar(controller.playback)
        self.tabs = PartTabs()
        self.transcript = TranscriptPanel()
        self.sheet = NoteSheet()
        self.mentioned = MentionedPanel()
        self.mentioned_button = self.sheet.head.mentioned_button
        self.footer = ReviewFooter()
        self._build()
        self.drawer = MentionedDrawer(self._desk)
        self.ribbon = RibbonOverlay(self._measure_ribbon, self._desk)
        self.toast = Toast(self._desk)
        self.exports = NoteExports(controller, self.toast, self.sheet.hand_in, self)
        self.exports.failed.connect(self.show_error)
        self._turns = Turns(self)
        self.note_side = NoteSide(
            controller, self.sheet, self.header, self.footer, self.questions, self.toast, self._show_note_part
        )
        self.note_side.copy_line = self.exports.copy_line
        self.past = SessionPast(controller, self._desk, self)
        self.private = PrivateNotePanel(controller, self.header, self._desk, self.toast, self)
        self._connect_parts()
        self._connect_controller()
        theme_changed.connect(self._rearrange)
        self._rearrange()

    def open(self, session_id: SessionId, read: SessionReview | None = None) -> None:
        """Open a session; the view fills when it has been read, at once with `read`."""
        self.controller.open(session_id, read)

    @property
    def is_being_shown(self) -> bool:
        """Whether parts of what was read are still to come on screen."""
        return self._turns.is_running

    def commands(self) -> Offers:
        """Return what can be done here now; undo and redo mean the side that has the keyboard."""
        offers = {**self.exports.offers(), **self.transcript_side.commands(), **self.note_side.commands()}
        correcting = self.controller.correcting
        offers |= self.past.offers()
        if self.controller.review is not None:
            offers[Command.PRIVATE_NOTE] = self.private.open
        if self._arrangement is Arrangement.SIDE_BY_SIDE:
            offers[Command.SIDE_PANEL] = self._toggle_mentioned
        if self.transcript_side.has_keyboard():
            offers.pop(Command.UNDO, None)
            offers.pop(Command.REDO, None)
            if correcting.can_undo:
                offers[Command.UNDO] = correcting.undo
            if correcting.can_redo:
                offers[Command.REDO] = correcting.redo
        return offers

    def unsaved_work(self) -> str | None:
        """Notes and corrections save themselves; only what could not be kept would be lost."""
        return strings.Note.NOT_KEPT if self.controller.has_unkept else None

    def unfinished(self) -> dict[str, Any] | None:
        """Notes and corrections save themselves; an amendment is none before it is signed."""
        sheet = self.questions.amendment
        return {"amendment": typed_in(sheet)} if sheet is not None else None

    def take_up(self, unfinished: Mapping[str, Any]) -> None:
        typed, note = unfinished.get("amendment"), self.controller.note
        if isinstance(typed, list) and note is not None and note.is_signed:
            self.questions.ask_amend().retype(typed)

    def regions(self) -> list[QWidget]:
        return [self.header, self.player, self.tabs, self.transcript, self.sheet, self.mentioned, self.footer]

    def keyboard_start(self) -> QWidget:
        """Return the transcript, or of the part that is shown alone what the keyboard is for there."""
        if self._arrangement is not Arrangement.TABS or self.tabs.currentIndex() == 0:
            return self.transcript.view
        lines = self.sheet.lines
        return lines[0] if self.tabs.currentIndex() == 1 and lines else self.tabs

    # ------------------------------------------------------------ building

    def _build(self) -> None:
        self._desk = QWidget()
        self._gutter, self._gap = QSpacerItem(_GUTTER, 0), QSpacerItem(_GAP, 0)
        self._desk_row = QHBoxLayout(self._desk)
        self._desk_row.setContentsMargins(0, 0, 0, 0)
        self._desk_row.setSpacing(0)
        self._desk_row.addWidget(self.transcript, 1)
        self._desk_row.addItem(self._gutter)
        self._desk_row.addWidget(self.sheet)
        self._desk_row.addItem(self._gap)
        self._desk_row.addWidget(self.mentioned)
        for words in (strings.Note.TRANSCRIPT, strings.Note.NOTE, strings.Note.MENTIONED_ALONE):
            self.tabs.addTab(words)
        self.tabs.setCurrentIndex(1)
        body = QWidget()
        self._body = QVBoxLayout(body)
        self._tabs_row = TabsRow(self.tabs)
        for widget in (self.header, self.banner, self.player):
            self._body.addWidget(widget)
        self._body.addWidget(self._tabs_row)
        self._body.addWidget(self._desk, 1)
        column = QVBoxLayout(self)
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(body, 1)
        column.addWidget(self.footer)

    def _connect_parts(self) -> None:
        view = self.transcript.view
        self.header.export_wanted.connect(self.exports.ask_export)
        self.header.print_wanted.connect(self.exports.ask_print)
        self.header.copy_wanted.connect(self.exports.copy)
        self.header.history_wanted.connect(self.past.open_history)
        self.header.compare_wanted.connect(self.past.open_versions)
        self.header.removed_wanted.connect(self.past.open_removed)
        self.header.swap_wanted.connect(self.controller.correcting.swap_speakers)
        self.footer.export_wanted.connect(self.exports.ask_export)
        self.tabs.currentChanged.connect(lambda _index: self._show_parts())
        self.mentioned_button.clicked.connect(self.drawer.open_drawer)
        self.mentioned.row_wanted.connect(self._show_row)
        self.drawer.panel.row_wanted.connect(self._show_row)
        self.transcript_side = TranscriptSide(self.transcript, self.player, self.controller)
        self.transcript_side.redraft_wanted.connect(self.redraft_wanted)
        self.transcript_side.commands_changed.connect(self.commands_changed)
        view.layout_changed.connect(self.ribbon.update)
        self.sheet.layout_changed.connect(self.ribbon.update)
        self.sheet.line_activated.connect(lambda _line: self.banner.dismiss())
        self._desk.installEventFilter(self)

    def _connect_controller(self) -> None:
        controller = self.controller
        controller.closed.connect(self._show_nothing)
        controller.review_loaded.connect(self._show_review)
        controller.note_changed.connect(self.note_side.show_note)
        controller.selection_changed.connect(self._show_selection)
        controller.correcting.mentions_changed.connect(self._show_mentions)
        controller.failed.connect(self.show_error)
        for signal in (
            controller.review_loaded,
            controller.note_changed,
            controller.closed,
            controller.selection_changed,
            controller.reading_changed,
        ):
            signal.connect(self.commands_changed)

    # ------------------------------------------------------------ showing

    def _show_review(self, review: SessionReview) -> None:
        """Show what was read; one that is opened in turns, so that the window never stands still for all of it."""
        duration_s = review.recording.duration_s if review.recording is not None else None
        pieces: list[Callable[[], object]] = [
            lambda: self.header.show_review(review, self._label(review.client)),
            lambda: self.player.show_recording(review.peaks, review.transcript, duration_s),
            self.transcript_side.show_review,
            self._show_mentions,
            lambda: self.sheet.prepare(self.controller.note, self.controller.index),
            lambda: self.note_side.show_note(self.controller.note),
            self._end_showing,
        ]
        self._turns.start(pieces)
        if self.sheet.lines:
            # Read again: what stands there is changed as one.
            self._turns.finish()

    def _end_showing(self) -> None:
        here = self.window().focusWidget()
        if here is None or not self.isAncestorOf(here) or not here.isVisible():
            self.keyboard_start().setFocus(Qt.FocusReason.OtherFocusReason)
        self.shown.emit()

    def _show_mentions(self) -> None:
        correcting = self.controller.correcting
        mentions, notice = correcting.mentions, mentions_notice(correcting)
        for panel in (self.mentioned, self.drawer.panel):
            panel.show_mentions(mentions, self.controller.index, notice)
        self.player.show_mentions(mentions, self.controller.index)
        self.mentioned_button.setText(strings.Note.MENTIONED.format(count=len(mentions)))
        self.tabs.setTabText(2, strings.Note.MENTIONED_TAB.format(count=len(mentions)))

    def _show_nothing(self) -> None:
        """Drop every word: what is not on screen must not stay in a widget."""
        self._turns.stop()
        # Each part that is hidden would hand the keyboard on to the next, which is hidden in turn.
        here = self.window().focusWidget()
        if here is not None and self.isAncestorOf(here):
            here.clearFocus()
        self.banner.dismiss()
        self.drawer.hide()
        self.header.clear()
        self.player.show_recording(b"", None, None)
        self.transcript_side.show_review()
        self._show_mentions()
        self.note_side.show_nothing()
        self.ribbon.update()

    def _show_selection(self) -> None:
        statement, marks = self.controller.selected, self.controller.marks()
        self.sheet.set_selected(
            statement.id if statement is not None else None, quotes_sources=self._arrangement is Arrangement.TABS
        )
        self.transcript.view.set_marks(marks)
        self.player.set_evidence(marks)
        if marks:
            self.transcript.view.bring_into_view(marks[0].row, marks[-1].row)
        self.ribbon.update()

    def show_error(self, error: TherapEaseError) -> None:
        """Show an error in place, with its next step."""
        self.banner.show_message(
            loudness(error), error.title, error.message, strings.Actions.CLOSE, self.banner.dismiss
        )

    # ------------------------------------------------------------ acts

    def _show_row(self, row: int) -> None:
        """Go to a mention's words."""
        if self._arrangement is Arrangement.TABS:
            self.tabs.setCurrentIndex(0)
        self.drawer.hide()
        self.transcript.view.set_following(False)
        self.transcript.show_row(row)
        start_s = self.controller.index.utterances[row].start_s
        if start_s is not None:
            self.controller.playback.seek(start_s)

    def _show_note_part(self) -> None:
        if self._arrangement is Arrangement.TABS:
            self.tabs.setCurrentIndex(1)

    def _toggle_mentioned(self) -> None:
        if self.drawer.isHidden():
            self.drawer.open_drawer()
        else:
            self.drawer.close_drawer()

    # ------------------------------------------------------------ arrangement

    @property
    def arrangement(self) -> Arrangement:
        return self._arrangement

    def _rearrange(self) -> None:
        theme = current_theme()
        width = self.width() / theme.scale
        if width < _SIDE_BY_SIDE_FROM_PX:
            self._arrangement = Arrangement.TABS
        else:
            self._arrangement = Arrangement.WIDE if width >= _WIDE_FROM_PX else Arrangement.SIDE_BY_SIDE
        margin = theme.px(32 if self._arrangement is Arrangement.WIDE else 24)
        is_tabs = self._arrangement is Arrangement.TABS
        self._body.setContentsMargins(margin, 8 if is_tabs else 18, margin, 0)
        self._body.setSpacing(8 if is_tabs else 16)
        self.header.set_compact(is_tabs)
        self.sheet.head.lend_filter(self._tabs_row.row if is_tabs else None)
        self._show_parts()

    def _show_parts(self) -> None:
        theme, arrangement, tab = current_theme(), self._arrangement, self.tabs.currentIndex()
        is_tabs = arrangement is Arrangement.TABS
        self._tabs_row.setVisible(is_tabs)
        self.tabs.setVisible(is_tabs)
        self.transcript.show_title(is_shown=not is_tabs)
        self.transcript.setVisible(not is_tabs or tab == 0)
        self.sheet.setVisible(not is_tabs or tab == 1)
        self.mentioned.setVisible(arrangement is Arrangement.WIDE or (is_tabs and tab == 2))
        self.mentioned_button.setVisible(arrangement is Arrangement.SIDE_BY_SIDE)
        self.sheet.head.filter_button.setVisible(not is_tabs or tab == 1)
        self._gutter.changeSize(0 if is_tabs else theme.px(_GUTTER), 0)
        self._gap.changeSize(theme.px(_GAP) if arrangement is Arrangement.WIDE else 0, 0)
        for widget, width_px in ((self.sheet, _NOTE), (self.mentioned, _MENTIONED)):
            widget.setMinimumWidth(0 if is_tabs else theme.px(width_px))
            widget.setMaximumWidth(_ANY_WIDTH if is_tabs else theme.px(width_px))
        self._desk_row.invalidate()
        self.ribbon.setVisible(not is_tabs)
        if arrangement is not Arrangement.SIDE_BY_SIDE:
            self.drawer.hide()
        self._show_selection()

    def _measure_ribbon(self) -> RibbonShape | None:
        statement, marks = self.controller.selected, self.controller.marks()
        if statement is None or not marks or self._arrangement is Arrangement.TABS:
            return None
        line = self.sheet.line_rect(statement.id, self._desk)
        if line is None:
            return None
        view, sheet = self.transcript.view, self.sheet.window_rect(self._desk)
        origin = view.viewport().mapTo(self._desk, QPoint(0, 0))
        bands = [view.evidence_band(mark.row) for mark in marks]
        return RibbonShape(
            source_x=origin.x() + view.viewport().width() - 8.0,
            bands=tuple((top + origin.y(), bottom + origin.y()) for top, bottom in bands),
            window=(float(origin.y()), float(origin.y() + view.viewport().height())),
            line=QRectF(line),
            sheet=(sheet.top(), sheet.bottom()),
        )

    # ------------------------------------------------------------ events

    def minimumSizeHint(self) -> QSize:
        """Small whatever stands side by side now: parts give way before the window does."""
        return QSize(640, 400)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._rearrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._desk and event.type() is QEvent.Type.Resize:
            self.ribbon.setGeometry(self._desk.rect())
            self.ribbon.raise_()
            for above in (self.drawer, self.past.drawer, self.private.drawer, self.toast):
                above.raise_()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.transcript_side.take_key(event):
            return
        if event.key() == Qt.Key.Key_Escape:
            self.drawer.hide()
            self.controller.select(None, listen=False)
        else:
            super().keyPressEvent(event)
