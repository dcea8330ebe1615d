"""The person in therapy. Always called client."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from therapease.domain.ids import ClientId, UserId


@dataclass(frozen=True, slots=True)
class Client:
    """A client's record. `code` is short, unique in the vault and free of meaning, for lists others may see.

    `is_sample` is set when the client is added and never after: a sample is made up, and may be removed again.
    """

    id: ClientId
    code: str
    name: str
    created_at: datetime
    date_of_birth: date | None = None
    therapist_id: UserId | None = None
    archived_at: datetime | None = None
    preferred_name: str | None = None
    pronouns: str | None = None
    phone: str | None = None
    email: str | None = None
    emergency_contact: str | None = None
    is_sample: bool = False

    @property
    def initials(self) -> str:
        """Return “M. K.” for “Mara Keller”: what the window shows where others may look on."""
        return " ".join(f"{part[0].upper()}." for part in self.name.split()[:3] if part)
