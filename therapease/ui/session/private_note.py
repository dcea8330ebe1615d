"""The private note of the open session, without a widget: read when it is asked for, kept while one writes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import Enum
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from therapease.domain.ids import ClientId, SessionId
from therapease.domain.process_note import ProcessNoteText, sittings
from therapease.errors import ConflictError, SealedForOthersError, TherapEaseError
from therapease.services.process_notes import ProcessNoteService
from therapease.ui.background import Background
from therapease.ui.session.keeping import keep_all

T = TypeVar("T")

PAUSE_MS, LONGEST_MS = 4_000, 20_000
"""What is typed is kept after a pause, and during long typing at the latest after this."""


class PrivateStanding(Enum):
    """How the note stands; from `EMPTY` on it is on screen and can be written in."""

    CLOSED = "not asked for"
    READING = "being read"
    SEALED = "cannot be opened any more"
    EMPTY = "nothing written"
    TYPING = "words on screen that are not kept yet"
    SAVING = "being saved"
    SAVED = "saved"
    FAILED = "could not be saved"


class PrivateNote(QObject):
    """One at a time. What it holds is dropped when the session is left; nothing of it goes anywhere else."""

    read = Signal(object)
    """The text to show, a str, after `open`, after a version was brought back, and empty after deleting."""
    standing_changed = Signal()
    existence_known = Signal(bool)
    """Whether there is a note on this session; known without opening it."""
    versions_read = Signal(object)
    """A list of ProcessNoteText, newest first, one for each sitting."""
    deleted = Signal()
    failed = Signal(object)
    """A TherapEaseError to show beside the note."""

    def __init__(self, service: ProcessNoteService, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._service, self._background = service, background
        self._session_id: SessionId | None = None
        self._standing = PrivateStanding.CLOSED
        self._kept: ProcessNoteText | None = None
        self._typed = ""
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._longest = QTimer(self, singleShot=True, interval=LONGEST_MS)
        for timer in (self._pause, self._longest):
            timer.timeout.connect(self.hand_in)

    @property
    def standing(self) -> PrivateStanding:
        return self._standing

    @property
    def saved_at(self) -> datetime | None:
        return self._kept.written_at if self._kept is not None else None

    @property
    def is_saving(self) -> bool:
        return self._standing is PrivateStanding.SAVING

    @property
    def has_unkept(self) -> bool:
        """Whether words could not be kept."""
        return self._standing is PrivateStanding.FAILED

    # ------------------------------------------------------------ opening and leaving

    def show(self, session_id: SessionId, client_id: ClientId) -> None:
        """Be about this session from now on; only whether there is a note is asked for."""
        if session_id == self._session_id:
            return
        self.close()
        self._session_id = session_id
        service = self._service
        self._run(lambda: session_id in service.sessions_with_one(client_id), self.existence_known.emit)

    def open(self) -> None:
        """Read the note, unless it is on screen already: reading it is recorded."""
        session_id, service = self._session_id, self._service
        if session_id is None or self._standing not in (PrivateStanding.CLOSED, PrivateStanding.SEALED):
            return
        self._stand(PrivateStanding.READING)
        self._run(lambda: service.open(session_id), self._take, self._on_closed_for_good)

    def close(self) -> None:
        """Keep what is not kept yet and let go of every word."""
        self._stop_waiting()
        session_id, typed, service = self._session_id, self._typed, self._service
        if session_id is not None and self._is_unkept:
            keep_all(self._background, [lambda: service.save(session_id, typed)])
        self._session_id, self._kept, self._typed = None, None, ""
        self._stand(PrivateStanding.CLOSED)

    def _take(self, text: ProcessNoteText | None) -> None:
        self._kept, self._typed = text, text.text if text is not None else ""
        self.read.emit(self._typed)
        self._stand(PrivateStanding.SAVED if text is not None else PrivateStanding.EMPTY)

    def _on_closed_for_good(self, error: TherapEaseError) -> None:
        is_sealed = isinstance(error, SealedForOthersError)
        self._stand(PrivateStanding.SEALED if is_sealed else PrivateStanding.CLOSED)
        self.failed.emit(error)

    # ------------------------------------------------------------ writing

    def write(self, text: str) -> None:
        """Take what stands on screen; it is kept after a pause."""
        if self._standing in (PrivateStanding.CLOSED, PrivateStanding.READING, PrivateStanding.SEALED):
            return
        if text == self._typed:
            return
        self._typed = text
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()
        if self._standing is not PrivateStanding.SAVING:
            self._stand(PrivateStanding.TYPING)

    def hand_in(self) -> None:
        """Keep what stands on screen now. What is being kept already is followed by what came since."""
        self._stop_waiting()
        session_id, typed, service = self._session_id, self._typed, self._service
        if session_id is None or self.is_saving or not self._is_unkept:
            return
        seen = self._kept.version if self._kept is not None else 0
        self._stand(PrivateStanding.SAVING)
        self._run(lambda: service.save(session_id, typed, seen), self._on_saved, self._on_not_saved)

    def bring_back(self, text: str) -> None:
        """Put an earlier version on screen and keep it as the newest."""
        self.read.emit(text)
        self.write(text)
        self.hand_in()

    @property
    def _is_unkept(self) -> bool:
        return self._typed != (self._kept.text if self._kept is not None else "")

    def _on_saved(self, saved: ProcessNoteText | None) -> None:
        self._kept = saved
        if saved is None and not self._typed.strip():
            # Blanks alone make no note.
            self._stand(PrivateStanding.EMPTY)
            return
        self.existence_known.emit(True)
        self._stand(PrivateStanding.TYPING if self._is_unkept else PrivateStanding.SAVED)
        if self._is_unkept and not self._pause.isActive():
            self.hand_in()

    def _on_not_saved(self, error: TherapEaseError) -> None:
        self._stand(PrivateStanding.FAILED)
        if isinstance(error, ConflictError) and self._session_id is not None:
            # Nothing is written over: what stands here follows on whatever is newest.
            session_id, typed, service = self._session_id, self._typed, self._service
            self._stand(PrivateStanding.SAVING)
            self._run(lambda: service.save(session_id, typed), self._on_saved, self._on_lost)
            return
        self._on_lost(error)

    def _on_lost(self, error: TherapEaseError) -> None:
        self._stand(PrivateStanding.FAILED)
        self.failed.emit(error)

    # ------------------------------------------------------------ what was before

    def read_versions(self) -> None:
        """Read what each sitting left, after keeping what stands on screen."""
        self.hand_in()
        session_id, service = self._session_id, self._service
        if session_id is not None:
            self._run(lambda: sittings(service.versions(session_id))[::-1], self.versions_read.emit)

    def delete(self) -> None:
        """Delete the note with every version."""
        self._stop_waiting()
        session_id, service = self._session_id, self._service
        if session_id is not None:
            self._run(lambda: service.delete(session_id), lambda _: self._on_deleted())

    def _on_deleted(self) -> None:
        self._stop_waiting()
        self._take(None)
        self.existence_known.emit(False)
        self.deleted.emit()

    # ------------------------------------------------------------ inside

    def _stop_waiting(self) -> None:
        self._pause.stop()
        self._longest.stop()

    def _stand(self, standing: PrivateStanding) -> None:
        if standing is not self._standing:
            self._standing = standing
            self.standing_changed.emit()

    def _run(
        self,
        work: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[TherapEaseError], object] | None = None,
    ) -> None:
        """Work in the background; what comes back after the session was left is nobody's."""
        session_id = self._session_id

        def success(result: T) -> None:
            if session_id == self._session_id:
                done(result)

        def failure(error: TherapEaseError) -> None:
            if session_id == self._session_id:
                (failed or self.failed.emit)(error)

        self._background.start(self, work).success(success).failure(failure)
