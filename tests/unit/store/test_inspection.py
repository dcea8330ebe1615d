"""The look before opening: what is refused, and that looking leaves no trace."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.vaults.making import MadeVault, bytes_of
from therapease.errors import VaultDamagedError, VaultTooNewError
from therapease.store.header.envelope import decode_copy, encode_copy
from therapease.store.header.file import read_header
from therapease.store.header.model import AuditAnchor, Header, SlotKind
from therapease.store.inspection import inspect_vault
from therapease.store.key_material import SubkeyPurpose
from therapease.store.schema import newest_revision
from therapease.store.sqlcipher import build_engine, checkpoint
from therapease.store.unsealing import Unsealed, unseal


@pytest.fixture
def unsealed(made: MadeVault) -> Unsealed:
    return unseal(read_header(made.keys), SlotKind.PASSPHRASE, made.passphrase)


def execute(made: MadeVault, unsealed: Unsealed, *statements: str) -> None:
    engine = build_engine(made.path, unsealed.dek)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    checkpoint(engine)
    engine.dispose()


def with_header(unsealed: Unsealed, header: Header) -> Unsealed:
    return replace(unsealed, copy=decode_copy(encode_copy(header, unsealed.subkey(SubkeyPurpose.HEADER_MAC))))


def test_a_whole_vault_passes_and_is_not_touched(made: MadeVault, unsealed: Unsealed, tmp_path: Path) -> None:
    before = bytes_of(tmp_path)
    findings = inspect_vault(made.path, unsealed)
    assert (findings.revision, findings.is_older) == (newest_revision(), False)
    assert bytes_of(tmp_path) == before


def test_a_newer_schema_is_refused_and_left_alone(made: MadeVault, unsealed: Unsealed, tmp_path: Path) -> None:
    execute(made, unsealed, "UPDATE alembic_version SET version_num = '9999'")
    before = bytes_of(tmp_path)
    with pytest.raises(VaultTooNewError):
        inspect_vault(made.path, unsealed)
    assert bytes_of(tmp_path) == before


def test_another_vault_s_database_does_not_open(made: MadeVault, unsealed: Unsealed) -> None:
    with pytest.raises(VaultDamagedError):
        inspect_vault(made.path, replace(unsealed, dek=bytes(32)))


@pytest.mark.parametrize(("change", "word"), [("- 1", "vault is older"), ("+ 2", "key file is older")])
def test_files_of_different_times_are_refused(made: MadeVault, unsealed: Unsealed, change: str, word: str) -> None:
    execute(made, unsealed, f"UPDATE vault_meta SET header_generation = header_generation {change}")
    with pytest.raises(VaultDamagedError, match=word):
        inspect_vault(made.path, unsealed)


def test_a_database_one_generation_ahead_is_what_a_crash_while_closing_leaves(
    made: MadeVault, unsealed: Unsealed
) -> None:
    execute(made, unsealed, "UPDATE vault_meta SET header_generation = header_generation + 1")
    inspect_vault(made.path, unsealed)


def test_a_database_of_another_file_id_is_refused(made: MadeVault, unsealed: Unsealed) -> None:
    execute(made, unsealed, "UPDATE vault_meta SET file_id = zeroblob(16)")
    with pytest.raises(VaultDamagedError):
        inspect_vault(made.path, unsealed)


def test_a_vault_without_its_own_row_is_damaged(made: MadeVault, unsealed: Unsealed) -> None:
    execute(made, unsealed, "DELETE FROM vault_meta")
    with pytest.raises(VaultDamagedError):
        inspect_vault(made.path, unsealed)


def test_a_database_without_tables_is_damaged(made: MadeVault, unsealed: Unsealed) -> None:
    made.path.unlink()
    execute(made, unsealed, "CREATE TABLE other (id INTEGER)")
    with pytest.raises(VaultDamagedError):
        inspect_vault(made.path, unsealed)


def test_a_history_behind_its_anchor_is_refused(made: MadeVault, unsealed: Unsealed) -> None:
    header = unsealed.header
    anchor = AuditAnchor(header.anchor.sequence + 4, b"d" * 32)
    with pytest.raises(VaultDamagedError, match="4 entries"):
        inspect_vault(made.path, with_header(unsealed, replace(header, anchor=anchor)))


def test_tampering_after_the_anchor_is_found_at_once(made: MadeVault, unsealed: Unsealed) -> None:
    execute(
        made,
        unsealed,
        "INSERT INTO audit_events SELECT sequence + 1, at, monotonic_ns, boot_id, user_id, action, object_id, "
        "zeroblob(32), zeroblob(32) FROM audit_events ORDER BY sequence DESC LIMIT 1",
    )
    with pytest.raises(VaultDamagedError):
        inspect_vault(made.path, unsealed)
