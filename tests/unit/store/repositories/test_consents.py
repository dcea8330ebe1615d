"""Consents stay as given; they are revoked once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Connection

from tests.fakes import FakeClock
from therapease.domain.client import Client
from therapease.domain.consent import Consent, ConsentPurpose
from therapease.domain.ids import ClientId, ConsentId
from therapease.domain.user import User
from therapease.errors import ConflictError, NotFoundError
from therapease.store.repositories.consents import SqlConsentRepository


@pytest.fixture
def consent(connection: Connection, client: Client, owner: User, clock: FakeClock) -> Consent:
    consent = Consent(ConsentId("1"), client.id, ConsentPurpose.RECORDING, "2026-01", clock.now(), owner.id)
    SqlConsentRepository(connection).add(consent)
    return consent


def test_consents_are_listed_as_they_were_noted(connection: Connection, consent: Consent, client: Client) -> None:
    consents = SqlConsentRepository(connection)
    later = replace(consent, id=ConsentId("0"), purpose=ConsentPurpose.AI_NOTES)
    consents.add(later)
    assert consents.list_for_client(client.id) == [consent, later]
    assert consents.list_for_client(ClientId("nobody")) == []


def test_revoking_is_kept(connection: Connection, consent: Consent, clock: FakeClock) -> None:
    consents = SqlConsentRepository(connection)
    clock.advance(days=3)
    revoked = replace(consent, revoked_at=clock.now())
    consents.update(revoked)
    consents.update(revoked)
    assert consents.list_for_client(consent.client_id) == [revoked]


def test_a_revoked_consent_does_not_come_back(connection: Connection, consent: Consent, clock: FakeClock) -> None:
    consents = SqlConsentRepository(connection)
    revoked = replace(consent, revoked_at=clock.now())
    consents.update(revoked)
    clock.advance(days=1)
    for changed in (consent, replace(consent, revoked_at=clock.now())):
        with pytest.raises(ConflictError):
            consents.update(changed)
    assert consents.list_for_client(consent.client_id) == [revoked]


def test_nothing_else_of_a_consent_changes(connection: Connection, consent: Consent) -> None:
    consents = SqlConsentRepository(connection)
    for changed in (
        replace(consent, purpose=ConsentPurpose.TREATMENT),
        replace(consent, wording_version="2027-01", revoked_at=consent.given_at),
    ):
        with pytest.raises(ConflictError):
            consents.update(changed)
    assert consents.list_for_client(consent.client_id) == [consent]


def test_an_unknown_consent_is_not_found(connection: Connection, consent: Consent) -> None:
    with pytest.raises(NotFoundError):
        SqlConsentRepository(connection).update(replace(consent, id=ConsentId("unknown")))
