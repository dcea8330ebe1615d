"""Appointments: booking, moving, cancelling, and what a day holds."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.fakes import START, FakeClock, FakeVault, new_workspace
from tests.reviewing import drafted_session
from therapease.domain.audit import AuditAction
from therapease.domain.client import Client
from therapease.domain.consent import ConsentPurpose
from therapease.domain.session import Attendance, SessionStatus
from therapease.errors import InvalidFieldError, InvalidTransitionError
from therapease.services.workspace import Workspace

DAY = START.replace(hour=0)
NEXT_DAY = DAY + timedelta(days=1)


@pytest.fixture
def workspace() -> Workspace:
    return new_workspace(FakeClock())


@pytest.fixture
def client(workspace: Workspace) -> Client:
    return workspace.clients.create("Mara Keller")


def actions(workspace: Workspace) -> list[AuditAction]:
    assert isinstance(workspace.vault, FakeVault)
    return workspace.vault.actions


def test_a_day_is_read_in_order_with_consent_and_open_lines(workspace: Workspace, client: Client) -> None:
    book = workspace.appointments.book
    book(client.id, [START + timedelta(hours=4)], 50, Attendance.VIDEO)
    book(client.id, [START], 50, Attendance.IN_PERSON)
    book(client.id, [START + timedelta(days=1)], 50, Attendance.IN_PERSON)
    overview = workspace.appointments.overview(DAY, NEXT_DAY)
    assert [entry.session.number for entry in overview.agenda] == [1, 2]
    assert not overview.agenda[0].has_recording_consent
    workspace.clients.give_consent(client.id, ConsentPurpose.RECORDING)
    assert workspace.appointments.overview(DAY, NEXT_DAY).agenda[0].has_recording_consent
    assert overview.has_clients and overview.recent == () and overview.to_sign == ()


def test_recent_sessions_are_those_before_the_day(workspace: Workspace, client: Client) -> None:
    workspace.schedule.add_session(client.id, START - timedelta(days=7))
    workspace.schedule.add_session(client.id, START + timedelta(days=7))
    cancelled = workspace.schedule.add_session(client.id, START - timedelta(days=1))
    workspace.appointments.cancel(cancelled.id, "The client was ill")
    assert [entry.session.number for entry in workspace.appointments.overview(DAY, NEXT_DAY).recent] == [1]


def test_a_weekly_appointment_is_booked_as_a_whole(workspace: Workspace, client: Client) -> None:
    weeks = [START + timedelta(weeks=week) for week in (1, 0, 2)]
    booked = workspace.appointments.book(client.id, weeks, 50, Attendance.IN_PERSON)
    assert [session.starts_at for session in booked] == sorted(weeks)
    assert [session.number for session in booked] == [1, 2, 3]
    assert all(session.ends_at == session.starts_at + timedelta(minutes=50) for session in booked)
    assert actions(workspace).count(AuditAction.SESSION_CREATED) == 3


@pytest.mark.parametrize(("length_min", "count"), [(4, 1), (481, 1), (50, 0), (50, 53)])
def test_what_cannot_be_booked_is_said_at_its_field(
    workspace: Workspace, client: Client, length_min: int, count: int
) -> None:
    with pytest.raises(InvalidFieldError) as caught:
        workspace.appointments.book(client.id, [START] * count, length_min, Attendance.PHONE)
    assert caught.value.field == ("length" if length_min != 50 else "repeats")
    assert workspace.appointments.overview(DAY, NEXT_DAY).agenda == ()


def test_what_stands_in_the_way_is_found(workspace: Workspace, client: Client) -> None:
    first, second = workspace.appointments.book(
        client.id, [START, START + timedelta(hours=2)], 50, Attendance.IN_PERSON
    )
    overlapping = workspace.appointments.overlapping
    assert [e.session.id for e in overlapping([START + timedelta(minutes=49)], 50)] == [first.id]
    assert overlapping([START + timedelta(minutes=50)], 50) == []
    assert [e.session.id for e in overlapping([START - timedelta(minutes=10)], 180)] == [first.id, second.id]
    assert overlapping([START], 50, leave_out=first.id) == []
    workspace.appointments.cancel(first.id, "The client was ill")
    assert overlapping([START], 50) == []


def test_an_appointment_is_moved_until_it_was_held(workspace: Workspace, client: Client) -> None:
    (session,) = workspace.appointments.book(client.id, [START], 50, Attendance.IN_PERSON)
    later = START + timedelta(days=1)
    moved = workspace.appointments.change(session.id, later, 90, Attendance.VIDEO)
    assert (moved.starts_at, moved.ends_at, moved.attendance) == (later, later + timedelta(minutes=90), "video")
    assert AuditAction.SESSION_MOVED in actions(workspace)
    assert isinstance(workspace.vault, FakeVault)
    held = moved.moved_to(SessionStatus.RECORDED)
    workspace.vault.tables.sessions[session.id] = held
    with pytest.raises(InvalidTransitionError):
        workspace.appointments.change(session.id, START, 50, Attendance.VIDEO)


def test_the_real_times_replace_the_plan(workspace: Workspace, client: Client) -> None:
    (session,) = workspace.appointments.book(client.id, [START], 50, Attendance.IN_PERSON)
    began, ended = START + timedelta(minutes=4), START + timedelta(minutes=56)
    confirmed = workspace.appointments.confirm(session.id, began, ended, Attendance.PHONE)
    assert (confirmed.starts_at, confirmed.ends_at) == (began, ended)
    assert workspace.appointments.confirm(session.id, began, None, Attendance.PHONE).ends_at is None
    with pytest.raises(InvalidFieldError):
        workspace.appointments.confirm(session.id, began, began, Attendance.PHONE)
    assert AuditAction.SESSION_TIMES_CONFIRMED in actions(workspace)


def test_a_cancelled_appointment_stays_with_its_reason_and_can_come_back(workspace: Workspace, client: Client) -> None:
    (session,) = workspace.appointments.book(client.id, [START], 50, Attendance.IN_PERSON)
    cancelled = workspace.appointments.cancel(session.id, "  The client   did not come ")
    assert (cancelled.status, cancelled.cancelled_reason) == (SessionStatus.CANCELLED, "The client did not come")
    (entry,) = workspace.appointments.overview(DAY, NEXT_DAY).agenda
    assert entry.session == cancelled
    restored = workspace.appointments.restore(session.id)
    assert (restored.status, restored.cancelled_reason) == (SessionStatus.SCHEDULED, None)
    assert {AuditAction.SESSION_CANCELLED, AuditAction.SESSION_RESTORED} <= set(actions(workspace))


@pytest.mark.parametrize("reason", ["", "  ", "x" * 201])
def test_a_reason_is_never_left_out(workspace: Workspace, client: Client, reason: str) -> None:
    (session,) = workspace.appointments.book(client.id, [START], 50, Attendance.IN_PERSON)
    with pytest.raises(InvalidFieldError):
        workspace.appointments.cancel(session.id, reason)
    assert workspace.appointments.overview(DAY, NEXT_DAY).agenda[0].session.status is SessionStatus.SCHEDULED


def test_the_time_is_that_of_the_vaults_clock(workspace: Workspace) -> None:
    assert workspace.appointments.now() == START


def test_lines_on_corrected_words_are_among_those_that_wait(workspace: Workspace, tmp_path: Path) -> None:
    session_id = drafted_session(workspace, tmp_path)
    (before,) = workspace.appointments.overview(DAY, NEXT_DAY).agenda
    workspace.corrections.set_words(session_id, 1, 1, "I took the bus twice.")
    (after,) = workspace.appointments.overview(DAY, NEXT_DAY).agenda
    assert (before.open_count, after.open_count) == (3, 4)
    (entry,) = workspace.clients.open_page(before.client.id).entries
    assert entry.open_item_count == 4
