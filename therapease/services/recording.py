"""Bringing a recording into the vault, and taking it out to listen."""

from __future__ import annotations

import io
import wave
from pathlib import Path

from therapease.domain.audit import AuditAction
from therapease.domain.consent import ConsentPurpose
from therapease.domain.ids import RecordingId, SessionId
from therapease.domain.job import CancelToken, JobStage, Progress, ProgressListener
from therapease.domain.recording import SAMPLE_RATE_HZ, Recording
from therapease.domain.rights import Act
from therapease.domain.session import SessionStatus
from therapease.errors import FileMissingError, NoteSignedError, StorageUnavailableError
from therapease.services.consent_gate import require_consent
from therapease.services.context import ServiceContext
from therapease.services.ports import Engine


class RecordingService:
    """Import and playback. Methods that decode block; run them on a background thread."""

    def __init__(self, context: ServiceContext, engine: Engine) -> None:
        self._context = context
        self._engine = engine

    def import_file(
        self, session_id: SessionId, path: Path, progress: ProgressListener, cancel: CancelToken
    ) -> Recording:
        """Decode a sound or video file and keep it with the session.

        The file is decoded as a stream inside the engine worker; what is held meanwhile is the FLAC, about one
        megabyte a minute, so that the write is one short transaction: all of the recording or none of it. Raise
        ConsentMissingError, FileMissingError, NotAudioError, NoAudioTrackError, EmptyAudioError, JobCancelledError.
        """
        self._check_may_record(session_id)
        with open_recording(path) as source:
            decoding = self._engine.import_audio(source, progress, cancel)
            chunks = list(decoding)
        cancel.raise_if_cancelled()
        progress(Progress(JobStage.SAVING, 1.0))
        now = self._context.clock.now()
        recording = Recording(
            id=RecordingId(self._context.clock.new_id()),
            session_id=session_id,
            duration_s=decoding.duration_s,
            chunk_count=len(chunks),
            created_at=now,
            is_truncated=decoding.is_truncated,
        )
        with self._context.transaction() as unit:
            session = self._context.guard.session(unit, Act.WRITE_RECORD, session_id)
            require_consent(unit, session.client_id, ConsentPurpose.RECORDING)
            unit.recordings.add(recording, chunks)
            unit.sessions.update(session.moved_to(SessionStatus.RECORDED))
            unit.audit.append(AuditAction.RECORDING_IMPORTED, recording.id)
        return recording

    def wav(self, session_id: SessionId) -> bytes:
        """Return the whole recording as a WAV file in memory, 16 kHz mono, 16 bit, for the player. Audited."""
        with self._context.transaction() as unit:
            self._context.guard.session(unit, Act.LISTEN, session_id)
            recording = unit.recordings.for_session(session_id)
            if recording is None:
                return b""
            chunks = list(unit.recordings.chunks(recording.id))
            unit.audit.append(AuditAction.RECORDING_PLAYED, recording.id)
        pcm = self._engine.decode(chunks)
        target = io.BytesIO()
        with wave.open(target, "wb") as wav:
            wav.setnchannels(1)
            wav.setsampwidth(2)
            wav.setframerate(SAMPLE_RATE_HZ)
            wav.writeframes(pcm)
        return target.getvalue()

    def _check_may_record(self, session_id: SessionId) -> None:
        with self._context.transaction() as unit:
            session = self._context.guard.session(unit, Act.WRITE_RECORD, session_id)
            if session.is_signed:
                raise NoteSignedError
            session.moved_to(SessionStatus.RECORDED)
            require_consent(unit, session.client_id, ConsentPurpose.RECORDING)


def open_recording(path: Path) -> io.BufferedReader:
    """Open a recording for reading. Raise FileMissingError, StorageUnavailableError in the user's words."""
    try:
        return path.open("rb")
    except FileNotFoundError as error:
        raise FileMissingError from error
    except IsADirectoryError as error:
        raise FileMissingError("This is a folder. Choose the recording inside it.") from error
    except OSError as error:
        raise StorageUnavailableError(detail=type(error).__name__) from error
