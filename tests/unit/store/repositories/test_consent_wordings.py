"""The practice's own consent texts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Connection

from tests.fakes import FakeClock
from therapease.domain.consent import ConsentPurpose, ConsentWording
from therapease.domain.user import User
from therapease.errors import ConflictError
from therapease.store.repositories.consent_wordings import SqlConsentWordingRepository


def test_texts_are_kept_by_version_and_purpose(connection: Connection, clock: FakeClock, owner: User) -> None:
    wordings = SqlConsentWordingRepository(connection)
    assert wordings.newest(ConsentPurpose.RECORDING) is None
    first = ConsentWording("1", ConsentPurpose.RECORDING, "I agree.\nGrüße", clock.now(), owner.id)
    other = replace(first, purpose=ConsentPurpose.AI_NOTES)
    second = replace(first, version="2", text="I agree until I say otherwise.")
    for wording in (first, other, second):
        wordings.add(wording)
    assert wordings.list_all() == [first, other, second]
    assert wordings.newest(ConsentPurpose.RECORDING) == second
    assert wordings.newest(ConsentPurpose.AI_NOTES) == other
    with pytest.raises(ConflictError):
        wordings.add(replace(first, text="Something else."))
