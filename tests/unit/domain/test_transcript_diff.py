"""Differences are found by utterance, in order, whatever was added or lost."""

from __future__ import annotations

from datetime import UTC, datetime

from therapease.domain.ids import SessionId, TranscriptId, UserId
from therapease.domain.transcript import SpeakerRole, Transcript, Utterance
from therapease.domain.transcript_diff import differences
from therapease.domain.word_diff import WordChange

CLIENT, THERAPIST = SpeakerRole.CLIENT, SpeakerRole.THERAPIST


def transcript(*said: tuple[int | str, str, SpeakerRole]) -> Transcript:
    utterances = tuple(Utterance(key, "S1", role, text) for key, text, role in said)
    now = datetime(2026, 3, 17, tzinfo=UTC)
    return Transcript(TranscriptId("t"), SessionId("s"), 1, "e", "m", utterances, now, UserId("u"))


BEFORE = transcript((1, "Hello.", CLIENT), (2, "I took the drain.", CLIENT), (3, "Good.", THERAPIST))


def test_what_is_the_same_is_no_difference() -> None:
    assert differences(BEFORE, BEFORE) == ()


def test_words_and_speaker() -> None:
    after = transcript((1, "Hello.", THERAPIST), (2, "I took the train.", CLIENT), (3, "Good.", THERAPIST))
    speaker, words = differences(BEFORE, after)
    assert speaker.has_other_speaker and [run.change for run in speaker.runs] == [WordChange.SAME]
    assert not words.has_other_speaker
    assert [(run.text, run.change) for run in words.runs if run.change is not WordChange.SAME] == [
        ("drain", WordChange.REMOVED),
        ("train", WordChange.ADDED),
    ]


def test_utterances_that_only_one_has_stand_where_they_were_said() -> None:
    after = transcript(("0", "Ah.", CLIENT), (1, "Hello.", CLIENT), (3, "Good.", THERAPIST), ("3", "Bye.", CLIENT))
    found = [(d.before.id if d.before else None, d.after.id if d.after else None) for d in differences(BEFORE, after)]
    assert found == [(None, "0"), (2, None), (None, "3")]
    without = transcript((2, "I took the drain.", CLIENT))
    assert [d.before.id for d in differences(BEFORE, without) if d.before] == [1, 3]
