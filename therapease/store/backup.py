"""Copies of a vault: the one taken before a migration, and the backups a practice keeps.

A backup is a vault like any other, `NAME DATE TIME.vault` with its key file beside it: the same passphrases and the
same recovery codes open it, and nothing but this program is needed to look whether it is whole. SQLite's online backup
reads through the write-ahead log, so that a copy is whole while the vault is in use and after a crash as well.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from therapease.domain.backup import Backup
from therapease.errors import (
    BackupFolderError,
    HeaderDamagedError,
    HeaderMissingError,
    StorageUnavailableError,
    VaultTooNewError,
)
from therapease.store.audit_log import head
from therapease.store.error_translation import storage_errors
from therapease.store.header.file import create_header, read_header, sync_folder
from therapease.store.header.model import Header
from therapease.store.sqlcipher import build_inspection_engine, open_database
from therapease.store.tables import vault_meta
from therapease.store.vault_files import VaultFiles

PARTIAL = ".partial"
_PAGES_A_STEP = 2048
_STAMP = "%Y-%m-%d %H%M%S"
_STAMPED = re.compile(r"(?P<stem>.+) (?P<stamp>\d{4}-\d{2}-\d{2} \d{6})")

Listener = Callable[[float], None]
"""Told how much of the copy is done, 0 to 1."""


def backup_before_upgrade(files: VaultFiles, dek: bytes, revision: str) -> VaultFiles:
    """Copy database and key file beside themselves as `NAME.before-upgrade-from-REVISION`, encrypted with the same
    keys; the same passphrase opens the copy. A copy from an earlier try is replaced: it is of the same version, and
    older. Raise StorageFullError, StorageUnavailableError; no half copy is left then.
    """
    stem = f"{files.database.stem}.before-upgrade-from-{revision}"
    copy = VaultFiles(files.database.with_name(stem + files.database.suffix))
    copy.remove()
    try:
        copy.make_database()
        copy_database(files.database, copy.database, dek)
        with storage_errors():
            copy.keys.write_bytes(files.keys.read_bytes())
            copy.keys.chmod(0o600)
            for path in (copy.database, copy.keys):
                sync(path)
            sync_folder(files.database.parent)
    except BaseException:  # cleans up and raises it again, an interrupt included
        copy.remove()
        raise
    return copy


def write_backup(
    files: VaultFiles, header: Header, header_mac: bytes, dek: bytes, folder: Path, at: datetime, told: Listener
) -> VaultFiles:
    """Copy an open vault into `folder` and return the copy, which is synced and complete.

    Its key file says where the copy's own history ends, so that a copy cut short afterwards is noticed. Both files
    get their names last, the key file after the database: what has both is whole. Raise BackupFolderError,
    StorageFullError, StorageUnavailableError; nothing half is left then.
    """
    check_folder(folder, files)
    copy = VaultFiles(folder / f"{files.database.stem} {at.astimezone(UTC).strftime(_STAMP)}{files.database.suffix}")
    if copy.database.exists() or copy.keys.exists():
        raise BackupFolderError("A backup of this second is there already. Try again.")
    partial = VaultFiles(copy.database.with_name(f".{copy.database.stem}{PARTIAL}{copy.database.suffix}"))
    partial.remove()
    try:
        partial.make_database()
        copy_database(files.database, partial.database, dek, told)
        create_header(partial.keys, _header_of_copy(partial.database, header, dek), header_mac)
        with storage_errors():
            sync(partial.database)
            os.replace(partial.database, copy.database)
            os.replace(partial.keys, copy.keys)
            sync_folder(folder)
    except BaseException:  # cleans up and raises it again, an interrupt included
        partial.remove()
        # Nobody else's: neither of its names was taken a moment ago.
        copy.remove()
        raise
    return copy


def check_folder(folder: Path, files: VaultFiles) -> None:
    """Raise BackupFolderError for a folder that is not there or is the vault's own: it would be lost with it."""
    if not folder.is_dir():
        raise BackupFolderError
    with storage_errors():
        if folder.resolve() == files.database.parent.resolve():
            raise BackupFolderError(
                "This is the folder of the vault itself: what takes the one takes the other. Choose another disk or "
                "at least another folder."
            )
        if not os.access(folder, os.W_OK):
            raise StorageUnavailableError(detail="backup folder is not writable")


def list_backups(folder: Path, files: VaultFiles, file_id: bytes) -> list[Backup]:
    """Return the complete backups of this vault, newest first; none for a folder that is not there.

    The time is that of the name: copying files to another disk changes their dates. Whose a backup is stands in its key
    file: two practices may give their vaults the same name and share a drive, and neither may remove the other's.
    """
    found = []
    with storage_errors():
        for path in folder.iterdir() if folder.is_dir() else ():
            at = _time_of(path, files)
            copy = VaultFiles(path)
            if at is not None and copy.keys.is_file() and _is_of(copy, file_id):
                found.append(Backup(path, at, path.stat().st_size + copy.keys.stat().st_size))
    return sorted(found, key=lambda backup: backup.taken_at, reverse=True)


def _time_of(path: Path, files: VaultFiles) -> datetime | None:
    """Return the time in a backup's name. What lies beside one, a lock or SQLite's log, has its name but no time."""
    name = _STAMPED.fullmatch(path.stem)
    if name is None or name["stem"] != files.database.stem or path.suffix != files.database.suffix:
        return None
    try:
        return datetime.strptime(name["stamp"], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def _is_of(copy: VaultFiles, file_id: bytes) -> bool:
    try:
        return read_header(copy.keys).newest.file_id == file_id
    except (HeaderDamagedError, HeaderMissingError, VaultTooNewError):
        return False


def remove_backup(backup: Backup) -> None:
    """Delete one, its key file first: without it the rest is noise."""
    files = VaultFiles(backup.path)
    with storage_errors():
        files.keys.unlink(missing_ok=True)
        files.database.unlink(missing_ok=True)
        sync_folder(backup.path.parent)


def sync(path: Path) -> None:
    """Make a file's content last through a power loss."""
    # Windows flushes only through a descriptor opened for writing.
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _header_of_copy(database: Path, header: Header, dek: bytes) -> Header:
    engine = build_inspection_engine(database, dek)
    try:
        with engine.connect().execution_options(read_only=True) as connection:
            generation = int(connection.execute(select(vault_meta.c.header_generation)).scalar_one())
            return replace(header, generation=generation, anchor=head(connection))
    finally:
        engine.dispose()


def copy_database(
    source_path: Path,
    target_path: Path,
    dek: bytes,
    told: Listener = lambda done: None,
    *,
    target_key: bytes | None = None,
) -> None:
    """Copy one moment of a database into an empty file, under another key if one is given. Raise the store's errors."""

    def report(_status: int, remaining: int, total: int) -> None:
        told(1.0 - remaining / total if total else 1.0)

    with storage_errors():
        source = open_database(source_path, dek)
        try:
            target = open_database(target_path, target_key or dek)
            try:
                # A reader's view of one moment, or every change by another connection would start the copy again.
                source.execute("BEGIN")
                source.execute("SELECT count(*) FROM sqlite_master").fetchone()
                source.backup(target, pages=_PAGES_A_STEP, progress=report)
                target.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                target.close()
        finally:
            source.close()
