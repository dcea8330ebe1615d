"""Which files make a vault."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from therapease.errors import (
    HeaderMissingError,
    InvalidFieldError,
    StorageUnavailableError,
    VaultExistsError,
    VaultMissingError,
)
from therapease.store.vault_files import VaultFiles


def test_key_and_lock_file_lie_beside_the_database(tmp_path: Path) -> None:
    files = VaultFiles(tmp_path / "my.practice.vault")
    assert files.keys == tmp_path / "my.practice.keys"
    assert files.lock == tmp_path / "my.practice.lock"


def test_what_is_missing_is_told_apart(tmp_path: Path) -> None:
    files = VaultFiles(tmp_path / "practice.vault")
    with pytest.raises(VaultMissingError):
        files.require_present()
    files.keys.touch()
    with pytest.raises(VaultMissingError):
        files.require_present()
    files.keys.unlink()
    files.database.touch()
    with pytest.raises(HeaderMissingError):
        files.require_present()
    files.keys.touch()
    files.require_present()


@pytest.mark.parametrize("name", ["practice.vault", "practice.keys"])
def test_either_file_is_enough_to_stand_in_the_way(name: str, tmp_path: Path) -> None:
    files = VaultFiles(tmp_path / "practice.vault")
    files.require_absent()
    (tmp_path / name).touch()
    with pytest.raises(VaultExistsError):
        files.require_absent()


@pytest.mark.parametrize("name", ["practice", "practice.keys", "practice.lock"])
def test_a_name_its_own_files_would_take_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidFieldError):
        VaultFiles(tmp_path / name).require_absent()


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageUnavailableError):
        VaultFiles(tmp_path / "missing" / "practice.vault").require_absent()


def test_the_database_is_its_owner_s_only_and_never_made_twice(tmp_path: Path) -> None:
    files = VaultFiles(tmp_path / "practice.vault")
    files.make_database()
    assert stat.S_IMODE(files.database.stat().st_mode) == 0o600
    with pytest.raises(StorageUnavailableError):
        files.make_database()


def test_removing_takes_the_logs_along_and_nothing_else(tmp_path: Path) -> None:
    files = VaultFiles(tmp_path / "practice.vault")
    for name in ("practice.vault", "practice.vault-wal", "practice.vault-shm", "practice.keys", "other.vault"):
        (tmp_path / name).touch()
    files.remove()
    files.remove()
    assert [path.name for path in tmp_path.iterdir()] == ["other.vault"]
