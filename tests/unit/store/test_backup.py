"""The copy taken before a migration."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.vaults.making import MadeVault, bytes_of, store
from therapease.errors import StorageFullError, StorageUnavailableError
from therapease.store import backup
from therapease.store.header.file import read_header
from therapease.store.header.model import SlotKind
from therapease.store.unsealing import unseal
from therapease.store.vault_files import VaultFiles


@pytest.fixture
def dek(made: MadeVault) -> bytes:
    return unseal(read_header(made.keys), SlotKind.PASSPHRASE, made.passphrase).dek


def test_the_copy_opens_with_the_same_passphrase_and_is_not_plain(made: MadeVault, dek: bytes) -> None:
    copy = backup.backup_before_upgrade(VaultFiles(made.path), dek, "0001")
    assert copy.database.name == "practice.before-upgrade-from-0001.vault"
    assert not copy.database.read_bytes().startswith(b"SQLite format 3")
    assert copy.keys.read_bytes() == made.keys.read_bytes()
    opened = store().unlock(copy.database, made.passphrase)
    assert opened.user.name == "Ada Sommer"
    opened.close()


def test_an_older_copy_of_an_earlier_try_is_replaced(made: MadeVault, dek: bytes) -> None:
    first = backup.backup_before_upgrade(VaultFiles(made.path), dek, "0001")
    first.database.write_bytes(b"half a copy")
    second = backup.backup_before_upgrade(VaultFiles(made.path), dek, "0001")
    store().unlock(second.database, made.passphrase).close()


def test_the_vault_itself_stays_as_it_is(made: MadeVault, dek: bytes) -> None:
    before = {made.path: made.path.read_bytes(), made.keys: made.keys.read_bytes()}
    backup.backup_before_upgrade(VaultFiles(made.path), dek, "0001")
    assert {path: path.read_bytes() for path in before} == before


def test_a_failed_copy_leaves_no_half_of_it(
    made: MadeVault, dek: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = bytes_of(tmp_path)

    def fails(*_: object) -> None:
        raise StorageFullError

    monkeypatch.setattr(backup, "copy_database", fails)
    with pytest.raises(StorageFullError):
        backup.backup_before_upgrade(VaultFiles(made.path), dek, "0001")
    assert bytes_of(tmp_path) == before


def test_a_key_file_that_cannot_be_read_is_told(made: MadeVault, dek: bytes, tmp_path: Path) -> None:
    made.keys.unlink()
    with pytest.raises(StorageUnavailableError):
        backup.backup_before_upgrade(VaultFiles(made.path), dek, "0001")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["practice.vault"]
