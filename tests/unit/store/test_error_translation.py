"""The store's border: every kind of failure arrives as an error of our tree, and nothing of the data with it."""

from __future__ import annotations

import errno
import traceback

import pytest

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
from therapease.store.dbapi import DatabaseError, driver
from therapease.store.error_translation import storage_errors, translate_database_error


def driver_error(code: int, name: str = "SQLITE_SOMETHING") -> DatabaseError:
    error = driver.OperationalError("near CANARY: a message that quotes the statement")
    error.sqlite_errorcode, error.sqlite_errorname = code, name
    return error


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (5, VaultInUseError),
        (261, VaultInUseError),  # BUSY_RECOVERY
        (517, VaultInUseError),  # BUSY_SNAPSHOT
        (6, VaultInUseError),
        (7, EnvironmentProblem),
        (8, StorageUnavailableError),
        (1032, StorageUnavailableError),  # READONLY_DBMOVED
        (10, StorageUnavailableError),
        (778, StorageUnavailableError),  # IOERR_WRITE
        (11, VaultDamagedError),
        (267, VaultDamagedError),  # CORRUPT_VTAB
        (13, StorageFullError),
        (14, StorageUnavailableError),
        (26, VaultDamagedError),
        (1, InternalError),
    ],
)
def test_codes_become_errors_of_our_tree(code: int, expected: type[TherapEaseError]) -> None:
    translated = translate_database_error(driver_error(code))
    assert type(translated) is expected
    assert translated.detail == "SQLITE_SOMETHING"
    assert "CANARY" not in f"{translated} {translated.detail}"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("database or disk is full", StorageFullError),
        ("disk I/O error", StorageUnavailableError),
        ("attempt to write a readonly database", StorageUnavailableError),
        ("file is not a database", VaultDamagedError),
        ("out of memory", EnvironmentProblem),
        ("CANARY", InternalError),
    ],
)
def test_the_online_backup_s_words_stand_for_the_code_it_leaves_out(
    words: str, expected: type[TherapEaseError]
) -> None:
    translated = translate_database_error(driver.OperationalError(words))
    assert type(translated) is expected
    assert "CANARY" not in f"{translated} {translated.detail}"


@pytest.mark.parametrize("code", [19, 2067])
@pytest.mark.parametrize(
    ("words", "expected", "kind"),
    [
        ("UNIQUE constraint failed: clients.code CANARY", ConflictError, "UNIQUE"),
        ("FOREIGN KEY constraint failed", InternalError, "FOREIGN KEY"),
        ("NOT NULL constraint failed: clients.name CANARY", InternalError, "NOT NULL"),
        ("CANARY are never rewritten", InternalError, "TRIGGER"),
    ],
)
def test_a_broken_constraint_is_a_conflict_only_where_two_claim_one_place(
    code: int, words: str, expected: type[TherapEaseError], kind: str
) -> None:
    error = driver.IntegrityError(words)
    error.sqlite_errorcode, error.sqlite_errorname = code, "SQLITE_CONSTRAINT"
    translated = translate_database_error(error)
    assert type(translated) is expected
    assert translated.detail == f"SQLITE_CONSTRAINT {kind}"


def test_an_error_of_the_driver_without_code_is_our_fault() -> None:
    assert isinstance(translate_database_error(driver.ProgrammingError("CANARY")), InternalError)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (errno.ENOSPC, StorageFullError),
        (errno.EDQUOT, StorageFullError),
        (errno.EROFS, StorageUnavailableError),
        (errno.EACCES, StorageUnavailableError),
        (errno.EIO, StorageUnavailableError),
        (errno.ENOENT, StorageUnavailableError),
    ],
)
def test_file_errors_are_translated_without_the_file_s_name(number: int, expected: type[TherapEaseError]) -> None:
    with pytest.raises(TherapEaseError) as caught, storage_errors():
        raise OSError(number, "CANARY", "CANARY.vault")
    assert type(caught.value) is expected
    assert caught.value.detail == errno.errorcode[number]
    assert "CANARY" not in "".join(traceback.format_exception_only(caught.value))


def test_errors_of_our_own_pass_unchanged() -> None:
    with pytest.raises(ConflictError), storage_errors():
        raise ConflictError
