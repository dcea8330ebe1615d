"""The transcript with its heading: following playback, searching, swapping the speakers, and what corrections did."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from therapease.ui import strings
from therapease.ui.session.correction_strip import CorrectionStrip
from therapease.ui.session.evidence import TranscriptIndex
from therapease.ui.session.find_bar import FindBar
from therapease.ui.session.transcript_find import TranscriptFind
from therapease.ui.session.transcript_view import TranscriptView
from therapease.ui.theme import TextRole
from therapease.ui.widgets import Button, ButtonKind, ButtonSize, IconButton, TextLabel


class TranscriptPanel(QWidget):
    """Heading and list; says so in words when there is no transcript, or none with words in it."""

    versions_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = TranscriptView()
        self.find_bar = FindBar(self)
        self.strip = CorrectionStrip()
        self._find = TranscriptFind()
        self._title = TextLabel(strings.Transcript.TITLE, TextRole.LABEL)
        self._empty = TextLabel(strings.Transcript.EMPTY, TextRole.BODY, "ink2", wrap=True)
        self.follow_button = Button("", ButtonKind.GHOST, icon="arrow-down", size=ButtonSize.SMALL)
        self.find_button = IconButton("search", strings.Find.OPEN)
        self.swap_button = IconButton("arrow-left-right", strings.Transcript.SWAP)
        self.more_button = IconButton("ellipsis", strings.Transcript.MORE)
        self._menu = QMenu(self)
        self.undo_action = QAction(strings.Transcript.UNDO, self._menu)
        self.redo_action = QAction(strings.Transcript.REDO, self._menu)
        self.versions_action = QAction(strings.Transcript.VERSIONS, self._menu)
        self._menu.addActions([self.undo_action, self.redo_action, self.versions_action])
        self._build()
        self._connect()
        self._show_following(True)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(0, 6, 0, 0)
        head.setSpacing(2)
        head.addWidget(self._title)
        head.addStretch(1)
        for button in (self.follow_button, self.find_button, self.swap_button, self.more_button):
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.find_bar)
        column.addWidget(self.strip)
        column.addWidget(self._empty, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.view, 1)

    def _connect(self) -> None:
        self.follow_button.clicked.connect(lambda: self.view.set_following(True))
        self.view.following_changed.connect(self._show_following)
        self.find_button.clicked.connect(self.open_find)
        self.find_bar.query_changed.connect(self._on_query)
        self.find_bar.step_wanted.connect(self.find_next)
        self.find_bar.closed.connect(self._on_find_closed)
        self.swap_button.clicked.connect(self.view.swap_wanted)
        self.more_button.clicked.connect(self._open_menu)
        self.undo_action.triggered.connect(self.view.undo_wanted)
        self.redo_action.triggered.connect(self.view.redo_wanted)
        self.versions_action.triggered.connect(self.versions_wanted)
        # What the last correction did has been read; the room belongs to the words.
        self.view.editing_began.connect(self.strip.hide)
        self.strip.undo_wanted.connect(self.view.undo_wanted)

    # ------------------------------------------------------------ content

    def show_transcript(self, index: TranscriptIndex, client_initials: str, *, has_transcript: bool = True) -> None:
        self.view.show_transcript(index, client_initials)
        self.strip.hide()
        self.find_bar.hide()
        self.find_bar.field.clear()
        self._find = TranscriptFind()
        self._show_parts(index, has_transcript=has_transcript)

    def show_correction(self, index: TranscriptIndex, client_initials: str) -> None:
        """Show a corrected version; where one reads and what one searches for stay."""
        if not self.view.show_correction(index):
            self.view.show_transcript(index, client_initials)
        if self._find.query:
            self._find.look_in([u.text for u in index.utterances])
            self._show_found()

    def _show_parts(self, index: TranscriptIndex, *, has_transcript: bool) -> None:
        has_words = bool(index.utterances)
        self._empty.setText(strings.Transcript.EMPTY_WORDS if has_transcript else strings.Transcript.EMPTY)
        self._empty.setVisible(not has_words)
        for part in (self.view, self.follow_button, self.find_button, self.swap_button, self.more_button):
            part.setVisible(has_words)

    def show_title(self, *, is_shown: bool) -> None:
        """Leave the heading out where a tab says the same."""
        self._title.setVisible(is_shown)

    def set_editable(self, is_editable: bool) -> None:
        self.view.is_editable = is_editable
        self.swap_button.setEnabled(is_editable)

    def show_steps(self, *, can_undo: bool, can_redo: bool) -> None:
        self.undo_action.setEnabled(can_undo and self.view.is_editable)
        self.redo_action.setEnabled(can_redo and self.view.is_editable)

    def show_row(self, row: int) -> None:
        """Go to an utterance and give it the keyboard."""
        self.view.choose(row)
        self.view.bring_into_view(row)

    def edit_row_of(self, utterance_id: object, words: str) -> None:
        """Open an utterance again with words that could not be kept."""
        for row, shown in enumerate(self.view.rows):
            if shown.utterance.id == utterance_id:
                self.view.start_editing(row, words)

    # ------------------------------------------------------------ finding

    def open_find(self) -> None:
        if self.view.rows:
            self._find.look_in([row.utterance.text for row in self.view.rows])
            self.find_bar.open_bar()

    def find_next(self, step: int) -> None:
        """Go to the next place, or open the search where there is none yet."""
        if self.find_bar.isHidden():
            self.open_find()
            return
        self._find.step(step)
        self._show_found()

    def _on_query(self, query: str) -> None:
        if not self.find_bar.isHidden():
            self._find.search(query, max(0, self.view.top_row))
            self._show_found()

    def _show_found(self) -> None:
        self.find_bar.show_place(self._find.at, len(self._find.hits))
        self.view.set_hits(self._find.hits, self._find.current)

    def _on_find_closed(self) -> None:
        current = self._find.current
        self._find = TranscriptFind()
        self.view.set_hits((), None)
        if current is not None:
            self.view.choose(current[0])
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # ------------------------------------------------------------ events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+F and F3 work in the transcript even where no menu carries them."""
        if event.key() == Qt.Key.Key_F3:
            self.find_next(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape and not self.find_bar.isHidden():
            self.find_bar.close_bar()
        elif event.key() == Qt.Key.Key_F and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.open_find()
        else:
            super().keyPressEvent(event)

    def _open_menu(self) -> None:
        self._menu.popup(self.more_button.mapToGlobal(QPoint(0, self.more_button.height() + 4)))

    def _show_following(self, is_following: bool) -> None:
        self.follow_button.setText(strings.Transcript.FOLLOWING if is_following else strings.Transcript.FOLLOW)
        self.follow_button.setAccessibleDescription(strings.Transcript.FOLLOW_HINT)
