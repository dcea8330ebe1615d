"""From a backup to a working vault, on this computer or a new one. The backup itself is never written to."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import inspect

from therapease.clock import Clock
from therapease.domain.audit import AuditAction
from therapease.domain.backup import RecordCounts
from therapease.errors import InvalidFieldError, VaultDamagedError, VaultInUseError
from therapease.store.backup import PARTIAL, sync
from therapease.store.backup_check import check_whole
from therapease.store.error_translation import storage_errors
from therapease.store.header.file import heal_header, read_header, sync_folder
from therapease.store.header.model import SlotKind
from therapease.store.instance_lock import InstanceLock
from therapease.store.key_material import SubkeyPurpose
from therapease.store.repositories.vault_settings import SqlVaultSettings
from therapease.store.sign_in_history import SETTING
from therapease.store.sqlcipher import build_engine, checkpoint
from therapease.store.tables import vault_settings
from therapease.store.unit_of_work import AuditSigner
from therapease.store.unsealing import Unsealed, unseal
from therapease.store.vault_files import VaultFiles

_PIECE_BYTES = 8 * 1024 * 1024
_ASIDE = ".before-restore-"
_SQLITE_SUFFIXES = ("-shm", "-wal", "")


def restore_vault(
    backup: VaultFiles,
    target: VaultFiles,
    kind: SlotKind,
    secret: str,
    clock: Clock,
    told: Callable[[float], None] = lambda done: None,
) -> tuple[RecordCounts, Path | None]:
    """Put a backup in place of a vault, or where there is none; return what it holds and where the former vault went.

    The backup is checked whole before anything is written and its copy again afterwards; a vault that is there already
    is kept beside the new one as `NAME.before-restore-DATE`. A crash at any moment leaves the former vault, under one
    name or the other, and the backup. Slow: reads everything twice. Raise WrongPassphraseError,
    WrongRecoveryCodeError, VaultDamagedError, VaultInUseError, StorageFullError, StorageUnavailableError.
    """
    if backup.database.absolute() == target.database.absolute():
        raise InvalidFieldError("path", "Restore to another place than the backup itself; it is kept as it is.")
    target.require_fitting_name()
    backup.require_present()
    unsealed = unseal(read_header(backup.keys), kind, secret)
    counts = check_whole(backup, unsealed)
    lock = InstanceLock.acquire(target.lock)
    partial = restoring_files(target)
    try:
        partial.remove()
        _copy(backup, partial, told)
        if check_whole(partial, unsealed) != counts:
            raise VaultDamagedError(detail="copy of the backup differs from it")
        _record(partial, unsealed, clock)
        aside = _put_aside(target, clock.now())
        try:
            with storage_errors():
                _move(partial, target)
        except BaseException:  # puts the former vault back and raises it again, an interrupt included
            if aside is not None:
                _move(aside, target)
            raise
        return counts, None if aside is None else aside.database
    finally:
        partial.remove()
        lock.release()


def restoring_files(target: VaultFiles) -> VaultFiles:
    """Return where the restored copy grows; what an interrupted restore left there is removed at sign-in."""
    return VaultFiles(target.database.with_name(f".{target.database.stem}{PARTIAL}{target.database.suffix}"))


def finish_restore(target: VaultFiles) -> None:
    """End what a crash interrupted between putting the former vault aside and giving the restored one its names.

    The copy has its key file only once it is whole, so that nothing is finished that was not ready. Does nothing while
    a restore is under way, or where it would write over the only copy of anything. Raise StorageUnavailableError.
    """
    partial = restoring_files(target)
    if not _is_between_names(partial, target):
        return
    try:
        lock = InstanceLock.acquire(target.lock)
    except VaultInUseError:
        return
    try:
        with storage_errors():
            # Once more, now that nobody else can be finishing it.
            if _is_between_names(partial, target):
                _move(partial, target)
    finally:
        lock.release()


def _is_between_names(partial: VaultFiles, target: VaultFiles) -> bool:
    """Say whether the copy is on its way to a name that is free. A copy left by an earlier restore, beside a vault that
    lost one of its files since, must not take the place of the other."""
    if not partial.keys.exists():
        return False
    if not partial.database.exists():
        return target.database.exists() and not target.keys.exists()
    return not target.database.exists() and (not target.keys.exists() or _has_keys_aside(target))


def _has_keys_aside(target: VaultFiles) -> bool:
    with storage_errors():
        keys = target.keys.read_bytes()
        beside = [path for path in target.keys.parent.iterdir() if path.suffix == target.keys.suffix]
        put_aside = [path for path in beside if path.name.startswith(f"{target.database.stem}{_ASIDE}")]
        return any(path.read_bytes() == keys for path in put_aside)


def _copy(source: VaultFiles, target: VaultFiles, told: Callable[[float], None]) -> None:
    target.make_database()
    with storage_errors():
        total = max(source.database.stat().st_size, 1)
        with source.database.open("rb") as read, target.database.open("r+b") as write:
            while piece := read.read(_PIECE_BYTES):
                write.write(piece)
                told(min(write.tell() / total, 1.0))
        shutil.copyfile(source.keys, target.keys)
        target.keys.chmod(0o600)
        for path in (target.database, target.keys):
            sync(path)


def _record(files: VaultFiles, unsealed: Unsealed, clock: Clock) -> None:
    """Write into the restored history itself that it was restored, and by whose key."""
    engine = build_engine(files.database, unsealed.dek)
    signer = AuditSigner(unsealed.subkey(SubkeyPurpose.AUDIT_MAC), unsealed.account.user_id, clock)
    try:
        with engine.begin() as connection:
            signer.log(connection).append(AuditAction.VAULT_RESTORED)
            if inspect(connection).has_table(vault_settings.name):
                # The counter of the place it comes from does not come along.
                SqlVaultSettings(connection).put(SETTING, None)
        checkpoint(engine)
    finally:
        engine.dispose()
    with storage_errors():
        for suffix in ("-wal", "-shm"):
            files.database.with_name(files.database.name + suffix).unlink(missing_ok=True)
    heal_header(files.keys, unsealed.copy)
    with storage_errors():
        sync(files.database)


def _put_aside(target: VaultFiles, at: datetime) -> VaultFiles | None:
    """Give a vault that is there another name, and return it under that name."""
    if not target.database.exists() and not target.keys.exists():
        with storage_errors():
            target.head.unlink(missing_ok=True)
        return None
    stem = f"{target.database.stem}{_ASIDE}{at.astimezone(UTC):%Y-%m-%d-%H%M%S}"
    aside = VaultFiles(target.database.with_name(stem + target.database.suffix))
    try:
        with storage_errors():
            # Its keys first, as a copy: the moment its database has the other name it is complete there.
            if target.keys.exists():
                shutil.copyfile(target.keys, aside.keys)
                aside.keys.chmod(0o600)
                sync(aside.keys)
            # It speaks of the former vault's history; the restored one would be found to lack its end.
            if target.head.exists():
                os.replace(target.head, aside.head)
            _move_database(target, aside)
            target.keys.unlink(missing_ok=True)
            sync_folder(aside.database.parent)
    except BaseException:  # brings its files together again and raises it again, an interrupt included
        _move(aside, target)
        raise
    return aside


def _move(old: VaultFiles, new: VaultFiles) -> None:
    """Rename every file of a vault that is there, the key file last: what has one is complete."""
    _move_database(old, new)
    if old.head.exists():
        os.replace(old.head, new.head)
    if old.keys.exists():
        os.replace(old.keys, new.keys)
    sync_folder(new.database.parent)


def _move_database(old: VaultFiles, new: VaultFiles) -> None:
    for suffix in _SQLITE_SUFFIXES:
        path = old.database.with_name(old.database.name + suffix)
        if path.exists():
            os.replace(path, new.database.with_name(new.database.name + suffix))
