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


@dataclass(frozen=True, slots=True)
class User:
    """A person with an account in this vault. `credentials` is what stands after the name in a signature block."""

    id: UserId
    name: str
    role: UserRole
    created_at: datetime
    credentials: str = ""
    licence_number: str = ""


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
