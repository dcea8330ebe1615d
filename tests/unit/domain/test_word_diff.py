"""Words added and removed between two texts; joined again they are the texts to the letter."""

from __future__ import annotations

import pytest

from therapease.domain.word_diff import WordChange, WordRun, diff_words

SAME, ADDED, REMOVED = WordChange.SAME, WordChange.ADDED, WordChange.REMOVED


def joined(runs: tuple[WordRun, ...], *changes: WordChange) -> str:
    return "".join(run.text for run in runs if run.change in changes)


def test_a_changed_word_stands_beside_the_one_it_replaces() -> None:
    assert diff_words("Slept four hours.", "Slept five hours.") == (
        WordRun("Slept ", SAME),
        WordRun("four", REMOVED),
        WordRun("five", ADDED),
        WordRun(" hours.", SAME),
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ""),
        ("", "All of it is new."),
        ("All of it went.", ""),
        ("He didn’t go.", "He didn't go, he said."),
        ("Two  spaces\nand a line", "Two spaces and\na line"),
        ("שלום עולם", "שלום לך"),
        ("5 mg", "5.5 mg"),
    ],
)
def test_the_runs_joined_are_both_texts(before: str, after: str) -> None:
    runs = diff_words(before, after)
    assert joined(runs, SAME, REMOVED) == before
    assert joined(runs, SAME, ADDED) == after


def test_a_contraction_is_one_word() -> None:
    assert WordRun("didn’t", REMOVED) in diff_words("He didn’t go.", "He did go.")


def test_texts_with_little_in_common_are_replaced_as_a_whole() -> None:
    before, after = "Asked “How have you been sleeping?”: “Better.”", "Sleeps about six hours, lay awake before it."
    assert diff_words(before, after) == (WordRun(before, REMOVED), WordRun(after, ADDED))


def test_a_short_word_between_two_changes_goes_with_them() -> None:
    runs = diff_words("She rode the red bus to work on most days.", "She rode the blue train to school on most days.")
    assert [run.text for run in runs if run.change is REMOVED] == ["red bus to work"]
    assert [run.text for run in runs if run.change is ADDED] == ["blue train to school"]
