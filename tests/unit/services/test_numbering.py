"""Booking, moving, cancelling and restoring count a client's sessions anew."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.fakes import START, new_workspace
from therapease.domain.client import Client
from therapease.domain.session import Attendance, TherapySession
from therapease.services.workspace import Workspace

WEEK = timedelta(weeks=1)


@pytest.fixture
def work() -> Workspace:
    return new_workspace()


@pytest.fixture
def client(work: Workspace) -> Client:
    return work.clients.create("Mara Keller")


@pytest.fixture
def booked(work: Workspace, client: Client) -> list[TherapySession]:
    return work.appointments.book(client.id, [START + WEEK * week for week in range(1, 4)], 50, Attendance.VIDEO)


def numbers(work: Workspace, client: Client) -> list[int]:
    """Return the numbers in order of time."""
    return [s.number for s in reversed(work.clients.open_page(client.id).sessions)]


def test_cancelling_and_restoring(work: Workspace, client: Client, booked: list[TherapySession]) -> None:
    gone = work.appointments.cancel(booked[0].id, "Ill")
    assert gone.number == -1 and not gone.is_counted
    assert numbers(work, client) == [-1, 1, 2]
    assert work.appointments.restore(booked[0].id).number == 1
    assert numbers(work, client) == [1, 2, 3]


def test_moving_behind_the_others(work: Workspace, client: Client, booked: list[TherapySession]) -> None:
    moved = work.appointments.change(booked[0].id, START + 9 * WEEK, 50, Attendance.VIDEO)
    assert moved.number == 3
    assert numbers(work, client) == [1, 2, 3]


def test_a_session_held_before_what_is_booked(work: Workspace, client: Client, booked: list[TherapySession]) -> None:
    assert [s.number for s in booked] == [1, 2, 3]
    assert work.schedule.add_session(client.id, START).number == 1
    assert numbers(work, client) == [1, 2, 3, 4]


def test_nobody_elses_sessions_are_counted(work: Workspace, client: Client, booked: list[TherapySession]) -> None:
    other = work.clients.create("Jonas Reuter")
    assert work.schedule.add_session(other.id, START).number == 1
    assert numbers(work, client) == [1, 2, 3]
