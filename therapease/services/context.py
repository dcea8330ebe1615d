"""What every service of an unlocked vault shares: the vault, the clock and the signed-in user."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from therapease.clock import Clock
from therapease.domain.user import User
from therapease.services.guard import Guard
from therapease.services.ports import UnitOfWork
from therapease.services.vault_ports import UnlockedVault


@dataclass(frozen=True)
class ServiceContext:
    """Hands out units of work one at a time.

    Jobs and the window live on different threads; the lock keeps one transaction at a time, so that no thread ever
    waits on SQLite's busy handler. Transactions are short: decoding, recognition and drafting run outside of them.
    """

    vault: UnlockedVault
    clock: Clock
    _turn: threading.RLock = field(default_factory=threading.RLock, repr=False, compare=False)

    @property
    def user(self) -> User:
        return self.vault.user

    @property
    def guard(self) -> Guard:
        """What says whether the signed-in person may do something."""
        return Guard(self.user)

    @contextmanager
    def transaction(self) -> Iterator[UnitOfWork]:
        """One unit of work, committed when the block ends well and rolled back when it raises."""
        with self._turn, self.vault.unit_of_work() as unit:
            yield unit
            unit.commit()
