"""The tables as SQLAlchemy sees them. The migrations make them; a test compares the two.

What a clinician could read later is never overwritten: triggers (made by the migrations) abort UPDATE and DELETE on
transcripts, utterances, note versions, statements, evidence, signatures, amendments, goals, measures and audit events.
The one exception is a sample client, made up and marked as such when it is added: its rows may be deleted. Order comes
from sequences and versions, never from a time column. Columns that a later migration added stand last.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from therapease.store.column_types import UtcText, UtteranceKey

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _required(name: str, kind: type, *constraints: ForeignKey, unique: bool = False) -> Column[object]:
    return Column(name, kind, *constraints, nullable=False, unique=unique or None)


vault_meta = Table(
    "vault_meta",
    metadata,
    Column("id", Integer, CheckConstraint("id = 1", name="one_row"), primary_key=True),
    _required("file_id", LargeBinary),
    _required("header_generation", Integer),
    _required("spool_private_key", LargeBinary),
    _required("created_at", UtcText),
)

users = Table(
    "users",
    metadata,
    Column("id", Text, primary_key=True),
    _required("name", Text),
    _required("role", Text),
    _required("created_at", UtcText),
    _required("credentials", Text),
    _required("licence_number", Text),
    Column("status", Text, nullable=False, server_default=text("'active'")),
    Column("contact", Text, nullable=False, server_default=text("''")),
)

clients = Table(
    "clients",
    metadata,
    Column("id", Text, primary_key=True),
    _required("code", Text, unique=True),
    _required("name", Text),
    _required("created_at", UtcText),
    Column("date_of_birth", Date),
    Column("therapist_id", Text, ForeignKey("users.id")),
    Column("archived_at", UtcText),
    Column("preferred_name", Text),
    Column("pronouns", Text),
    Column("phone", Text),
    Column("email", Text),
    Column("emergency_contact", Text),
    # Set when the client is added and never after.
    Column("is_sample", Boolean, nullable=False, server_default=text("0")),
)

consents = Table(
    "consents",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=True),
    _required("id", Text, unique=True),
    _required("client_id", Text, ForeignKey("clients.id")),
    _required("purpose", Text),
    _required("wording_version", Text),
    _required("given_at", UtcText),
    _required("noted_by", Text, ForeignKey("users.id")),
    Column("revoked_at", UtcText),
    Index(None, "client_id"),
    sqlite_autoincrement=True,
)

therapy_sessions = Table(
    "therapy_sessions",
    metadata,
    Column("id", Text, primary_key=True),
    _required("client_id", Text, ForeignKey("clients.id")),
    _required("therapist_id", Text, ForeignKey("users.id")),
    _required("number", Integer),
    _required("starts_at", UtcText),
    _required("status", Text),
    _required("created_at", UtcText),
    Column("ends_at", UtcText),
    _required("attendance", Text),
    Column("cancelled_reason", Text),
    UniqueConstraint("client_id", "number"),
    Index(None, "starts_at"),
    # Holds all that the list of clients needs of sessions, so that it is read from this index alone.
    Index(None, "client_id", "status", "starts_at"),
)

recordings = Table(
    "recordings",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=True),
    _required("id", Text, unique=True),
    _required("session_id", Text, ForeignKey("therapy_sessions.id")),
    _required("duration_s", Float),
    _required("chunk_count", Integer),
    _required("created_at", UtcText),
    _required("source_kind", Text),
    _required("is_truncated", Boolean),
    Index(None, "session_id"),
    sqlite_autoincrement=True,
)

audio_chunks = Table(
    "audio_chunks",
    metadata,
    _required("recording_id", Text, ForeignKey("recordings.id")),
    _required("sequence", Integer),
    _required("first_sample", Integer),
    _required("sample_count", Integer),
    _required("peaks", LargeBinary),
    # Last, because SQLite has to walk over a row's columns in order to reach one.
    _required("flac", LargeBinary),
    PrimaryKeyConstraint("recording_id", "sequence"),
)

transcripts = Table(
    "transcripts",
    metadata,
    Column("id", Text, primary_key=True),
    _required("session_id", Text, ForeignKey("therapy_sessions.id")),
    _required("version", Integer),
    _required("engine", Text),
    _required("model", Text),
    _required("created_at", UtcText),
    _required("created_by", Text, ForeignKey("users.id")),
    Column("duration_s", Float),
    _required("reason", Text),
    UniqueConstraint("session_id", "version"),
)

utterances = Table(
    "utterances",
    metadata,
    _required("transcript_id", Text, ForeignKey("transcripts.id")),
    _required("position", Integer),
    _required("utterance_id", UtteranceKey),
    _required("speaker", Text),
    _required("role", Text),
    Column("start_s", Float),
    Column("end_s", Float),
    _required("text", Text),
    PrimaryKeyConstraint("transcript_id", "position"),
    UniqueConstraint("transcript_id", "utterance_id"),
)

notes = Table(
    "notes",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=True),
    _required("id", Text, unique=True),
    _required("session_id", Text, ForeignKey("therapy_sessions.id")),
    _required("format", Text),
    _required("model", Text),
    _required("section_titles", JSON),
    Index(None, "session_id"),
    sqlite_autoincrement=True,
)

note_versions = Table(
    "note_versions",
    metadata,
    Column("id", Text, primary_key=True),
    _required("note_id", Text, ForeignKey("notes.id")),
    _required("version", Integer),
    _required("transcript_id", Text, ForeignKey("transcripts.id")),
    _required("created_at", UtcText),
    _required("created_by", Text, ForeignKey("users.id")),
    _required("reason", Text),
    UniqueConstraint("note_id", "version"),
)

statements = Table(
    "statements",
    metadata,
    _required("note_version_id", Text, ForeignKey("note_versions.id")),
    _required("position", Integer),
    _required("statement_id", Text),
    _required("section", Text),
    _required("kind", Text),
    _required("verdict", Text),
    _required("standing", Text),
    _required("text", Text),
    # The transcript version the line was last checked against; NULL for its note version's. A trigger holds it to a
    # transcript of the same session, which a foreign key could not.
    Column("basis_transcript_id", Text),
    PrimaryKeyConstraint("note_version_id", "position"),
    UniqueConstraint("note_version_id", "statement_id"),
)

statement_evidence = Table(
    "statement_evidence",
    metadata,
    _required("note_version_id", Text),
    _required("statement_position", Integer),
    _required("position", Integer),
    _required("utterance_id", UtteranceKey),
    PrimaryKeyConstraint("note_version_id", "statement_position", "position"),
    ForeignKeyConstraint(
        ["note_version_id", "statement_position"], ["statements.note_version_id", "statements.position"]
    ),
)

risk_mentions = Table(
    "risk_mentions",
    metadata,
    _required("note_id", Text, ForeignKey("notes.id")),
    _required("position", Integer),
    _required("category", Text),
    _required("stance", Text),
    _required("subject", Text),
    PrimaryKeyConstraint("note_id", "position"),
)

risk_evidence = Table(
    "risk_evidence",
    metadata,
    _required("note_id", Text),
    _required("mention_position", Integer),
    _required("position", Integer),
    _required("utterance_id", UtteranceKey),
    PrimaryKeyConstraint("note_id", "mention_position", "position"),
    ForeignKeyConstraint(["note_id", "mention_position"], ["risk_mentions.note_id", "risk_mentions.position"]),
)

signatures = Table(
    "signatures",
    metadata,
    Column("id", Text, primary_key=True),
    # Of a note version, or NULL for an amendment's, which names its signature itself.
    Column("note_version_id", Text, ForeignKey("note_versions.id"), unique=True),
    _required("signed_by", Text, ForeignKey("users.id")),
    _required("signed_at", UtcText),
    _required("digest_sha256", LargeBinary),
    _required("signature", LargeBinary),
    _required("public_key", LargeBinary),
    _required("signer_name", Text),
    _required("signer_credentials", Text),
)

amendments = Table(
    "amendments",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=True),
    _required("id", Text, unique=True),
    _required("note_id", Text, ForeignKey("notes.id")),
    _required("text", Text),
    _required("reason", Text),
    _required("created_at", UtcText),
    _required("signature_id", Text, ForeignKey("signatures.id"), unique=True),
    Index(None, "note_id"),
    sqlite_autoincrement=True,
)

goals = Table(
    "goals",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=True),
    _required("id", Text, unique=True),
    _required("client_id", Text, ForeignKey("clients.id")),
    _required("title", Text),
    _required("steps", Integer),
    _required("created_at", UtcText),
    _required("created_by", Text, ForeignKey("users.id")),
    CheckConstraint("steps > 0", name="has_steps"),
    Index(None, "client_id"),
    sqlite_autoincrement=True,
)

goal_progress = Table(
    "goal_progress",
    metadata,
    _required("goal_id", Text, ForeignKey("goals.id")),
    _required("sequence", Integer),
    _required("step", Integer),
    _required("status", Text),
    _required("noted_at", UtcText),
    _required("noted_by", Text, ForeignKey("users.id")),
    Column("session_id", Text, ForeignKey("therapy_sessions.id")),
    PrimaryKeyConstraint("goal_id", "sequence"),
)

measures = Table(
    "measures",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=True),
    _required("id", Text, unique=True),
    _required("client_id", Text, ForeignKey("clients.id")),
    Column("session_id", Text, ForeignKey("therapy_sessions.id")),
    _required("instrument", Text),
    _required("taken_on", Date),
    # NULL where only the total was entered.
    Column("answers", JSON(none_as_null=True)),
    _required("total", Integer),
    _required("created_at", UtcText),
    _required("noted_by", Text, ForeignKey("users.id")),
    # The row that this one corrects; each is corrected once at most, so that corrections are a chain.
    Column("replaces_id", Text, ForeignKey("measures.id"), unique=True),
    _required("is_withdrawn", Boolean),
    Index(None, "client_id"),
    sqlite_autoincrement=True,
)

consent_wordings = Table(
    "consent_wordings",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=True),
    _required("version", Text),
    _required("purpose", Text),
    _required("text", Text),
    _required("created_at", UtcText),
    _required("created_by", Text, ForeignKey("users.id")),
    UniqueConstraint("version", "purpose"),
    sqlite_autoincrement=True,
)

vault_settings = Table(
    "vault_settings",
    metadata,
    Column("key", Text, primary_key=True),
    _required("value", JSON),
)

audit_events = Table(
    "audit_events",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    _required("at", UtcText),
    _required("monotonic_ns", Integer),
    _required("boot_id", Text),
    # No foreign key: the history outlives whom it names.
    Column("user_id", Text),
    _required("action", Text),
    Column("object_id", Text),
    _required("previous_digest", LargeBinary),
    _required("mac", LargeBinary),
    Index(None, "object_id"),
)

# The keys that earlier events were sealed with, each up to the last event before the vault's key was replaced.
audit_keys = Table(
    "audit_keys",
    metadata,
    Column("until_sequence", Integer, primary_key=True, autoincrement=False),
    _required("mac_key", LargeBinary),
)
