"""The signed-in person's own passphrase."""

from __future__ import annotations

from therapease.services.context import ServiceContext


class PassphraseService:
    """Changing it. Every call is slow on purpose (Argon2id): never on the UI thread."""

    def __init__(self, context: ServiceContext) -> None:
        self._context = context

    @property
    def needs_current(self) -> bool:
        """Whether the passphrase used so far is asked for: not of who came in by the recovery code, having lost it."""
        return not self._context.vault.came_by_recovery_code

    def change(self, new: str, current: str | None = None) -> None:
        """Let this passphrase open the person's keys from now on, and no earlier one.

        Raise WrongPassphraseError for the current one, WeakPassphraseError for the new one, StorageFullError,
        StorageUnavailableError; the earlier one goes on working then.
        """
        self._context.vault.change_passphrase(new, current)
