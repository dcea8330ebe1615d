"""Therapy sessions."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import Connection

from tests.fakes import FakeClock
from therapease.domain.ids import ClientId, SessionId
from therapease.domain.session import Attendance, SessionStatus, TherapySession
from therapease.errors import ConflictError, InternalError, NotFoundError
from therapease.services.numbering import number_sessions
from therapease.store.repositories.sessions import SqlSessionRepository


def test_a_session_is_read_back_in_full(connection: Connection, session: TherapySession, clock: FakeClock) -> None:
    sessions = SqlSessionRepository(connection)
    assert sessions.get(session.id) == session
    for status in SessionStatus:
        full = replace(session, status=status, ends_at=clock.now(), attendance=Attendance.PHONE, cancelled_reason="Ill")
        sessions.update(full)
        assert sessions.get(session.id) == full


def test_lists_have_the_newest_first(connection: Connection, session: TherapySession) -> None:
    sessions = SqlSessionRepository(connection)
    for number in (2, 3):
        # The third takes place before the second.
        starts_at = session.starts_at + timedelta(days=10 - number)
        sessions.add(replace(session, id=SessionId(f"s{number}"), number=number, starts_at=starts_at))
    assert [found.number for found in sessions.list_for_client(session.client_id)] == [2, 3, 1]
    assert [found.number for found in sessions.list_recent(2)] == [2, 3]
    assert [found.number for found in sessions.list_recent(9)] == [2, 3, 1]
    assert sessions.list_for_client(ClientId("nobody")) == []


def test_a_day_is_read_in_order_and_its_end_left_out(connection: Connection, session: TherapySession) -> None:
    sessions = SqlSessionRepository(connection)
    for number, hours in ((2, 3), (3, 1), (4, 24)):
        starts_at = session.starts_at + timedelta(hours=hours)
        sessions.add(replace(session, id=SessionId(f"s{number}"), number=number, starts_at=starts_at))
    day = sessions.list_between(session.starts_at, session.starts_at + timedelta(hours=24))
    assert [found.number for found in day] == [1, 3, 2]
    before = sessions.list_recent(9, before=session.starts_at + timedelta(hours=3))
    assert [found.number for found in before] == [3, 1]


def test_what_stands_at_one_stage_is_found_earliest_first(connection: Connection, session: TherapySession) -> None:
    sessions = SqlSessionRepository(connection)
    for number in (2, 3):
        drafted = replace(session, id=SessionId(f"s{number}"), number=number, status=SessionStatus.DRAFTED)
        sessions.add(replace(drafted, starts_at=session.starts_at - timedelta(days=number)))
    assert [found.number for found in sessions.list_with_status(SessionStatus.DRAFTED)] == [3, 2]
    assert sessions.list_with_status(SessionStatus.AMENDED) == []


def test_numbers_count_on_per_client_and_are_never_given_twice(connection: Connection, session: TherapySession) -> None:
    sessions = SqlSessionRepository(connection)
    assert sessions.next_number(session.client_id) == 2
    assert sessions.next_number(ClientId("nobody")) == 1
    with pytest.raises(ConflictError):
        sessions.add(replace(session, id=SessionId("other")))


def test_unknown_sessions_and_clients(connection: Connection, session: TherapySession) -> None:
    sessions = SqlSessionRepository(connection)
    with pytest.raises(NotFoundError):
        sessions.get(SessionId("unknown"))
    with pytest.raises(NotFoundError):
        sessions.update(replace(session, id=SessionId("unknown"), number=9))
    with pytest.raises(InternalError):
        sessions.add(replace(session, id=SessionId("new"), client_id=ClientId("nobody")))


def test_numbers_change_places_though_no_two_may_be_the_same(connection: Connection, session: TherapySession) -> None:
    sessions = SqlSessionRepository(connection)
    for number in (2, 3):
        starts_at = session.starts_at - timedelta(days=number)
        sessions.add(replace(session, id=SessionId(f"s{number}"), number=number, starts_at=starts_at))
    sessions.update(replace(session, status=SessionStatus.CANCELLED))
    number_sessions(SimpleNamespace(sessions=sessions), session.client_id)  # type: ignore[arg-type]  # because it needs no more
    found = {each.id: each.number for each in sessions.list_for_client(session.client_id)}
    assert found == {session.id: -1, "s3": 1, "s2": 2}
    assert sessions.next_number(session.client_id) == 3
