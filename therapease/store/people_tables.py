"""The tables about how the people of a vault belong together, as SQLAlchemy sees them."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    text,
)

from therapease.store.column_types import UtcText
from therapease.store.tables import metadata

# One row for each person whose code is out; it goes when the code was used or taken back, the history keeps both.
invitations = Table(
    "invitations",
    metadata,
    Column("user_id", Text, ForeignKey("users.id"), primary_key=True),
    Column("created_at", UtcText, nullable=False),
    Column("created_by", Text, ForeignKey("users.id"), nullable=False),
    Column("expires_at", UtcText, nullable=False),
    Column("at_event", Integer, nullable=False),
    Column("is_reset", Boolean, nullable=False),
)

client_assignments = Table(
    "client_assignments",
    metadata,
    Column("client_id", Text, ForeignKey("clients.id"), nullable=False),
    Column("user_id", Text, ForeignKey("users.id"), nullable=False),
    Column("assigned_at", UtcText, nullable=False),
    Column("assigned_by", Text, ForeignKey("users.id"), nullable=False),
    PrimaryKeyConstraint("client_id", "user_id"),
    Index(None, "user_id"),
)

supervisions = Table(
    "supervisions",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=True),
    Column("supervisor_id", Text, ForeignKey("users.id"), nullable=False),
    Column("supervisee_id", Text, ForeignKey("users.id"), nullable=False),
    Column("proposed_at", UtcText, nullable=False),
    Column("proposed_by", Text, ForeignKey("users.id"), nullable=False),
    Column("agreed_at", UtcText),
    Column("ended_at", UtcText),
    CheckConstraint("supervisor_id <> supervisee_id", name="two_people"),
    # One at a time between the same two.
    Index("ix_supervisions_open", "supervisor_id", "supervisee_id", unique=True, sqlite_where=text("ended_at IS NULL")),
    sqlite_autoincrement=True,
)
