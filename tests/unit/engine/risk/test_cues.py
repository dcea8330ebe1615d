"""Cue lists match whole words at their place, and every one compiles."""

from __future__ import annotations

import re

from therapease.engine.language.word_lists import table
from therapease.engine.risk.cues import alternatives, cue


def test_cues_are_whole_words() -> None:
    assert cue("advice").search("i'd avoid it")
    assert not cue("advice").search("unavoidable")


def test_lists_with_ends_of_their_own_match_at_the_place() -> None:
    assert cue("elliptic_no").match("and nothing since")
    assert not cue("elliptic_no").match("and nothing fits me any longer in that wardrobe")


def test_every_list_compiles() -> None:
    for name in table("risk_cues"):
        assert cue(name).pattern
        assert re.compile(alternatives(name))
