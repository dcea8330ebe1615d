"""What a negation or a hedge reaches within its clause, and what it does not."""

from __future__ import annotations

import pytest

from therapease.engine.language.polarity import (
    Polarity,
    is_hypothetical,
    is_negated,
    is_reported,
    negation_cues,
    quoted_spans,
    read_polarity,
)


def negated(text: str, words: str) -> bool:
    start = text.index(words)
    return is_negated(text, start, start + len(words))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I don't hear voices", "voices"),
        ("I don’t hear voices", "voices"),
        ("No voices", "voices"),
        ("Never any voices", "voices"),
        ("I don't drink, smoke or do drugs", "drugs"),
        ("denies any suicidal thoughts", "suicidal"),
        ("Suicide isn't an option", "Suicide"),
        ("The voices have stopped", "voices"),
        ("Voices? No.", "Voices"),
        ("I don't see nothing", "see"),
        ("i aint been drinking", "drinking"),
    ],
)
def test_negated(text: str, words: str) -> None:
    assert negated(text, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I hear voices", "voices"),
        ("no i've been drinking", "drinking"),
        ("No, I do drink", "drink"),
        ("I'm not gonna lie, I drink", "drink"),
        ("I didn't know he was drinking", "drinking"),
        ("I can't stop drinking", "drinking"),
        ("not only cannabis", "cannabis"),
        ("I've never told anyone he raped me", "raped"),
        ("I don't sleep but I drink", "drink"),
        ("Four beers. No. Five.", "beers"),
    ],
)
def test_not_negated(text: str, words: str) -> None:
    assert not negated(text, words)


def test_a_cue_of_another_phrase_can_be_left_out() -> None:
    text = "thoughts of not wanting to live, or of hurting yourself"
    start = text.index("hurting")
    assert is_negated(text, start, len(text))
    assert not is_negated(text, start, len(text), besides=[(text.index("not"), text.index(","))])


def test_cues_are_returned_with_their_places() -> None:
    assert [(cue.start, cue.text) for cue in negation_cues("I never drink")] == [(2, "never")]
    assert negation_cues("no doubt about it") == []


def test_a_plain_claim_has_no_marks() -> None:
    assert read_polarity("I hear voices", 7) == Polarity()


def test_marks_may_hold_together() -> None:
    text = "Maybe I would have been drinking back then"
    read = read_polarity(text, text.index("drinking"), text.index("drinking") + 8)
    assert read.is_doubtful
    assert read.is_conditional
    assert read.is_past


def test_an_if_is_hypothetical_and_a_would_is_not() -> None:
    assert is_hypothetical("if I relapse", 5)
    assert not is_hypothetical("I would relapse", 8)


def test_reported_words() -> None:
    text = "my boss says I was drunk"
    assert is_reported(text, text.index("drunk"))
    other = "my boss says hello. I was drunk"
    assert not is_reported(other, other.index("drunk"))


def test_quotations_of_either_kind() -> None:
    assert [span.text for span in quoted_spans('he goes, "no way", and “never”')] == ["no way", "never"]


def test_nothing_reads_as_a_plain_claim() -> None:
    assert read_polarity("") == Polarity()
