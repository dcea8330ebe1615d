"""Every correction of the open transcript, one after the other, and what follows from each for the note beside it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from therapease.domain.correction_steps import CorrectionSteps
from therapease.domain.ids import NoteId, UtteranceId
from therapease.domain.note import RiskMention
from therapease.domain.rechecking import Recheck
from therapease.domain.transcript import SpeakerRole, Transcript
from therapease.errors import ConflictError, EnvironmentProblem, NotFoundError, TherapEaseError
from therapease.services.schedule import SessionReview
from therapease.services.workspace import Workspace
from therapease.ui.background import Background
from therapease.ui.session.keeping import keep_all
from therapease.ui.session.transcript_versions import TranscriptVersions

READ_AGAIN_AFTER_MS = 1_200
"""Corrections come in a row; the mentions are found again once a pause shows that the row is over."""


class Correction(Enum):
    """What was done, for the words that say so."""

    WORDS = "words"
    SPEAKER = "speaker"
    SWAPPED = "swapped"
    RESTORED = "restored"
    UNDONE = "undone"
    REDONE = "redone"


class MentionsStanding(Enum):
    """Whether the list of mentions belongs to the words on screen."""

    CURRENT = "current"
    SEARCHING = "searching"
    FAILED = "failed"


@dataclass(slots=True)
class _Waiting:
    kind: Correction
    work: Callable[[Transcript], Transcript]
    utterance_id: UtteranceId | None = None
    words: str = ""
    is_kept: bool = False
    """Set on the worker thread, which runs one piece of work after the other."""

    def run(self, transcript: Transcript) -> Transcript:
        corrected = self.work(transcript)
        self.is_kept = True
        return corrected


_Answer = tuple[Transcript, Recheck, CorrectionSteps]


class Correcting(QObject):
    """Queues corrections, so that each starts from the version the one before it made. Lives on the UI thread."""

    corrected = Signal(object, object)
    """The new Transcript and the Recheck of the note against it."""
    told = Signal(object)
    """The Correction that was just kept; nothing when it changed nothing."""
    not_kept = Signal(object, str)
    """UtteranceId and words of a correction that failed, so that nobody has to type them again."""
    steps_changed = Signal()
    mentions_changed = Signal()
    failed = Signal(object)
    outdated = Signal()
    """Somebody else corrected the transcript: read it again."""

    def __init__(self, workspace: Workspace, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._service, self._review_service = workspace.corrections, workspace.review
        self._background = background
        self._transcript: Transcript | None = None
        self._recheck = Recheck()
        self._note_id: NoteId | None = None
        self._waiting: deque[_Waiting] = deque()
        self._running: _Waiting | None = None
        self._has_failed = False
        self._steps = CorrectionSteps()
        self._mentions: tuple[RiskMention, ...] = ()
        self._standing = MentionsStanding.CURRENT
        self.mentions_error: TherapEaseError | None = None
        self._pause = QTimer(self, singleShot=True, interval=READ_AGAIN_AFTER_MS)
        self._pause.timeout.connect(self._find_mentions)

    # ------------------------------------------------------------ what is open

    def show(self, review: SessionReview | None) -> SessionReview | None:
        """Take a session as it was read and return it as it is to be shown; None lets go of everything.

        What was read before a correction came back is older than that correction.
        """
        if review is None or review.transcript is None:
            self._begin(review, None)
            return review
        known, read = self._transcript, review.transcript
        is_known = known is not None and known.session_id == read.session_id and known.version >= read.version
        if not is_known:
            self._begin(review, read)
        if known is not None and is_known and known.version > read.version:
            review = replace(review, transcript=known, recheck=self._recheck)
        self._take_note(review, is_new=not is_known)
        return review

    def _begin(self, review: SessionReview | None, transcript: Transcript | None) -> None:
        self._transcript = transcript
        self._recheck = review.recheck if review is not None else Recheck()
        self._waiting.clear()
        self._running, self._has_failed = None, False
        self._pause.stop()
        self._note_id = None
        self._set_steps(CorrectionSteps())
        self._set_mentions((), MentionsStanding.CURRENT)
        if transcript is not None and transcript.version > 1:
            self._read_steps(transcript)

    def _take_note(self, review: SessionReview, *, is_new: bool) -> None:
        note, transcript = review.note, review.transcript
        self._note_id = note.id if note is not None else None
        if note is None or transcript is None:
            return
        if note.latest.transcript_id == transcript.id:
            self._set_mentions(note.risk, MentionsStanding.CURRENT)
        elif is_new or self._standing is MentionsStanding.FAILED:
            self._set_mentions(note.risk, MentionsStanding.SEARCHING)
            self._find_mentions()

    @property
    def mentions(self) -> tuple[RiskMention, ...]:
        """The explicit mentions of risk; see `mentions_standing` for which words they are from."""
        return self._mentions

    @property
    def mentions_standing(self) -> MentionsStanding:
        return self._standing

    @property
    def is_saving(self) -> bool:
        return self._running is not None

    @property
    def has_unkept(self) -> bool:
        """Whether a correction could not be kept for want of disk or vault, and was not kept since."""
        return self._has_failed

    @property
    def can_undo(self) -> bool:
        return bool(self._steps.undo)

    @property
    def can_redo(self) -> bool:
        return bool(self._steps.redo)

    # ------------------------------------------------------------ acts

    def set_words(self, utterance_id: UtteranceId, words: str) -> None:
        service = self._service
        self._push(
            _Waiting(
                Correction.WORDS,
                lambda t: service.set_words(t.session_id, t.version, utterance_id, words),
                utterance_id,
                words,
            )
        )

    def set_role(self, ids: Sequence[UtteranceId], role: SpeakerRole) -> None:
        service, chosen = self._service, tuple(ids)
        self._push(_Waiting(Correction.SPEAKER, lambda t: service.set_role(t.session_id, t.version, chosen, role)))

    def swap_speakers(self) -> None:
        service = self._service
        self._push(_Waiting(Correction.SWAPPED, lambda t: service.swap_speakers(t.session_id, t.version)))

    def restore(self, version: int) -> None:
        service = self._service
        self._push(_Waiting(Correction.RESTORED, lambda t: service.restore(t.session_id, t.version, version)))

    def undo(self) -> None:
        service = self._service
        if self.can_undo or self._waiting or self._running:
            self._push(_Waiting(Correction.UNDONE, lambda t: service.undo(t.session_id, t.version)))

    def redo(self) -> None:
        service = self._service
        if self.can_redo:
            self._push(_Waiting(Correction.REDONE, lambda t: service.redo(t.session_id, t.version)))

    def versions(self) -> TranscriptVersions | None:
        """Return what reads and compares the versions of the open transcript."""
        if self._transcript is None:
            return None
        return TranscriptVersions(self._service, self._background, self._transcript.session_id)

    def keep_the_rest(self) -> None:
        """Make what is not kept yet without a screen, in order. What is under way counts as not kept until it is."""
        transcript, rest = self._transcript, [*([self._running] if self._running else []), *self._waiting]
        self._waiting.clear()
        if transcript is None:
            return
        service, session_id = self._service, transcript.session_id

        def kept(waiting: _Waiting) -> None:
            if not waiting.is_kept:
                newest = service.versions(session_id)[0].head.version
                waiting.run(service.version(session_id, newest))

        keep_all(self._background, [partial(kept, waiting) for waiting in rest])

    # ------------------------------------------------------------ the queue

    def _push(self, waiting: _Waiting) -> None:
        self._waiting.append(waiting)
        self._next()

    def _next(self) -> None:
        transcript = self._transcript
        if self._running or not self._waiting or transcript is None:
            return
        waiting, note_id = self._waiting.popleft(), self._note_id
        self._running = waiting
        service, review = self._service, self._review_service

        def work() -> _Answer:
            corrected = waiting.run(transcript)
            recheck = review.recheck(note_id) if note_id is not None else Recheck(corrected.id)
            return corrected, recheck, service.steps(corrected.session_id)

        operation = self._background.start(self, work)
        operation.success(lambda answer: self._take(waiting, transcript, answer))
        operation.failure(lambda error: self._on_failed(waiting, transcript, error))

    def _take(self, waiting: _Waiting, before: Transcript, answer: _Answer) -> None:
        corrected, recheck, steps = answer
        if self._transcript is not before:
            return
        self._running, self._has_failed = None, False
        self._recheck = recheck
        self._set_steps(steps)
        if corrected.id != before.id:
            self._transcript = corrected
            self.corrected.emit(corrected, recheck)
            if self._note_id is not None:
                self._set_mentions(self._mentions, MentionsStanding.SEARCHING)
                self._pause.start()
            self.told.emit(waiting.kind)
        self._next()

    def _on_failed(self, waiting: _Waiting, before: Transcript, error: TherapEaseError) -> None:
        if self._transcript is not before:
            # The session was left meanwhile: it has been tried once more since, and that is told where it fails.
            return
        self._running = None
        if isinstance(error, EnvironmentProblem):
            # The surroundings are at fault, not the corrections: the others wait for the next one or for leaving.
            self._has_failed = True
        else:
            self._waiting.clear()
        self.failed.emit(error)
        if isinstance(error, ConflictError | NotFoundError):
            self.outdated.emit()
        if waiting.utterance_id is not None:
            self.not_kept.emit(waiting.utterance_id, waiting.words)

    def _read_steps(self, transcript: Transcript) -> None:
        work = self._service.steps

        def take(steps: CorrectionSteps) -> None:
            if self._transcript is transcript:
                self._set_steps(steps)

        operation = self._background.start(self, lambda: work(transcript.session_id))
        operation.success(take).failure(self.failed.emit)

    def _set_steps(self, steps: CorrectionSteps) -> None:
        self._steps = steps
        self.steps_changed.emit()

    # ------------------------------------------------------------ mentions

    def _find_mentions(self) -> None:
        """Have the corrected words read for mentions. Waits among the jobs, as all that needs the engine does."""
        transcript, work = self._transcript, self._review_service.find_mentions
        if transcript is None or self._note_id is None:
            return

        def take(found: tuple[RiskMention, ...]) -> None:
            if self._transcript is transcript:
                self._set_mentions(found, MentionsStanding.CURRENT)

        def fail(error: TherapEaseError) -> None:
            if self._transcript is transcript:
                self.mentions_error = error
                self._set_mentions(self._mentions, MentionsStanding.FAILED)

        operation = self._background.start_job(self, lambda _progress, _cancel: work(transcript))
        operation.success(take).failure(fail)

    def _set_mentions(self, mentions: tuple[RiskMention, ...], standing: MentionsStanding) -> None:
        self._mentions, self._standing = mentions, standing
        self.mentions_changed.emit()
