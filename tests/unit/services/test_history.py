"""The history shows acts newest first, and those of one object in their order."""

from __future__ import annotations

from tests.fakes import START, new_workspace
from therapease.domain.audit import AuditAction


def test_recent_acts_come_newest_first_and_reading_them_is_no_act() -> None:
    work = new_workspace()
    client = work.clients.create("Mara Keller")
    work.schedule.add_session(client.id, START)
    actions = [event.action for event in work.history.recent()]
    assert actions == [AuditAction.SESSION_CREATED, AuditAction.CLIENT_CREATED]
    assert [event.action for event in work.history.recent()] == actions


def test_an_object_has_its_own_history() -> None:
    work = new_workspace()
    mara, noor = work.clients.create("Mara Keller"), work.clients.create("Noor Aziz")
    work.clients.open_page(mara.id)
    assert [e.action for e in work.history.of_object(mara.id)] == [
        AuditAction.CLIENT_CREATED,
        AuditAction.CLIENT_VIEWED,
    ]
    assert len(work.history.of_object(noor.id)) == 1
