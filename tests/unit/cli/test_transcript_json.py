"""The transcript shape: what is accepted, what is refused and in which words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from therapease.cli.transcript_json import parse_transcript, read_transcript, role_of, transcription_to_json
from therapease.domain.transcript import SpeakerRole, Transcription, Utterance
from therapease.errors import EmptyTranscriptError, FileMissingError, NotATranscriptError


def raw(value: object) -> bytes:
    return json.dumps(value).encode()


def test_what_transcribe_writes_is_what_draft_reads() -> None:
    utterances = (
        Utterance(0, "S1", SpeakerRole.THERAPIST, "How did you sleep?", 0.5, 1.75),
        Utterance(1, "S2", SpeakerRole.CLIENT, "Badly.", 2.0, 2.5),
    )
    written = transcription_to_json(Transcription("starter", "tiny-en", 10.0, 2.0, utterances))
    assert written["real_time_factor"] == 0.2
    assert parse_transcript(raw(written)) == utterances


def test_turns_without_ids_get_zero_based_integers() -> None:
    parsed = parse_transcript(
        raw({"turns": [{"speaker": "doctor", "text": "Hi"}, {"speaker": "patient", "text": "Hi"}]})
    )
    assert [u.id for u in parsed] == [0, 1]
    assert [u.role for u in parsed] == [SpeakerRole.THERAPIST, SpeakerRole.CLIENT]


def test_given_ids_are_kept_as_they_are() -> None:
    parsed = parse_transcript(raw({"utterances": [{"id": "a-7", "speaker": "client", "text": "x"}]}))
    assert parsed[0].id == "a-7"


@pytest.mark.parametrize(
    ("role", "speaker", "expected"),
    [
        (None, "Clinician", SpeakerRole.THERAPIST),
        (None, "client2", SpeakerRole.CLIENT),
        (None, "patient_guest", SpeakerRole.CLIENT),
        (None, "guest_family", SpeakerRole.OTHER),
        (None, "parent", SpeakerRole.OTHER),
        ("client", "S1", SpeakerRole.CLIENT),
        ("unknown", "S1", SpeakerRole.UNKNOWN),
        ("unknown", "therapist", SpeakerRole.THERAPIST),
        (None, "Speaker 4", SpeakerRole.UNKNOWN),
    ],
)
def test_roles_are_read_from_role_or_label(role: str | None, speaker: str, expected: SpeakerRole) -> None:
    assert role_of(role, speaker) is expected


@pytest.mark.parametrize(
    "content",
    [
        b"not json at all",
        b"\xff\xfe\x00",
        raw([1, 2, 3]),
        raw({"words": []}),
        raw({"turns": "hello"}),
        raw({"turns": [{"speaker": "client"}]}),
        raw({"turns": [{"speaker": "client", "text": 7}]}),
        raw({"turns": [{"id": 1, "text": "a"}, {"id": 1, "text": "b"}]}),
        b"[" * 100_000,
    ],
)
def test_what_is_not_a_transcript_is_refused(content: bytes) -> None:
    with pytest.raises(NotATranscriptError):
        parse_transcript(content)


def test_the_refusal_names_the_place_and_not_the_words() -> None:
    with pytest.raises(NotATranscriptError) as caught:
        parse_transcript(raw({"turns": [{"text": "fine"}, {"text": ["my secret"]}]}))
    assert "utterance 1" in caught.value.message
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("turns", [[], [{"speaker": "client", "text": "  "}]])
def test_a_transcript_without_words_is_empty(turns: list[dict[str, str]]) -> None:
    with pytest.raises(EmptyTranscriptError):
        parse_transcript(raw({"turns": turns}))


def test_a_missing_file_and_a_folder_are_told_apart_from_damage(tmp_path: Path) -> None:
    with pytest.raises(FileMissingError):
        read_transcript(tmp_path / "none.json")
    with pytest.raises(FileMissingError):
        read_transcript(tmp_path)


@given(st.binary(max_size=200))
def test_any_bytes_are_parsed_or_refused_in_words(content: bytes) -> None:
    try:
        parse_transcript(content)
    except (NotATranscriptError, EmptyTranscriptError) as error:
        assert error.title
