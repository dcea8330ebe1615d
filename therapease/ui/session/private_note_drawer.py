"""The private note over the right edge of the review, plainly marked, with the transcript still in sight."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from therapease.domain.process_note import ProcessNoteText
from therapease.errors import TherapEaseError
from therapease.ui import strings
from therapease.ui.error_presenter import loudness
from therapease.ui.session import timecode
from therapease.ui.session.controller import ReviewController
from therapease.ui.session.private_note import PrivateNote, PrivateStanding
from therapease.ui.session.private_versions_sheet import PrivateVersionsSheet
from therapease.ui.session.review_header import ReviewHeader
from therapease.ui.theme import TextRole
from therapease.ui.widgets import (
    Banner,
    Drawer,
    IconButton,
    IconLabel,
    LinkButton,
    QuestionSheet,
    TextLabel,
    Toast,
)

_WIDTH_PX = 440
_WRITABLE = (
    PrivateStanding.EMPTY,
    PrivateStanding.TYPING,
    PrivateStanding.SAVING,
    PrivateStanding.SAVED,
    PrivateStanding.FAILED,
)


class PrivateNoteDrawer(Drawer):
    """The mark, the text, and how it stands. What is typed keeps itself."""

    def __init__(self, host: QWidget) -> None:
        words = strings.PrivateNote
        super().__init__(words.TITLE, host, width_px=_WIDTH_PX)
        self.banner = Banner()
        self.edit = QPlainTextEdit()
        self.edit.setAccessibleName(words.EDITOR)
        self.edit.setAccessibleDescription(words.MARK)
        self.edit.setPlaceholderText(words.PLACEHOLDER)
        self.edit.setTabChangesFocus(True)
        self.standing = TextLabel("", TextRole.SMALL, "ink2")
        self.retry = LinkButton(strings.Actions.RETRY)
        self.versions_button = IconButton("history", words.VERSIONS)
        self.delete_button = IconButton("trash-2", words.DELETE)
        mark = QHBoxLayout()
        mark.setSpacing(10)
        mark.addWidget(IconLabel("lock", "ink2", 18), 0, Qt.AlignmentFlag.AlignTop)
        mark.addWidget(TextLabel(words.MARK, TextRole.SMALL, "ink2", wrap=True), 1)
        # One row, so that a low window with large text leaves lines to write in.
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for widget in (self.standing, self.retry):
            acts.addWidget(widget)
        acts.addStretch(1)
        acts.addWidget(self.versions_button)
        acts.addWidget(self.delete_button)
        self.body.setSpacing(10)
        self.body.addLayout(mark)
        self.body.addWidget(self.banner)
        self.body.addWidget(self.edit, 1)
        self.body.addLayout(acts)

    def show_text(self, text: str) -> None:
        """Show another text; what could be undone before is forgotten."""
        if text != self.edit.toPlainText():
            self.edit.setPlainText(text)
        self.edit.document().clearUndoRedoStacks()

    def show_standing(self, note: PrivateNote) -> None:
        standing = note.standing
        self.edit.setEnabled(standing in _WRITABLE)
        self.standing.setText(_words(note))
        self.standing.set_tone("attention" if standing is PrivateStanding.FAILED else "ink2")
        self.retry.setVisible(standing is PrivateStanding.FAILED)
        has_note = note.saved_at is not None
        self.versions_button.setEnabled(has_note and standing in _WRITABLE)
        self.delete_button.setEnabled(has_note or standing is PrivateStanding.SEALED)


class PrivateNotePanel(QObject):
    """Holds the drawer, its sheet and its question to the note they are about."""

    def __init__(
        self, controller: ReviewController, header: ReviewHeader, host: QWidget, toast: Toast, window: QWidget
    ) -> None:
        super().__init__(window)
        note = controller.private_note
        header.private_wanted.connect(self.open)
        note.existence_known.connect(lambda known: header.show_private(is_there=known))
        controller.closed.connect(self.forget)
        self._note, self._window, self._toast = note, window, toast
        self.drawer = PrivateNoteDrawer(host)
        self.sheet: PrivateVersionsSheet | None = None
        self.question: QuestionSheet | None = None
        drawer = self.drawer
        drawer.edit.textChanged.connect(lambda: note.write(drawer.edit.toPlainText()))
        drawer.retry.clicked.connect(note.hand_in)
        drawer.versions_button.clicked.connect(note.read_versions)
        drawer.delete_button.clicked.connect(self._ask_delete)
        drawer.closed.connect(note.hand_in)
        note.read.connect(drawer.show_text)
        note.standing_changed.connect(self._show_standing)
        note.versions_read.connect(self._open_versions)
        note.failed.connect(self._show_error)
        note.deleted.connect(lambda: toast.show_message(strings.PrivateNote.DELETED, icon="trash-2"))
        self._show_standing()

    def open(self) -> None:
        """Open the drawer and read the note into it."""
        self.drawer.banner.dismiss()
        self._note.open()
        self.drawer.open_drawer()
        self._give_keyboard()

    def forget(self) -> None:
        """The session was left: drop every word."""
        self.drawer.hide()
        self.drawer.banner.dismiss()
        self.drawer.show_text("")
        for sheet in (self.sheet, self.question):
            if sheet is not None:
                sheet.reject()

    def _show_standing(self) -> None:
        had_keyboard = self.drawer.edit.isEnabled()
        self.drawer.show_standing(self._note)
        if self._note.standing in (PrivateStanding.SAVED, PrivateStanding.EMPTY, PrivateStanding.SAVING):
            self.drawer.banner.dismiss()
        if not had_keyboard and self.drawer.isVisible():
            self._give_keyboard()

    def _give_keyboard(self) -> None:
        """Into the text, at its end, as soon as it can be written in."""
        edit = self.drawer.edit
        if edit.isEnabled():
            edit.moveCursor(edit.textCursor().MoveOperation.End)
            edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_error(self, error: TherapEaseError) -> None:
        message = error.message
        if self._note.standing is PrivateStanding.SEALED:
            message = f"{message} {strings.PrivateNote.SEALED_NEXT}"
        banner = self.drawer.banner
        banner.show_message(loudness(error), error.title, message, strings.Actions.CLOSE, banner.dismiss)

    def _open_versions(self, versions: Sequence[ProcessNoteText]) -> None:
        if self.sheet is None and versions:
            self.sheet = PrivateVersionsSheet(versions, self._note.bring_back, self._window)
            self.sheet.finished.connect(self._forget_sheet)
            self.sheet.open()

    def _ask_delete(self) -> None:
        words = strings.PrivateNote
        self.question = QuestionSheet(
            words.DELETE_TITLE,
            words.DELETE_MESSAGE,
            words.DELETE_CONFIRM,
            self._note.delete,
            self._window,
            is_dangerous=True,
        )
        self.question.finished.connect(self._forget_question)
        self.question.open()

    def _forget_sheet(self) -> None:
        self.sheet = None

    def _forget_question(self) -> None:
        self.question = None


def _words(note: PrivateNote) -> str:
    words, at = strings.PrivateNote, note.saved_at
    if note.standing is PrivateStanding.SAVED and at is not None:
        return words.SAVED_ON.format(day=timecode.local_date(at), time=timecode.local_time(at))
    return {
        PrivateStanding.READING: words.READING,
        PrivateStanding.EMPTY: words.NOT_WRITTEN,
        PrivateStanding.TYPING: words.TYPING,
        PrivateStanding.SAVING: words.SAVING,
        PrivateStanding.FAILED: words.NOT_SAVED,
    }.get(note.standing, "")
