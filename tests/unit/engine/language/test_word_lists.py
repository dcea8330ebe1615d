"""The lists in the package can be read and are what the readers expect."""

from __future__ import annotations

from therapease.engine.language.word_lists import table, word_pairs, words


def test_words_are_lower_case_and_without_comments() -> None:
    listed = words("function_words")
    assert "the" in listed
    assert not any(word.startswith("#") or word != word.lower() for word in listed)


def test_pairs_lead_from_the_form_to_the_base() -> None:
    assert word_pairs("irregular_forms")["slept"] == "sleep"


def test_tables_hold_topics_with_a_weight() -> None:
    assert all(float(entry["weight"]) > 0 and entry["words"] for entry in table("topics").values())
