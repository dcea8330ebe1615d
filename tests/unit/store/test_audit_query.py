"""Events are found by person, client, action and time in the real tables."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.fakes import FakeClock
from tests.vaults.everything import Everything, add_everything, everything
from therapease.domain.activity import AuditQuery, AuditSubject
from therapease.domain.audit import AuditAction
from therapease.domain.ids import UserId
from therapease.store.open_vault import OpenVault


@pytest.fixture
def filled(vault: OpenVault, clock: FakeClock) -> Everything:
    made = everything(vault.user, clock, vault)
    with vault.unit_of_work() as unit:
        add_everything(unit, made)
        for key in objects_of(made):
            unit.audit.append(AuditAction.NOTE_VIEWED, key)
        unit.audit.append(AuditAction.CLIENT_VIEWED, made.archived_client.id)
        unit.audit.append(AuditAction.SETTINGS_CHANGED)
        unit.commit()
    return made


def objects_of(filled: Everything) -> list[str]:
    """Every object of the one client's record that an event can be about."""
    rows = (
        filled.client,
        *filled.consents,
        filled.session,
        filled.recording,
        *filled.transcripts,
        filled.note,
        *filled.goals,
    )
    return [row.id for row in (*rows, *filled.measures, filled.process_note[0])]


def test_everything_of_a_record_is_found_by_its_client(vault: OpenVault, filled: Everything) -> None:
    with vault.unit_of_work() as unit:
        found = unit.audit.find(
            AuditQuery(client_id=filled.client.id, actions=frozenset({AuditAction.NOTE_VIEWED})), 100
        )
        other = unit.audit.find(AuditQuery(client_id=filled.archived_client.id), 100)
    assert [event.object_id for event in found] == objects_of(filled)[::-1]
    assert {event.object_id for event in other} == {filled.archived_client.id}


def test_objects_are_told_by_client_and_session(vault: OpenVault, filled: Everything) -> None:
    session = AuditSubject(filled.client.id, filled.session.id, filled.session.number)
    with vault.unit_of_work() as unit:
        subjects = unit.audit.subjects([*objects_of(filled), "nothing"])
        assert unit.audit.subjects([]) == {}
    assert set(subjects) == set(objects_of(filled))
    assert subjects[filled.client.id] == subjects[filled.goals[0].id] == AuditSubject(filled.client.id)
    assert subjects[filled.note.id] == subjects[filled.recording.id] == subjects[filled.process_note[0].id] == session


def test_pages_people_and_time_narrow_it_down(vault: OpenVault, filled: Everything) -> None:
    with vault.unit_of_work() as unit:
        everything_there = unit.audit.find(AuditQuery(), 1_000)
        newest = everything_there[0]
        assert unit.audit.find(AuditQuery(before=newest.sequence), 2) == everything_there[1:3]
        assert unit.audit.find(AuditQuery(after=newest.sequence - 1), 9) == [newest]
        assert unit.audit.find(AuditQuery(user_id=vault.user.id), 1_000) == everything_there
        assert unit.audit.find(AuditQuery(user_id=UserId("somebody else")), 9) == []
        assert unit.audit.find(AuditQuery(since=newest.at + timedelta(seconds=1)), 9) == []
        assert unit.audit.find(AuditQuery(since=newest.at), 9)[0] == newest
