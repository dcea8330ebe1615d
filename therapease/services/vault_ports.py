"""What the services need of a vault, as Protocols: making and opening it, and what an open one can do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Protocol

from therapease.domain.backup import Backup, RecordCounts
from therapease.domain.history_check import HistoryReport
from therapease.domain.ids import UserId
from therapease.domain.process_note import SealedText
from therapease.domain.salvage import SalvageReport
from therapease.domain.user import NewOwner, User, VaultAccount
from therapease.domain.vault_finding import VaultFinding
from therapease.services.ports import UnitOfWork


class UnlockedVault(Protocol):
    """A vault that is open for one signed-in user. Thrown away as a whole when locked."""

    @property
    def user(self) -> User: ...
    @property
    def path(self) -> Path: ...
    def unit_of_work(self) -> AbstractContextManager[UnitOfWork]: ...
    def sign(self, message: bytes) -> bytes:
        """Return the signed-in user's Ed25519 signature (64 bytes, RFC 8032) over `message`."""
        ...

    @property
    def signing_public_key(self) -> bytes:
        """The 32 bytes that verify `sign`."""
        ...

    def verify(self, public_key: bytes, message: bytes, signature: bytes) -> bool:
        """Say whether `signature` is `public_key`'s Ed25519 signature over `message`."""
        ...

    def seal_text(self, text: str, binding: bytes) -> SealedText:
        """Seal a text to the signed-in user alone; it opens only together with `binding`."""
        ...

    def open_text(self, sealed: SealedText, binding: bytes) -> str:
        """Open what the signed-in user sealed. Raise SealedForOthersError, VaultDamagedError."""
        ...

    def new_recovery_code(self) -> str:
        """Return a fresh code to show and have typed back; it opens nothing yet."""
        ...

    def replace_recovery_code(self, code: str) -> None:
        """Let this code open the user's keys, and no earlier one. Slow; the earlier one stays if anything fails."""
        ...

    @property
    def came_by_recovery_code(self) -> bool:
        """Whether the recovery code opened the vault, and not the passphrase."""
        ...

    def change_passphrase(self, new: str, current: str | None = None) -> None:
        """Let this passphrase open the user's keys, and no earlier one. Slow; the earlier one stays if anything fails.

        `current` may be left out only by who came in by the recovery code.
        """
        ...

    def rotate_key(self, without: UserId | None = None) -> None:
        """Put the vault under a fresh key, sealed to every account but `without`. Slow; waits for other work to end."""
        ...

    @property
    def account_ids(self) -> frozenset[UserId]:
        """Whose keys the key file holds; of who waits with an invitation, too."""
        ...

    def admit(self, user: User, code: str) -> None:
        """Let this code, once, lead to an account for a person, in place of whatever opened hers before."""
        ...

    def dismiss(self, user_id: UserId) -> None:
        """Take an account that was never used out of the key file."""
        ...

    def relabel(self, user_id: UserId, name: str) -> None:
        """Show another name in the list at sign-in."""
        ...

    def back_up(self, folder: Path, at: datetime, told: Callable[[float], None]) -> tuple[Backup, RecordCounts]:
        """Copy the vault into a folder, checked whole; return what it holds, too.

        Slow; `told` hears how far, 0 to 1, and may raise to stop.
        """
        ...

    def backups(self, folder: Path) -> list[Backup]:
        """Return this vault's complete backups in a folder, newest first."""
        ...

    def remove_backup(self, backup: Backup) -> None: ...
    def check_backup(self, path: Path) -> RecordCounts:
        """Rehearse restoring one: every page, the whole history, and how much it holds. Slow."""
        ...

    def begin_letter(self, letter_id: str) -> tuple[BinaryIO, bytes]:
        """Return an empty file beside the vault, held for whoever has it open, and the public key to seal to."""
        ...

    def open_letter(self, letter_id: str) -> bytes | None:
        """Return what was sealed into a letter, None while it is being written. Raise NotFoundError when it is not
        there or not whole."""
        ...

    def drop_letter(self, letter_id: str) -> None: ...
    def check_history(self, told: Callable[[int], None]) -> HistoryReport:
        """Check every event of the history while work goes on. Slow; `told` hears how many, and may raise to stop."""
        ...

    def close(self) -> None: ...


class VaultStore(Protocol):
    """Creates and opens vaults: one SQLCipher file and its header `NAME.keys` beside it."""

    def create(self, path: Path, owner: NewOwner, passphrase: str) -> tuple[UnlockedVault, str]:
        """Create a vault and return it unlocked, with the recovery code to show once.

        Slow on purpose (Argon2id); never call on the UI thread. Raise VaultExistsError, WeakPassphraseError.
        """
        ...

    def accounts(self, path: Path) -> list[VaultAccount]:
        """Return who can sign in. Raise VaultMissingError, HeaderMissingError, HeaderDamagedError, VaultTooNewError."""
        ...

    def unlock(self, path: Path, passphrase: str, user_id: UserId | None = None) -> UnlockedVault:
        """Open for the user whose slot the passphrase opens (any, without `user_id`).

        Slow on purpose; never call on the UI thread. Raise WrongPassphraseError, VaultInUseError, VaultTooNewError,
        VaultDamagedError and the header's errors; nothing is changed on failure.
        """
        ...

    def unlock_with_recovery_code(self, path: Path, code: str) -> UnlockedVault: ...
    def accept_invitation(self, path: Path, code: str, passphrase: str) -> tuple[UnlockedVault, str]:
        """Open by an invitation, once: the person's passphrase takes its place. Return her recovery code, too.

        Slow on purpose. Raise InvitationError, WeakPassphraseError, and what `unlock` raises.
        """
        ...

    def restore(
        self,
        backup: Path,
        target: Path,
        passphrase: str | None,
        recovery_code: str | None,
        told: Callable[[float], None],
    ) -> tuple[RecordCounts, Path | None]:
        """Put a backup in place of a vault; return what it holds and where a former vault was put. Slow."""
        ...

    def check(self, path: Path, passphrase: str) -> RecordCounts:
        """Check every page and the whole history of a vault that is not open; count what it holds. Slow."""
        ...

    def check_history(
        self, path: Path, passphrase: str | None, recovery_code: str | None, told: Callable[[int], None]
    ) -> HistoryReport:
        """Check every event of the history of a vault that is not open. Slow."""
        ...

    def examine(self, path: Path, passphrase: str | None, recovery_code: str | None) -> Iterator[VaultFinding]:
        """Look at everything about a vault's files and yield what is found, good or bad. Slow; nothing is written."""
        ...

    def salvage(
        self,
        path: Path,
        keys: Path | None,
        target: Path,
        passphrase: str | None,
        recovery_code: str | None,
        told: Callable[[float], None],
    ) -> SalvageReport:
        """Copy what can be read of a damaged vault, with its key file or a backup's, into a new one. Slow."""
        ...
