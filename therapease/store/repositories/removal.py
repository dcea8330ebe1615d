"""Removing a sample client with everything of it. The database's own triggers let nobody else's rows go."""

from __future__ import annotations

from sqlalchemy import Connection, delete, or_, select, text

from therapease.domain.ids import ClientId
from therapease.store.private_tables import process_note_keys, process_note_versions, process_notes
from therapease.store.tables import (
    amendments,
    audio_chunks,
    clients,
    consents,
    goal_progress,
    goals,
    measures,
    note_versions,
    notes,
    recordings,
    risk_evidence,
    risk_mentions,
    signatures,
    statement_evidence,
    statements,
    therapy_sessions,
    transcripts,
    utterances,
)


def remove_everything_of(connection: Connection, client_id: ClientId) -> None:
    """Delete a sample client's rows, deepest first. The audit log stays: it holds no names and no texts.

    One measure replaces another, and an amendment is what says whose its signature is; so references are checked when
    the transaction commits and not row by row.
    """
    connection.execute(text("PRAGMA defer_foreign_keys = ON"))
    session_ids = select(therapy_sessions.c.id).where(therapy_sessions.c.client_id == client_id)
    transcript_ids = select(transcripts.c.id).where(transcripts.c.session_id.in_(session_ids))
    recording_ids = select(recordings.c.id).where(recordings.c.session_id.in_(session_ids))
    note_ids = select(notes.c.id).where(notes.c.session_id.in_(session_ids))
    version_ids = select(note_versions.c.id).where(note_versions.c.note_id.in_(note_ids))
    amended_by = select(amendments.c.signature_id).where(amendments.c.note_id.in_(note_ids))
    private_ids = select(process_notes.c.id).where(process_notes.c.session_id.in_(session_ids))
    goal_ids = select(goals.c.id).where(goals.c.client_id == client_id)
    signed = or_(signatures.c.note_version_id.in_(version_ids), signatures.c.id.in_(amended_by))
    for table, condition in (
        (process_note_keys, process_note_keys.c.process_note_id.in_(private_ids)),
        (process_note_versions, process_note_versions.c.process_note_id.in_(private_ids)),
        (process_notes, process_notes.c.session_id.in_(session_ids)),
        (signatures, signed),
        (amendments, amendments.c.note_id.in_(note_ids)),
        (statement_evidence, statement_evidence.c.note_version_id.in_(version_ids)),
        (statements, statements.c.note_version_id.in_(version_ids)),
        (note_versions, note_versions.c.note_id.in_(note_ids)),
        (risk_evidence, risk_evidence.c.note_id.in_(note_ids)),
        (risk_mentions, risk_mentions.c.note_id.in_(note_ids)),
        (notes, notes.c.session_id.in_(session_ids)),
        (utterances, utterances.c.transcript_id.in_(transcript_ids)),
        (transcripts, transcripts.c.session_id.in_(session_ids)),
        (audio_chunks, audio_chunks.c.recording_id.in_(recording_ids)),
        (recordings, recordings.c.session_id.in_(session_ids)),
        (goal_progress, goal_progress.c.goal_id.in_(goal_ids)),
        (goals, goals.c.client_id == client_id),
        (measures, measures.c.client_id == client_id),
        (consents, consents.c.client_id == client_id),
        (therapy_sessions, therapy_sessions.c.client_id == client_id),
        (clients, clients.c.id == client_id),
    ):
        connection.execute(delete(table).where(condition))
