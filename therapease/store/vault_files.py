"""Where a vault lies: `NAME.vault` (any suffix), `NAME.keys` and `NAME.lock` in one folder."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from therapease.errors import (
    HeaderMissingError,
    InvalidFieldError,
    StorageUnavailableError,
    VaultExistsError,
    VaultMissingError,
)
from therapease.store.error_translation import storage_errors

KEYS_SUFFIX = ".keys"
LOCK_SUFFIX = ".lock"
SIGN_INS_SUFFIX = ".signins"
HEAD_SUFFIX = ".head"
LETTER_SUFFIX = ".sealed"
_SQLITE_SUFFIXES = ("", "-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class VaultFiles:
    """The files of one vault."""

    database: Path

    @property
    def keys(self) -> Path:
        return self.database.with_suffix(KEYS_SUFFIX)

    @property
    def lock(self) -> Path:
        return self.database.with_suffix(LOCK_SUFFIX)

    @property
    def sign_ins(self) -> Path:
        """The counter of attempts to sign in."""
        return self.database.with_suffix(SIGN_INS_SUFFIX)

    @property
    def head(self) -> Path:
        """Where the history ended after the last commit."""
        return self.database.with_suffix(HEAD_SUFFIX)

    def letter(self, letter_id: str) -> Path:
        """A result that was sealed while the vault was locked, until the next sign-in of whom it is for."""
        return self.database.with_suffix(f".{letter_id}{LETTER_SUFFIX}")

    def require_present(self) -> None:
        """Raise VaultMissingError without a database, HeaderMissingError when only its key file is gone."""
        if not self.database.is_file():
            raise VaultMissingError
        if not self.keys.is_file():
            raise HeaderMissingError

    def require_absent(self) -> None:
        """Raise VaultExistsError if anything of a vault of this name is there, StorageUnavailableError without its
        folder, InvalidFieldError for a name that its own key or lock file would take."""
        self.require_fitting_name()
        if self.database.exists() or self.keys.exists():
            raise VaultExistsError

    def require_fitting_name(self) -> None:
        """Raise InvalidFieldError for a name that its own key or lock file would take, StorageUnavailableError without
        its folder."""
        if self.database.suffix in (KEYS_SUFFIX, LOCK_SUFFIX, SIGN_INS_SUFFIX, HEAD_SUFFIX, ""):
            raise InvalidFieldError("path", "Give the vault a name that ends in “.vault”.")
        if not self.database.parent.is_dir():
            raise StorageUnavailableError("The folder is not there. Choose one that exists.")

    def make_database(self) -> None:
        """Create the empty database file, readable by its owner only. SQLite gives its log files the same rights."""
        with storage_errors():
            os.close(os.open(self.database, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))

    def remove(self) -> None:
        """Delete a vault that was never finished: its making failed before anything could be put in."""
        with storage_errors():
            for suffix in _SQLITE_SUFFIXES:
                self.database.with_name(self.database.name + suffix).unlink(missing_ok=True)
            self.keys.unlink(missing_ok=True)
            self.head.unlink(missing_ok=True)
