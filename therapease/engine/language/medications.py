"""Names of medicines in a text.

A list of generic and brand names, and the endings that generic names share by the rules of their makers (the stems of
the International Nonproprietary Names, WHO). The endings catch what the list has not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from therapease.engine.language.tokens import tokens
from therapease.engine.language.word_lists import words

_STEMS = re.compile(
    r"^\w{3,}(?:oxetine|traline|faxine|zodone|apine|peridone|iprazole|triptyline|ipramine|citalopram|azepam|azolam"
    r"|zosin"
    r"|prazole|statin|sartan|olol|pril|dipine|gliptin|gliflozin|glutide|formin|thiazide|triptan|cycline|cillin|mycin"
    r"|floxacin|profen|barbital|trigine|racetam|gabalin|norphine|trexone|melteon|orexant|lukast|tidine|setron)$"
)
_NOT_MEDICINES = frozenset({"april", "routine"})


@dataclass(frozen=True, slots=True)
class Medicine:
    """A medicine's name where it stands. `start` and `end` are character offsets; `name` is lower case."""

    start: int
    end: int
    name: str


def is_medicine(word: str) -> bool:
    """Whether a single word names a medicine."""
    word = word.lower()
    return word in words("medications") or (word not in _NOT_MEDICINES and _STEMS.match(word) is not None)


def find_medicines(text: str) -> list[Medicine]:
    """Return the named medicines of a text in order."""
    return [Medicine(token.start, token.end, token.norm) for token in tokens(text) if is_medicine(token.norm)]
