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


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=utterances, after=utterances, shared=utterances)
def test_a_correction_is_stored_as_if_it_had_been_sent_whole(
    connection: Connection,
    transcript: Transcript,
    before: list[Utterance],
    after: list[Utterance],
    shared: list[Utterance],
) -> None:
    transcripts = SqlTranscriptRepository(connection)
    number = len(transcripts.heads_for_session(transcript.session_id))
    previous, corrected = (
        replace(transcript, id=TranscriptId(f"c{at}"), version=at, utterances=_once(said))
        for at, said in ((number + 1, [*shared, *before, *shared]), (number + 2, [*shared, *after, *shared]))
    )
    transcripts.add(previous)
    transcripts.add_correction(corrected, previous)
    assert transcripts.get(corrected.id) == corrected
    assert transcripts.get(previous.id) == previous


def _once(said: list[Utterance]) -> tuple[Utterance, ...]:
    return tuple({(type(u.id), u.id): u for u in said}.values())


def test_what_differs_is_told_by_words_and_role(connection: Connection, transcript: Transcript) -> None:
    said = tuple(Utterance(at, "S1", SpeakerRole.CLIENT, f"word {at}", at, at + 1) for at in (1, 2, 3, 4))
    said = (*said, Utterance("4", "S1", SpeakerRole.CLIENT, "word four", 5, 6))
    other = (
        replace(said[0], text="another word"),
        replace(said[1], role=SpeakerRole.THERAPIST),
        replace(said[2], start_s=9.0, speaker="S7"),
        said[4],
    )
    transcripts = SqlTranscriptRepository(connection)
    versions = [
        replace(transcript, id=TranscriptId(f"d{at}"), version=10 + at, utterances=spoken)
        for at, spoken in enumerate((said, other))
    ]
    for version in versions:
        transcripts.add(version)
    assert transcripts.changed_utterances(versions[0].id, versions[1].id) == {1, 2, 4}
    assert transcripts.changed_utterances(versions[0].id, versions[0].id) == frozenset()
    assert transcripts.reassigned_utterances(versions[0].id, versions[1].id) == {2}
    assert transcripts.reassigned_utterances(versions[0].id, versions[0].id) == frozenset()


def test_versions_are_listed_without_their_words(connection: Connection, transcript: Transcript) -> None:
    transcripts = SqlTranscriptRepository(connection)
    newer = replace(transcript, id=TranscriptId("newer"), version=transcript.version + 1, reason="words corrected")
    transcripts.add(newer)
    heads = transcripts.heads_for_session(transcript.session_id)
    assert [(head.id, head.version, head.reason) for head in heads] == [
        (transcript.id, transcript.version, transcript.reason),
        (newer.id, newer.version, "words corrected"),
    ]
    assert transcripts.get_version(transcript.session_id, newer.version) == newer
    with pytest.raises(NotFoundError):
        transcripts.get_version(transcript.session_id, 99)
