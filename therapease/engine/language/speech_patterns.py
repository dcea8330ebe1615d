"""Regular expressions made from the phrase lists of `word_lists/speech.toml`, compiled on first use."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from therapease.engine.language.word_lists import table


def straight(text: str) -> str:
    """Return the text with plain apostrophes; its length, and so every offset, stays."""
    return text.replace("’", "'").replace("‘", "'")


def alternatives(group: str, name: str) -> str:
    """Return one group that matches any phrase of a list, as source for a larger expression."""
    entries: Sequence[str] = table("speech")[group][name]
    return "(?:" + "|".join(entries) + ")"


@cache
def anywhere(group: str, name: str) -> re.Pattern[str]:
    """Return the list as whole words, wherever they stand."""
    return re.compile(rf"(?<![\w'])(?:{alternatives(group, name)})(?!\w)", re.IGNORECASE)


@cache
def at_start(group: str, name: str) -> re.Pattern[str]:
    """Return the list as the opening of a text, after any fillers (“um, well, so …”)."""
    filler = rf"(?:{alternatives('answers', 'filler')}(?![\w'])[\s,.?!—-]*){{0,8}}"
    return re.compile(rf"^\W*(?:\[[^\]]*\]\W*)*{filler}(?:{alternatives(group, name)})(?!\w)", re.IGNORECASE)


@cache
def right_here(group: str, name: str) -> re.Pattern[str]:
    """Return the list as it stands, to be matched at one place; its entries bring their own word ends."""
    return re.compile(alternatives(group, name), re.IGNORECASE)
