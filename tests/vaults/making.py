"""Vaults for tests, made with the least costly key derivation that is allowed."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from therapease.clock import SystemClock
from therapease.domain.user import NewOwner
from therapease.store.kdf import FLOOR
from therapease.store.vault import SqlCipherVaultStore

PASSPHRASE = "copper violin anchor sunday lamp"
OWNER = NewOwner("Ada Sommer", "LCSW", "12345")


@dataclass(frozen=True)
class MadeVault:
    """A closed vault and what opens it."""

    path: Path
    recovery_code: str
    passphrase: str = PASSPHRASE

    def copied_to(self, folder: Path) -> MadeVault:
        """Return the same vault in another folder."""
        for name in (self.path, self.path.with_suffix(".keys")):
            shutil.copy2(name, folder / name.name)
        return MadeVault(folder / self.path.name, self.recovery_code, self.passphrase)

    @property
    def keys(self) -> Path:
        return self.path.with_suffix(".keys")


def store() -> SqlCipherVaultStore:
    """Return the real store with the cheapest key derivation it accepts."""
    return SqlCipherVaultStore(SystemClock(), FLOOR)


def make_vault(folder: Path) -> MadeVault:
    """Return a fresh vault of one owner, closed."""
    path = folder / "practice.vault"
    vault, code = store().create(path, OWNER, PASSPHRASE)
    vault.close()
    return MadeVault(path, code)


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Return the content of every file of a folder but lock and counter of sign-ins, which are none of the vault's."""
    beside = (".lock", ".signins")
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix not in beside}
