"""The gate before anything is made of a session: written consent in force, per purpose, at that moment."""

from __future__ import annotations

from therapease.domain.consent import ConsentPurpose
from therapease.domain.ids import ClientId
from therapease.errors import AiNotesConsentMissingError, ConsentMissingError
from therapease.services.ports import UnitOfWork

_MISSING: dict[ConsentPurpose, type[ConsentMissingError]] = {
    ConsentPurpose.RECORDING: ConsentMissingError,
    ConsentPurpose.AI_NOTES: AiNotesConsentMissingError,
}


def require_consent(unit: UnitOfWork, client_id: ClientId, purpose: ConsentPurpose) -> None:
    """Let pass whoever has a consent to `purpose` that was not revoked; raise ConsentMissingError or its kin.

    Asked before a job begins and again where its result is kept: a consent revoked meanwhile holds for that job, too.
    """
    consents = unit.consents.list_for_client(client_id)
    if not any(consent.is_in_force and consent.purpose is purpose for consent in consents):
        raise _MISSING[purpose]
