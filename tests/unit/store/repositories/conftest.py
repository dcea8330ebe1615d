"""Rows that others refer to."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from tests.fakes import FakeClock
from therapease.domain.client import Client
from therapease.domain.ids import ClientId, SessionId, TranscriptId
from therapease.domain.session import SessionStatus, TherapySession
from therapease.domain.transcript import SpeakerRole, Transcript, Utterance
from therapease.domain.user import User
from therapease.store.repositories.clients import SqlClientRepository
from therapease.store.repositories.sessions import SqlSessionRepository
from therapease.store.repositories.transcripts import SqlTranscriptRepository


@pytest.fixture
def client(connection: Connection, clock: FakeClock, owner: User) -> Client:
    client = Client(ClientId(clock.new_id()), "C-0001", "Mara Keller", clock.now(), therapist_id=owner.id)
    SqlClientRepository(connection).add(client)
    return client


@pytest.fixture
def session(connection: Connection, clock: FakeClock, owner: User, client: Client) -> TherapySession:
    session = TherapySession(
        SessionId(clock.new_id()), client.id, owner.id, 1, clock.now(), SessionStatus.SCHEDULED, clock.now()
    )
    SqlSessionRepository(connection).add(session)
    return session


@pytest.fixture
def transcript(connection: Connection, clock: FakeClock, owner: User, session: TherapySession) -> Transcript:
    transcript = Transcript(
        id=TranscriptId(clock.new_id()),
        session_id=session.id,
        version=1,
        engine="starter",
        model="tiny",
        utterances=(Utterance(0, "S1", SpeakerRole.THERAPIST, "How did you sleep?", 0.0, 1.5),),
        created_at=clock.now(),
        created_by=owner.id,
        duration_s=12.5,
    )
    SqlTranscriptRepository(connection).add(transcript)
    return transcript
