"""Reading a transcript: sentences with their places, labels without figures, roles guessed where none are known."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.conversations import talk
from therapease.domain.transcript import SpeakerRole
from therapease.engine.drafting.dialogue import split_into_sentences


def texts(text: str) -> list[str]:
    return [sentence.text for sentence in split_into_sentences(text)]


def test_sentences_end_at_marks_but_not_at_abbreviations_or_inside_numbers() -> None:
    assert texts("I saw Dr. Lind. She said no.") == ["I saw Dr. Lind.", "She said no."]
    assert texts("It was about six. eight last time.") == ["It was about six. eight last time."]


def test_quoted_speech_stays_in_one_sentence() -> None:
    assert texts('She said, "Don\'t crow. Put it away." I did.') == ['She said, "Don\'t crow. Put it away."', "I did."]


def test_text_without_punctuation_is_cut_at_conjunctions() -> None:
    spoken = "i went to the shop on the corner and then i met my brother outside " * 3
    pieces = split_into_sentences(spoken)
    assert len(pieces) > 1
    assert all(piece.word_count <= 40 for piece in pieces)


def test_a_mark_decides_what_is_a_question_and_wording_only_without_one() -> None:
    assert talk("T: When you say that, you look away.")[0].question is None
    assert talk("T: do you drink any alcohol")[0].question is not None
    assert talk("T: Any side effects?")[0].question is not None


def test_labels_hold_no_figures_and_tell_people_apart() -> None:
    turns = talk("T: Hello.", "C: Hi.", "D: Hi.", "P: Hi.")
    assert [turn.label for turn in turns] == ["Therapist", "Client A", "Client B", "Parent"]


def test_roles_are_guessed_by_who_asks_when_none_is_known() -> None:
    turns = talk("U: How are you?", "V: Fine.", "U: And the sleep?", "V: Bad.")
    assert [turn.role for turn in turns[:2]] == [SpeakerRole.THERAPIST, SpeakerRole.CLIENT]
    assert turns[0].label == "Speaker A"


@given(st.text(max_size=300))
def test_any_text_is_read_and_sentences_are_its_own_words(text: str) -> None:
    for sentence in split_into_sentences(text):
        assert text[sentence.start : sentence.end] == sentence.text
        assert not set(sentence.text) & set("“”\n\r\x00")
