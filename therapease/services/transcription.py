"""From a recording to a transcript."""

from __future__ import annotations

from collections.abc import Callable

from therapease.domain.audit import AuditAction
from therapease.domain.consent import ConsentPurpose
from therapease.domain.ids import SessionId, TranscriptId
from therapease.domain.job import CancelToken, JobStage, Progress, ProgressListener, TranscriptionOptions
from therapease.domain.rights import Act
from therapease.domain.session import SessionStatus
from therapease.domain.transcript import Transcript, Transcription
from therapease.errors import NoteSignedError, NotFoundError
from therapease.services.consent_gate import require_consent
from therapease.services.context import ServiceContext
from therapease.services.ports import Engine, UnitOfWork


class TranscriptionService:
    """Transcribe the recording of a session. Blocks for minutes; run on a background thread."""

    def __init__(self, context: ServiceContext, engine: Engine) -> None:
        self._context = context
        self._engine = engine

    def transcribe(
        self,
        session_id: SessionId,
        options: TranscriptionOptions,
        progress: ProgressListener,
        cancel: CancelToken,
    ) -> tuple[Transcript, Transcription]:
        """Transcribe and keep the result as a new version; return it with the engine's own report.

        Raise NotFoundError without a recording, NoteSignedError once the note is signed, AiNotesConsentMissingError
        without a consent in force, EngineCrashedError, JobCancelledError, ModelMissingError. Nothing is kept on
        failure; the recording is untouched.
        """
        with self._context.transaction() as unit:
            session = self._context.guard.session(unit, Act.WRITE_RECORD, session_id)
            if session.is_signed:
                raise NoteSignedError
            recording = unit.recordings.for_session(session_id)
            if recording is None:
                raise NotFoundError("This session has no recording yet. Import one first.")
            require_consent(unit, session.client_id, ConsentPurpose.AI_NOTES)
            chunks = list(unit.recordings.chunks(recording.id))
        result = self._engine.transcribe(chunks, recording.duration_s, options, progress, cancel)
        cancel.raise_if_cancelled()
        progress(Progress(JobStage.SAVING, 1.0))
        return self.keep(session_id, result), result

    def keep(
        self, session_id: SessionId, result: Transcription, also: Callable[[UnitOfWork], None] = lambda _unit: None
    ) -> Transcript:
        """Keep what was recognized as a new version; `also` is done in the same transaction.

        Raise AiNotesConsentMissingError when the consent was withdrawn meanwhile, InvalidTransitionError when the
        session has gone on.
        """
        with self._context.transaction() as unit:
            session = self._context.guard.session(unit, Act.WRITE_RECORD, session_id)
            require_consent(unit, session.client_id, ConsentPurpose.AI_NOTES)
            previous = unit.transcripts.latest_for_session(session_id)
            transcript = Transcript(
                id=TranscriptId(self._context.clock.new_id()),
                session_id=session_id,
                version=previous.version + 1 if previous else 1,
                engine=result.engine,
                model=result.model,
                utterances=result.utterances,
                created_at=self._context.clock.now(),
                created_by=self._context.user.id,
                duration_s=result.duration_s,
            )
            unit.transcripts.add(transcript)
            unit.sessions.update(session.moved_to(SessionStatus.TRANSCRIBED))
            unit.audit.append(AuditAction.TRANSCRIPT_CREATED, transcript.id)
            also(unit)
        return transcript
