"""Corrections leave alone what they do not mean, and keep identifiers."""

from __future__ import annotations

import pytest

from therapease.domain.corrections import is_same_speech, row_of, with_role, with_roles_swapped, with_words
from therapease.domain.transcript import SpeakerRole, Utterance
from therapease.errors import InvalidFieldError, NotFoundError

THERAPIST, CLIENT, OTHER = SpeakerRole.THERAPIST, SpeakerRole.CLIENT, SpeakerRole.OTHER
SAID = (
    Utterance(0, "S1", THERAPIST, "How was it?", 0.0, 1.0),
    Utterance(1, "S2", CLIENT, "I got on the drain.", 1.0, 3.0),
    Utterance("1", "S2", CLIENT, "Twice.", 3.0, 4.0),
)


def test_other_words_leave_everything_else_the_same_value() -> None:
    after = with_words(SAID, 1, "  I got on\nthe train. ")
    assert after[1].text == "I got on the train."
    assert (after[1].id, after[1].speaker, after[1].start_s) == (1, "S2", 1.0)
    assert after[0] is SAID[0] and after[2] is SAID[2]


def test_the_same_words_are_no_change() -> None:
    assert with_words(SAID, 1, SAID[1].text + " ") is SAID


def test_words_cannot_be_emptied() -> None:
    with pytest.raises(InvalidFieldError):
        with_words(SAID, 1, " \n ")


def test_a_number_and_its_text_are_two_identifiers() -> None:
    assert (row_of(SAID, 1), row_of(SAID, "1")) == (1, 2)
    with pytest.raises(NotFoundError):
        row_of(SAID, 7)


def test_an_utterance_is_given_to_the_speaker_who_has_the_role() -> None:
    after = with_role(SAID, [1], THERAPIST)
    assert (after[1].role, after[1].speaker) == (THERAPIST, "S1")
    assert after[2] is SAID[2]


def test_somebody_new_gets_a_label_of_their_own() -> None:
    after = with_role(SAID, [1, "1"], OTHER)
    assert {u.speaker for u in after[1:]} == {"S3"}
    assert all(u.role is OTHER for u in after[1:])


def test_who_has_the_role_already_keeps_the_label() -> None:
    assert with_role(SAID, [0, 1, "1"], CLIENT)[2] is SAID[2]


def test_swapping_twice_is_as_before() -> None:
    other = (*SAID, Utterance(9, "S3", OTHER, "Excuse me.", 4.0, 5.0))
    swapped = with_roles_swapped(other)
    assert [u.role for u in swapped] == [CLIENT, THERAPIST, THERAPIST, OTHER]
    assert with_roles_swapped(swapped) == other


def test_speech_differs_by_words_or_speaker_and_not_by_times() -> None:
    later = Utterance(0, "S1", THERAPIST, "How was it?", 5.0, 6.0)
    assert is_same_speech(SAID[0], later)
    assert not is_same_speech(SAID[0], with_roles_swapped(SAID)[0])
    assert not is_same_speech(SAID[0], with_words(SAID, 0, "How is it?")[0])
