"""A copy of both files as they are, taken before a migration touches the vault."""

from __future__ import annotations

import os
from pathlib import Path

from therapease.store.error_translation import storage_errors
from therapease.store.header.file import sync_folder
from therapease.store.sqlcipher import open_database
from therapease.store.vault_files import VaultFiles


def backup_before_upgrade(files: VaultFiles, dek: bytes, revision: str) -> VaultFiles:
    """Copy database and key file beside themselves as `NAME.before-upgrade-from-REVISION`, encrypted with the same
    keys; the same passphrase opens the copy. A copy from an earlier try is replaced: it is of the same version, and
    older. Raise StorageFullError, StorageUnavailableError; no half copy is left then.

    SQLite's online backup reads through the log, so that the copy is whole after a crash as well.
    """
    stem = f"{files.database.stem}.before-upgrade-from-{revision}"
    copy = VaultFiles(files.database.with_name(stem + files.database.suffix))
    copy.remove()
    try:
        copy.make_database()
        _copy_database(files.database, copy.database, dek)
        with storage_errors():
            copy.keys.write_bytes(files.keys.read_bytes())
            copy.keys.chmod(0o600)
            for path in (copy.database, copy.keys):
                _sync(path)
            sync_folder(files.database.parent)
    except BaseException:  # cleans up and raises it again, an interrupt included
        copy.remove()
        raise
    return copy


def _copy_database(source_path: Path, target_path: Path, dek: bytes) -> None:
    with storage_errors():
        source = open_database(source_path, dek)
        try:
            target = open_database(target_path, dek)
            try:
                source.backup(target)
                target.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                target.close()
        finally:
            source.close()


def _sync(path: Path) -> None:
    # Windows flushes only through a descriptor opened for writing.
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
