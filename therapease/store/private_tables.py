"""The tables of private process notes, apart from those of the record: each row's text is sealed to its owner.

Triggers abort every UPDATE and let a version only follow the one before. Rows may be deleted: a private note belongs
to its owner and not to the record.
"""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

from therapease.store.column_types import UtcText
from therapease.store.tables import metadata

process_notes = Table(
    "process_notes",
    metadata,
    Column("id", Text, primary_key=True),
    Column("session_id", Text, ForeignKey("therapy_sessions.id"), nullable=False),
    Column("owner_id", Text, ForeignKey("users.id"), nullable=False),
    Column("created_at", UtcText, nullable=False),
    UniqueConstraint("session_id", "owner_id"),
    Index(None, "owner_id"),
)

process_note_versions = Table(
    "process_note_versions",
    metadata,
    Column("process_note_id", Text, ForeignKey("process_notes.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("created_at", UtcText, nullable=False),
    Column("cipher", LargeBinary, nullable=False),
    PrimaryKeyConstraint("process_note_id", "version"),
)

# A row for each reader: the owner, and whom she lets read by recorded consent.
process_note_keys = Table(
    "process_note_keys",
    metadata,
    Column("process_note_id", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("reader_id", Text, ForeignKey("users.id"), nullable=False),
    Column("sealed_key", LargeBinary, nullable=False),
    PrimaryKeyConstraint("process_note_id", "version", "reader_id"),
    ForeignKeyConstraint(
        ["process_note_id", "version"], ["process_note_versions.process_note_id", "process_note_versions.version"]
    ),
)
