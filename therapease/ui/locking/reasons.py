"""Why a vault was locked, as the number with which its process ends: all that the next process is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum


class LockReason(IntEnum):
    """The value is the exit status of the process that held the vault. Below 80 lie the statuses of the commands."""

    ASKED = 80
    IDLE = 81
    SLEEP = 82
    SCREEN = 83
    USER_SWITCH = 84

    @property
    def is_hurried(self) -> bool:
        """Whether the machine may stand still in a few seconds, so that there is no time for a backup."""
        return self is LockReason.SLEEP


@dataclass(frozen=True, slots=True)
class Locked:
    """What the sign-in window says about the lock before it. `at` is local time."""

    reason: LockReason
    at: datetime


def reason_of(status: int) -> LockReason | None:
    """Return why a process ended that held a vault, or None when it did not end by locking."""
    return LockReason(status) if status in set(LockReason) else None
