"""Quotations are whole sentences and keep what takes them back."""

from __future__ import annotations

from tests.conversations import talk
from therapease.engine.drafting.spans import best_windows, quote_sentences, takes_back, widened


def test_a_quotation_reaches_over_the_corrections_after_it() -> None:
    (turn,) = talk("C: Four beers. No. Five. Then I went home.")
    assert quote_sentences(turn, 0, 0).text == "Four beers. No. Five."


def test_a_correction_brings_what_it_corrects() -> None:
    (turn,) = talk("C: I drank. Twice. No, three times.")
    assert widened(turn, 2, 2) == (1, 2)


def test_opening_fillers_are_left_out_but_never_a_no() -> None:
    (turn,) = talk("C: Um, yeah, so I slept badly. No, I never touch alcohol at home.")
    assert quote_sentences(turn, 0, 0).text == "I slept badly."
    assert quote_sentences(turn, 1, 1).text == "No, I never touch alcohol at home."


def test_an_ordinary_next_sentence_takes_nothing_back() -> None:
    (turn,) = talk("C: I slept badly. My sister came round.")
    assert not takes_back(*turn.sentences)


def test_windows_are_separate_and_best_first() -> None:
    (turn,) = talk(
        "C: Well. I had a panic attack on the bus on Monday. It was raining. Anyway. So. Right. "
        "And I stopped taking the sertraline two weeks ago."
    )
    windows = best_windows(turn, 2)
    assert len(windows) == 2
    assert windows[0][0] >= windows[1][0]
    assert not set(range(windows[0][1], windows[0][2] + 1)) & set(range(windows[1][1], windows[1][2] + 1))
