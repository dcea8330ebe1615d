"""Connections to the encrypted database: SQLCipher 4 with a raw key, every setting checked, then nailed down.

A raw key skips SQLCipher's own PBKDF2 (the passphrase went through Argon2id already) and opens in about a
millisecond. Settings are pragmas that any later statement could undo, so an authorizer forbids to undo the ones that
keep clinical text off the disk and acknowledged commits on it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import Connection as SqlConnection
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.pool import QueuePool

from therapease.errors import InternalError, VaultDamagedError
from therapease.store.dbapi import Connection, DatabaseError, driver
from therapease.store.error_translation import storage_errors, translate_database_error
from therapease.store.key_material import DEK_BYTES

BUSY_TIMEOUT_S = 30.0

_SETTINGS: tuple[tuple[str, str, object], ...] = (
    # FULL, because WAL with NORMAL lost acknowledged commits in most emulated power losses.
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", 2),
    # FILE would leave sorted clinical text unencrypted in the temporary folder.
    ("temp_store", "MEMORY", 2),
    ("secure_delete", "ON", 1),
    ("cipher_memory_security", "ON", "1"),
    ("foreign_keys", "ON", 1),
    # Without it INSERT OR REPLACE deletes rows past the triggers that keep them.
    ("recursive_triggers", "ON", 1),
)
"""Name, value to set, and what SQLite answers when asked for it afterwards."""

_FIXED_PRAGMAS = frozenset(
    {
        "temp_store",
        "temp_store_directory",
        "data_store_directory",
        "synchronous",
        "recursive_triggers",
        "cipher_log",
        "cipher_log_level",
        "cipher_log_source",
        "cipher_profile",
        "cipher_trace",
        "cipher_memory_security",
        "cipher_use_hmac",
        "writable_schema",
        "ignore_check_constraints",
    }
)
_SQLITE_OK = 0
_SQLITE_DENY = 1
_ACTION_PRAGMA = 19
_ACTION_ATTACH = 24


def open_database(path: Path, dek: bytes) -> Connection:
    """Open for reading and writing, creating the file when it is empty or missing. Usable from any one thread at a
    time. Raise VaultDamagedError when the key does not fit, StorageUnavailableError, InternalError."""
    with storage_errors():
        connection: Connection = driver.connect(
            str(path), timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False
        )
        try:
            _set_key(connection, dek)
            _apply_settings(connection)
            connection.set_authorizer(_authorize)
        except BaseException:  # cleans up and raises it again, an interrupt included
            connection.close()
            raise
    return connection


def open_for_inspection(path: Path, dek: bytes) -> Connection:
    """Open for reading, leaving every byte as it is.

    Without a write-ahead log the file is opened as immutable: not even a lock or a shared-memory file is made. With
    one (after a crash) it has to be read too, which takes its shared-memory file but checkpoints nothing.
    """
    log = path.with_name(path.name + "-wal")
    with storage_errors():
        has_log = log.exists() and log.stat().st_size > 0
        uri = path.resolve().as_uri() + ("?mode=ro" if has_log else "?mode=ro&immutable=1")
        connection: Connection = driver.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
        try:
            _set_key(connection, dek)
            connection.execute("PRAGMA temp_store = MEMORY")
            connection.set_authorizer(_authorize)
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except BaseException:  # cleans up and raises it again, an interrupt included
            connection.close()
            raise
    return connection


def key_fits(path: Path, dek: bytes) -> bool:
    """Say whether a database opens with a key, leaving every byte as it is. Raise StorageUnavailableError."""
    try:
        open_for_inspection(path, dek).close()
    except VaultDamagedError:
        return False
    return True


def build_engine(path: Path, dek: bytes) -> Engine:
    """Return SQLAlchemy's engine over `open_database`. Its exceptions are errors of our tree already."""
    return _engine(lambda: open_database(path, dek))


def build_inspection_engine(path: Path, dek: bytes) -> Engine:
    """Return SQLAlchemy's engine over `open_for_inspection`."""
    return _engine(lambda: open_for_inspection(path, dek))


def checkpoint(engine: Engine) -> None:
    """Move the whole write-ahead log into the main file and cut it to nothing."""
    connection = engine.raw_connection()
    try:
        with storage_errors():
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


def _engine(creator: Any) -> Engine:
    engine = create_engine(
        # No path and no key in the URL: SQLAlchemy shows URLs in logs and errors.
        "sqlite://",
        module=driver,
        creator=creator,
        poolclass=QueuePool,
        pool_size=2,
        max_overflow=2,
        # Without this, exceptions carry the bound values, clinical text included.
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", _translate, retval=True)
    return engine


def _begin(connection: SqlConnection) -> None:
    # At once and for writing: every unit of work writes an audit event, and a transaction that starts as a reader
    # fails when another one wrote in between.
    read_only = connection.get_execution_options().get("read_only", False)
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")


def _translate(context: ExceptionContext) -> BaseException | None:
    error = context.original_exception
    if isinstance(error, DatabaseError):
        return translate_database_error(error)
    if not isinstance(error, Exception):
        return None  # An interrupt stays one.
    # A value that should not have been handed on: told by our column types, or by the driver in its own way.
    return InternalError(detail=error.detail if isinstance(error, InternalError) else type(error).__name__)


def _set_key(connection: Connection, dek: bytes) -> None:
    if len(dek) != DEK_BYTES:
        raise InternalError(detail="database key has a wrong length")
    # A wrong key is told by an exception; SQLCipher would print it to stderr besides.
    connection.execute("PRAGMA cipher_log_level = NONE")
    # Hex only: nothing of it can end the literal.
    connection.execute(f"PRAGMA key = \"x'{dek.hex()}'\"")


def _apply_settings(connection: Connection) -> None:
    connection.execute(f"PRAGMA busy_timeout = {int(BUSY_TIMEOUT_S * 1000)}")
    for name, value, answer in _SETTINGS:
        connection.execute(f"PRAGMA {name} = {value}")
        row = connection.execute(f"PRAGMA {name}").fetchone()
        if row is None or row[0] != answer:
            raise InternalError(detail=f"the database refused the setting {name}")


def _authorize(action: int, name: str | None, value: str | None, *_: str | None) -> int:
    if action == _ACTION_ATTACH:
        return _SQLITE_DENY
    if action == _ACTION_PRAGMA and value is not None and (name or "").lower() in _FIXED_PRAGMAS:
        return _SQLITE_DENY
    return _SQLITE_OK
