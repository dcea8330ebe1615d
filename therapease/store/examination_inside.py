"""What `therapease vault doctor` looks at once the keys are there: pages, order, references, history, backups."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, inspect, select

from therapease.domain.vault_finding import VaultFinding
from therapease.errors import TherapEaseError
from therapease.store.audit_log import verify_chain
from therapease.store.backup import list_backups
from therapease.store.backup_check import unseal_with_keys
from therapease.store.error_translation import storage_errors
from therapease.store.inspection import inspect_vault
from therapease.store.key_material import SubkeyPurpose
from therapease.store.repositories.vault_settings import SqlVaultSettings
from therapease.store.schema import needs_upgrade, revision_of
from therapease.store.sqlcipher import build_inspection_engine, open_for_inspection
from therapease.store.tables import vault_meta, vault_settings
from therapease.store.unsealing import Unsealed
from therapease.store.vault_files import VaultFiles

BACKUP_SETTING = "backups"
_LATE = timedelta(days=9)
_RESTORE = "Restore your last backup, or save what can be read with “therapease vault salvage”."

Check = Callable[[], list[VaultFinding]]


def look_inside(files: VaultFiles, unsealed: Unsealed) -> Iterator[tuple[str, Check]]:
    """Yield each check with its subject, to be run one after the other; each may raise the store's errors."""
    yield "Key derivation", lambda: [_derivation(unsealed)]
    yield "Schema", lambda: [_read(files, unsealed, _schema)]
    yield "Generation", lambda: [_read(files, unsealed, lambda connection: _generation(connection, unsealed))]
    yield "Anchor", lambda: [_anchor(files, unsealed)]
    yield "Pages", lambda: [_pages(files, unsealed)]
    yield "References", lambda: [_references(files, unsealed)]
    yield "History", lambda: [_read(files, unsealed, lambda connection: _history(connection, unsealed))]
    yield "Backups", lambda: [_backups(files, unsealed)]


def _read(files: VaultFiles, unsealed: Unsealed, look: Callable[[Connection], VaultFinding]) -> VaultFinding:
    engine = build_inspection_engine(files.database, unsealed.dek)
    try:
        with engine.connect().execution_options(read_only=True) as connection:
            return look(connection)
    finally:
        engine.dispose()


def _derivation(unsealed: Unsealed) -> VaultFinding:
    cost = unsealed.slot.kdf
    return VaultFinding(
        "Key derivation", f"Argon2id, {cost.memory_kib // 1024} MiB, {cost.iterations} passes, {cost.lanes} lanes", True
    )


def _schema(connection: Connection) -> VaultFinding:
    revision = revision_of(connection)
    if needs_upgrade(revision):
        return VaultFinding("Schema", f"version {revision}, older", None, "The next sign-in brings it up to date.")
    return VaultFinding("Schema", f"version {revision}", True)


def _generation(connection: Connection, unsealed: Unsealed) -> VaultFinding:
    generation = connection.execute(select(vault_meta.c.header_generation)).scalar_one()
    words = f"{generation} in the database, {unsealed.header.generation} in the key file"
    if generation - unsealed.header.generation in (0, 1):
        return VaultFinding("Generation", words, True)
    step = "One of the two files is older than the other. Restore both from the same backup."
    return VaultFinding("Generation", words, False, step)


def _anchor(files: VaultFiles, unsealed: Unsealed) -> VaultFinding:
    inspect_vault(files.database, unsealed)
    return VaultFinding("Anchor", f"the history goes on from entry {unsealed.header.anchor.sequence}", True)


def _pages(files: VaultFiles, unsealed: Unsealed) -> VaultFinding:
    connection = open_for_inspection(files.database, unsealed.dek)
    try:
        with storage_errors():
            damaged = connection.execute("PRAGMA cipher_integrity_check").fetchall()
            if damaged:
                return VaultFinding("Pages", f"{len(damaged)} damaged", False, _RESTORE)
            problems = connection.execute("PRAGMA integrity_check").fetchall()
    finally:
        connection.close()
    if problems != [("ok",)]:
        return VaultFinding("Pages", f"each is whole, but their order is not ({len(problems)} places)", False, _RESTORE)
    return VaultFinding("Pages", "every page is whole and in order", True)


def _references(files: VaultFiles, unsealed: Unsealed) -> VaultFinding:
    connection = open_for_inspection(files.database, unsealed.dek)
    try:
        with storage_errors():
            broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    finally:
        connection.close()
    if broken:
        return VaultFinding("References", f"{len(broken)} records belong to one that is not there", False, _RESTORE)
    return VaultFinding("References", "every record belongs to one that is there", True)


def _history(connection: Connection, unsealed: Unsealed) -> VaultFinding:
    head = verify_chain(connection, unsealed.subkey(SubkeyPurpose.AUDIT_MAC))
    return VaultFinding("History", f"{head.sequence} entries, none changed or missing", True)


def _backups(files: VaultFiles, unsealed: Unsealed) -> VaultFinding:
    folder = _read_backup_folder(files, unsealed)
    if folder is None:
        step = "Choose a folder on another drive in Settings, or run “therapease vault backup”."
        return VaultFinding("Backups", "no folder is chosen", False, step)
    if not folder.is_dir():
        return VaultFinding("Backups", "their drive is not connected", False, "Connect it, then look again.")
    found = list_backups(folder, files, unsealed.header.file_id)
    if not found:
        return VaultFinding("Backups", "none in the chosen folder", False, "Run “therapease vault backup”.")
    newest = VaultFiles(found[0].path)
    try:
        inspect_vault(newest.database, unseal_with_keys(newest, unsealed.keys))
    except TherapEaseError as error:
        return VaultFinding("Backups", "the newest does not open", False, f"{error.message} Make a new one.")
    words = f"{len(found)}, the newest of {found[0].taken_at:%Y-%m-%d} opens"
    if datetime.now(UTC) - found[0].taken_at > _LATE:
        return VaultFinding("Backups", words, False, "It is old. Run “therapease vault backup”.")
    return VaultFinding("Backups", words, True)


def _read_backup_folder(files: VaultFiles, unsealed: Unsealed) -> Path | None:
    engine = build_inspection_engine(files.database, unsealed.dek)
    try:
        with engine.connect().execution_options(read_only=True) as connection:
            if not inspect(connection).has_table(vault_settings.name):
                return None
            kept = SqlVaultSettings(connection).get(BACKUP_SETTING)
    finally:
        engine.dispose()
    folder = kept.get("folder") if isinstance(kept, dict) else None
    return Path(folder) if isinstance(folder, str) else None
