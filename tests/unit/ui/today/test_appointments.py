"""Keeping an appointment, and what stands in its way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time, timedelta

import pytest
from pytestqt.qtbot import QtBot

from tests.fake_desk import TestDesk, open_desk
from tests.fakes import START
from therapease.domain.client import Client
from therapease.domain.session import Attendance
from therapease.ui.today.appointments import AppointmentController, Booking, parse_clock
from therapease.ui.wording import clock_time


@pytest.fixture
def table(qtbot: QtBot) -> Iterator[TestDesk]:
    with open_desk(qtbot) as table:
        yield table


@pytest.fixture
def client(table: TestDesk) -> Client:
    return table.add_client()


@pytest.fixture
def controller(table: TestDesk) -> AppointmentController:
    return AppointmentController(table.desk)


def test_a_series_is_kept_as_a_whole(
    table: TestDesk, client: Client, controller: AppointmentController, qtbot: QtBot
) -> None:
    weeks = tuple(START + timedelta(weeks=week) for week in range(3))
    with qtbot.waitSignal(controller.kept) as kept:
        controller.keep(Booking(client.id, weeks, 50, Attendance.IN_PERSON))
    assert kept.args == ["3 appointments added"]
    assert len(table.vault.tables.sessions) == 3


def test_an_overlap_is_told_and_decided(
    table: TestDesk, client: Client, controller: AppointmentController, qtbot: QtBot
) -> None:
    table.workspace.appointments.book(client.id, [START], 50, Attendance.IN_PERSON)
    booking = Booking(client.id, (START + timedelta(minutes=30),), 50, Attendance.VIDEO)
    with qtbot.waitSignal(controller.overlapping) as told:
        controller.keep(booking)
    assert told.args is not None and told.args[0] == booking
    assert controller.overlap_words(told.args[1]) == f"M. K., Tuesday 17 March at {clock_time(START)}"
    assert len(table.vault.tables.sessions) == 1
    with qtbot.waitSignal(controller.kept) as kept:
        controller.keep(booking, despite_overlap=True)
    assert kept.args == ["Appointment added"]


def test_moving_one_does_not_collide_with_itself(
    table: TestDesk, client: Client, controller: AppointmentController, qtbot: QtBot
) -> None:
    (session,) = table.workspace.appointments.book(client.id, [START], 50, Attendance.IN_PERSON)
    later = START + timedelta(minutes=15)
    with qtbot.waitSignal(controller.kept) as kept:
        controller.keep(Booking(client.id, (later,), 60, Attendance.VIDEO, session.id))
    assert kept.args == ["Appointment changed"]
    assert table.vault.tables.sessions[session.id].starts_at == later


def test_many_overlaps_are_counted(
    table: TestDesk, client: Client, controller: AppointmentController, qtbot: QtBot
) -> None:
    weeks = tuple(START + timedelta(weeks=week) for week in range(5))
    table.workspace.appointments.book(client.id, weeks, 50, Attendance.IN_PERSON)
    with qtbot.waitSignal(controller.overlapping) as told:
        controller.keep(Booking(client.id, weeks, 50, Attendance.IN_PERSON))
    assert told.args is not None
    assert controller.overlap_words(told.args[1]).endswith(" and 2 more")


def test_the_time_offered_is_the_next_quarter(table: TestDesk, controller: AppointmentController) -> None:
    table.clock.advance(minutes=7, seconds=30)
    assert controller.next_quarter(15) == START + timedelta(minutes=15)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("9", time(9)), ("9:15", time(9, 15)), ("09.15", time(9, 15)), ("915", time(9, 15)), (" 1830 ", time(18, 30))],
)
def test_a_time_may_be_typed_in_many_ways(text: str, expected: time) -> None:
    assert parse_clock(text) == expected


@pytest.mark.parametrize("text", ["", "25", "9:60", "9:15:30", "noon", "9:", "-9", "12345"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_clock(text)
