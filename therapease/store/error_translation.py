"""The store's one border: what SQLite, SQLCipher and the file system raise becomes an error a person can act on.

Only result codes cross the border, never statement texts, parameters or file names: they could carry clinical words
or a client's name into a log.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from therapease.errors import (
    ConflictError,
    EnvironmentProblem,
    InternalError,
    StorageFullError,
    StorageUnavailableError,
    TherapEaseError,
    VaultDamagedError,
    VaultInUseError,
)
from therapease.store.dbapi import DatabaseError

# SQLite's primary result codes, https://sqlite.org/rescode.html; the driver does not name all of them.
_BY_PRIMARY_CODE: dict[int, type[TherapEaseError]] = {
    3: StorageUnavailableError,  # PERM
    5: VaultInUseError,  # BUSY
    6: VaultInUseError,  # LOCKED
    8: StorageUnavailableError,  # READONLY
    10: StorageUnavailableError,  # IOERR
    11: VaultDamagedError,  # CORRUPT
    13: StorageFullError,  # FULL
    14: StorageUnavailableError,  # CANTOPEN
    26: VaultDamagedError,  # NOTADB
}
# The driver's online backup gives SQLite's own words for a code and no code with them, sqlite3_errstr().
_BY_WORDS: dict[str, int] = {
    "access permission denied": 3,
    "database is locked": 5,
    "database table is locked": 6,
    "out of memory": 7,
    "attempt to write a readonly database": 8,
    "disk I/O error": 10,
    "database disk image is malformed": 11,
    "database or disk is full": 13,
    "unable to open database file": 14,
    "file is not a database": 26,
}
_NOMEM = 7
_CONSTRAINT = 19
_UNIQUE = "UNIQUE"
_CONSTRAINT_KINDS = (_UNIQUE, "FOREIGN KEY", "NOT NULL", "CHECK")
_FULL_ERRNOS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def translate_database_error(error: DatabaseError) -> TherapEaseError:
    """Return the error of our tree for one the database driver raised; its `detail` is SQLite's code name alone."""
    code = getattr(error, "sqlite_errorcode", None) or _BY_WORDS.get(str(error))
    detail = str(getattr(error, "sqlite_errorname", None) or type(error).__name__)
    if not isinstance(code, int):
        return InternalError(detail=detail)
    primary = code & 0xFF
    if primary == _CONSTRAINT:
        kind = _constraint_kind(error)
        return (ConflictError if kind == _UNIQUE else InternalError)(detail=f"{detail} {kind}")
    if primary == _NOMEM:
        return EnvironmentProblem("There is not enough memory. Close other programs and try again.", detail=detail)
    return _BY_PRIMARY_CODE.get(primary, InternalError)(detail=detail)


def _constraint_kind(error: DatabaseError) -> str:
    """Return the kind of constraint that failed. The driver gives primary codes only, so SQLite's own words have to
    tell: “UNIQUE constraint failed: …”. Anything else is one of our triggers."""
    text = str(error)
    return next((kind for kind in _CONSTRAINT_KINDS if text.startswith(f"{kind} constraint failed")), "TRIGGER")


def translate_os_error(error: OSError) -> TherapEaseError:
    """Return the error of our tree for a failed file operation; its `detail` is the errno's name, never the path."""
    detail = errno.errorcode.get(error.errno or 0, type(error).__name__)
    return StorageFullError(detail=detail) if error.errno in _FULL_ERRNOS else StorageUnavailableError(detail=detail)


@contextmanager
def storage_errors() -> Iterator[None]:
    """Translate what the driver or the file system raises inside the block."""
    try:
        yield
    except DatabaseError as error:
        raise translate_database_error(error) from error
    except OSError as error:
        raise translate_os_error(error) from error
