"""Recordings: sound in, the same sound out, one chunk at a time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection

from tests.fakes import FakeClock
from therapease.domain.ids import RecordingId, SessionId
from therapease.domain.recording import AudioChunk, Recording
from therapease.domain.session import TherapySession
from therapease.errors import ConflictError, JobCancelledError
from therapease.store.repositories.recordings import SqlRecordingRepository


def chunk(number: int) -> AudioChunk:
    return AudioChunk(number, number * 160_000, 160_000 - number, bytes([number]) * 1000, bytes([number, 255]))


def recording(session: TherapySession, clock: FakeClock, name: str = "r1", count: int = 3) -> Recording:
    return Recording(RecordingId(name), session.id, 10.0 * count, count, clock.now(), "import", is_truncated=True)


def test_a_recording_is_read_back(connection: Connection, session: TherapySession, clock: FakeClock) -> None:
    recordings = SqlRecordingRepository(connection)
    made = recording(session, clock)
    recordings.add(made, [chunk(number) for number in range(3)])
    assert recordings.for_session(session.id) == made
    assert list(recordings.chunks(made.id)) == [chunk(number) for number in range(3)]
    assert recordings.peaks(made.id) == b"\0\xff\1\xff\2\xff"


def test_chunks_are_taken_lazily(connection: Connection, session: TherapySession, clock: FakeClock) -> None:
    made = recording(session, clock)
    recordings = SqlRecordingRepository(connection)
    stored_before: list[int] = []

    def source() -> Iterator[AudioChunk]:
        for number in range(3):
            stored_before.append(len(list(recordings.chunks(made.id))))
            yield chunk(number)

    recordings.add(made, source())
    assert stored_before == [0, 1, 2]


def test_chunks_are_given_one_at_a_time_and_reading_may_stop(
    connection: Connection, session: TherapySession, clock: FakeClock
) -> None:
    recordings = SqlRecordingRepository(connection)
    made = recording(session, clock)
    recordings.add(made, (chunk(number) for number in range(3)))
    reading = recordings.chunks(made.id)
    assert next(reading) == chunk(0)
    del reading
    assert next(recordings.chunks(made.id)) == chunk(0)


def test_a_source_that_fails_reaches_the_caller(
    connection: Connection, session: TherapySession, clock: FakeClock
) -> None:
    def source() -> Iterator[AudioChunk]:
        yield chunk(0)
        raise JobCancelledError

    with pytest.raises(JobCancelledError):
        SqlRecordingRepository(connection).add(recording(session, clock), source())


def test_the_newest_recording_counts_whatever_the_clock_said(
    connection: Connection, session: TherapySession, clock: FakeClock
) -> None:
    recordings = SqlRecordingRepository(connection)
    recordings.add(recording(session, clock, "first"), [])
    clock.advance(days=-400)
    recordings.add(recording(session, clock, "a second"), [])
    newest = recordings.for_session(session.id)
    assert newest is not None
    assert newest.id == "a second"


def test_nothing_is_none(connection: Connection, session: TherapySession, clock: FakeClock) -> None:
    recordings = SqlRecordingRepository(connection)
    assert recordings.for_session(SessionId("unknown")) is None
    assert list(recordings.chunks(RecordingId("unknown"))) == []
    assert recordings.peaks(RecordingId("unknown")) == b""


def test_a_chunk_is_never_stored_twice(connection: Connection, session: TherapySession, clock: FakeClock) -> None:
    with pytest.raises(ConflictError):
        SqlRecordingRepository(connection).add(recording(session, clock), [chunk(1), chunk(1)])
