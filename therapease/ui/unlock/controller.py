"""What the sign-in window can do: look at a vault, create one, unlock it, come back with the recovery code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from therapease import paths
from therapease.domain.ids import UserId
from therapease.domain.user import NewOwner, VaultAccount
from therapease.errors import StorageUnavailableError, TherapEaseError
from therapease.ui.background import Background, Operation
from therapease.ui.unlock.restoring import RestoreController
from therapease.ui.unlock.typed_back import is_same_code

if TYPE_CHECKING:
    from therapease.services.workspace import Door, Workspace

    _Opening = Callable[[Path], Workspace]

VAULT_SUFFIX = ".vault"
DEFAULT_VAULT_NAME = f"Practice{VAULT_SUFFIX}"


class SignInPage(StrEnum):
    """Which of its pages the window shows."""

    UNLOCK = "unlock"
    CREATE = "create"
    SHOW_RECOVERY_CODE = "show_recovery_code"
    ENTER_RECOVERY_CODE = "enter_recovery_code"
    JOIN = "join"


@dataclass(frozen=True, slots=True)
class SignInState:
    """What the window shows: the page, the vault it is about, who can sign in, and whether a key is being derived."""

    page: SignInPage
    vault_path: Path
    accounts: tuple[VaultAccount, ...] = ()
    is_busy: bool = False
    error: TherapEaseError | None = None
    recovery_code: str = ""
    is_joining: bool = False
    """Whether the recovery code is of somebody who joined a vault that was there."""


def default_vault_path() -> Path:
    """Return where a new vault is offered a place; nothing is created by asking."""
    return paths.user_data_dir() / DEFAULT_VAULT_NAME


class SignInController(QObject):
    """Holds the state of the sign-in window. Every call to the door runs in the background; no passphrase is kept."""

    changed = Signal(object)
    unlocked = Signal(object)
    """The Workspace of a vault that was there."""
    made = Signal(object, bool)
    """The Workspace of a new vault, and whether its recovery code was typed back."""

    def __init__(
        self,
        door: Door,
        background: Background,
        vault_path: Path,
        parent: QObject | None = None,
        *,
        notice: str = "",
    ) -> None:
        """`notice` is a sentence about the vault at `vault_path`, such as when it was locked."""
        super().__init__(parent)
        self._noticed = (vault_path, notice)
        self._door, self._background = door, background
        self._workspace: Workspace | None = None
        self._looking: Operation[list[VaultAccount]] | None = None
        self.state = SignInState(SignInPage.UNLOCK, vault_path)

    @property
    def notice(self) -> str:
        """What there is to say of the vault on show before anything else is known of it."""
        return self._noticed[1] if self.state.vault_path == self._noticed[0] else ""

    def look(self, vault_path: Path | None = None) -> None:
        """Turn to a vault file: its accounts if it is there, the page to create it if nothing is."""
        self._stop_looking()
        path = vault_path or self.state.vault_path
        if not self._door.exists(path) and vault_path is None:
            self._set(SignInState(SignInPage.CREATE, path))
            return
        self._set(SignInState(SignInPage.UNLOCK, path, is_busy=True))
        self._looking = self._background.start(self, lambda: self._door.accounts(path))
        self._looking.success(lambda accounts: self._set(SignInState(SignInPage.UNLOCK, path, tuple(accounts))))
        self._looking.failure(lambda error: self._set(SignInState(SignInPage.UNLOCK, path, error=error)))

    def offer_create(self, vault_path: Path | None = None) -> None:
        """Turn to the page that makes a new vault."""
        self._stop_looking()
        self._set(SignInState(SignInPage.CREATE, vault_path or _free_path(self._door, default_vault_path())))

    def offer_recovery(self) -> None:
        self._stop_looking()
        self._set(SignInState(SignInPage.ENTER_RECOVERY_CODE, self.state.vault_path, self.state.accounts))

    def offer_passphrase(self) -> None:
        self._set(SignInState(SignInPage.UNLOCK, self.state.vault_path, self.state.accounts))

    def offer_invitation(self) -> None:
        """Turn to the page for an invitation's code."""
        self._stop_looking()
        self._set(SignInState(SignInPage.JOIN, self.state.vault_path, self.state.accounts))

    def restoring(self, parent: QObject) -> RestoreController:
        """Return what restores a backup to where this window's vault is, or shall be."""
        return RestoreController(self._door, self._background, self.state.vault_path, parent)

    def unlock(self, passphrase: str, user_id: UserId | None = None) -> None:
        self._run(lambda path: self._door.unlock(path, passphrase, user_id))

    def unlock_with_recovery_code(self, code: str) -> None:
        self._run(lambda path: self._door.unlock_with_recovery_code(path, code))

    def create(self, owner: NewOwner, passphrase: str) -> None:
        """Make the vault and turn to the page with its recovery code."""
        before = self.state
        self._set(SignInState(SignInPage.CREATE, before.vault_path, is_busy=True))

        def made(result: tuple[Workspace, str]) -> None:
            self._workspace, code = result
            self._set(SignInState(SignInPage.SHOW_RECOVERY_CODE, before.vault_path, recovery_code=code))

        self._background.start(self, lambda: _create(self._door, before.vault_path, owner, passphrase)).success(
            made
        ).failure(lambda error: self._set(SignInState(SignInPage.CREATE, before.vault_path, error=error)))

    def join(self, code: str, passphrase: str) -> None:
        """Take an invitation up and turn to the page with the person's recovery code."""
        before = self.state
        page, path, accounts = SignInPage.JOIN, before.vault_path, before.accounts
        self._set(SignInState(page, path, accounts, is_busy=True))

        def joined(result: tuple[Workspace, str]) -> None:
            self._workspace, own_code = result
            shown = SignInPage.SHOW_RECOVERY_CODE
            self._set(SignInState(shown, path, accounts, recovery_code=own_code, is_joining=True))

        operation = self._background.start(self, lambda: self._door.accept_invitation(path, code, passphrase))
        operation.success(joined).failure(lambda error: self._set(SignInState(page, path, accounts, error=error)))

    def confirm_recovery_code(self, typed: str) -> bool:
        """Open the new vault if the code was typed back rightly; say whether it was."""
        if self._workspace is None or not is_same_code(typed, self.state.recovery_code):
            return False
        self._enter_new(has_code=True)
        return True

    def skip_recovery_code(self) -> None:
        """Open the new vault without the code on paper; the window keeps reminding of it."""
        if self._workspace is not None:
            self._enter_new(has_code=False)

    def close(self) -> None:
        """Lock a vault that was made but not yet entered; call when the window closes."""
        if self._workspace is not None:
            workspace, self._workspace = self._workspace, None
            workspace.close()

    def _enter_new(self, *, has_code: bool) -> None:
        workspace, self._workspace = self._workspace, None
        is_joining = self.state.is_joining
        self._set(SignInState(SignInPage.UNLOCK, self.state.vault_path))
        if is_joining:
            # The vault's own first steps are its owner's.
            self.unlocked.emit(workspace)
        else:
            self.made.emit(workspace, has_code)

    def _stop_looking(self) -> None:
        """A look that is still under way must not turn the page again once the person went on."""
        if self._looking is not None:
            self._looking.forget()

    def _run(self, open_vault: _Opening) -> None:
        before = self.state
        self._set(SignInState(before.page, before.vault_path, before.accounts, is_busy=True))
        self._background.start(self, lambda: open_vault(before.vault_path)).success(self._on_unlocked).failure(
            lambda error: self._set(SignInState(before.page, before.vault_path, before.accounts, error=error))
        )

    def _on_unlocked(self, workspace: Workspace) -> None:
        self._set(SignInState(SignInPage.UNLOCK, self.state.vault_path, self.state.accounts))
        self.unlocked.emit(workspace)

    def _set(self, state: SignInState) -> None:
        self.state = state
        self.changed.emit(state)


def _create(door: Door, path: Path, owner: NewOwner, passphrase: str) -> tuple[Workspace, str]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageUnavailableError(detail=type(error).__name__) from error
    return door.create(path, owner, passphrase)


def _free_path(door: Door, wanted: Path) -> Path:
    """Return `wanted`, or “Practice 2.vault” and so on where there is one already."""
    path, number = wanted, 1
    while door.exists(path):
        number += 1
        path = wanted.with_stem(f"{wanted.stem} {number}")
    return path
