"""Today reads the day, tells the time anew each minute, and takes appointments off and puts them back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta

import pytest
from pytestqt.qtbot import QtBot

from tests.fake_desk import TestDesk, open_desk
from tests.fakes import START
from therapease.domain.session import Attendance, SessionStatus
from therapease.ui.today.controller import TodayController, TodayState, day_span, weekly_starts


@pytest.fixture
def table(qtbot: QtBot) -> Iterator[TestDesk]:
    with open_desk(qtbot) as table:
        yield table


@pytest.fixture
def controller(table: TestDesk) -> TodayController:
    return TodayController(table.desk)


def loaded(controller: TodayController, qtbot: QtBot) -> TodayState:
    with qtbot.waitSignal(controller.changed) as changed:
        controller.load()
    assert changed.args is not None
    state = changed.args[0]
    assert isinstance(state, TodayState)
    return state


def told(controller: TodayController, qtbot: QtBot) -> TodayState:
    with qtbot.waitSignal(controller.changed) as changed:
        controller.tick()
    assert changed.args is not None
    state = changed.args[0]
    assert isinstance(state, TodayState)
    return state


def test_an_empty_practice_and_one_with_a_draft(table: TestDesk, controller: TodayController, qtbot: QtBot) -> None:
    empty = loaded(controller, qtbot)
    assert empty == TodayState(START.date(), (), (), (), "No note waits for your signature.", has_clients=False)
    client = table.add_client()
    session = table.workspace.schedule.add_session(client.id, START - timedelta(days=90))
    table.vault.tables.sessions[session.id] = session.moved_to(SessionStatus.DRAFTED)
    state = loaded(controller, qtbot)
    assert state.subtitle == "One note waits for your signature."
    assert [row.key for row in state.to_sign] == [session.id], "however long ago it was"
    assert state.has_clients


def test_the_time_is_told_anew_without_reading_again(
    table: TestDesk, controller: TodayController, qtbot: QtBot
) -> None:
    client = table.add_client()
    table.workspace.appointments.book(client.id, [START + timedelta(minutes=10)], 50, Attendance.VIDEO)
    assert loaded(controller, qtbot).agenda[0].heading == "Next, in 10 minutes"
    assert controller.minute.isActive()
    read = len(table.vault.units)
    table.clock.advance(minutes=4)
    assert told(controller, qtbot).agenda[0].heading == "Next, in 6 minutes"
    assert len(table.vault.units) == read
    table.clock.advance(minutes=70)
    state = told(controller, qtbot)
    assert state.agenda[0].heading == ""
    assert state.subtitle == "One appointment. It is behind you."


def test_the_next_telling_comes_with_the_full_minute(
    table: TestDesk, controller: TodayController, qtbot: QtBot
) -> None:
    table.clock.advance(seconds=42)
    loaded(controller, qtbot)
    assert controller.minute.interval() == 18_000


def test_at_midnight_the_new_day_is_read(table: TestDesk, controller: TodayController, qtbot: QtBot) -> None:
    client = table.add_client()
    table.workspace.appointments.book(client.id, [START, START + timedelta(days=1)], 50, Attendance.IN_PERSON)
    first = loaded(controller, qtbot)
    table.clock.advance(days=1)
    second = told(controller, qtbot)
    assert second.day == first.day + timedelta(days=1)
    assert [item.key for item in second.agenda] != [item.key for item in first.agenda]
    assert [row.key for row in second.recent] == [first.agenda[0].key]


def test_an_appointment_is_taken_off_and_put_back(table: TestDesk, controller: TodayController, qtbot: QtBot) -> None:
    client = table.add_client()
    (session,) = table.workspace.appointments.book(client.id, [START], 50, Attendance.IN_PERSON)
    loaded(controller, qtbot)
    assert controller.session(session.id) == (client, session)
    with qtbot.waitSignals([controller.cancelled, controller.changed]):
        controller.cancel(session.id, "The client did not come")
    assert table.vault.tables.sessions[session.id].cancelled_reason == "The client did not come"
    with qtbot.waitSignals([controller.appointment_kept, controller.changed]):
        controller.restore(session.id)
    assert table.vault.tables.sessions[session.id].status is SessionStatus.SCHEDULED


def test_what_was_held_meanwhile_cannot_be_cancelled(
    table: TestDesk, controller: TodayController, qtbot: QtBot
) -> None:
    client = table.add_client()
    (session,) = table.workspace.appointments.book(client.id, [START], 50, Attendance.IN_PERSON)
    table.vault.tables.sessions[session.id] = session.moved_to(SessionStatus.RECORDED)
    with qtbot.waitSignal(controller.failed):
        controller.cancel(session.id, "Ill")


def test_a_day_is_as_long_as_it_is_here() -> None:
    start, end = day_span(date(2026, 3, 17))
    assert start.astimezone().time() == end.astimezone().time() == time()
    assert (end.astimezone().date() - start.astimezone().date()).days == 1


def test_weeks_keep_the_hour_on_the_clock() -> None:
    starts = weekly_starts(date(2026, 3, 17), time(10, 0), 4)
    assert [start.astimezone().time() for start in starts] == [time(10, 0)] * 4
    assert [start.date() for start in starts] == [date(2026, 3, 17) + timedelta(weeks=week) for week in range(4)]
