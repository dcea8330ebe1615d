"""Above the review: whose session it is, when it was, and how the note stands."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from therapease.domain.note import Note
from therapease.services.schedule import SessionReview
from therapease.ui import strings
from therapease.ui.session import timecode, wording
from therapease.ui.session.note_changes import SaveStanding
from therapease.ui.theme import TextRole
from therapease.ui.widgets import (
    Button,
    ButtonKind,
    ButtonSize,
    Chip,
    ChipKind,
    ElidedLabel,
    IconButton,
    LinkButton,
    TextLabel,
)

_DOT = "  ·  "


class ReviewHeader(QWidget):
    """Name, facts, when it was saved, the standing chip and the menu of what is done seldom."""

    export_wanted = Signal()
    print_wanted = Signal()
    copy_wanted = Signal(str)
    """A section's key, or nothing for the whole note."""
    swap_wanted = Signal()
    retry_wanted = Signal()
    history_wanted = Signal()
    compare_wanted = Signal()
    removed_wanted = Signal()
    private_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = TextLabel("", TextRole.TITLE)
        self._code = ElidedLabel("", TextRole.SMALL, "ink2")
        self._facts = ElidedLabel("", TextRole.BODY, "ink2")
        self._saved = TextLabel("", TextRole.SMALL, "ink2")
        self.chip = Chip("", ChipKind.OUTLINE, "file-pen-line")
        self.sample_chip = Chip(strings.Sample.CHIP)
        self.sample_chip.hide()
        self.retry = LinkButton(strings.Actions.RETRY)
        self.retry.clicked.connect(self.retry_wanted)
        self.retry.hide()
        self._note: Note | None = None
        self._review: SessionReview | None = None
        self._is_compact = False
        self.private_button = Button(strings.PrivateNote.ADD, ButtonKind.GHOST, icon="lock", size=ButtonSize.SMALL)
        self.private_button.setAccessibleDescription(strings.PrivateNote.MARK)
        self.private_button.setToolTip(strings.PrivateNote.MARK)
        self.private_button.clicked.connect(self.private_wanted)
        self._make_menu()
        self._build()

    def _make_menu(self) -> None:
        self._more = IconButton("ellipsis", strings.Review.MORE)
        self._more.clicked.connect(self._open_menu)
        self._menu = QMenu(self)
        self.export_action = QAction(strings.Export.MENU, self._menu)
        self.print_action = QAction(strings.Preview.MENU, self._menu)
        self.copy_menu = QMenu(strings.Copying.MENU, self._menu)
        self.swap_action = QAction(strings.Review.SWAP_SPEAKERS, self._menu)
        self.export_action.triggered.connect(self.export_wanted)
        self.print_action.triggered.connect(self.print_wanted)
        self.swap_action.triggered.connect(self.swap_wanted)
        self.history_action = QAction(strings.SessionHistory.TITLE, self._menu)
        self.compare_action = QAction(strings.SessionHistory.COMPARE, self._menu)
        self.history_action.triggered.connect(self.history_wanted)
        self.compare_action.triggered.connect(self.compare_wanted)
        self.removed_action = QAction(strings.RemovedLines.TITLE, self._menu)
        self.removed_action.triggered.connect(self.removed_wanted)
        self._menu.addActions([self.export_action, self.print_action])
        self._menu.addMenu(self.copy_menu)
        self._menu.addAction(self.swap_action)
        self._menu.addSeparator()
        self._menu.addActions([self.history_action, self.compare_action, self.removed_action])
        self._menu.addSeparator()
        self.private_action = self._menu.addAction(strings.PrivateNote.MENU)
        self.private_action.triggered.connect(self.private_wanted)

    def _build(self) -> None:
        name = QHBoxLayout()
        name.setSpacing(12)
        name.addWidget(self._name)
        name.addWidget(self._code, 1)
        left = QVBoxLayout()
        left.setSpacing(2)
        left.addLayout(name)
        left.addWidget(self._facts)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addLayout(left, 1)
        for widget in (self._saved, self.retry, self.private_button, self.sample_chip, self.chip, self._more):
            row.addWidget(widget)

    @property
    def facts(self) -> str:
        return self._facts.accessibleName()

    @property
    def saved(self) -> str:
        return self._saved.text()

    def clear(self) -> None:
        """Show no session."""
        self._review = None
        for label in (self._name, self._saved):
            label.setText("")
        self._code.set_text("")
        self._facts.set_text("")
        self.chip.hide()
        self.sample_chip.hide()
        self._offer_note(None)
        self.retry.hide()
        self._note = None
        self.swap_action.setEnabled(False)
        self.history_action.setEnabled(False)
        self.private_action.setEnabled(False)
        self.private_button.hide()
        self.show_private(is_there=False)

    def show_private(self, *, is_there: bool) -> None:
        """Say whether there is a private note of the person who is signed in."""
        self.private_button.setText(strings.PrivateNote.TITLE if is_there else strings.PrivateNote.ADD)

    def show_review(self, review: SessionReview, client_label: str) -> None:
        session = review.session
        self._review = review
        self._name.setText(client_label)
        self.sample_chip.setVisible(review.client.is_sample)
        when = f"{timecode.local_day(session.starts_at)}, {timecode.local_time(session.starts_at)}"
        how = wording.ATTENDANCE_WORDS[session.attendance]
        if review.recording is not None:
            how = f"{timecode.duration_words(review.recording.duration_s)}, {how}"
        parts = [strings.Review.SESSION.format(number=session.number), when, how]
        parts.append(strings.Review.AGREED if review.has_recording_consent else strings.Review.NO_CONSENT)
        if review.recording is not None and review.recording.is_truncated:
            parts.append(strings.Review.CUT_OFF)
        self._facts.set_text(_DOT.join(parts))
        self.swap_action.setEnabled(review.transcript is not None and not session.is_signed)
        self.private_action.setEnabled(True)
        self.private_button.setVisible(not self._is_compact)
        self._show_code()
        self.show_note(review.note)

    def set_compact(self, is_compact: bool) -> None:
        """One line instead of two, where the text is large or the window narrow."""
        if is_compact is not self._is_compact:
            self._is_compact = is_compact
            self._facts.setHidden(is_compact)
            self.private_button.setVisible(not is_compact and self._review is not None)
            self._show_code()
            self.show_note(self._note)

    def _show_code(self) -> None:
        review = self._review
        if review is None:
            self._code.set_text("")
        elif self._is_compact:
            self._code.set_text(
                strings.Note.SHORT_FACTS.format(
                    code=review.client.code,
                    number=review.session.number,
                    day=timecode.local_date(review.session.starts_at),
                )
            )
        else:
            self._code.set_text(review.client.code)

    def show_note(self, note: Note | None) -> None:
        """Say how the note stands and when it was saved last."""
        self._note = note
        self._offer_note(note)
        self.history_action.setEnabled(True)
        self.chip.setVisible(note is not None)
        self._saved.setVisible(note is not None and not self._is_compact)
        if note is None:
            return
        if note.signature is None:
            self.chip.show_state(wording.DRAFT_NOT_SIGNED, ChipKind.OUTLINE, "file-pen-line")
        else:
            words = strings.Note.AMENDED if note.amendments else strings.Note.SIGNED
            self.chip.show_state(words, ChipKind.ACCENT, "signature")
        self.show_saving(SaveStanding.SAVED)

    def show_saving(self, standing: SaveStanding) -> None:
        """Say whether what is on screen is in the vault. A failure stays until it was tried again with success."""
        note, words = self._note, strings.Note
        self.retry.setVisible(standing is SaveStanding.FAILED)
        self._saved.setVisible(note is not None and (not self._is_compact or standing is SaveStanding.FAILED))
        self._saved.set_tone("attention" if standing is SaveStanding.FAILED else "ink2")
        if standing is SaveStanding.FAILED:
            self._saved.setText(words.NOT_SAVED)
        elif note is not None and note.signature is not None:
            moment = timecode.local_moment(note.signature.signed_at).split(" (")[0]
            self._saved.setText(words.SIGNED_AT.format(time=moment))
        elif note is not None and standing is SaveStanding.SAVED:
            self._saved.setText(words.SAVED.format(time=timecode.local_time(note.latest.created_at)))

    def _offer_note(self, note: Note | None) -> None:
        """Offer what can be done with a note's words: all of it, and each section for itself."""
        past = (self.compare_action, self.removed_action)
        note_actions = (self.export_action, self.print_action, *past, self.copy_menu.menuAction())
        for action in note_actions:
            action.setEnabled(note is not None)
        self.copy_menu.clear()
        if note is None:
            return
        self.copy_menu.addAction(strings.Copying.NOTE, lambda: self.copy_wanted.emit(""))
        self.copy_menu.addSeparator()
        for key, title in note.section_titles:
            words = strings.Copying.SECTION.format(title=title).replace("&", "&&")
            self.copy_menu.addAction(words, partial(self.copy_wanted.emit, key))

    def _open_menu(self) -> None:
        size = self._menu.sizeHint()
        self._menu.popup(self._more.mapToGlobal(QPoint(self._more.width() - size.width(), self._more.height() + 4)))
