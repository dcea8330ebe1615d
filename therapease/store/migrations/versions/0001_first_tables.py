"""The first tables, and the triggers that keep a record from being rewritten.

Plain SQL, so that nothing a later version does to the program can change what this migration makes.

Revision ID: 0001
"""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    """
        CREATE TABLE audit_events (
            sequence INTEGER NOT NULL,
            at TEXT NOT NULL,
            monotonic_ns INTEGER NOT NULL,
            boot_id TEXT NOT NULL,
            user_id TEXT,
            action TEXT NOT NULL,
            object_id TEXT,
            previous_digest BLOB NOT NULL,
            mac BLOB NOT NULL,
            CONSTRAINT pk_audit_events PRIMARY KEY (sequence)
        )
    """,
    "CREATE INDEX ix_audit_events_object_id ON audit_events (object_id)",
    """
        CREATE TABLE users (
            id TEXT NOT NULL,
            name TEXT NOT NULL,
            role TEXT NOT NULL,
            created_at TEXT NOT NULL,
            credentials TEXT NOT NULL,
            licence_number TEXT NOT NULL,
            CONSTRAINT pk_users PRIMARY KEY (id)
        )
    """,
    """
        CREATE TABLE vault_meta (
            id INTEGER NOT NULL CONSTRAINT ck_vault_meta_one_row CHECK (id = 1),
            file_id BLOB NOT NULL,
            header_generation INTEGER NOT NULL,
            spool_private_key BLOB NOT NULL,
            created_at TEXT NOT NULL,
            CONSTRAINT pk_vault_meta PRIMARY KEY (id)
        )
    """,
    """
        CREATE TABLE clients (
            id TEXT NOT NULL,
            code TEXT NOT NULL,
            name TEXT NOT NULL,
            created_at TEXT NOT NULL,
            date_of_birth DATE,
            therapist_id TEXT,
            archived_at TEXT,
            CONSTRAINT pk_clients PRIMARY KEY (id),
            CONSTRAINT uq_clients_code UNIQUE (code),
            CONSTRAINT fk_clients_therapist_id_users FOREIGN KEY(therapist_id) REFERENCES users (id)
        )
    """,
    """
        CREATE TABLE consents (
            sequence INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL,
            client_id TEXT NOT NULL,
            purpose TEXT NOT NULL,
            wording_version TEXT NOT NULL,
            given_at TEXT NOT NULL,
            noted_by TEXT NOT NULL,
            revoked_at TEXT,
            CONSTRAINT uq_consents_id UNIQUE (id),
            CONSTRAINT fk_consents_client_id_clients FOREIGN KEY(client_id) REFERENCES clients (id),
            CONSTRAINT fk_consents_noted_by_users FOREIGN KEY(noted_by) REFERENCES users (id)
        )
    """,
    "CREATE INDEX ix_consents_client_id ON consents (client_id)",
    """
        CREATE TABLE therapy_sessions (
            id TEXT NOT NULL,
            client_id TEXT NOT NULL,
            therapist_id TEXT NOT NULL,
            number INTEGER NOT NULL,
            starts_at TEXT NOT NULL,
            status TEXT NOT NULL,
            created_at TEXT NOT NULL,
            ends_at TEXT,
            attendance TEXT NOT NULL,
            CONSTRAINT pk_therapy_sessions PRIMARY KEY (id),
            CONSTRAINT uq_therapy_sessions_client_id_number UNIQUE (client_id, number),
            CONSTRAINT fk_therapy_sessions_client_id_clients FOREIGN KEY(client_id) REFERENCES clients (id),
            CONSTRAINT fk_therapy_sessions_therapist_id_users FOREIGN KEY(therapist_id) REFERENCES users (id)
        )
    """,
    "CREATE INDEX ix_therapy_sessions_starts_at ON therapy_sessions (starts_at)",
    """
        CREATE TABLE notes (
            sequence INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL,
            session_id TEXT NOT NULL,
            format TEXT NOT NULL,
            model TEXT NOT NULL,
            section_titles JSON NOT NULL,
            CONSTRAINT uq_notes_id UNIQUE (id),
            CONSTRAINT fk_notes_session_id_therapy_sessions FOREIGN KEY(session_id) REFERENCES therapy_sessions (id)
        )
    """,
    "CREATE INDEX ix_notes_session_id ON notes (session_id)",
    """
        CREATE TABLE recordings (
            sequence INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL,
            session_id TEXT NOT NULL,
            duration_s FLOAT NOT NULL,
            chunk_count INTEGER NOT NULL,
            created_at TEXT NOT NULL,
            source_kind TEXT NOT NULL,
            is_truncated BOOLEAN NOT NULL,
            CONSTRAINT uq_recordings_id UNIQUE (id),
            CONSTRAINT fk_recordings_session_id_therapy_sessions
                FOREIGN KEY(session_id) REFERENCES therapy_sessions (id)
        )
    """,
    "CREATE INDEX ix_recordings_session_id ON recordings (session_id)",
    """
        CREATE TABLE transcripts (
            id TEXT NOT NULL,
            session_id TEXT NOT NULL,
            version INTEGER NOT NULL,
            engine TEXT NOT NULL,
            model TEXT NOT NULL,
            created_at TEXT NOT NULL,
            created_by TEXT NOT NULL,
            duration_s FLOAT,
            reason TEXT NOT NULL,
            CONSTRAINT pk_transcripts PRIMARY KEY (id),
            CONSTRAINT uq_transcripts_session_id_version UNIQUE (session_id, version),
            CONSTRAINT fk_transcripts_session_id_therapy_sessions
                FOREIGN KEY(session_id) REFERENCES therapy_sessions (id),
            CONSTRAINT fk_transcripts_created_by_users FOREIGN KEY(created_by) REFERENCES users (id)
        )
    """,
    """
        CREATE TABLE audio_chunks (
            recording_id TEXT NOT NULL,
            sequence INTEGER NOT NULL,
            first_sample INTEGER NOT NULL,
            sample_count INTEGER NOT NULL,
            peaks BLOB NOT NULL,
            flac BLOB NOT NULL,
            CONSTRAINT pk_audio_chunks PRIMARY KEY (recording_id, sequence),
            CONSTRAINT fk_audio_chunks_recording_id_recordings FOREIGN KEY(recording_id) REFERENCES recordings (id)
        )
    """,
    """
        CREATE TABLE note_versions (
            id TEXT NOT NULL,
            note_id TEXT NOT NULL,
            version INTEGER NOT NULL,
            transcript_id TEXT NOT NULL,
            created_at TEXT NOT NULL,
            created_by TEXT NOT NULL,
            reason TEXT NOT NULL,
            CONSTRAINT pk_note_versions PRIMARY KEY (id),
            CONSTRAINT uq_note_versions_note_id_version UNIQUE (note_id, version),
            CONSTRAINT fk_note_versions_note_id_notes FOREIGN KEY(note_id) REFERENCES notes (id),
            CONSTRAINT fk_note_versions_transcript_id_transcripts
                FOREIGN KEY(transcript_id) REFERENCES transcripts (id),
            CONSTRAINT fk_note_versions_created_by_users FOREIGN KEY(created_by) REFERENCES users (id)
        )
    """,
    """
        CREATE TABLE risk_mentions (
            note_id TEXT NOT NULL,
            position INTEGER NOT NULL,
            category TEXT NOT NULL,
            stance TEXT NOT NULL,
            subject TEXT NOT NULL,
            CONSTRAINT pk_risk_mentions PRIMARY KEY (note_id, position),
            CONSTRAINT fk_risk_mentions_note_id_notes FOREIGN KEY(note_id) REFERENCES notes (id)
        )
    """,
    """
        CREATE TABLE utterances (
            transcript_id TEXT NOT NULL,
            position INTEGER NOT NULL,
            utterance_id TEXT NOT NULL,
            speaker TEXT NOT NULL,
            role TEXT NOT NULL,
            start_s FLOAT,
            end_s FLOAT,
            text TEXT NOT NULL,
            CONSTRAINT pk_utterances PRIMARY KEY (transcript_id, position),
            CONSTRAINT uq_utterances_transcript_id_utterance_id UNIQUE (transcript_id, utterance_id),
            CONSTRAINT fk_utterances_transcript_id_transcripts FOREIGN KEY(transcript_id) REFERENCES transcripts (id)
        )
    """,
    """
        CREATE TABLE risk_evidence (
            note_id TEXT NOT NULL,
            mention_position INTEGER NOT NULL,
            position INTEGER NOT NULL,
            utterance_id TEXT NOT NULL,
            CONSTRAINT pk_risk_evidence PRIMARY KEY (note_id, mention_position, position),
            CONSTRAINT fk_risk_evidence_note_id_mention_position_risk_mentions
                FOREIGN KEY(note_id, mention_position) REFERENCES risk_mentions (note_id, position)
        )
    """,
    """
        CREATE TABLE signatures (
            id TEXT NOT NULL,
            note_version_id TEXT,
            signed_by TEXT NOT NULL,
            signed_at TEXT NOT NULL,
            digest_sha256 BLOB NOT NULL,
            signature BLOB NOT NULL,
            public_key BLOB NOT NULL,
            signer_name TEXT NOT NULL,
            signer_credentials TEXT NOT NULL,
            CONSTRAINT pk_signatures PRIMARY KEY (id),
            CONSTRAINT uq_signatures_note_version_id UNIQUE (note_version_id),
            CONSTRAINT fk_signatures_note_version_id_note_versions
                FOREIGN KEY(note_version_id) REFERENCES note_versions (id),
            CONSTRAINT fk_signatures_signed_by_users FOREIGN KEY(signed_by) REFERENCES users (id)
        )
    """,
    """
        CREATE TABLE statements (
            note_version_id TEXT NOT NULL,
            position INTEGER NOT NULL,
            statement_id TEXT NOT NULL,
            section TEXT NOT NULL,
            kind TEXT NOT NULL,
            verdict TEXT NOT NULL,
            standing TEXT NOT NULL,
            text TEXT NOT NULL,
            CONSTRAINT pk_statements PRIMARY KEY (note_version_id, position),
            CONSTRAINT uq_statements_note_version_id_statement_id UNIQUE (note_version_id, statement_id),
            CONSTRAINT fk_statements_note_version_id_note_versions
                FOREIGN KEY(note_version_id) REFERENCES note_versions (id)
        )
    """,
    """
        CREATE TABLE amendments (
            sequence INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL,
            note_id TEXT NOT NULL,
            text TEXT NOT NULL,
            reason TEXT NOT NULL,
            created_at TEXT NOT NULL,
            signature_id TEXT NOT NULL,
            CONSTRAINT uq_amendments_id UNIQUE (id),
            CONSTRAINT fk_amendments_note_id_notes FOREIGN KEY(note_id) REFERENCES notes (id),
            CONSTRAINT uq_amendments_signature_id UNIQUE (signature_id),
            CONSTRAINT fk_amendments_signature_id_signatures FOREIGN KEY(signature_id) REFERENCES signatures (id)
        )
    """,
    "CREATE INDEX ix_amendments_note_id ON amendments (note_id)",
    """
        CREATE TABLE statement_evidence (
            note_version_id TEXT NOT NULL,
            statement_position INTEGER NOT NULL,
            position INTEGER NOT NULL,
            utterance_id TEXT NOT NULL,
            CONSTRAINT pk_statement_evidence PRIMARY KEY (note_version_id, statement_position, position),
            CONSTRAINT fk_statement_evidence_note_version_id_statement_position_statements
                FOREIGN KEY(note_version_id, statement_position) REFERENCES statements (note_version_id, position)
        )
    """,
)

NEVER_REWRITTEN = (
    "transcripts",
    "utterances",
    "notes",
    "note_versions",
    "statements",
    "statement_evidence",
    "risk_mentions",
    "risk_evidence",
    "signatures",
    "amendments",
    "audit_events",
)
"""A correction of these is a new row: UPDATE and DELETE are aborted."""

FURTHER_TRIGGERS = (
    # A consent is kept as given; revoking it once is the only change.
    """
        CREATE TRIGGER consents_only_revoked BEFORE UPDATE ON consents
        WHEN OLD.revoked_at IS NOT NULL
            OR NEW.sequence IS NOT OLD.sequence OR NEW.id IS NOT OLD.id OR NEW.client_id IS NOT OLD.client_id
            OR NEW.purpose IS NOT OLD.purpose OR NEW.wording_version IS NOT OLD.wording_version
            OR NEW.given_at IS NOT OLD.given_at OR NEW.noted_by IS NOT OLD.noted_by
        BEGIN SELECT RAISE(ABORT, 'a consent is only revoked'); END
    """,
    """
        CREATE TRIGGER consents_kept BEFORE DELETE ON consents
        BEGIN SELECT RAISE(ABORT, 'a consent is kept'); END
    """,
    # What is signed is amended, never edited: no version may follow a signature.
    """
        CREATE TRIGGER note_versions_end_at_signature BEFORE INSERT ON note_versions
        WHEN EXISTS (
            SELECT 1 FROM signatures JOIN note_versions AS signed ON signed.id = signatures.note_version_id
            WHERE signed.note_id = NEW.note_id
        )
        BEGIN SELECT RAISE(ABORT, 'the note is signed'); END
    """,
    # One signature per note, and on its newest version only.
    """
        CREATE TRIGGER signatures_on_newest_version BEFORE INSERT ON signatures
        WHEN NEW.note_version_id IS NOT NULL AND EXISTS (
            SELECT 1 FROM note_versions AS chosen JOIN note_versions AS other ON other.note_id = chosen.note_id
            WHERE chosen.id = NEW.note_version_id
                AND (
                    other.version > chosen.version
                    OR EXISTS (SELECT 1 FROM signatures WHERE signatures.note_version_id = other.id)
                )
        )
        BEGIN SELECT RAISE(ABORT, 'only the newest version is signed, once'); END
    """,
    # The history has no gaps to hide something in.
    """
        CREATE TRIGGER audit_events_in_sequence BEFORE INSERT ON audit_events
        WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM audit_events)
        BEGIN SELECT RAISE(ABORT, 'audit events follow each other'); END
    """,
)


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)
    for table in NEVER_REWRITTEN:
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} are never rewritten'); END"
            )
    for statement in FURTHER_TRIGGERS:
        op.execute(statement)
