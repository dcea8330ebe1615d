"""One line of a note for a list."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from therapease.domain.overview import headline_of


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", ""),
        ("Rode  the\ntrain.", "Rode the train."),
        ("Rode the train twice and stayed", "Rode the train…"),
        ("Rode the trains, twice", "Rode the trains…"),
        ("x" * 40, "x" * 17 + "…"),
        ("exactly eighteen..", "exactly eighteen.."),
    ],
)
def test_a_headline_is_cut_between_words(text: str, line: str) -> None:
    assert headline_of(text, 18) == line


@given(st.text(max_size=200), st.integers(2, 80))
def test_it_is_one_line_and_never_longer(text: str, limit: int) -> None:
    line = headline_of(text, limit)
    assert len(line) <= limit
    assert "\n" not in line
