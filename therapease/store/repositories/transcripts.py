"""Transcripts, every version of them. The database aborts any change to one."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, and_, insert, literal, or_, select

from therapease.domain.ids import SessionId, TranscriptId, UserId, UtteranceId
from therapease.domain.transcript import SpeakerRole, Transcript, TranscriptHead, Utterance
from therapease.errors import NotFoundError
from therapease.store.tables import transcripts, utterances

_ROLES = {role.value: role for role in SpeakerRole}


class SqlTranscriptRepository:
    """`services.ports.TranscriptRepository` over one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, transcript: Transcript) -> None:
        """Store one version. Raise ConflictError when the session has this version already."""
        self._connection.execute(insert(transcripts).values(_head_values(transcript)))
        self._insert_utterances(transcript, range(len(transcript.utterances)))

    def add_correction(self, corrected: Transcript, previous: Transcript) -> None:
        """Store a version that has most of its words from one that is there: the database copies what is the same.

        Three thousand utterances of which one differs take a tenth of the time that sending them all does.
        """
        self._connection.execute(insert(transcripts).values(_head_values(corrected)))
        before, after = previous.utterances, corrected.utterances
        shorter = min(len(before), len(after))
        lead = next((row for row in range(shorter) if before[row] != after[row]), shorter)
        tail = next((row for row in range(shorter - lead) if before[-1 - row] != after[-1 - row]), shorter - lead)
        self._copy_utterances(corrected.id, previous.id, range(lead), 0)
        self._insert_utterances(corrected, range(lead, len(after) - tail))
        rest = range(len(before) - tail, len(before))
        self._copy_utterances(corrected.id, previous.id, rest, len(after) - len(before))

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

    def heads_for_session(self, session_id: SessionId) -> list[TranscriptHead]:
        """Return every version without its words, oldest first."""
        chosen = select(transcripts).where(transcripts.c.session_id == session_id).order_by(transcripts.c.version)
        return [
            TranscriptHead(TranscriptId(row.id), row.version, row.created_at, UserId(row.created_by), row.reason)
            for row in self._connection.execute(chosen)
        ]

    def get_version(self, session_id: SessionId, version: int) -> Transcript:
        """Return one version by its number. Raise NotFoundError."""
        chosen = select(transcripts.c.id).where(
            transcripts.c.session_id == session_id, transcripts.c.version == version
        )
        found = self._connection.execute(chosen).scalar_one_or_none()
        if found is None:
            raise NotFoundError
        return self.get(TranscriptId(found))

    def changed_utterances(self, before: TranscriptId, after: TranscriptId) -> frozenset[UtteranceId]:
        """Return the utterances of one version whose words or role another one has otherwise, or not at all."""
        old, new = utterances.alias("old"), utterances.alias("new")
        pairs = old.outerjoin(new, and_(new.c.transcript_id == after, new.c.utterance_id == old.c.utterance_id))
        is_other = or_(new.c.utterance_id.is_(None), new.c.text != old.c.text, new.c.role != old.c.role)
        chosen = select(old.c.utterance_id).select_from(pairs).where(old.c.transcript_id == before, is_other)
        return frozenset(self._connection.execute(chosen).scalars())

    def reassigned_utterances(self, before: TranscriptId, after: TranscriptId) -> frozenset[UtteranceId]:
        """Return the utterances of one version whose words another one has as they are, in another role."""
        old, new = utterances.alias("old"), utterances.alias("new")
        pairs = old.join(new, and_(new.c.transcript_id == after, new.c.utterance_id == old.c.utterance_id))
        is_reassigned = and_(new.c.text == old.c.text, new.c.role != old.c.role)
        chosen = select(old.c.utterance_id).select_from(pairs).where(old.c.transcript_id == before, is_reassigned)
        return frozenset(self._connection.execute(chosen).scalars())

    def _insert_utterances(self, transcript: Transcript, rows: range) -> None:
        if rows:
            self._connection.execute(insert(utterances), [_utterance_values(transcript, row) for row in rows])

    def _copy_utterances(self, target: TranscriptId, source: TranscriptId, rows: range, shift: int) -> None:
        """Copy utterances of `source` at these positions, each `shift` positions further down."""
        if not rows:
            return
        kept = [c for c in utterances.c if c.name not in ("transcript_id", "position")]
        chosen = select(literal(target), utterances.c.position + shift, *kept).where(
            utterances.c.transcript_id == source, utterances.c.position.between(rows.start, rows.stop - 1)
        )
        names = ["transcript_id", "position", *(c.name for c in kept)]
        self._connection.execute(insert(utterances).from_select(names, chosen))

    def _transcript(self, row: Row[Any]) -> Transcript:
        spoken = utterances.c
        chosen = (
            select(spoken.utterance_id, spoken.speaker, spoken.role, spoken.text, spoken.start_s, spoken.end_s)
            .where(spoken.transcript_id == row.id)
            .order_by(spoken.position)
        )
        return Transcript(
            id=TranscriptId(row.id),
            session_id=SessionId(row.session_id),
            version=row.version,
            engine=row.engine,
            model=row.model,
            utterances=tuple(
                Utterance(key, speaker, _ROLES[role], text, start_s, end_s)
                for key, speaker, role, text, start_s, end_s in self._connection.execute(chosen)
            ),
            created_at=row.created_at,
            created_by=UserId(row.created_by),
            duration_s=row.duration_s,
            reason=row.reason,
        )


def _head_values(transcript: Transcript) -> dict[str, object]:
    return {
        "id": transcript.id,
        "session_id": transcript.session_id,
        "version": transcript.version,
        "engine": transcript.engine,
        "model": transcript.model,
        "created_at": transcript.created_at,
        "created_by": transcript.created_by,
        "duration_s": transcript.duration_s,
        "reason": transcript.reason,
    }


def _utterance_values(transcript: Transcript, position: int) -> dict[str, object]:
    utterance = transcript.utterances[position]
    return {
        "transcript_id": transcript.id,
        "position": position,
        "utterance_id": utterance.id,
        "speaker": utterance.speaker,
        "role": utterance.role.value,
        "start_s": utterance.start_s,
        "end_s": utterance.end_s,
        "text": utterance.text,
    }
