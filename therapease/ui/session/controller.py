"""What the review place does, without a widget: open, select, edit, sign, amend, listen."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from therapease.domain.ids import SessionId, StatementId
from therapease.domain.note import Note, Statement
from therapease.domain.rechecking import Recheck
from therapease.domain.transcript import Transcript
from therapease.errors import ConflictError, NotFoundError, TherapEaseError
from therapease.services.notes import open_items
from therapease.services.schedule import SessionReview
from therapease.services.workspace import Workspace
from therapease.ui.background import Background
from therapease.ui.session.correcting import Correcting
from therapease.ui.session.evidence import EvidenceMark, TranscriptIndex
from therapease.ui.session.playback import Playback
from therapease.ui.session.reading import ReadingRecord

Change = Callable[[Note], Note]


@dataclass(frozen=True, slots=True)
class SigningState:
    """What still stands between the note and a signature."""

    open_lines: tuple[StatementId, ...] = ()
    unread_lines: tuple[StatementId, ...] = ()
    is_signed: bool = False
    has_note: bool = True

    @property
    def can_sign(self) -> bool:
        return self.has_note and not (self.is_signed or self.open_lines or self.unread_lines)


class ReviewController(QObject):
    """One open review. Reads and writes run in the background; signals tell the view on the UI thread."""

    review_loaded = Signal(object)
    """A SessionReview, after `open` and after every reload."""
    note_changed = Signal(object)
    """The Note, after any change to it."""
    closing = Signal()
    """The session is about to be left: the last moment to hand in words that were not kept yet."""
    closed = Signal()
    """Nothing is open any more; whoever shows words drops them."""
    selection_changed = Signal()
    reading_changed = Signal()
    signature_checked = Signal(bool)
    transcript_corrected = Signal(object)
    """The Transcript, after any correction; lines of the note may have to be checked again."""
    failed = Signal(object)
    """A TherapEaseError to show."""

    def __init__(self, workspace: Workspace, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._background = background
        self._session_id: SessionId | None = None
        self._review: SessionReview | None = None
        self._changes: deque[Change] = deque()
        self._is_changing = False
        self._selected: StatementId | None = None
        self.index = TranscriptIndex(None)
        self.reading = ReadingRecord()
        self.correcting = Correcting(workspace, background, self)
        self.correcting.corrected.connect(self._on_corrected)
        self.correcting.failed.connect(self.failed)
        self.correcting.outdated.connect(self.reload)
        self.playback = Playback(self)
        self.playback.sound_wanted.connect(self._load_sound)

    # ------------------------------------------------------------ opening

    @property
    def workspace(self) -> Workspace:
        return self._workspace

    @property
    def background(self) -> Background:
        return self._background

    @property
    def review(self) -> SessionReview | None:
        return self._review

    @property
    def note(self) -> Note | None:
        return self._review.note if self._review is not None else None

    @property
    def is_editable(self) -> bool:
        return self.note is not None and not self.note.is_signed

    def open(self, session_id: SessionId) -> None:
        """Open a session from the beginning; what was open before is forgotten."""
        self.close()
        self._session_id = session_id
        self.reload()

    def reload(self) -> None:
        """Read the session again, after a conflict or a new draft."""
        session_id = self._session_id
        if session_id is None:
            return
        work = self._workspace.schedule.open_review
        self._background.start(self, lambda: work(session_id)).success(self._take_review).failure(self.failed.emit)

    def close(self) -> None:
        """Keep what is still waiting to be kept, stop the sound and let go of everything that was said."""
        if self._review is not None and not self._review.session.is_signed:
            self.closing.emit()
        self._keep_the_rest()
        self.correcting.keep_the_rest()
        self.correcting.show(None)
        self.playback.close()
        self._is_changing = False
        self._session_id, self._review, self._selected = None, None, None
        self.index, self.reading = TranscriptIndex(None), ReadingRecord()
        self.closed.emit()

    def _take_review(self, review: SessionReview) -> None:
        if review.session.id != self._session_id:
            return
        is_first = self._review is None
        self._review = review = self.correcting.show(review) or review
        self.index = TranscriptIndex(review.transcript)
        if self._selected is not None and self.statement(self._selected) is None:
            self._selected = None
        if is_first:
            self.playback.open(review.recording.duration_s if review.recording is not None else None)
        self.review_loaded.emit(review)
        self.selection_changed.emit()
        self._check_signature()

    @property
    def stale_lines(self) -> frozenset[StatementId]:
        """The lines that rest on words which were corrected since they were last checked."""
        if self._review is None or self.note is None or self.note.is_signed:
            return frozenset()
        return self._review.recheck.stale(self.note.latest)

    @property
    def lost_quotations(self) -> frozenset[StatementId]:
        """The stale lines whose quoted words no longer stand in the transcript."""
        review, note = self._review, self.note
        if review is None or note is None or note.is_signed or review.transcript is None:
            return frozenset()
        return review.recheck.lost_quotations(note.latest, review.transcript)

    # ------------------------------------------------------------ evidence

    def statement(self, statement_id: StatementId) -> Statement | None:
        if self.note is None:
            return None
        return next((s for s in self.note.latest.statements if s.id == statement_id), None)

    @property
    def selected(self) -> Statement | None:
        return self.statement(self._selected) if self._selected is not None else None

    def marks(self) -> tuple[EvidenceMark, ...]:
        """Return the evidence of the selected line."""
        return self.index.marks(self.selected) if self.selected is not None else ()

    def select(self, statement_id: StatementId | None, *, listen: bool = True) -> None:
        """Mark a line and its evidence, and play what it rests on."""
        self._selected = statement_id if statement_id and self.statement(statement_id) else None
        self.selection_changed.emit()
        if listen:
            self.playback.play_spans([mark.span_s for mark in self.marks() if mark.span_s is not None])

    def listen_to(self, mark: EvidenceMark) -> None:
        """Play one cited utterance alone."""
        if mark.span_s is not None:
            self.playback.play_spans([mark.span_s])

    # ------------------------------------------------------------ changing the note

    def edit(self, statement_id: StatementId, text: str) -> None:
        notes = self._workspace.notes
        self._change(lambda note: notes.edit(note.id, note.latest.version, statement_id, text))

    def accept(self, statement_id: StatementId) -> None:
        notes = self._workspace.notes
        self._change(lambda note: notes.accept(note.id, note.latest.version, statement_id))

    def remove(self, statement_id: StatementId) -> None:
        notes = self._workspace.notes
        self._change(lambda note: notes.remove(note.id, note.latest.version, statement_id))

    def add_own(self, section: str, text: str) -> None:
        notes = self._workspace.notes
        self._change(lambda note: notes.add_own(note.id, note.latest.version, section, text))

    def sign(self) -> None:
        """Sign what is on screen. The service refuses what was not read or is still open."""
        notes, read = self._workspace.notes, self.reading.read
        self._change(lambda note: notes.sign(note.id, note.latest.version, read))

    def amend(self, text: str, reason: str) -> None:
        notes = self._workspace.notes
        self._change(lambda note: notes.amend(note.id, text, reason))

    def signing_state(self) -> SigningState:
        note = self.note
        if note is None:
            return SigningState(has_note=False)
        if note.is_signed:
            return SigningState(is_signed=True)
        return SigningState(
            open_lines=tuple(statement.id for statement in open_items(note.latest, self.stale_lines)),
            unread_lines=self.reading.unread(note.latest),
        )

    def _change(self, change: Change) -> None:
        """Queue a change. Each starts from the version the one before it made, so that fast hands make no conflict."""
        self._changes.append(change)
        self._next_change()

    def _next_change(self) -> None:
        note = self.note
        if self._is_changing or not self._changes or note is None:
            return
        self._is_changing = True
        change = self._changes.popleft()
        self._background.start(self, lambda: change(note)).success(self._take_note).failure(self._on_change_failed)

    def _take_note(self, note: Note) -> None:
        self._is_changing = False
        before = self.note
        if self._review is None or before is None or before.id != note.id:
            return
        became_signed = note.is_signed and not before.is_signed
        self._review = replace(self._review, note=note)
        if self._selected is not None and self.statement(self._selected) is None:
            self._selected = None
        self.note_changed.emit(note)
        self.selection_changed.emit()
        if became_signed:
            self.reload()
        self._next_change()

    def _keep_the_rest(self) -> None:
        """Make the waiting changes without a screen, in order, each on the version it finds."""
        note, changes = self.note, tuple(self._changes)
        self._changes.clear()
        if note is None or not changes:
            return
        notes, note_id = self._workspace.notes, note.id

        def work() -> None:
            for change in changes:
                change(notes.note(note_id))

        self._background.start(self, work).failure(self.failed.emit)

    def _on_change_failed(self, error: TherapEaseError) -> None:
        self._is_changing = False
        self._changes.clear()
        self.failed.emit(error)
        if isinstance(error, ConflictError | NotFoundError):
            self.reload()

    # ------------------------------------------------------------ listening, speakers

    def _load_sound(self) -> None:
        session_id = self._session_id
        if session_id is None:
            return
        work = self._workspace.recording.wav

        def take(wav: bytes) -> None:
            if session_id == self._session_id:
                self.playback.load(wav)

        # Decoding needs the engine worker, which may be busy with another session for minutes: it waits among the
        # jobs, so that reading and writing the note never wait with it.
        operation = self._background.start_job(self, lambda _progress, _cancel: work(session_id))
        operation.success(take).failure(self._on_sound_failed)

    def _on_sound_failed(self, error: TherapEaseError) -> None:
        self.playback.loading_failed()
        self.failed.emit(error)

    def _on_corrected(self, transcript: Transcript, recheck: Recheck) -> None:
        if self._review is None or transcript.session_id != self._session_id:
            return
        self._review = replace(self._review, transcript=transcript, recheck=recheck)
        self.index = TranscriptIndex(transcript)
        self.transcript_corrected.emit(transcript)
        if self.note is not None:
            self.note_changed.emit(self.note)
        self.selection_changed.emit()

    def _check_signature(self) -> None:
        note = self.note
        if note is None or not note.is_signed:
            return
        check = self._workspace.notes.signature_holds
        self._background.start(self, lambda: check(note)).success(self.signature_checked.emit).failure(self.failed.emit)
