"""What leaves the vault at the therapist's word: a file, a printed page, words on the clipboard. Each is audited."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal

from therapease.domain.ids import NoteId
from therapease.errors import InvalidFieldError, NotFoundError
from therapease.services.schedule import SessionReview
from therapease.services.workspace import Workspace
from therapease.ui.background import Background
from therapease.ui.export.document import EVERYTHING, Contents, NoteDocument, note_document, suggested_file_name
from therapease.ui.export.file_writer import replace_file
from therapease.ui.export.forms import ExportForm, render
from therapease.ui.export.plain_text import note_text, section_text
from therapease.ui.strings import Export

_FORBIDDEN_IN_NAMES = frozenset('/\\:*?"<>|')
"""Of all systems together: a file often goes from one to another."""

Deliver = Callable[[NoteDocument], None]


class ExportController(QObject):
    """Works on whatever review is open when it is asked. Everything but the choice of a name runs in the background."""

    saved = Signal(object)
    """The Path of the file that was written."""
    previewed = Signal(object)
    """A PDF's bytes, to be shown and not kept."""
    printed = Signal()
    copied = Signal(str)
    """Plain text for the clipboard."""
    failed = Signal(object)
    """A TherapEaseError to show."""

    def __init__(
        self,
        workspace: Workspace,
        background: Background,
        open_review: Callable[[], SessionReview | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._background, self._open_review = workspace, background, open_review
        self.folder = documents_folder()
        """Where the last file went; kept until the vault is locked, never on disk."""

    @property
    def is_draft(self) -> bool:
        review = self._open_review()
        return review is None or review.note is None or not review.note.is_signed

    @property
    def section_titles(self) -> tuple[tuple[str, str], ...]:
        review = self._open_review()
        return review.note.section_titles if review is not None and review.note is not None else ()

    def proposed_name(self, form: ExportForm) -> str:
        """Return a file name that tells nobody whom the file is about."""
        review = self._open_review()
        return form.named(suggested_file_name(review)) if review is not None else ""

    def target(self, form: ExportForm, folder: Path, name: str) -> Path:
        """Return where the file will be. Raise InvalidFieldError for a name that some system refuses."""
        return folder / form.named(checked_file_name(name, form.value))

    def save(self, form: ExportForm, target: Path, contents: Contents = EVERYTHING) -> None:
        """Write the note to `target`, replacing what is there. The audit log has it before the file is there."""
        notes = self._workspace.notes

        def deliver(document: NoteDocument) -> None:
            replace_file(target, render(document, form))

        def done(_document: NoteDocument) -> None:
            self.folder = target.parent
            self.saved.emit(target)

        self._let_out(contents, deliver, done, notes.note_exported)

    def preview(self, contents: Contents = EVERYTHING) -> None:
        """Make the pages for the screen; nothing leaves the vault."""
        review = self._open_review()
        if review is None or review.note is None:
            return
        user = self._workspace.user
        self._background.start(
            self, lambda: render(note_document(self._fresh(review), user, contents), ExportForm.PDF)
        ).success(self.previewed.emit).failure(self.failed.emit)

    def print_note(self, paint: Deliver, contents: Contents = EVERYTHING) -> None:
        """Print: `paint` puts the document on the device that the person chose, on a thread of its own."""
        self._let_out(contents, paint, lambda _document: self.printed.emit(), self._workspace.notes.note_printed)

    def copy_note(self) -> None:
        """Hand the whole note over as plain text."""
        self._copy(note_text)

    def copy_section(self, key: str) -> None:
        self._copy(lambda document: section_text(document, key))

    def copy_line(self, text: str) -> None:
        """Hand one line over, as it stands on screen."""
        self._copy(lambda _document: text)

    def _copy(self, as_text: Callable[[NoteDocument], str]) -> None:
        # What is pasted elsewhere goes on without the recording: times into it would point nowhere.
        contents = Contents(with_sources=False)
        self._let_out(
            contents,
            lambda _document: None,
            lambda document: self.copied.emit(as_text(document)),
            self._workspace.notes.note_copied,
        )

    def _let_out(self, contents: Contents, deliver: Deliver, done: Deliver, audit: Callable[[NoteId], None]) -> None:
        review = self._open_review()
        if review is None or review.note is None:
            return
        user, note_id = self._workspace.user, review.note.id

        def work() -> NoteDocument:
            document = note_document(self._fresh(review), user, contents)
            audit(note_id)
            deliver(document)
            return document

        self._background.start(self, work).success(done).failure(self.failed.emit)

    def _fresh(self, review: SessionReview) -> SessionReview:
        """Read the note again, and what it rests on: a line or a correction of a moment ago has been kept since."""
        if review.note is None:
            raise NotFoundError
        note_id, workspace = review.note.id, self._workspace
        return replace(review, note=workspace.notes.note(note_id), recheck=workspace.review.recheck(note_id))


def checked_file_name(name: str, ending: str) -> str:
    """Return a typed file name without blanks around it. Raise InvalidFieldError for one that some system refuses."""
    tidy = name.strip()
    if not tidy.removesuffix(f".{ending}").strip(". "):
        raise InvalidFieldError("name", Export.NAME_MISSING)
    if _FORBIDDEN_IN_NAMES & set(tidy) or any(ord(letter) < 32 for letter in tidy):
        raise InvalidFieldError("name", Export.NAME_WRONG)
    return tidy


def documents_folder() -> Path:
    named = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = Path(named) if named else Path.home()
    return folder if folder.is_dir() else Path.home()
