"""Private notes below the program: never rewritten, in order, and deleted without a trace of theirs."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from tests.fakes import FakeClock
from tests.vaults.everything import add_everything, everything
from therapease.errors import InternalError
from therapease.store.open_vault import OpenVault

TABLES = ("process_notes", "process_note_versions", "process_note_keys")


@pytest.fixture
def vault_with_one(vault: OpenVault, clock: FakeClock) -> OpenVault:
    made = everything(vault.user, clock, vault)
    with vault.unit_of_work() as unit:
        add_everything(unit, made)
        unit.commit()
    return vault


@pytest.mark.parametrize("table", TABLES)
def test_no_row_is_rewritten(vault_with_one: OpenVault, table: str) -> None:
    with vault_with_one._engine.connect() as connection, pytest.raises(InternalError) as refused:
        connection.execute(text(f"UPDATE {table} SET rowid = rowid"))
    assert refused.value.detail == "SQLITE_CONSTRAINT TRIGGER"


@pytest.mark.parametrize("version", [1, 2, 4])
def test_a_version_follows_the_one_before(vault_with_one: OpenVault, version: int) -> None:
    statement = (
        "INSERT OR REPLACE INTO process_note_versions "
        f"SELECT process_note_id, {version}, created_at, cipher FROM process_note_versions WHERE version = 2"
    )
    with vault_with_one._engine.connect() as connection, pytest.raises(InternalError) as refused:
        connection.execute(text(statement))
    assert refused.value.detail == "SQLITE_CONSTRAINT TRIGGER"
