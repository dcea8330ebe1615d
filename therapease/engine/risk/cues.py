"""The words around a mention that decide how it is meant, from `word_lists/risk_cues.toml`."""

from __future__ import annotations

import re
from functools import cache

from therapease.engine.language.word_lists import table


@cache
def cue(name: str) -> re.Pattern[str]:
    """Return a list of cues as whole words, to be searched in `lowered` text or matched at one place of it."""
    entries: list[str] = table("risk_cues")[name]
    return re.compile(rf"(?<![\w'])(?:{'|'.join(entries)})(?![\w])" if name not in _OWN_ENDS else "|".join(entries))


def alternatives(name: str) -> str:
    """Return a list as one group, as source for a larger expression."""
    entries: list[str] = table("risk_cues")[name]
    return f"(?:{'|'.join(entries)})"


# These lists bring their own beginning or end.
_OWN_ENDS = frozenset(
    {"elliptic_no", "degree", "bare_question", "not_taking", "says_of_you", "is", "own_yes", "thing", "likeness"}
    | {"turns_to_other"}
)
