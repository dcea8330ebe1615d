"""Which utterance answers which question, and whether it says yes, no or neither."""

from __future__ import annotations

import pytest

from tests.labelled_conversations import conversation
from therapease.engine.language.answers import (
    Answer,
    answer_polarity,
    answers_to,
    asks,
    has_quantity,
    is_backchannel,
    is_open_question,
    is_question,
    is_reassurance,
    is_tag_question,
)


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Uh-uh. Not my thing.", Answer.NO),
        ("God, no, I couldn't do that to the kids.", Answer.NO),
        ("It's never been that.", Answer.NO),
        ("Not any more.", Answer.NO),
        ("What? No. Hell no.", Answer.NO),
        ("I haven’t", Answer.NO),
        ("I was going to, but I rang my friend.", Answer.NO),
        ("I'd like to wring his neck, but no.", Answer.NO),
        ("Mm-hm", Answer.YES),
        ("Um, occasionally, yeah", Answer.YES),
        ("Maybe three", Answer.YES),
        ("Not every day", Answer.YES),
        ("[pause] I do, yeah.", Answer.YES),
        ("Maybe", Answer.UNCLEAR),
        ("I don't think so. I couldn't swear to it.", Answer.UNCLEAR),
        ("I don't know", Answer.UNCLEAR),
        ("The weather was lovely.", Answer.NONE),
        ("The, um, the ninth. No, the second.", Answer.NONE),
        ("", Answer.NONE),
    ],
)
def test_polarity(text: str, polarity: Answer) -> None:
    assert answer_polarity(text) is polarity


@pytest.mark.parametrize(
    "text", ["Do you drink?", "any drugs", "so do you drink", "What about alcohol?", "Tell me more"]
)
def test_questions(text: str) -> None:
    assert is_question(text)
    assert asks(text)


@pytest.mark.parametrize("text", ["I drink.", "What I mean is I'm tired.", "You said you drink."])
def test_no_questions(text: str) -> None:
    assert not is_question(text)


def test_open_and_tag_questions() -> None:
    assert is_open_question("How much do you drink?")
    assert not is_open_question("What about alcohol?")
    assert is_tag_question("You're not drinking, right?")
    assert not is_tag_question("Are you drinking?")


def test_listening_reassurance_and_figures() -> None:
    assert is_backchannel("Mm-hm. Okay.")
    assert not is_backchannel("Okay, and the tablets?")
    assert is_reassurance("They're fine, my mum has them.")
    assert not is_reassurance("They're awful.")
    assert has_quantity("since Tuesday")
    assert not has_quantity("because of him")


def test_an_answer_goes_on_through_an_mm_hm() -> None:
    spoken = conversation("T: Any drugs?", "C: No.", "T: Mm-hm.", "C: Well, weed.", "T: And sleep?", "C: Fine.")
    assert answers_to(spoken.utterances, 0) == (1, 3)
    assert answers_to(spoken.utterances, 4) == (5,)


def test_nobody_answers() -> None:
    spoken = conversation("T: Any drugs?", "T: And how is your sleep?", "C: Fine.")
    assert answers_to(spoken.utterances, 0) == ()


def test_another_person_does_not_go_on_with_the_answer() -> None:
    spoken = conversation("T: Any drugs?", "C: No.", "O: That's not true.")
    assert answers_to(spoken.utterances, 0) == (1,)
