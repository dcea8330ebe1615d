"""The tables as the program sees them are the tables the migrations make, and the record cannot be rewritten."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateTable

from tests.fakes import FakeClock
from tests.vaults.everything import Everything, add_everything, everything
from therapease.errors import InternalError
from therapease.store.open_vault import OpenVault
from therapease.store.tables import metadata

NEVER_REWRITTEN = [
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
    "goals",
    "goal_progress",
    "measures",
    "consent_wordings",
]
# No test fills audit_keys here: tests/unit/store/test_rotation.py does, and its triggers are of the same make.
NEVER_DELETED = [*NEVER_REWRITTEN, "clients", "therapy_sessions", "consents"]


def test_metadata_and_migrations_agree(connection: Connection) -> None:
    options = {"compare_type": True, "compare_server_default": True}
    assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []


def test_they_agree_to_the_letter(connection: Connection) -> None:
    # Alembic compares neither CHECKs nor the order of columns; the text of the tables does.
    rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
    made = {row.name: row.sql for row in rows}
    for table in metadata.sorted_tables:
        expected = str(CreateTable(table).compile(dialect=sqlite.dialect()))
        assert "".join(made[table.name].split()) == "".join(expected.split()), table.name


@pytest.fixture
def full(vault: OpenVault, clock: FakeClock) -> Everything:
    made = everything(vault.user, clock, vault)
    with vault.unit_of_work() as unit:
        add_everything(unit, made)
        unit.commit()
    return made


def test_the_record_cannot_be_rewritten_or_deleted(vault: OpenVault, full: Everything) -> None:
    with vault._engine.connect() as connection:
        for table in NEVER_REWRITTEN:
            column = metadata.tables[table].columns.keys()[-1]
            refuse(connection, f"UPDATE {table} SET {column} = {column}")


@pytest.mark.parametrize("table", NEVER_DELETED)
def test_the_record_cannot_be_deleted_or_replaced(vault: OpenVault, full: Everything, table: str) -> None:
    with vault._engine.connect() as connection:
        assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() > 0
        refuse(connection, f"DELETE FROM {table}")
        refuse(connection, f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")


def refuse(connection: Connection, statement: str) -> None:
    with pytest.raises(InternalError) as refused:
        connection.execute(text(statement))
    assert refused.value.detail == "SQLITE_CONSTRAINT TRIGGER", statement


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE consents SET wording_version = 'other'",
        "UPDATE consents SET revoked_at = NULL WHERE revoked_at IS NOT NULL",
        "UPDATE clients SET is_sample = 1",
        "UPDATE clients SET id = 'other'",
        "UPDATE therapy_sessions SET client_id = (SELECT id FROM clients WHERE archived_at IS NOT NULL)",
        "INSERT INTO goal_progress SELECT id, 3, steps + 1, 'open', created_at, created_by, NULL FROM goals "
        "WHERE sequence = 1",
        "INSERT INTO goal_progress SELECT id, 9, 1, 'open', created_at, created_by, NULL FROM goals WHERE sequence = 1",
        "INSERT INTO measures SELECT NULL, 'new', (SELECT id FROM clients WHERE archived_at IS NOT NULL), session_id, "
        "instrument, taken_on, answers, total, created_at, noted_by, NULL, 0 FROM measures WHERE sequence = 2",
        "INSERT INTO measures SELECT NULL, 'new', client_id, NULL, 'other', taken_on, answers, total, created_at, "
        "noted_by, id, 0 FROM measures WHERE sequence = 2",
        "INSERT INTO statements SELECT note_version_id, 99, 'new', section, kind, verdict, standing, text, 'nowhere' "
        "FROM statements LIMIT 1",
        "INSERT INTO note_versions SELECT 'new', note_id, 3, transcript_id, created_at, created_by, reason "
        "FROM note_versions WHERE version = 2",
        "INSERT INTO signatures SELECT 'new', (SELECT id FROM note_versions WHERE version = 1), signed_by, signed_at, "
        "digest_sha256, signature, public_key, signer_name, signer_credentials FROM signatures LIMIT 1",
        "INSERT INTO audit_events SELECT sequence + 1000, at, monotonic_ns, boot_id, user_id, action, object_id, "
        "previous_digest, mac FROM audit_events LIMIT 1",
    ],
)
def test_the_rules_of_the_record_hold_below_the_program(vault: OpenVault, full: Everything, statement: str) -> None:
    with vault._engine.connect() as connection, pytest.raises(InternalError) as refused:
        connection.execute(text(statement))
    assert refused.value.detail == "SQLITE_CONSTRAINT TRIGGER"


def test_what_a_row_refers_to_has_to_exist(vault: OpenVault) -> None:
    statement = "INSERT INTO recordings VALUES (NULL, 'r', 'no such session', 1.0, 1, '2026', 'import', 0)"
    with vault._engine.connect() as connection, pytest.raises(InternalError) as refused:
        connection.execute(text(statement))
    assert refused.value.detail == "SQLITE_CONSTRAINT FOREIGN KEY"
