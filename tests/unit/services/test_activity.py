"""The activity of a practice: filtered, paged, named, exported; and what happened at the sign-in meanwhile."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from pathlib import Path

import pytest

from tests.fakes import START, FakeClock, FakeEngine, FakeVault, new_workspace, workspace_of
from tests.reviewing import drafted_session
from therapease.domain.activity import ActivityFilter, ActivityKind
from therapease.domain.audit import AuditAction
from therapease.domain.history_check import BreakKind, HistoryBreak
from therapease.domain.ids import ClientId, UserId
from therapease.domain.user import UserRole
from therapease.errors import NotAllowedError, NotFoundError
from therapease.services.activity import ActivityForm
from therapease.services.workspace import Workspace


def vault_of(work: Workspace) -> FakeVault:
    assert isinstance(work.vault, FakeVault)
    return work.vault


def actions(work: Workspace, wanted: ActivityFilter) -> list[AuditAction]:
    return [activity.event.action for activity in work.activity.page(wanted).activities]


def test_who_looked_at_a_record_is_everything_that_touches_it(tmp_path: Path) -> None:
    work = new_workspace()
    session_id = drafted_session(work, tmp_path)
    review = work.schedule.open_review(session_id)
    noor = work.clients.create("Noor Aziz")
    work.clients.open_page(noor.id)
    work.recording.wav(session_id)
    page = work.activity.page(ActivityFilter(client_id=review.client.id))
    assert {activity.client for activity in page.activities} == {review.client}
    assert {activity.who for activity in page.activities} == {"Erika Lindqvist"}
    found = [activity.event.action for activity in page.activities]
    looks = [AuditAction.RECORDING_PLAYED, AuditAction.NOTE_VIEWED, AuditAction.SESSION_VIEWED]
    assert found[:3] == looks
    assert {AuditAction.CLIENT_CREATED, AuditAction.NOTE_DRAFTED, AuditAction.TRANSCRIPT_CREATED} <= set(found)
    assert page.activities[0].subject is not None
    assert page.activities[0].subject.session_number == review.session.number
    looked = ActivityFilter(client_id=review.client.id, kind=ActivityKind.LOOKED)
    assert actions(work, looked) == looks


def test_pages_follow_each_other_without_a_gap() -> None:
    work = new_workspace()
    for number in range(7):
        work.clients.create(f"Client {number}")
    first = work.activity.page(ActivityFilter(), limit=5)
    assert [a.event.sequence for a in first.activities] == [7, 6, 5, 4, 3]
    assert first.next_before == 3
    last = work.activity.page(ActivityFilter(), first.next_before, 5)
    assert [a.event.sequence for a in last.activities] == [2, 1]
    assert last.next_before is None


def test_time_and_person_narrow_it_down() -> None:
    clock = FakeClock(START)
    work = new_workspace(clock)
    work.clients.create("Mara Keller")
    clock.advance(hours=48)
    work.clients.create("Noor Aziz")
    assert len(actions(work, ActivityFilter(since=START + timedelta(hours=1)))) == 1
    assert len(actions(work, ActivityFilter(user_id=work.user.id))) == 2
    assert actions(work, ActivityFilter(user_id=UserId("somebody else"))) == []


def test_an_export_names_people_and_codes_and_is_itself_an_event() -> None:
    work = new_workspace()
    client = work.clients.create("Mara Keller")
    content = work.activity.export(ActivityFilter(), ActivityForm.CSV).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(content))
    assert (row["event"], row["person"], row["client"]) == ("client.created", "Erika Lindqvist", client.code)
    assert "Keller" not in content
    listed = json.loads(work.activity.export(ActivityFilter(client_id=client.id), ActivityForm.JSON))
    assert [event["event"] for event in listed["events"]] == ["client.created"]
    assert vault_of(work).actions[1:] == [AuditAction.HISTORY_EXPORTED] * 2


def test_a_name_is_no_formula() -> None:
    work = new_workspace()
    vault = vault_of(work)
    object.__setattr__(vault.user, "name", "=cmd()")
    work.clients.create("Mara Keller")
    assert b",'=cmd()," in work.activity.export(ActivityFilter(), ActivityForm.CSV)


def test_nothing_to_export_is_an_empty_table() -> None:
    work = new_workspace()
    assert work.activity.export(ActivityFilter(), ActivityForm.CSV).decode("utf-8-sig").strip() == "sequence"


def test_only_the_owner_sees_everybody_and_others_who_looked_at_their_clients() -> None:
    work = new_workspace()
    own, others = work.clients.create("Mara Keller"), work.clients.create("Noor Aziz")
    vault = vault_of(work)
    object.__setattr__(vault.user, "role", UserRole.THERAPIST)
    object.__setattr__(vault.tables.clients[others.id], "therapist_id", UserId("somebody else"))
    assert not work.activity.may_read_all
    assert actions(work, ActivityFilter(client_id=own.id)) == [AuditAction.CLIENT_CREATED]
    for attempt in (
        lambda: work.activity.page(ActivityFilter()),
        lambda: work.activity.page(ActivityFilter(client_id=others.id)),
        lambda: work.activity.export(ActivityFilter(), ActivityForm.CSV),
        lambda: work.activity.choices(),
    ):
        with pytest.raises(NotAllowedError):
            attempt()


def test_everybody_and_archived_clients_can_be_chosen() -> None:
    work = new_workspace()
    noor, mara = work.clients.create("Noor Aziz"), work.clients.create("Mara Keller")
    work.clients.archive(noor.id)
    choices = work.activity.choices()
    assert [client.id for client in choices.clients] == [mara.id, noor.id]
    assert choices.people == (work.user,)


def test_an_unknown_client_has_no_activity() -> None:
    work = new_workspace()
    object.__setattr__(vault_of(work).user, "role", UserRole.THERAPIST)
    with pytest.raises(NotFoundError):
        work.activity.page(ActivityFilter(client_id=ClientId("nobody")))


def test_failed_attempts_since_one_was_last_here() -> None:
    clock = FakeClock(START)
    vault = FakeVault(Path("/p.vault"), new_workspace(clock).user, clock)
    work = workspace_of(vault, FakeEngine())

    def happened(action: AuditAction, object_id: str | None = None) -> None:
        with vault.unit_of_work() as unit:
            unit.audit.append(action, object_id)
            unit.commit()

    happened(AuditAction.SIGN_IN_COUNTER_GONE)
    happened(AuditAction.SIGN_IN)
    assert work.activity.sign_ins().is_quiet
    assert work.activity.sign_ins().last_here is None
    last_here = clock.now()
    clock.advance(hours=20)
    tried = clock.now() - timedelta(hours=3)
    happened(AuditAction.SIGN_IN_FAILED, (tried + timedelta(minutes=1)).isoformat(timespec="seconds"))
    happened(AuditAction.SIGN_IN_FAILED, tried.isoformat(timespec="seconds"))
    happened(AuditAction.SIGN_IN)
    report = work.activity.sign_ins()
    assert report.last_here == last_here
    assert report.failed_at == (tried, tried + timedelta(minutes=1))
    assert not report.was_counter_gone


def test_a_history_that_does_not_hold_is_written_into_it() -> None:
    work = new_workspace()
    work.clients.create("Mara Keller")
    assert work.activity.check(lambda count: None).holds
    assert vault_of(work).actions == [AuditAction.CLIENT_CREATED]
    vault_of(work).history_breaks = (HistoryBreak(BreakKind.MISSING, 4, 2, START),)
    assert not work.activity.check(lambda count: None).holds
    with vault_of(work).unit_of_work() as unit:
        (event,) = unit.audit.list_recent(1)
    assert (event.action, event.object_id) == (AuditAction.HISTORY_BROKEN, "4")
