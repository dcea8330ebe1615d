"""Recordings and their sound: FLAC chunks of about ten seconds in the same encrypted file as everything else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, insert, select

from therapease.domain.ids import RecordingId, SessionId
from therapease.domain.recording import AudioChunk, Recording
from therapease.store.tables import audio_chunks, recordings


class SqlRecordingRepository:
    """`services.ports.RecordingRepository` over one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, recording: Recording, chunks: Iterable[AudioChunk]) -> None:
        """Store a recording, taking one chunk at a time: an hour is about 60 MB of FLAC that need not be in memory."""
        self._connection.execute(
            insert(recordings).values(
                id=recording.id,
                session_id=recording.session_id,
                duration_s=recording.duration_s,
                chunk_count=recording.chunk_count,
                created_at=recording.created_at,
                source_kind=recording.source_kind,
                is_truncated=recording.is_truncated,
            )
        )
        for chunk in chunks:
            self._connection.execute(
                insert(audio_chunks).values(
                    recording_id=recording.id,
                    sequence=chunk.sequence,
                    first_sample=chunk.first_sample,
                    sample_count=chunk.sample_count,
                    peaks=chunk.peaks,
                    flac=chunk.flac,
                )
            )

    def for_session(self, session_id: SessionId) -> Recording | None:
        """Return the session's newest recording, or None."""
        chosen = (
            select(recordings)
            .where(recordings.c.session_id == session_id)
            .order_by(recordings.c.sequence.desc())
            .limit(1)
        )
        row = self._connection.execute(chosen).one_or_none()
        if row is None:
            return None
        return Recording(
            id=RecordingId(row.id),
            session_id=SessionId(row.session_id),
            duration_s=row.duration_s,
            chunk_count=row.chunk_count,
            created_at=row.created_at,
            source_kind=row.source_kind,
            is_truncated=row.is_truncated,
        )

    def chunks(self, recording_id: RecordingId) -> Iterator[AudioChunk]:
        """Yield the chunks in order. Each is a query of its own, so that one chunk is in memory and no cursor stays
        open when the caller stops early."""
        after = -1
        while True:
            chosen = (
                select(audio_chunks)
                .where(audio_chunks.c.recording_id == recording_id, audio_chunks.c.sequence > after)
                .order_by(audio_chunks.c.sequence)
                .limit(1)
            )
            row = self._connection.execute(chosen).one_or_none()
            if row is None:
                return
            after = row.sequence
            yield AudioChunk(
                sequence=row.sequence,
                first_sample=row.first_sample,
                sample_count=row.sample_count,
                flac=row.flac,
                peaks=row.peaks,
            )

    def peaks(self, recording_id: RecordingId) -> bytes:
        """Return the waveform: one unsigned byte per 20 ms, without reading any sound."""
        chosen = (
            select(audio_chunks.c.peaks)
            .where(audio_chunks.c.recording_id == recording_id)
            .order_by(audio_chunks.c.sequence)
        )
        return b"".join(self._connection.execute(chosen).scalars())
