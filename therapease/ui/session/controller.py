"""What the review place does, without a widget: open, select, edit, sign, amend, listen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from therapease.domain.ids import NoteId, SessionId, StatementId, UtteranceId
from therapease.domain.note import Note, Statement
from therapease.domain.rechecking import Recheck
from therapease.domain.transcript import Transcript
from therapease.errors import TherapEaseError
from therapease.services.history import SessionHistory
from therapease.services.notes import SignatureCheck, open_items
from therapease.services.schedule import SessionReview
from therapease.services.workspace import Workspace
from therapease.ui.background import Background
from therapease.ui.session.correcting import Correcting
from therapease.ui.session.evidence import EvidenceMark, TranscriptIndex
from therapease.ui.session.note_changes import NoteChanges, SaveStanding
from therapease.ui.session.playback import Playback
from therapease.ui.session.private_note import PrivateNote
from therapease.ui.session.reading import ReadingRecord


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
    handing_in = Signal()
    """The session is about to be left or signed: the last moment to hand in words that were not kept yet."""
    closed = Signal()
    """Nothing is open any more; whoever shows words drops them."""
    selection_changed = Signal()
    reading_changed = Signal()
    signature_checked = Signal(object)
    """A SignatureCheck of the signed note and its amendments."""
    history_read = Signal(object)
    """A SessionHistory, after `read_history`."""
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
        self._selected: StatementId | None = None
        self.index = TranscriptIndex(None)
        self.reading = ReadingRecord()
        self.correcting = Correcting(workspace, background, self)
        self.correcting.corrected.connect(self._on_corrected)
        self.correcting.failed.connect(self.failed)
        self.correcting.outdated.connect(self.reload)
        self.changes = NoteChanges(workspace.notes, background, self)
        self.changes.changed.connect(self._on_changed)
        self.changes.failed.connect(self.failed)
        self.changes.outdated.connect(self.reload)
        self.private_note = PrivateNote(workspace.process_notes, background, self)
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

    def open(self, session_id: SessionId, read: SessionReview | None = None) -> None:
        """Open a session from the beginning, as it was just `read` or by reading it; what was open is forgotten."""
        self.close()
        self._session_id = session_id
        if read is not None:
            self._take_review(read)
        else:
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
        self.hand_in()
        self.changes.keep_the_rest()
        self.correcting.keep_the_rest()
        self.private_note.close()
        self.changes.show(None)
        self.correcting.show(None)
        self.playback.close()
        self._session_id, self._review, self._selected = None, None, None
        self.index, self.reading = TranscriptIndex(None), ReadingRecord()
        self.closed.emit()

    def _take_review(self, review: SessionReview) -> None:
        if review.session.id != self._session_id:
            return
        is_first = self._review is None
        review = self.correcting.show(review) or review
        self._review = review = replace(review, note=self.changes.show(review.note))
        self.index = TranscriptIndex(review.transcript)
        if self._selected is not None and self.statement(self._selected) is None:
            self._selected = None
        if is_first:
            self.playback.open(review.recording.duration_s if review.recording is not None else None)
        self.private_note.show(review.session.id, review.client.id)
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
    def corrected_evidence(self) -> Mapping[StatementId, frozenset[UtteranceId]]:
        """The same lines, each with the utterances that were corrected."""
        if self._review is None or self.note is None or self.note.is_signed:
            return {}
        return self._review.recheck.corrected_evidence(self.note.latest)

    @property
    def reassigned_lines(self) -> frozenset[StatementId]:
        """The stale lines under which only the speaker changed."""
        if self._review is None or self.note is None or self.note.is_signed:
            return frozenset()
        return self._review.recheck.reassigned_lines(self.note.latest)

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
        self.changes.finish(statement_id, text)

    def accept(self, statement_id: StatementId) -> None:
        notes = self._workspace.notes
        self.changes.push(lambda note: notes.accept(note.id, note.latest.version, statement_id))

    def remove(self, statement_id: StatementId) -> None:
        notes = self._workspace.notes
        self.changes.push(lambda note: notes.remove(note.id, note.latest.version, statement_id))

    def add_own(self, section: str, text: str, after: StatementId | None = None, *, is_finished: bool = True) -> None:
        notes = self._workspace.notes
        self.changes.push(
            lambda note: notes.add_own(
                note.id, note.latest.version, section, text, after=after, is_finished=is_finished
            )
        )

    def move(self, statement_id: StatementId, step: int) -> None:
        """Move a line one place up (-1) or down (1)."""
        notes = self._workspace.notes
        self.changes.push(lambda note: notes.move(note.id, note.latest.version, statement_id, step))

    def move_to_section(self, statement_id: StatementId, section: str) -> None:
        notes = self._workspace.notes
        self.changes.push(lambda note: notes.move_to_section(note.id, note.latest.version, statement_id, section))

    def bring_back(self, statement_id: StatementId, from_version: int) -> None:
        """Make one line what it was in an earlier version, there again if it was removed since."""
        notes = self._workspace.notes
        self.changes.push(lambda note: notes.bring_back(note.id, note.latest.version, statement_id, from_version))

    def restore(self, from_version: int) -> None:
        """Make an earlier version the newest one."""
        notes = self._workspace.notes
        self.changes.push(lambda note: notes.restore(note.id, note.latest.version, from_version))

    def hand_in(self) -> None:
        """Have what stands in open fields kept, as unfinished lines, as corrections and in the private note."""
        self.private_note.hand_in()
        if self._review is not None and not self._review.session.is_signed:
            self.handing_in.emit()

    @property
    def session_id(self) -> SessionId | None:
        """The session that is open or on its way."""
        return self._session_id

    @property
    def is_saving(self) -> bool:
        """Whether words are on their way into the vault."""
        return self.changes.standing is SaveStanding.SAVING or self.correcting.is_saving or self.private_note.is_saving

    @property
    def has_unkept(self) -> bool:
        """Whether words could not be kept for want of disk or vault."""
        is_note_unkept = self.changes.standing is SaveStanding.FAILED
        return is_note_unkept or self.correcting.has_unkept or self.private_note.has_unkept

    def retry(self) -> None:
        """Try again what could not be kept."""
        self.changes.retry()
        self.private_note.hand_in()

    def sign(self) -> None:
        """Sign what is on screen. The service refuses what was not read or is still open."""
        notes, read = self._workspace.notes, self.reading.read
        # Asked for twice in a row, the second finds what the first has signed.
        self.changes.push(lambda note: note if note.is_signed else notes.sign(note.id, note.latest.version, read))

    def amend(self, text: str, reason: str) -> None:
        notes = self._workspace.notes
        self.changes.push(lambda note: notes.amend(note.id, text, reason))

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

    def _on_changed(self, before: Note, note: Note) -> None:
        if self._review is None:
            return
        self._review = replace(self._review, note=note)
        if self._selected is not None and self.statement(self._selected) is None:
            self._selected = None
        self.note_changed.emit(note)
        self.selection_changed.emit()
        if note.is_signed and not before.is_signed:
            self.reload()
        elif note.amendments != before.amendments:
            self._check_signature()

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
        check = self._workspace.notes.check_signatures
        operation = self._background.start(self, lambda: (note.id, check(note)))

        def take(answer: tuple[NoteId, SignatureCheck]) -> None:
            if self.note is not None and self.note.id == answer[0]:
                self.signature_checked.emit(answer[1])

        operation.success(take).failure(self.failed.emit)

    def read_history(self) -> None:
        """Read what happened to the session and every version of its note."""
        session_id = self._session_id
        if session_id is None:
            return
        work = self._workspace.history.of_session

        def take(history: SessionHistory) -> None:
            if session_id == self._session_id:
                self.history_read.emit(history)

        self._background.start(self, lambda: work(session_id)).success(take).failure(self.failed.emit)
