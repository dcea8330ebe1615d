"""Transcripts, every version of them. The database aborts any change to one."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, insert, select

from therapease.domain.ids import SessionId, TranscriptId, UserId
from therapease.domain.transcript import SpeakerRole, Transcript, Utterance
from therapease.errors import NotFoundError
from therapease.store.tables import transcripts, utterances


class SqlTranscriptRepository:
    """`services.ports.TranscriptRepository` over one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, transcript: Transcript) -> None:
        """Store one version. Raise ConflictError when the session has this version already."""
        self._connection.execute(
            insert(transcripts).values(
                id=transcript.id,
                session_id=transcript.session_id,
                version=transcript.version,
                engine=transcript.engine,
                model=transcript.model,
                created_at=transcript.created_at,
                created_by=transcript.created_by,
                duration_s=transcript.duration_s,
                reason=transcript.reason,
            )
        )
        if transcript.utterances:
            self._connection.execute(insert(utterances), _utterance_values(transcript))

    def get(self, transcript_id: TranscriptId) -> Transcript:
        """Return a version by its id. Raise NotFoundError."""
        row = self._connection.execute(select(transcripts).where(transcripts.c.id == transcript_id)).one_or_none()
        if row is None:
            raise NotFoundError
        return self._transcript(row)

    def latest_for_session(self, session_id: SessionId) -> Transcript | None:
        """Return the newest version, or None."""
        chosen = (
            select(transcripts)
            .where(transcripts.c.session_id == session_id)
            .order_by(transcripts.c.version.desc())
            .limit(1)
        )
        row = self._connection.execute(chosen).one_or_none()
        return None if row is None else self._transcript(row)

    def versions_for_session(self, session_id: SessionId) -> list[Transcript]:
        """Return every version, oldest first."""
        chosen = select(transcripts).where(transcripts.c.session_id == session_id).order_by(transcripts.c.version)
        return [self._transcript(row) for row in self._connection.execute(chosen).all()]

    def _transcript(self, row: Row[Any]) -> Transcript:
        chosen = select(utterances).where(utterances.c.transcript_id == row.id).order_by(utterances.c.position)
        return Transcript(
            id=TranscriptId(row.id),
            session_id=SessionId(row.session_id),
            version=row.version,
            engine=row.engine,
            model=row.model,
            utterances=tuple(_utterance(spoken) for spoken in self._connection.execute(chosen)),
            created_at=row.created_at,
            created_by=UserId(row.created_by),
            duration_s=row.duration_s,
            reason=row.reason,
        )


def _utterance_values(transcript: Transcript) -> list[dict[str, object]]:
    return [
        {
            "transcript_id": transcript.id,
            "position": position,
            "utterance_id": utterance.id,
            "speaker": utterance.speaker,
            "role": utterance.role.value,
            "start_s": utterance.start_s,
            "end_s": utterance.end_s,
            "text": utterance.text,
        }
        for position, utterance in enumerate(transcript.utterances)
    ]


def _utterance(row: Row[Any]) -> Utterance:
    return Utterance(
        id=row.utterance_id,
        speaker=row.speaker,
        role=SpeakerRole(row.role),
        text=row.text,
        start_s=row.start_s,
        end_s=row.end_s,
    )
