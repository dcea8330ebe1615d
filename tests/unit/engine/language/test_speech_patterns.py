"""The turns of phrase of spoken English that the readers of answers and negation share."""

from __future__ import annotations

import re

from therapease.engine.language.speech_patterns import alternatives, anywhere, at_start, right_here, straight
from therapease.engine.language.word_lists import table


def test_apostrophes_are_made_straight_without_moving_anything() -> None:
    assert straight("I don’t, ‘no’") == "I don't, 'no'"


def test_anywhere_wants_whole_words() -> None:
    assert anywhere("polarity", "cue").search("he is not here")
    assert not anywhere("polarity", "cue").search("a knot here")


def test_at_start_passes_over_fillers() -> None:
    assert at_start("answers", "no").match("Um, well, no")
    assert not at_start("answers", "no").match("Yes and no")


def test_right_here_matches_at_one_place() -> None:
    assert right_here("polarity", "afterwards").match(" isn't a problem")


def test_every_list_compiles() -> None:
    for group, lists in table("speech").items():
        for name in lists:
            assert re.compile(alternatives(group, name))
