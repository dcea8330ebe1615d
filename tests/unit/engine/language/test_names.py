"""Names are what writing shows to be names."""

from __future__ import annotations

from therapease.engine.language.names import find_names, name_set


def test_a_capital_inside_a_sentence_or_after_a_title_marks_a_name() -> None:
    assert name_set("I rang Marcus and Dr. Lind on Tuesday.") == {"marcus", "lind"}


def test_the_first_word_counts_only_when_it_is_a_name_elsewhere() -> None:
    assert name_set("Nothing happened.") == set()
    assert name_set("Luis came home. I told Luis.") == {"luis"}


def test_days_medicines_and_i_are_no_names() -> None:
    assert name_set("On Monday I took Zoloft, and I'm fine.") == set()


def test_possessives_lose_their_ending_and_offsets_hold() -> None:
    text = "It was at Aisha's place."
    (found,) = find_names(text)
    assert found.name == "aisha"
    assert text[found.start : found.end] == "Aisha's"
