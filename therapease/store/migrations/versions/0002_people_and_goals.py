"""What a practice keeps of a client besides sessions: how to reach them, goals, measures; and its own consent texts.

A sample client, marked when it is added, may be removed with everything of it: the triggers that keep a record from
being deleted let its rows go and nobody else's. Plain SQL, so that nothing a later version does to the program can
change what this migration makes.

Revision ID: 0002
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

COLUMNS = (
    "ALTER TABLE clients ADD COLUMN preferred_name TEXT",
    "ALTER TABLE clients ADD COLUMN pronouns TEXT",
    "ALTER TABLE clients ADD COLUMN phone TEXT",
    "ALTER TABLE clients ADD COLUMN email TEXT",
    "ALTER TABLE clients ADD COLUMN emergency_contact TEXT",
    "ALTER TABLE clients ADD COLUMN is_sample BOOLEAN DEFAULT 0 NOT NULL",
    "ALTER TABLE therapy_sessions ADD COLUMN cancelled_reason TEXT",
    "ALTER TABLE statements ADD COLUMN basis_transcript_id TEXT",
    "CREATE INDEX ix_therapy_sessions_client_id_status_starts_at ON therapy_sessions (client_id, status, starts_at)",
)

TABLES = (
    """
        CREATE TABLE goals (
            sequence INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL,
            client_id TEXT NOT NULL,
            title TEXT NOT NULL,
            steps INTEGER NOT NULL,
            created_at TEXT NOT NULL,
            created_by TEXT NOT NULL,
            CONSTRAINT ck_goals_has_steps CHECK (steps > 0),
            CONSTRAINT uq_goals_id UNIQUE (id),
            CONSTRAINT fk_goals_client_id_clients FOREIGN KEY(client_id) REFERENCES clients (id),
            CONSTRAINT fk_goals_created_by_users FOREIGN KEY(created_by) REFERENCES users (id)
        )
    """,
    "CREATE INDEX ix_goals_client_id ON goals (client_id)",
    """
        CREATE TABLE goal_progress (
            goal_id TEXT NOT NULL,
            sequence INTEGER NOT NULL,
            step INTEGER NOT NULL,
            status TEXT NOT NULL,
            noted_at TEXT NOT NULL,
            noted_by TEXT NOT NULL,
            session_id TEXT,
            CONSTRAINT pk_goal_progress PRIMARY KEY (goal_id, sequence),
            CONSTRAINT fk_goal_progress_goal_id_goals FOREIGN KEY(goal_id) REFERENCES goals (id),
            CONSTRAINT fk_goal_progress_noted_by_users FOREIGN KEY(noted_by) REFERENCES users (id),
            CONSTRAINT fk_goal_progress_session_id_therapy_sessions
                FOREIGN KEY(session_id) REFERENCES therapy_sessions (id)
        )
    """,
    """
        CREATE TABLE measures (
            sequence INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL,
            client_id TEXT NOT NULL,
            session_id TEXT,
            instrument TEXT NOT NULL,
            taken_on DATE NOT NULL,
            answers JSON,
            total INTEGER NOT NULL,
            created_at TEXT NOT NULL,
            noted_by TEXT NOT NULL,
            replaces_id TEXT,
            is_withdrawn BOOLEAN NOT NULL,
            CONSTRAINT uq_measures_id UNIQUE (id),
            CONSTRAINT fk_measures_client_id_clients FOREIGN KEY(client_id) REFERENCES clients (id),
            CONSTRAINT fk_measures_session_id_therapy_sessions
                FOREIGN KEY(session_id) REFERENCES therapy_sessions (id),
            CONSTRAINT fk_measures_noted_by_users FOREIGN KEY(noted_by) REFERENCES users (id),
            CONSTRAINT uq_measures_replaces_id UNIQUE (replaces_id),
            CONSTRAINT fk_measures_replaces_id_measures FOREIGN KEY(replaces_id) REFERENCES measures (id)
        )
    """,
    "CREATE INDEX ix_measures_client_id ON measures (client_id)",
    """
        CREATE TABLE consent_wordings (
            sequence INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
            version TEXT NOT NULL,
            purpose TEXT NOT NULL,
            text TEXT NOT NULL,
            created_at TEXT NOT NULL,
            created_by TEXT NOT NULL,
            CONSTRAINT uq_consent_wordings_version_purpose UNIQUE (version, purpose),
            CONSTRAINT fk_consent_wordings_created_by_users FOREIGN KEY(created_by) REFERENCES users (id)
        )
    """,
    """
        CREATE TABLE vault_settings (
            "key" TEXT NOT NULL,
            value JSON NOT NULL,
            CONSTRAINT pk_vault_settings PRIMARY KEY ("key")
        )
    """,
)

_OF_SESSION = "SELECT client_id FROM therapy_sessions WHERE id = OLD.session_id"
_OF_TRANSCRIPT = (
    "SELECT s.client_id FROM transcripts AS t JOIN therapy_sessions AS s ON s.id = t.session_id "
    "WHERE t.id = OLD.transcript_id"
)
_OF_NOTE = (
    "SELECT s.client_id FROM notes AS n JOIN therapy_sessions AS s ON s.id = n.session_id WHERE n.id = OLD.note_id"
)
_OF_VERSION = (
    "SELECT s.client_id FROM note_versions AS v JOIN notes AS n ON n.id = v.note_id "
    "JOIN therapy_sessions AS s ON s.id = n.session_id WHERE v.id = OLD.note_version_id"
)
# An amendment's signature names no version; the amendment names the signature.
_OF_SIGNATURE = (
    f"{_OF_VERSION} UNION ALL SELECT s.client_id FROM amendments AS a JOIN notes AS n ON n.id = a.note_id "
    "JOIN therapy_sessions AS s ON s.id = n.session_id WHERE a.signature_id = OLD.id"
)

OWNER_OF_ROW = {
    "clients": "SELECT OLD.id",
    "consents": "SELECT OLD.client_id",
    "therapy_sessions": "SELECT OLD.client_id",
    "transcripts": _OF_SESSION,
    "utterances": _OF_TRANSCRIPT,
    "notes": _OF_SESSION,
    "note_versions": _OF_NOTE,
    "statements": _OF_VERSION,
    "statement_evidence": _OF_VERSION,
    "risk_mentions": _OF_NOTE,
    "risk_evidence": _OF_NOTE,
    "signatures": _OF_SIGNATURE,
    "amendments": _OF_NOTE,
    "goals": "SELECT OLD.client_id",
    "goal_progress": "SELECT client_id FROM goals WHERE id = OLD.goal_id",
    "measures": "SELECT OLD.client_id",
}
"""Whose a row is, for every table that keeps its rows: only a sample client's may be deleted."""

REPLACED_TRIGGERS = (
    "transcripts_no_delete",
    "utterances_no_delete",
    "notes_no_delete",
    "note_versions_no_delete",
    "statements_no_delete",
    "statement_evidence_no_delete",
    "risk_mentions_no_delete",
    "risk_evidence_no_delete",
    "signatures_no_delete",
    "amendments_no_delete",
    "consents_kept",
)

NEVER_REWRITTEN = ("goals", "goal_progress", "measures", "consent_wordings")

FURTHER_TRIGGERS = (
    # Whoever could mark a client as a sample later, or move a session to one, could delete a record.
    """
        CREATE TRIGGER clients_stay_who_they_are BEFORE UPDATE ON clients
        WHEN NEW.is_sample IS NOT OLD.is_sample OR NEW.id IS NOT OLD.id
        BEGIN SELECT RAISE(ABORT, 'a client is a sample from the start or never'); END
    """,
    """
        CREATE TRIGGER therapy_sessions_stay_with_their_client BEFORE UPDATE ON therapy_sessions
        WHEN NEW.client_id IS NOT OLD.client_id OR NEW.id IS NOT OLD.id
        BEGIN SELECT RAISE(ABORT, 'a session stays with its client'); END
    """,
    "CREATE TRIGGER consent_wordings_no_delete BEFORE DELETE ON consent_wordings "
    "BEGIN SELECT RAISE(ABORT, 'consent_wordings are never deleted'); END",
    # A line rests on what was said in its own session.
    """
        CREATE TRIGGER statements_rest_on_their_session BEFORE INSERT ON statements
        WHEN NEW.basis_transcript_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM note_versions AS v JOIN notes AS n ON n.id = v.note_id
                JOIN transcripts AS t ON t.session_id = n.session_id
            WHERE v.id = NEW.note_version_id AND t.id = NEW.basis_transcript_id
        )
        BEGIN SELECT RAISE(ABORT, 'a line rests on a transcript of its session'); END
    """,
    """
        CREATE TRIGGER goal_progress_fits_its_goal BEFORE INSERT ON goal_progress
        WHEN NOT EXISTS (SELECT 1 FROM goals WHERE id = NEW.goal_id AND NEW.step BETWEEN 0 AND steps)
            OR NEW.sequence IS NOT (
                SELECT coalesce(max(sequence), 0) + 1 FROM goal_progress WHERE goal_id = NEW.goal_id
            )
            OR NEW.session_id IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM goals AS g JOIN therapy_sessions AS s ON s.client_id = g.client_id
                WHERE g.id = NEW.goal_id AND s.id = NEW.session_id
            )
        BEGIN SELECT RAISE(ABORT, 'progress follows on within its goal'); END
    """,
    """
        CREATE TRIGGER measures_fit_their_client BEFORE INSERT ON measures
        WHEN NEW.session_id IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM therapy_sessions WHERE id = NEW.session_id AND client_id = NEW.client_id
            )
            OR NEW.replaces_id IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM measures
                WHERE id = NEW.replaces_id AND client_id = NEW.client_id AND instrument = NEW.instrument
            )
        BEGIN SELECT RAISE(ABORT, 'a measure belongs to its client'); END
    """,
)


def upgrade() -> None:
    for statement in (*COLUMNS, *TABLES):
        op.execute(statement)
    for trigger in REPLACED_TRIGGERS:
        op.execute(f"DROP TRIGGER {trigger}")
    for table, owner in OWNER_OF_ROW.items():
        # A row that is nobody's is kept, too.
        op.execute(
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
            f"WHEN coalesce((SELECT max(is_sample) FROM clients WHERE id IN ({owner})), 0) IS NOT 1 "
            f"BEGIN SELECT RAISE(ABORT, '{table} are never deleted'); END"
        )
    for table in NEVER_REWRITTEN:
        op.execute(
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} are never rewritten'); END"
        )
    for statement in FURTHER_TRIGGERS:
        op.execute(statement)
