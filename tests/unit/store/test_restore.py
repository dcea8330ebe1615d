"""Restoring: checked before and after, nothing of the former vault lost, the backup left as it is."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.vaults.making import MadeVault, bytes_of, store
from therapease.domain.audit import AuditAction
from therapease.errors import (
    HeaderMissingError,
    InvalidFieldError,
    StorageUnavailableError,
    VaultDamagedError,
    VaultInUseError,
    VaultMissingError,
    WrongPassphraseError,
)
from therapease.store import restore
from therapease.store.vault_files import VaultFiles

AT = datetime(2026, 3, 17, 19, 40, 5, tzinfo=UTC)
NOBODY = lambda done: None  # noqa: E731 because a listener that hears nothing needs no name of its own


@pytest.fixture
def backup(made: MadeVault, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("drive")
    vault = store().unlock(made.path, made.passphrase)
    taken, _ = vault.back_up(folder, AT, NOBODY)
    vault.close()
    return taken.path


def restored(backup: Path, target: Path, made: MadeVault, **secret: str | None) -> Path | None:
    given = {"passphrase": made.passphrase, "recovery_code": None, **secret}
    _, former = store().restore(backup, target, given["passphrase"], given["recovery_code"], NOBODY)
    return former


def test_a_clean_machine_gets_the_vault_back_by_passphrase_and_by_recovery_code(
    backup: Path, made: MadeVault, tmp_path: Path
) -> None:
    before = bytes_of(backup.parent)
    for name, secret in (
        ("one", {}),
        ("two", {"passphrase": None, "recovery_code": made.recovery_code.lower()}),
    ):
        target = tmp_path / name / "practice.vault"
        target.parent.mkdir()
        assert restored(backup, target, made, **secret) is None
        opened = store().unlock(target, made.passphrase)
        with opened.unit_of_work() as unit:
            actions = [event.action for event in unit.audit.list_recent(2)]
        opened.close()
        assert actions == [AuditAction.SIGN_IN, AuditAction.VAULT_RESTORED]
        assert sorted(path.name for path in target.parent.iterdir()) == [
            "practice.head",
            "practice.keys",
            "practice.lock",
            "practice.signins",
            "practice.vault",
        ]
    assert bytes_of(backup.parent) == before


def test_a_vault_that_is_there_is_kept_aside(backup: Path, made: MadeVault) -> None:
    former = restored(backup, made.path, made)
    assert former is not None
    for path in (former, made.path):
        store().unlock(path, made.passphrase).close()


def test_a_wrong_passphrase_or_a_damaged_backup_changes_nothing(backup: Path, made: MadeVault) -> None:
    before = bytes_of(made.path.parent)
    with pytest.raises(WrongPassphraseError):
        restored(backup, made.path, made, passphrase="not the right one at all")
    content = bytearray(backup.read_bytes())
    content[len(content) // 2] ^= 1
    backup.write_bytes(content)
    with pytest.raises(VaultDamagedError):
        restored(backup, made.path, made)
    assert bytes_of(made.path.parent) == before


def test_a_vault_in_use_is_not_replaced(backup: Path, made: MadeVault) -> None:
    vault = store().unlock(made.path, made.passphrase)
    with pytest.raises(VaultInUseError):
        restored(backup, made.path, made)
    vault.close()
    store().unlock(made.path, made.passphrase).close()


def test_the_former_vault_comes_back_when_the_last_step_fails(
    backup: Path, made: MadeVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = bytes_of(made.path.parent)
    really = os.replace

    def fails_for_the_copy(old: Path, new: Path) -> None:
        if restore.PARTIAL in Path(old).name:
            raise PermissionError(13, "in use by another program")
        really(old, new)

    monkeypatch.setattr(os, "replace", fails_for_the_copy)
    with pytest.raises(StorageUnavailableError):
        restored(backup, made.path, made)
    assert bytes_of(made.path.parent) == before


def test_the_former_vault_stays_together_when_it_cannot_be_put_aside(
    backup: Path, made: MadeVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its database under one name and its key file under another would open under neither."""
    before = bytes_of(made.path.parent)
    really = os.replace

    def fails_for_the_former(old: Path, new: Path) -> None:
        if Path(old) == made.path:
            raise PermissionError(13, "in use by another program")
        really(old, new)

    monkeypatch.setattr(os, "replace", fails_for_the_former)
    with pytest.raises(StorageUnavailableError):
        restored(backup, made.path, made)
    assert bytes_of(made.path.parent) == before


def test_a_crash_while_the_former_vault_is_put_aside_leaves_it_openable(
    backup: Path, made: MadeVault, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    really, crashed = os.replace, tmp_path_factory.mktemp("crashed")

    def power_fails_after(old: Path, new: Path) -> None:
        really(old, new)
        if Path(old) == made.path:
            for path in made.path.parent.iterdir():
                shutil.copy2(path, crashed / path.name)

    monkeypatch.setattr(os, "replace", power_fails_after)
    restored(backup, made.path, made)
    (former,) = crashed.glob("practice.before-restore-*.vault")
    store().unlock(former, made.passphrase).close()


def test_restoring_onto_the_backup_itself_is_refused(backup: Path, made: MadeVault) -> None:
    before = bytes_of(backup.parent)
    with pytest.raises(InvalidFieldError):
        restored(backup, backup, made)
    assert bytes_of(backup.parent) == before


@pytest.mark.parametrize("moved", ["nothing", "database"])
def test_a_restore_killed_while_files_change_their_names_is_finished_at_the_next_sign_in(
    moved: str, made: MadeVault, tmp_path: Path
) -> None:
    """The former vault has its other name by then, and the restored one none or half of its own."""
    ready = VaultFiles(tmp_path / ".practice.partial.vault")
    os.replace(made.path, ready.database if moved == "nothing" else tmp_path / "practice.vault")
    os.replace(made.keys, ready.keys)
    assert [account.name for account in store().accounts(made.path)] == ["Ada Sommer"]
    store().unlock(made.path, made.passphrase).close()
    assert not ready.keys.exists()


def test_half_a_copy_is_not_taken_for_a_vault(made: MadeVault, tmp_path: Path) -> None:
    ready = VaultFiles(tmp_path / ".practice.partial.vault")
    os.replace(made.path, ready.database)
    made.keys.unlink()
    with pytest.raises(VaultMissingError):
        store().unlock(made.path, made.passphrase)
    assert ready.database.exists()


def left_over(made: MadeVault) -> VaultFiles:
    """Leave what a restore leaves that was killed once its copy was whole, before it touched the vault."""
    ready = VaultFiles(made.path.with_name(".practice.partial.vault"))
    shutil.copyfile(made.path, ready.database)
    shutil.copyfile(made.keys, ready.keys)
    return ready


def test_a_copy_left_over_never_takes_the_place_of_a_vault_that_lost_a_file(
    made: MadeVault, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    left_over(made)
    newer = tmp_path_factory.mktemp("newer")
    for path, error in ((made.keys, HeaderMissingError), (made.path, VaultMissingError)):
        os.replace(path, newer / path.name)
        before = bytes_of(tmp_path)
        with pytest.raises(error):
            store().accounts(made.path)
        assert bytes_of(tmp_path) == before
        os.replace(newer / path.name, path)


def test_a_restore_killed_before_the_former_key_file_went_is_finished(made: MadeVault, tmp_path: Path) -> None:
    ready = left_over(made)
    shutil.copyfile(made.keys, tmp_path / "practice.before-restore-2026-03-17-194005.keys")
    os.replace(made.path, tmp_path / "practice.before-restore-2026-03-17-194005.vault")
    assert store().accounts(made.path)
    assert made.path.exists()
    assert not ready.keys.exists()


def test_signing_in_removes_what_is_left_over(made: MadeVault) -> None:
    ready = left_over(made)
    store().unlock(made.path, made.passphrase).close()
    assert not ready.database.exists()
    assert not ready.keys.exists()
