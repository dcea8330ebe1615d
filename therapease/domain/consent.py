"""What a client agreed to, in writing, for a purpose, until revoked (for example Illinois 225 ILCS 155/15)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from therapease.domain.ids import ClientId, ConsentId, UserId


class ConsentPurpose(StrEnum):
    """What the consent covers."""

    TREATMENT = "treatment"
    RECORDING = "recording"
    AI_NOTES = "ai_notes"


@dataclass(frozen=True, slots=True)
class ConsentWording:
    """The practice's own text that clients agree to, by version. A change of the text is a new version."""

    version: str
    purpose: ConsentPurpose
    text: str
    created_at: datetime
    created_by: UserId


@dataclass(frozen=True, slots=True)
class Consent:
    """One consent. Never overwritten: revoking sets `revoked_at`, a new wording is a new consent."""

    id: ConsentId
    client_id: ClientId
    purpose: ConsentPurpose
    wording_version: str
    given_at: datetime
    noted_by: UserId
    revoked_at: datetime | None = None

    @property
    def is_in_force(self) -> bool:
        return self.revoked_at is None
