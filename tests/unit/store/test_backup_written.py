"""Backups a practice keeps: whole, openable, listed, removed, and never half."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.vaults.everything import add_everything, everything
from tests.vaults.making import MadeVault, bytes_of, make_vault, store
from therapease.clock import SystemClock
from therapease.errors import (
    BackupFolderError,
    JobCancelledError,
    StorageFullError,
    StorageUnavailableError,
    VaultDamagedError,
)
from therapease.store import backup
from therapease.store.backup_check import count_records
from therapease.store.header.file import read_header
from therapease.store.open_vault import OpenVault

AT = datetime(2026, 3, 17, 19, 40, 5, tzinfo=UTC)
NOBODY = lambda done: None  # noqa: E731 because a listener that hears nothing needs no name of its own


@pytest.fixture
def drive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("drive")


def filled(vault: OpenVault) -> OpenVault:
    with vault.unit_of_work() as unit:
        add_everything(unit, everything(vault.user, SystemClock(), vault))
        unit.commit()
    return vault


def test_a_backup_holds_the_same_record_and_opens_with_the_same_passphrase(
    vault: OpenVault, made: MadeVault, drive: Path
) -> None:
    filled(vault)
    with vault._engine.connect() as connection:
        counts = count_records(connection)
    heard: list[float] = []
    taken, found = vault.back_up(drive, AT, heard.append)
    assert taken.path == drive / "practice 2026-03-17 194005.vault"
    assert found == counts
    assert counts.clients == 2
    assert counts.notes == 1
    assert heard[-1] == 1.0
    opened = store().unlock(taken.path, made.passphrase)
    assert opened.user.name == vault.user.name
    opened.close()


def test_what_is_written_after_a_backup_began_is_not_in_it_and_does_not_disturb(
    vault: OpenVault, drive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "_PAGES_A_STEP", 8)
    steps = 0

    def writes_meanwhile(_done: float) -> None:
        nonlocal steps
        steps += 1
        if steps == 1:
            filled(vault)

    _, counts = vault.back_up(drive, AT, writes_meanwhile)
    assert steps > 1
    assert counts.clients == 0
    with vault._engine.connect() as connection:
        assert count_records(connection).clients == 2


def test_the_key_file_of_a_backup_tells_where_its_history_ends(vault: OpenVault, drive: Path) -> None:
    filled(vault)
    taken, counts = vault.back_up(drive, AT, NOBODY)
    assert read_header(taken.path.with_suffix(".keys")).newest.anchor.sequence == counts.events


def test_a_backup_whose_end_was_cut_off_is_found_out(vault: OpenVault, drive: Path) -> None:
    taken, _ = vault.back_up(drive, AT, NOBODY)
    content = bytearray(taken.path.read_bytes())
    content[-2000] ^= 1
    taken.path.write_bytes(content)
    with pytest.raises(VaultDamagedError):
        vault.check_backup(taken.path)


def test_stopping_and_failing_leave_nothing_half(
    vault: OpenVault, drive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stops(_done: float) -> None:
        raise JobCancelledError

    with pytest.raises(JobCancelledError):
        vault.back_up(drive, AT, stops)
    assert list(drive.iterdir()) == []

    def full(*_: object) -> None:
        raise StorageFullError

    monkeypatch.setattr(backup, "create_header", full)
    with pytest.raises(StorageFullError):
        vault.back_up(drive, AT, NOBODY)
    assert list(drive.iterdir()) == []


def test_the_vaults_own_folder_and_one_that_is_gone_are_refused(vault: OpenVault, made: MadeVault, drive: Path) -> None:
    for folder in (made.path.parent, drive / "gone"):
        with pytest.raises(BackupFolderError):
            vault.back_up(folder, AT, NOBODY)
    assert bytes_of(drive) == {}


def test_only_whole_backups_of_this_vault_are_listed_newest_first(vault: OpenVault, drive: Path) -> None:
    for day in (0, 2, 1):
        vault.back_up(drive, AT + timedelta(days=day), NOBODY)
    (drive / "practice 2026-03-20 000000.vault").write_bytes(b"a copy without its key file")
    (drive / "other 2026-03-20 000000.vault").write_bytes(b"x")
    (drive / "other 2026-03-20 000000.keys").write_bytes(b"x")
    found = vault.backups(drive)
    assert [taken.taken_at.day for taken in found] == [19, 18, 17]
    vault.remove_backup(found[1])
    assert [taken.taken_at.day for taken in vault.backups(drive)] == [19, 17]
    assert vault.backups(drive / "gone") == []


def test_what_lies_beside_a_backup_is_none_of_its_own(vault: OpenVault, made: MadeVault, drive: Path) -> None:
    """Whoever once opened a backup left a lock file and a counter: taken for backups, removing them took its keys."""
    taken, _ = vault.back_up(drive, AT, NOBODY)
    store().unlock(taken.path, made.passphrase).close()
    taken.path.with_name(taken.path.name + "-wal").write_bytes(b"")
    assert taken.path.with_suffix(".lock").is_file()
    assert [found.path for found in vault.backups(drive)] == [taken.path]


def test_another_practices_backups_under_the_same_name_are_not_ours(
    vault: OpenVault, drive: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = make_vault(tmp_path_factory.mktemp("other"))
    theirs = store().unlock(other.path, other.passphrase)
    taken, _ = theirs.back_up(drive, AT, NOBODY)
    theirs.close()
    assert vault.backups(drive) == []
    ours, _ = vault.back_up(drive, AT + timedelta(days=1), NOBODY)
    assert [found.path for found in vault.backups(drive)] == [ours.path]
    assert taken.path.is_file()


def test_a_name_with_an_impossible_date_is_no_backup(vault: OpenVault, drive: Path) -> None:
    taken, _ = vault.back_up(drive, AT, NOBODY)
    for suffix in (".vault", ".keys"):
        (drive / f"practice 2026-99-99 000000{suffix}").write_bytes(taken.path.with_suffix(suffix).read_bytes())
    assert [found.path for found in vault.backups(drive)] == [taken.path]


def test_a_backup_whose_key_file_cannot_get_its_name_leaves_nothing(
    vault: OpenVault, drive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = os.replace

    def fails_for_the_keys(old: Path, new: Path) -> None:
        if Path(new).suffix == ".keys":
            raise PermissionError(13, "in use by another program")
        really(old, new)

    monkeypatch.setattr(os, "replace", fails_for_the_keys)
    with pytest.raises(StorageUnavailableError):
        vault.back_up(drive, AT, NOBODY)
    assert list(drive.iterdir()) == []
