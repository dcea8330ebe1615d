"""Private process notes, each version sealed to its owner. They may be deleted: they are no part of the record.

Plain SQL, so that nothing a later version does to the program can change what this migration makes.

Revision ID: 0004
"""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = (
    """
        CREATE TABLE process_notes (
            id TEXT NOT NULL,
            session_id TEXT NOT NULL,
            owner_id TEXT NOT NULL,
            created_at TEXT NOT NULL,
            CONSTRAINT pk_process_notes PRIMARY KEY (id),
            CONSTRAINT uq_process_notes_session_id_owner_id UNIQUE (session_id, owner_id),
            CONSTRAINT fk_process_notes_session_id_therapy_sessions
                FOREIGN KEY(session_id) REFERENCES therapy_sessions (id),
            CONSTRAINT fk_process_notes_owner_id_users FOREIGN KEY(owner_id) REFERENCES users (id)
        )
    """,
    "CREATE INDEX ix_process_notes_owner_id ON process_notes (owner_id)",
    """
        CREATE TABLE process_note_versions (
            process_note_id TEXT NOT NULL,
            version INTEGER NOT NULL,
            created_at TEXT NOT NULL,
            cipher BLOB NOT NULL,
            CONSTRAINT pk_process_note_versions PRIMARY KEY (process_note_id, version),
            CONSTRAINT fk_process_note_versions_process_note_id_process_notes
                FOREIGN KEY(process_note_id) REFERENCES process_notes (id)
        )
    """,
    """
        CREATE TABLE process_note_keys (
            process_note_id TEXT NOT NULL,
            version INTEGER NOT NULL,
            reader_id TEXT NOT NULL,
            sealed_key BLOB NOT NULL,
            CONSTRAINT pk_process_note_keys PRIMARY KEY (process_note_id, version, reader_id),
            CONSTRAINT fk_process_note_keys_process_note_id_version_process_note_versions
                FOREIGN KEY(process_note_id, version) REFERENCES process_note_versions (process_note_id, version),
            CONSTRAINT fk_process_note_keys_reader_id_users FOREIGN KEY(reader_id) REFERENCES users (id)
        )
    """,
    """
        CREATE TRIGGER process_note_versions_follow_on BEFORE INSERT ON process_note_versions
        WHEN NEW.version IS NOT (
            SELECT coalesce(max(version), 0) + 1 FROM process_note_versions
            WHERE process_note_id = NEW.process_note_id
        )
        BEGIN SELECT RAISE(ABORT, 'a version follows the one before'); END
    """,
)


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)
    for table in ("process_notes", "process_note_versions", "process_note_keys"):
        op.execute(
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} are never rewritten'); END"
        )
