"""The one place where the real parts are built and wired. Annotated with the Protocols so that mypy checks the fit."""

from __future__ import annotations

import ctypes
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from therapease.clock import Clock, SystemClock

if TYPE_CHECKING:
    from collections.abc import Callable

    from therapease.domain.backup import RecordCounts
    from therapease.domain.ids import UserId
    from therapease.domain.user import NewOwner, VaultAccount
    from therapease.services.ports import Engine
    from therapease.services.vault_ports import UnlockedVault, VaultStore
    from therapease.services.workspace import Workspace

_PR_SET_DUMPABLE = 4


def forbid_core_dumps() -> None:
    """Keep this process out of core files and other programs' debuggers: its memory holds what clients said.

    Linux: RLIMIT_CORE and PR_SET_DUMPABLE (prctl(2)); elsewhere the limit alone, where there is one.
    """
    if os.name != "posix":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def build_engine() -> Engine:
    """Return the engine's parent side. The worker itself starts with the first job."""
    # Imported here: transcribing from the command line needs no database, unlocking needs no engine.
    from therapease.engine.process import EngineProcess

    return EngineProcess()


def build_store(clock: Clock | None = None) -> VaultStore:
    """Return what makes, opens, checks and restores vaults."""
    from therapease.store.vault import SqlCipherVaultStore

    return SqlCipherVaultStore(clock or SystemClock())


def build_workspace(vault: UnlockedVault, engine: Engine, clock: Clock) -> Workspace:
    """Wire every service to an unlocked vault."""
    from therapease.engine.model_overview import InstalledModels
    from therapease.services.assembly import assemble

    return assemble(vault, engine, clock, InstalledModels())


@dataclass(frozen=True)
class VaultDoor:
    """`services.workspace.Door` over the real store and the real engine."""

    clock: Clock = field(default_factory=SystemClock)

    @property
    def _store(self) -> VaultStore:
        return build_store(self.clock)

    def exists(self, path: Path) -> bool:
        # An interrupted restore, finished as soon as the vault is looked at, has left its copy under this name.
        return path.exists() or path.with_name(f".{path.stem}.partial.keys").exists()

    def accounts(self, path: Path) -> list[VaultAccount]:
        return self._store.accounts(path)

    def create(self, path: Path, owner: NewOwner, passphrase: str) -> tuple[Workspace, str]:
        vault, recovery_code = self._store.create(path, owner, passphrase)
        return build_workspace(vault, build_engine(), self.clock), recovery_code

    def unlock(self, path: Path, passphrase: str, user_id: UserId | None = None) -> Workspace:
        return build_workspace(self._store.unlock(path, passphrase, user_id), build_engine(), self.clock)

    def unlock_with_recovery_code(self, path: Path, code: str) -> Workspace:
        return build_workspace(self._store.unlock_with_recovery_code(path, code), build_engine(), self.clock)

    def accept_invitation(self, path: Path, code: str, passphrase: str) -> tuple[Workspace, str]:
        vault, recovery_code = self._store.accept_invitation(path, code, passphrase)
        return build_workspace(vault, build_engine(), self.clock), recovery_code

    def restore(
        self,
        backup: Path,
        target: Path,
        passphrase: str | None,
        recovery_code: str | None,
        told: Callable[[float], None],
    ) -> tuple[RecordCounts, Path | None]:
        return self._store.restore(backup, target, passphrase, recovery_code, told)
