"""Stand-ins for the store and the engine that keep everything in memory and satisfy `services/ports.py`.

For tests of services and of the window where speed matters; the real parts are tested with the same calls elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tests.fake_clock import START, FakeClock
from tests.fake_engine import FakeEngine, conversation, draft_of_conversation
from tests.fake_models import FakeModelCatalogue
from tests.fake_store import FakeUnitOfWork, FakeVault
from therapease.domain.backup import RecordCounts
from therapease.domain.ids import UserId
from therapease.domain.user import NewOwner, User, UserRole, UserStatus, VaultAccount
from therapease.errors import (
    InvitationError,
    TherapEaseError,
    VaultExistsError,
    VaultMissingError,
    WeakPassphraseError,
    WrongPassphraseError,
    WrongRecoveryCodeError,
)
from therapease.services.assembly import assemble
from therapease.services.workspace import Workspace

__all__ = [
    "PASSPHRASE",
    "RECOVERY_CODE",
    "START",
    "FakeClock",
    "FakeDoor",
    "FakeEngine",
    "FakeUnitOfWork",
    "FakeVault",
    "conversation",
    "draft_of_conversation",
    "new_workspace",
    "workspace_of",
]

PASSPHRASE = "four quiet linden trees"
RECOVERY_CODE = "ABCDE-FGHIJ-KLMNO-PQRST-UVWXY-Z"


def workspace_of(vault: FakeVault, engine: FakeEngine) -> Workspace:
    """Wire the real services to a vault and an engine in memory."""
    return assemble(vault, engine, vault.clock, FakeModelCatalogue())


def new_workspace(clock: FakeClock | None = None, engine: FakeEngine | None = None) -> Workspace:
    """Return a workspace over an empty vault of one owner; `.vault` and `.engine` are the fakes."""
    clock = clock or FakeClock()
    owner = User(UserId(clock.new_id()), "Erika Lindqvist", UserRole.OWNER, clock.now(), "LCSW")
    return workspace_of(FakeVault(Path("practice.vault"), owner, clock), engine or FakeEngine())


class FakeDoor:
    """A door to vaults in memory, by path. `fail_with` is raised by the next call that opens or creates."""

    def __init__(self, clock: FakeClock | None = None) -> None:
        self.clock = clock or FakeClock()
        self.engine = FakeEngine()
        self.vaults: dict[Path, tuple[FakeVault, str]] = {}
        self.fail_with: TherapEaseError | None = None

    def exists(self, path: Path) -> bool:
        return path in self.vaults

    def accounts(self, path: Path) -> list[VaultAccount]:
        self._fail_if_told()
        vault, _ = self._at(path)
        return [VaultAccount(user.id, user.name, user.id in vault.codes) for user in vault.tables.users.values()]

    def create(self, path: Path, owner: NewOwner, passphrase: str) -> tuple[Workspace, str]:
        self._fail_if_told()
        if path in self.vaults:
            raise VaultExistsError
        if len(passphrase) < 15:
            raise WeakPassphraseError
        user = User(UserId(self.clock.new_id()), owner.name, UserRole.OWNER, self.clock.now(), owner.credentials)
        vault = FakeVault(path, user, self.clock)
        self.vaults[path] = (vault, passphrase)
        return workspace_of(vault, self.engine), RECOVERY_CODE

    def unlock(self, path: Path, passphrase: str, user_id: UserId | None = None) -> Workspace:
        self._fail_if_told()
        vault, right = self._at(path)
        if passphrase != right:
            raise WrongPassphraseError
        return workspace_of(vault, self.engine)

    def unlock_with_recovery_code(self, path: Path, code: str) -> Workspace:
        self._fail_if_told()
        vault, _ = self._at(path)
        if code.replace("-", "").replace(" ", "").upper() != RECOVERY_CODE.replace("-", ""):
            raise WrongRecoveryCodeError
        vault.came_by_recovery_code = True
        return workspace_of(vault, self.engine)

    def accept_invitation(self, path: Path, code: str, passphrase: str) -> tuple[Workspace, str]:
        self._fail_if_told()
        vault, _ = self._at(path)
        invited = next((key for key, known in vault.codes.items() if known == code.strip().upper()), None)
        if invited is None:
            raise InvitationError
        if len(passphrase) < 15:
            raise WeakPassphraseError
        del vault.codes[invited]
        joined = replace(vault.tables.users[invited], status=UserStatus.ACTIVE)
        vault.tables.users[invited] = vault.user = joined
        return workspace_of(vault, self.engine), RECOVERY_CODE

    def restore(
        self,
        backup: Path,
        target: Path,
        passphrase: str | None,
        recovery_code: str | None,
        told: Callable[[float], None],
    ) -> tuple[RecordCounts, Path | None]:
        """The backup is one of the door's vaults; a former one goes to “NAME.former.vault”."""
        self._fail_if_told()
        vault, right = self._at(backup)
        if recovery_code is not None and recovery_code != RECOVERY_CODE:
            raise WrongRecoveryCodeError
        if recovery_code is None and passphrase != right:
            raise WrongPassphraseError
        for done in (0.5, 1.0):
            told(done)
        former = target.with_suffix(".former.vault") if target in self.vaults else None
        if former is not None:
            self.vaults[former] = self.vaults[target]
        self.vaults[target] = (vault, right)
        return RecordCounts(1, 2, 3, 4, 5, 6, 7), former

    def _at(self, path: Path) -> tuple[FakeVault, str]:
        if path not in self.vaults:
            raise VaultMissingError
        return self.vaults[path]

    def _fail_if_told(self) -> None:
        if self.fail_with is not None:
            error, self.fail_with = self.fail_with, None
            raise error
