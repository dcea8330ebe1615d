"""Medicines are known by name, by brand and by the endings their makers share."""

from __future__ import annotations

import pytest

from therapease.engine.language.medications import find_medicines, is_medicine


@pytest.mark.parametrize("name", ["sertraline", "Zoloft", "lithium", "Prazosin", "lumateperidone", "naltrexone"])
def test_medicines_are_recognized(name: str) -> None:
    assert is_medicine(name)


@pytest.mark.parametrize("word", ["April", "medication", "table", "kettle", "line"])
def test_other_words_are_not(word: str) -> None:
    assert not is_medicine(word)


def test_offsets_point_at_the_name() -> None:
    text = "She upped the sertraline."
    (found,) = find_medicines(text)
    assert text[found.start : found.end] == "sertraline"
