"""Transcripts: every version, with ids of both kinds."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from therapease.domain.ids import SessionId, TranscriptId
from therapease.domain.session import TherapySession
from therapease.domain.transcript import SpeakerRole, Transcript, Utterance
from therapease.errors import ConflictError, NotFoundError
from therapease.store.repositories.transcripts import SqlTranscriptRepository

texts = st.text(st.characters(codec="utf-8"), max_size=60)
seconds = st.none() | st.floats(0, 36_000, allow_nan=False)
utterances = st.lists(
    st.builds(
        Utterance,
        id=st.integers(0, 10_000) | texts,
        speaker=texts,
        role=st.sampled_from(SpeakerRole),
        text=texts,
        start_s=seconds,
        end_s=seconds,
    ),
    max_size=8,
    unique_by=lambda utterance: (type(utterance.id), utterance.id),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spoken=utterances)
def test_whatever_was_said_is_read_back(
    connection: Connection, transcript: Transcript, spoken: list[Utterance]
) -> None:
    transcripts = SqlTranscriptRepository(connection)
    versions = transcripts.versions_for_session(transcript.session_id)
    newer = replace(
        transcript,
        id=TranscriptId(f"t{len(versions)}"),
        version=len(versions) + 1,
        utterances=tuple(spoken),
        duration_s=None,
        reason="corrected",
    )
    transcripts.add(newer)
    assert transcripts.get(newer.id) == newer
    assert transcripts.latest_for_session(transcript.session_id) == newer
    assert transcripts.versions_for_session(transcript.session_id) == [*versions, newer]


def test_a_version_is_never_stored_twice(connection: Connection, transcript: Transcript) -> None:
    with pytest.raises(ConflictError):
        SqlTranscriptRepository(connection).add(replace(transcript, id=TranscriptId("other")))


def test_nothing_is_none_or_not_found(connection: Connection, session: TherapySession) -> None:
    transcripts = SqlTranscriptRepository(connection)
    assert transcripts.latest_for_session(session.id) is None
    assert transcripts.versions_for_session(SessionId("unknown")) == []
    with pytest.raises(NotFoundError):
        transcripts.get(TranscriptId("unknown"))
