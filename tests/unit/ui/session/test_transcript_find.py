"""A search finds every place, in order, and goes round."""

from __future__ import annotations

from therapease.ui.session.transcript_find import TranscriptFind

TEXTS = ("The train was late.", "I took the TRAIN, then another train.", "Nothing.", "Train  again (really).")


def searched(query: str, from_row: int = 0) -> TranscriptFind:
    find = TranscriptFind()
    find.look_in(TEXTS)
    find.search(query, from_row)
    return find


def test_every_place_is_found_whatever_its_capitals() -> None:
    find = searched("train")
    assert find.hits == ((0, 4, 9), (1, 11, 16), (1, 31, 36), (3, 0, 5))
    assert find.current == (0, 4, 9)


def test_it_begins_where_one_is_reading_and_goes_round() -> None:
    find = searched("train", from_row=2)
    assert find.current == (3, 0, 5)
    find.step(1)
    assert find.current == (0, 4, 9)
    find.step(-1)
    assert find.current == (3, 0, 5)


def test_spaces_between_words_do_not_matter_and_signs_are_only_signs() -> None:
    assert searched("train again (").hits == ((3, 0, 14),)
    assert searched(".").hits[0] == (0, 18, 19)


def test_nothing_asked_and_nothing_found_are_no_place() -> None:
    assert searched("  ").current is None
    find = searched("bus")
    find.step(1)
    assert (find.hits, find.current) == ((), None)


def test_after_a_correction_it_stays_near() -> None:
    find = searched("train")
    find.step(1)
    find.look_in(("The bus was late.", *TEXTS[1:]))
    assert find.current == (1, 11, 16)
