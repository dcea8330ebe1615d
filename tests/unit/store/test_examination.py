"""The doctor's findings: a whole vault, and each thing that can be wrong with one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.vaults.making import MadeVault, bytes_of, store
from therapease.domain.vault_finding import VaultFinding
from therapease.errors import WrongPassphraseError
from therapease.store.dbapi import Connection
from therapease.store.header.envelope import COPY_BYTES
from therapease.store.header.file import read_header
from therapease.store.header.model import SlotKind
from therapease.store.open_vault import OpenVault
from therapease.store.sqlcipher import open_database
from therapease.store.unsealing import unseal


def found(made: MadeVault, passphrase: str | None = None) -> dict[str, VaultFinding]:
    return {each.subject: each for each in store().examine(made.path, passphrase or made.passphrase, None)}


def wrong(made: MadeVault) -> set[str]:
    every = found(made)
    assert all(each.next_step for each in every.values() if each.ok is False), "what is wrong has a next step"
    return {subject for subject, each in every.items() if each.ok is False}


def backed_up(made: MadeVault, folder: Path, at: datetime) -> None:
    folder.mkdir(exist_ok=True)
    vault = store().unlock(made.path, made.passphrase)
    with vault.unit_of_work() as unit:
        unit.settings.put("backups", {"folder": str(folder)})
        unit.commit()
    vault.back_up(folder, at, lambda done: None)
    vault.close()


def test_a_whole_vault_with_a_backup_is_well_and_not_a_byte_of_it_is_written(
    made: MadeVault, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    backed_up(made, tmp_path_factory.mktemp("drive"), datetime.now(UTC))
    before = bytes_of(tmp_path)
    every = found(made)
    assert [each for each in every.values() if each.ok is not True] == []
    assert {"Database", "Rights", "Space", "Log", "Key file", "Generation", "Pages", "References", "History"} <= set(
        every
    )
    assert bytes_of(tmp_path) == before
    code = {each.subject for each in store().examine(made.path, None, made.recovery_code) if each.ok is False}
    assert code == set()


def test_a_wrong_passphrase_is_no_finding(made: MadeVault) -> None:
    with pytest.raises(WrongPassphraseError):
        found(made, "another violin anchor sunday lamp")


def test_no_backup_an_old_one_and_a_drive_that_is_gone(made: MadeVault, tmp_path: Path) -> None:
    assert wrong(made) == {"Backups"}
    drive = tmp_path / "drive"
    backed_up(made, drive, datetime.now(UTC) - timedelta(days=30))
    assert "old" in found(made)["Backups"].next_step
    for path in drive.glob("*.vault"):
        path.write_bytes(b"\x5a" * path.stat().st_size)
    assert "does not open" in found(made)["Backups"].found
    for path in drive.iterdir():
        path.unlink()
    assert "none" in found(made)["Backups"].found
    drive.rmdir()
    assert "not connected" in found(made)["Backups"].found


def flip(path: Path, at: int) -> None:
    raw = bytearray(path.read_bytes())
    raw[at] ^= 1
    path.write_bytes(raw)


def a_page(made: MadeVault) -> None:
    flip(made.path, made.path.stat().st_size - 2_000)


def one_copy(made: MadeVault) -> None:
    flip(made.keys, 300)


def both_copies(made: MadeVault) -> None:
    flip(made.keys, 300)
    flip(made.keys, COPY_BYTES + 300)


def no_key_file(made: MadeVault) -> None:
    made.keys.unlink()


def no_database(made: MadeVault) -> None:
    made.path.unlink()


def read_by_others(made: MadeVault) -> None:
    made.path.chmod(0o644)


def an_older_key_file(made: MadeVault) -> None:
    before = made.keys.read_bytes()
    for _ in range(2):
        store().unlock(made.path, made.passphrase).close()
    made.keys.write_bytes(before)


def raw_connection(made: MadeVault) -> Connection:
    return open_database(made.path, unseal(read_header(made.keys), SlotKind.PASSPHRASE, made.passphrase).dek)


def an_orphan(made: MadeVault) -> None:
    connection = raw_connection(made)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute(
        "INSERT INTO consents (id, client_id, purpose, wording_version, given_at, noted_by)"
        " VALUES ('1', 'gone', 'treatment', '1', '2026-01-01T00:00:00.000000Z', 'gone')"
    )
    connection.close()


def a_changed_history(made: MadeVault) -> None:
    connection = raw_connection(made)
    triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_events'"
    for (name,) in connection.execute(triggers).fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("UPDATE audit_events SET user_id = 'somebody else' WHERE sequence = 1")
    connection.close()


@pytest.mark.parametrize(
    ("damage", "subjects"),
    [
        (a_page, {"Pages"}),
        (one_copy, {"Key file"}),
        (both_copies, {"Key file", "Content"}),
        (no_key_file, {"Key file"}),
        (no_database, {"Database"}),
        (read_by_others, {"Rights"}),
        (an_older_key_file, {"Generation", "Anchor"}),
        (an_orphan, {"References"}),
        (a_changed_history, {"History"}),
    ],
)
def test_what_is_wrong_is_found(damage: Callable[[MadeVault], None], subjects: set[str], made: MadeVault) -> None:
    damage(made)
    assert subjects <= wrong(made)


def test_a_vault_that_is_open_is_not_looked_into(vault: OpenVault, made: MadeVault) -> None:
    assert "open in TherapEase" in found(made)["Content"].found


def test_a_crash_and_a_log_that_breaks_off(made: MadeVault, tmp_path: Path) -> None:
    vault = store().unlock(made.path, made.passphrase)
    for number in range(5):
        with vault.unit_of_work() as unit:
            unit.settings.put("n", number)
            unit.commit()
    left = {name: content for name, content in bytes_of(tmp_path).items() if not name.endswith("-shm")}
    vault.close()
    for name, content in left.items():
        (tmp_path / name).write_bytes(content)
    assert found(made)["Log"].ok is None
    flip(tmp_path / "practice.vault-wal", 5_000)
    assert wrong(made) >= {"Log"}
