"""From a damaged vault to a new one with everything that can still be read. The damaged files are only read.

The new vault has the same accounts, passphrases and keys. Records that others belong to, and that are lost themselves,
are rebuilt from what the indexes know of them, with words in place of what is gone; without them a client's sessions
and notes would be lost with the one page that her name stood on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from nacl.public import PrivateKey
from sqlalchemy import Connection as SqlConnection
from sqlalchemy import insert, inspect, select, update

from therapease.clock import Clock
from therapease.domain.audit import AuditAction
from therapease.domain.salvage import SalvagedKind, SalvageReport
from therapease.errors import InvalidFieldError
from therapease.store.audit_log import head
from therapease.store.audit_resealing import reseal
from therapease.store.backup_check import check_whole, unseal_with_keys
from therapease.store.dbapi import Connection
from therapease.store.error_translation import storage_errors
from therapease.store.header.file import create_header, read_header
from therapease.store.header.model import SlotKind
from therapease.store.instance_lock import InstanceLock
from therapease.store.key_material import SubkeyPurpose
from therapease.store.repositories.vault_settings import SqlVaultSettings
from therapease.store.salvage_reading import DamagedDatabase
from therapease.store.salvage_rebuilding import Rebuilder
from therapease.store.schema import upgrade
from therapease.store.sign_in_history import SETTING
from therapease.store.sqlcipher import build_engine, checkpoint, open_database
from therapease.store.tables import vault_meta, vault_settings
from therapease.store.unit_of_work import AuditSigner
from therapease.store.unsealing import Unsealed, unseal
from therapease.store.vault_files import VaultFiles
from therapease.store.write_ahead_log import read_log

NAMED = {"clients": "code", "therapy_sessions": "number", "notes": "id", "transcripts": "id", "recordings": "id"}
"""The kinds whose lost records are named, and the column that tells a person which one it is."""
_LEFT_OUT = frozenset({"alembic_version"})
_MAX_NAMED = 200


def salvage_vault(
    damaged: VaultFiles,
    keys: Path,
    target: VaultFiles,
    kind: SlotKind,
    secret: str,
    clock: Clock,
    told: Callable[[float], None] = lambda done: None,
) -> SalvageReport:
    """Copy what can be read into a new vault and say what is lost. `keys` may be the key file of a backup.

    Raise WrongPassphraseError, WrongRecoveryCodeError, VaultExistsError, VaultInUseError, StorageFullError,
    VaultDamagedError when not even the first page of the database can be read; no half vault is left then.
    """
    if damaged.database.absolute() == target.database.absolute():
        raise InvalidFieldError("path", "Save to another name than the damaged vault; it is left as it is.")
    target.require_absent()
    unsealed = unseal(read_header(keys), kind, secret)
    lock = InstanceLock.acquire(damaged.lock)
    try:
        source = DamagedDatabase(damaged.database, unsealed.dek)
        try:
            target.make_database()
            report = _Copy(source, target, unsealed, clock).run(told)
        finally:
            source.close()
        check_whole(target, unseal_with_keys(target, unsealed.keys))
    except BaseException:  # cleans up and raises it again, an interrupt included
        target.remove()
        raise
    finally:
        lock.release()
    return replace(report, changes_missing=read_log(damaged.database).commits_behind_break)


class _Copy:
    """One run, from an empty file to a vault."""

    def __init__(self, source: DamagedDatabase, target: VaultFiles, unsealed: Unsealed, clock: Clock) -> None:
        self._source, self._target, self._unsealed, self._clock = source, target, unsealed, clock
        self._kinds: list[SalvagedKind] = []

    def run(self, told: Callable[[float], None]) -> SalvageReport:
        engine = build_engine(self._target.database, self._unsealed.dek)
        try:
            upgrade(engine, to=self._source.revision() or "head")
        finally:
            checkpoint(engine)
            engine.dispose()
        with storage_errors():
            connection = open_database(self._target.database, self._unsealed.dek)
            try:
                rebuilt = self._fill(connection, told)
            finally:
                connection.close()
        is_whole = self._seal()
        return SalvageReport(tuple(self._kinds), 0, rebuilt, is_whole)

    def _fill(self, connection: Connection, told: Callable[[float], None]) -> int:
        # References are looked at once all is there; what keeps the record from being changed stands in the way of
        # filling it and comes back before the vault is used.
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("BEGIN IMMEDIATE")
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        tables = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            if name not in _LEFT_OUT and not name.startswith("sqlite_")
        ]
        for number, table in enumerate(tables):
            told(number / len(tables))
            self._copy(connection, table)
        rebuilt = Rebuilder(connection, self._source, self._unsealed, self._clock).rebuild()
        for _, statement in triggers:
            connection.execute(statement)
        connection.execute("COMMIT")
        connection.execute("PRAGMA foreign_keys = ON")
        return rebuilt

    def _copy(self, connection: Connection, table: str) -> None:
        wanted = [row[1] for row in connection.execute(f"PRAGMA table_info({table})").fetchall()]
        there = set(self._source.columns(table))
        columns = [name for name in wanted if name in there]
        if not columns:
            return
        places = ", ".join("?" * (len(columns) + 1))
        # A damaged index may say the same twice; the first one read stays.
        insert = f"INSERT OR IGNORE INTO {table} (rowid, {', '.join(columns)}) VALUES ({places})"
        saved: set[int] = set()
        for row in self._source.rows(table, columns):
            connection.execute(insert, row)
            saved.add(row[0])
        known = {} if self._source.is_gapless else self._source.known_rows(table)
        lost = None if known is None else {rowid: row for rowid, row in known.items() if rowid not in saved}
        self._kinds.append(SalvagedKind(table, len(saved), None if lost is None else len(lost), _named(table, lost)))

    def _seal(self) -> bool:
        """Mend the history where it has gaps, write down that it was saved, and make the key file."""
        unsealed, mac = self._unsealed, self._unsealed.subkey(SubkeyPurpose.AUDIT_MAC)
        engine = build_engine(self._target.database, unsealed.dek)
        try:
            with engine.begin() as connection:
                is_whole = reseal(connection, mac)
                generation, spool_public_key = self._settle_meta(connection)
                if inspect(connection).has_table(vault_settings.name):
                    # The counter of attempts to sign in stays with the damaged vault.
                    SqlVaultSettings(connection).put(SETTING, None)
                AuditSigner(mac, unsealed.account.user_id, self._clock).log(connection).append(
                    AuditAction.VAULT_SALVAGED
                )
                anchor = head(connection)
            checkpoint(engine)
        finally:
            engine.dispose()
        header = replace(unsealed.header, generation=generation, anchor=anchor, spool_public_key=spool_public_key)
        create_header(self._target.keys, header, unsealed.subkey(SubkeyPurpose.HEADER_MAC))
        return is_whole

    def _settle_meta(self, connection: SqlConnection) -> tuple[int, bytes]:
        """Count the generation on, and replace the row itself, with a fresh spool key, where it is lost."""
        header = self._unsealed.header
        kept = connection.execute(select(vault_meta.c.header_generation)).scalar_one_or_none()
        if kept is not None:
            generation = max(int(kept), header.generation) + 1
            connection.execute(update(vault_meta).values(header_generation=generation))
            return generation, header.spool_public_key
        spool, generation = PrivateKey.generate(), header.generation + 1
        connection.execute(
            insert(vault_meta).values(
                id=1,
                file_id=header.file_id,
                header_generation=generation,
                spool_private_key=bytes(spool),
                created_at=self._clock.now(),
            )
        )
        return generation, bytes(spool.public_key)


def _named(table: str, lost: dict[int, dict[str, Any]] | None) -> tuple[str, ...]:
    column = NAMED.get(table)
    if column is None or not lost:
        return ()
    names = [f"{row.get(column, '?')}" + _owner(row) for row in list(lost.values())[:_MAX_NAMED]]
    return tuple(names)


def _owner(row: dict[str, Any]) -> str:
    for column, words in (("client_id", "client"), ("session_id", "session")):
        if column in row:
            return f" of {words} {row[column]}"
    return ""
