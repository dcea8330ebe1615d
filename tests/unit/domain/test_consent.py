"""Consent is in force until it is revoked, and revoking is not undone by a new one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from therapease.domain.consent import Consent, ConsentPurpose
from therapease.domain.ids import ClientId, ConsentId, UserId

MOMENT = datetime(2025, 1, 1, tzinfo=UTC)
GIVEN = Consent(ConsentId("1"), ClientId("c"), ConsentPurpose.RECORDING, "2025-01", MOMENT, UserId("u"))


def test_a_consent_is_in_force_until_it_is_revoked() -> None:
    assert GIVEN.is_in_force
    assert not replace(GIVEN, revoked_at=MOMENT).is_in_force


def test_recording_and_drafting_are_consented_to_apart() -> None:
    assert {purpose.value for purpose in ConsentPurpose} >= {"recording", "ai_notes"}
