"""The tables as SQLAlchemy sees them. The migrations make them; a test compares the two.

What a clinician could read later is never overwritten: triggers (made by the migrations) abort UPDATE and DELETE on
transcripts, utterances, note versions, statements, evidence, signatures, amendments and audit events. Order comes from
sequences and versions, never from a time column.
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
    UniqueConstraint("client_id", "number"),
    Index(None, "starts_at"),
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
