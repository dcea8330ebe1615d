"""Proper names in a text, as far as writing shows them.

A capital in the middle of a sentence, or after a title, marks a name; days, months and the like do not count. In text
that a recognizer left in lower case nothing is found here, and the checks on content words carry the weight.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from therapease.engine.language.medications import is_medicine
from therapease.engine.language.word_lists import words

_WORD = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ]+(?:['’-][A-Za-z]+)*")
_TITLE = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|Doctor|Nurse|Uncle|Aunt|Auntie)\.?\s+$")
_SENTENCE_START = re.compile(r"(?:^|[.!?…:]|[“\"\[\](—–])\s*$")


@dataclass(frozen=True, slots=True)
class ProperName:
    """A name where it stands. `start` and `end` are character offsets; `name` is lower case without a possessive."""

    start: int
    end: int
    name: str


def find_names(text: str) -> list[ProperName]:
    """Return the names of a text in order. A word that opens a sentence counts only after a title or if repeated."""
    inside: list[ProperName] = []
    opening: list[ProperName] = []
    for match in _WORD.finditer(text):
        word = match.group()
        if not word[0].isupper():
            continue
        name = re.sub(r"['’]s?$", "", word.lower())
        if name.replace("’", "'") in words("capitalized_words") or is_medicine(name) or len(name) < 2:
            continue
        found = ProperName(match.start(), match.end(), name)
        before = text[: match.start()]
        if _TITLE.search(before) or not _SENTENCE_START.search(before):
            inside.append(found)
        else:
            opening.append(found)
    known = {found.name for found in inside}
    inside += [found for found in opening if found.name in known]
    return sorted(inside, key=lambda found: found.start)


def name_set(text: str) -> set[str]:
    """Return the names of a text without their places."""
    return {found.name for found in find_names(text)}
