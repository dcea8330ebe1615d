"""Spoken text falls into sentences and clauses, punctuation or not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from therapease.engine.language.clauses import clause_at, split_clauses, split_sentences


def texts(text: str) -> list[str]:
    return [span.text for span in split_clauses(text)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("I see Dr. Lind at 5 p.m. on Friday. Okay?", ["I see Dr. Lind at 5 p.m. on Friday.", "Okay?"]),
        ("It was 7.5 milligrams. No. Ten.", ["It was 7.5 milligrams.", "No.", "Ten."]),
        ("I just [pause] I ran out", ["I just [pause]", "I ran out"]),
        ("And Alfie's—", ["And Alfie's"]),
        ("[laughs]", ["[laughs]"]),
        ("…", []),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [span.text for span in split_sentences(text)] == sentences


def test_a_comma_with_a_subject_begins_a_clause() -> None:
    assert texts("No, I do drink, but I don't smoke") == ["No", "I do drink", "but I don't smoke"]


def test_a_list_stays_together() -> None:
    assert texts("I don't drink, smoke or gamble") == ["I don't drink, smoke or gamble"]


def test_bare_speech_is_cut_at_its_subjects() -> None:
    spoken = "no i haven't been taking it i ran out and then i just didn't go get it because i was tired"
    assert "i ran out" in texts(spoken)
    assert "because i was tired" in texts(spoken)


def test_clause_at_takes_the_one_before_a_gap() -> None:
    text = "I drink, but I don't smoke"
    clauses = split_clauses(text)
    assert clause_at(clauses, text.index("smoke")).text == "but I don't smoke"
    assert clause_at(clauses, text.index(",")).text == "I drink"


@given(st.text(alphabet="abiI 't,.?!—’but[]", max_size=80))
def test_offsets_always_hold(text: str) -> None:
    for spans in (split_sentences(text), split_clauses(text)):
        for span in spans:
            assert text[span.start : span.end] == span.text
        assert all(one.end <= other.start for one, other in zip(spans, spans[1:], strict=False))
