"""Nothing is made of a session without a written consent that is in force."""

from __future__ import annotations

import pytest

from tests.fakes import new_workspace
from therapease.domain.consent import ConsentPurpose
from therapease.errors import AiNotesConsentMissingError, ConsentMissingError
from therapease.services.consent_gate import require_consent


@pytest.mark.parametrize(
    ("purpose", "error"),
    [(ConsentPurpose.RECORDING, ConsentMissingError), (ConsentPurpose.AI_NOTES, AiNotesConsentMissingError)],
)
def test_only_a_consent_to_this_purpose_that_is_in_force_lets_pass(
    purpose: ConsentPurpose, error: type[ConsentMissingError]
) -> None:
    work = new_workspace()
    client = work.clients.create("Mara Keller")
    others = [work.clients.give_consent(client.id, other) for other in ConsentPurpose if other is not purpose]
    assert len(others) == len(ConsentPurpose) - 1
    with work.vault.unit_of_work() as unit, pytest.raises(error) as caught:
        require_consent(unit, client.id, purpose)
    assert type(caught.value) is error
    consent = work.clients.give_consent(client.id, purpose)
    with work.vault.unit_of_work() as unit:
        require_consent(unit, client.id, purpose)
    work.clients.revoke_consent(consent)
    with work.vault.unit_of_work() as unit, pytest.raises(error):
        require_consent(unit, client.id, purpose)


def test_a_new_consent_after_a_revoked_one_counts() -> None:
    work = new_workspace()
    client = work.clients.create("Mara Keller")
    work.clients.revoke_consent(work.clients.give_consent(client.id, ConsentPurpose.AI_NOTES))
    work.clients.give_consent(client.id, ConsentPurpose.AI_NOTES)
    with work.vault.unit_of_work() as unit:
        require_consent(unit, client.id, ConsentPurpose.AI_NOTES)
