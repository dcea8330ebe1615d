"""The people who work in a vault."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from therapease.domain.ids import UserId


class UserRole(StrEnum):
    """What an account may do. One owner at least per vault."""

    OWNER = "owner"
    THERAPIST = "therapist"
    SUPERVISOR = "supervisor"
    ASSISTANT = "assistant"


class UserStatus(StrEnum):
    """Whether somebody may sign in. Who was removed stays by name, for what she wrote and signed."""

    INVITED = "invited"
    ACTIVE = "active"
    DEACTIVATED = "deactivated"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class User:
    """A person with an account in this vault. `credentials` is what stands after the name in a signature block."""

    id: UserId
    name: str
    role: UserRole
    created_at: datetime
    credentials: str = ""
    licence_number: str = ""
    contact: str = ""
    status: UserStatus = UserStatus.ACTIVE

    @property
    def is_active(self) -> bool:
        return self.status is UserStatus.ACTIVE


@dataclass(frozen=True, slots=True)
class NewOwner:
    """The first person of a new vault."""

    name: str
    credentials: str = ""
    licence_number: str = ""


@dataclass(frozen=True, slots=True)
class VaultAccount:
    """Who can sign in, as the header tells before anything is unlocked: an id and a label, no secrets."""

    user_id: UserId
    name: str
    is_invited: bool = False
    """Whether the account waits for its person to set a passphrase."""
