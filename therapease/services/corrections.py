"""Corrections of a transcript: what was said, and by whom. Each one is a version; undoing is a version, too."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from therapease.domain import corrections
from therapease.domain.audit import AuditAction
from therapease.domain.correction_steps import REDONE, UNDONE, CorrectionSteps
from therapease.domain.ids import SessionId, TranscriptId, UtteranceId
from therapease.domain.rights import Act
from therapease.domain.transcript import SpeakerRole, Transcript, TranscriptHead, Utterance
from therapease.errors import ConflictError, NoteSignedError, NotFoundError
from therapease.services.context import ServiceContext
from therapease.services.ports import UnitOfWork

Change = Callable[[tuple[Utterance, ...]], tuple[Utterance, ...]]


@dataclass(frozen=True, slots=True)
class TranscriptVersion:
    """A row of the list of versions: which, when and why, and by whom."""

    head: TranscriptHead
    author: str


class CorrectionService:
    """Every correction names the version it was made on; ConflictError when that is no longer the newest.

    All raise NoteSignedError once the note is signed. A correction that changes nothing makes no version.
    """

    def __init__(self, context: ServiceContext) -> None:
        self._context = context

    def set_words(self, session_id: SessionId, base_version: int, utterance_id: UtteranceId, words: str) -> Transcript:
        """Put other words into one utterance. Raise InvalidFieldError when there are none."""
        return self._correct(
            session_id, base_version, lambda said: corrections.with_words(said, utterance_id, words), "words corrected"
        )

    def set_role(
        self, session_id: SessionId, base_version: int, ids: Iterable[UtteranceId], role: SpeakerRole
    ) -> Transcript:
        """Give utterances to another speaker."""
        chosen = tuple(ids)
        return self._correct(
            session_id, base_version, lambda said: corrections.with_role(said, chosen, role), "speaker corrected"
        )

    def swap_speakers(self, session_id: SessionId, base_version: int) -> Transcript:
        """Exchange therapist and client throughout."""
        return self._correct(session_id, base_version, corrections.with_roles_swapped, "speakers swapped")

    def restore(self, session_id: SessionId, base_version: int, version: int) -> Transcript:
        """Make the words of an older version the newest again."""
        with self._context.transaction() as unit:
            latest = self._current(unit, session_id, base_version)
            wanted = unit.transcripts.get_version(session_id, version)
            return self._keep(unit, latest, wanted.utterances, f"version {version} restored")

    def undo(self, session_id: SessionId, base_version: int) -> Transcript:
        """Take the newest correction back. Raise NotFoundError when there is none."""
        return self._step(session_id, base_version, UNDONE)

    def redo(self, session_id: SessionId, base_version: int) -> Transcript:
        """Make the correction that was taken back last again. Raise NotFoundError when there is none."""
        return self._step(session_id, base_version, REDONE)

    def steps(self, session_id: SessionId) -> CorrectionSteps:
        """Return what there is to undo and to redo."""
        with self._context.transaction() as unit:
            self._context.guard.session(unit, Act.READ_RECORD, session_id)
            return CorrectionSteps.of(unit.transcripts.heads_for_session(session_id))

    def versions(self, session_id: SessionId) -> list[TranscriptVersion]:
        """Return every version, newest first."""
        with self._context.transaction() as unit:
            self._context.guard.session(unit, Act.READ_RECORD, session_id)
            names = {user.id: user.name for user in unit.users.list_all()}
            heads = unit.transcripts.heads_for_session(session_id)
        return [TranscriptVersion(head, names.get(head.created_by, "")) for head in reversed(heads)]

    def version(self, session_id: SessionId, version: int) -> Transcript:
        """Return one version with its words. Raise NotFoundError."""
        with self._context.transaction() as unit:
            self._context.guard.session(unit, Act.READ_RECORD, session_id)
            return unit.transcripts.get_version(session_id, version)

    # ------------------------------------------------------------ inside

    def _correct(self, session_id: SessionId, base_version: int, change: Change, reason: str) -> Transcript:
        with self._context.transaction() as unit:
            latest = self._current(unit, session_id, base_version)
            return self._keep(unit, latest, change(latest.utterances), reason)

    def _step(self, session_id: SessionId, base_version: int, reason: str) -> Transcript:
        with self._context.transaction() as unit:
            latest = self._current(unit, session_id, base_version)
            steps = CorrectionSteps.of(unit.transcripts.heads_for_session(session_id))
            wanted = steps.undo if reason == UNDONE else steps.redo
            if not wanted:
                raise NotFoundError("There is nothing left to undo." if reason == UNDONE else "Nothing was undone.")
            return self._keep(unit, latest, unit.transcripts.get_version(session_id, wanted[-1]).utterances, reason)

    def _keep(self, unit: UnitOfWork, latest: Transcript, utterances: tuple[Utterance, ...], reason: str) -> Transcript:
        if utterances == latest.utterances:
            return latest
        corrected = replace(
            latest,
            id=TranscriptId(self._context.clock.new_id()),
            version=latest.version + 1,
            utterances=utterances,
            created_at=self._context.clock.now(),
            created_by=self._context.user.id,
            reason=reason,
        )
        unit.transcripts.add_correction(corrected, latest)
        unit.audit.append(AuditAction.TRANSCRIPT_CORRECTED, corrected.id)
        return corrected

    def _current(self, unit: UnitOfWork, session_id: SessionId, base_version: int) -> Transcript:
        if self._context.guard.session(unit, Act.WRITE_RECORD, session_id).is_signed:
            raise NoteSignedError
        latest = unit.transcripts.latest_for_session(session_id)
        if latest is None:
            raise NotFoundError("This session has no transcript.")
        if latest.version != base_version:
            raise ConflictError
        return latest
