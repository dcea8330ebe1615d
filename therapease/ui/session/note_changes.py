"""Every change to the open note, one after the other: kept as a version, undone, tried again when it failed."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import partial

from PySide6.QtCore import QObject, Signal

from therapease.domain.edit_history import EditHistory
from therapease.domain.ids import StatementId
from therapease.domain.note import Note, NoteVersion, Standing, VersionReason
from therapease.errors import ConflictError, EnvironmentProblem, NotFoundError, TherapEaseError
from therapease.services.notes import NoteService
from therapease.ui.background import Background
from therapease.ui.session.keeping import keep_all

Change = Callable[[Note], Note]
_Outcome = tuple[Note, EditHistory | None]


class SaveStanding(Enum):
    """Whether what is on screen is in the vault."""

    SAVED = "saved"
    SAVING = "saving"
    FAILED = "failed"


@dataclass(slots=True)
class _Waiting:
    work: Callable[[Note], _Outcome]
    key: str = ""
    """A later one of the same key takes the place of one that has not begun."""
    is_kept: bool = False
    """Set on the worker thread, which runs one piece of work after the other."""

    def run(self, note: Note) -> _Outcome:
        outcome = self.work(note)
        self.is_kept = True
        return outcome


class NoteChanges(QObject):
    """Queues changes, so that each starts from the version the one before it made: fast hands make no conflict.

    What could not be kept for want of disk or vault stays in the queue, and `retry` goes on with it.
    """

    changed = Signal(object, object)
    """The Note before and the Note after a change."""
    stepped = Signal(object, str)
    """VersionReason.UNDONE or REDONE, and the reason of the version that was taken back or made again."""
    nothing_to_step = Signal()
    """There was nothing left to undo or to redo."""
    standing_changed = Signal()
    failed = Signal(object)
    outdated = Signal()
    """Somebody else changed the note: read it again."""

    def __init__(self, notes: NoteService, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notes = notes
        self._background = background
        self._note: Note | None = None
        self._history: EditHistory | None = None
        self._is_history_whole = False
        self._waiting: deque[_Waiting] = deque()
        self._running: _Waiting | None = None
        self._has_failed = False
        self._writing: dict[StatementId, int] = {}

    # ------------------------------------------------------------ the note

    @property
    def note(self) -> Note | None:
        return self._note

    @property
    def standing(self) -> SaveStanding:
        if self._has_failed:
            return SaveStanding.FAILED
        return SaveStanding.SAVING if self._running or self._waiting else SaveStanding.SAVED

    @property
    def can_undo(self) -> bool:
        """Whether there is a step back, as far as is known without reading all versions."""
        if not self._is_open:
            return False
        has_step = self._history is not None and bool(self._history.undo)
        return has_step or (not self._is_history_whole and self._latest_number > 1)

    @property
    def can_redo(self) -> bool:
        if not self._is_open or self._note is None:
            return False
        has_step = self._history is not None and bool(self._history.redo)
        stepped = (VersionReason.UNDONE, VersionReason.REDONE)
        return has_step or (not self._is_history_whole and self._note.latest.reason in stepped)

    @property
    def _is_open(self) -> bool:
        return self._note is not None and not self._note.is_signed

    @property
    def _latest_number(self) -> int:
        return self._note.latest.version if self._note is not None else 0

    def show(self, note: Note | None) -> Note | None:
        """Take a note as it was read, or none, and return what to show.

        Read again, the same note keeps what waits; and what was read before a change came back is older than it.
        """
        if note is not None and self._note is not None and note.id == self._note.id:
            if note.latest.version > self._latest_number:
                self._forget_history(note)
            if note.latest.version >= self._latest_number:
                self._note = note
            self._next()
            return self._note
        self._note = note
        self._forget_history(note)
        self._running, self._has_failed = None, False
        self._waiting.clear()
        self._writing.clear()
        self.standing_changed.emit()
        return note

    def _forget_history(self, note: Note | None) -> None:
        self._history = EditHistory(note.latest) if note is not None else None
        self._is_history_whole = note is not None and note.latest.version == 1

    def keep_the_rest(self) -> None:
        """Make what is not kept yet without a screen, in order, each on the version it finds.

        What is under way may still fail, and nobody would be there to try again: it counts as not kept until it is.
        """
        note, rest = self._note, [*([self._running] if self._running else []), *self._waiting]
        self._waiting.clear()
        if note is None:
            return
        notes, note_id = self._notes, note.id

        def kept(waiting: _Waiting) -> None:
            if not waiting.is_kept:
                waiting.run(notes.note(note_id))

        keep_all(self._background, [partial(kept, waiting) for waiting in rest])

    # ------------------------------------------------------------ acts

    def push(self, change: Change, key: str = "") -> None:
        """Queue a change. One of the same `key` that still waits is replaced by it."""
        self._enqueue(_Waiting(lambda note: (change(note), None), key))

    def write(self, statement_id: StatementId, text: str) -> None:
        """Keep what stands in an open editor, without ending the line."""
        self._writing.setdefault(statement_id, self._latest_number)
        notes = self._notes
        self.push(
            lambda note: notes.edit(note.id, note.latest.version, statement_id, text, is_finished=False),
            f"write {statement_id}",
        )

    def finish(self, statement_id: StatementId, text: str) -> None:
        """Keep a line as the clinician's own words."""
        self._writing.pop(statement_id, None)
        notes = self._notes
        self._forget_waiting(f"write {statement_id}")
        self.push(lambda note: notes.edit(note.id, note.latest.version, statement_id, text))

    def abandon(self, statement_id: StatementId) -> None:
        """Take back what was kept of a line while it was being written."""
        key = f"write {statement_id}"
        self._forget_waiting(key)
        since = self._writing.pop(statement_id, None)
        is_on_its_way = self._running is not None and self._running.key == key
        if since is not None and (is_on_its_way or since != self._latest_number):
            notes = self._notes
            self.push(lambda note: notes.bring_back(note.id, note.latest.version, statement_id, since))

    def undo(self) -> None:
        self._step(VersionReason.UNDONE)

    def redo(self) -> None:
        self._step(VersionReason.REDONE)

    def retry(self) -> None:
        """Try again what could not be kept."""
        self._has_failed = False
        self._next()
        self.standing_changed.emit()

    def _step(self, reason: VersionReason) -> None:
        if not self._is_open:
            return

        def work(note: Note) -> _Outcome:
            history = self._history
            if history is None or not _steps(history, reason) or history.current.version != note.latest.version:
                history = EditHistory.of(self._notes.versions(note.id))
            steps = _steps(history, reason)
            if not steps:
                return note, history
            return self._notes.restore(note.id, note.latest.version, steps[-1].version, reason), history

        self._enqueue(_Waiting(work, ""))

    # ------------------------------------------------------------ the queue

    def _enqueue(self, waiting: _Waiting) -> None:
        if waiting.key:
            self._forget_waiting(waiting.key)
        self._waiting.append(waiting)
        self._next()
        self.standing_changed.emit()

    def _forget_waiting(self, key: str) -> None:
        """Drop what has not begun."""
        self._waiting = deque(w for w in self._waiting if w.key != key)

    def _next(self) -> None:
        note = self._note
        if self._running or self._has_failed or not self._waiting or note is None:
            return
        waiting = self._running = self._waiting.popleft()
        operation = self._background.start(self, lambda: (note.id, waiting.run(note)))
        operation.success(self._take).failure(lambda error: self._on_failed(note, waiting, error))

    def _take(self, answer: tuple[str, _Outcome]) -> None:
        note_id, (note, history) = answer
        before = self._note
        if before is None or before.id != note_id:
            return
        self._running = None
        if history is not None:
            self._history, self._is_history_whole = history, True
        self._note = note
        is_new = note.latest.version != before.latest.version
        if is_new:
            self._remember(before, note.latest)
        self.changed.emit(before, note)
        if history is not None and not is_new:
            self.nothing_to_step.emit()
        self._next()
        self.standing_changed.emit()

    def _remember(self, before: Note, version: NoteVersion) -> None:
        known = {s.id for s in before.latest.statements}
        for statement in version.statements:
            if statement.id not in known and statement.standing is Standing.OPEN:
                self._writing[statement.id] = before.latest.version
        if self._history is not None:
            left = self._history.current
            self._history = self._history.followed_by(version)
            if version.reason == VersionReason.UNDONE:
                self.stepped.emit(VersionReason.UNDONE, left.reason)
            elif version.reason == VersionReason.REDONE:
                self.stepped.emit(VersionReason.REDONE, self._history.current.reason)

    def _on_failed(self, note: Note, waiting: _Waiting, error: TherapEaseError) -> None:
        if self._note is None or self._note.id != note.id:
            # The note was left meanwhile: it has been tried once more since, and that is told where it fails.
            return
        self._running = None
        if isinstance(error, EnvironmentProblem):
            # The surroundings are at fault, not the change: it waits for a disk with room, in its place.
            self._waiting.appendleft(waiting)
            self._has_failed = True
        else:
            self._waiting.clear()
        self.failed.emit(error)
        if isinstance(error, ConflictError | NotFoundError):
            self.outdated.emit()
        self.standing_changed.emit()


def _steps(history: EditHistory, reason: VersionReason) -> tuple[NoteVersion, ...]:
    return history.undo if reason is VersionReason.UNDONE else history.redo
