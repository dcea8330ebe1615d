"""The word lists of `word_lists/risk.toml`, compiled, and where their entries occur in one utterance.

The lists are data, so that a clinician can read and extend them; what an entry's kind means stands at the head of the
file. Matching works on lower-cased text with plain apostrophes of the same length, so offsets hold for the original.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from therapease.domain.note import RiskCategory
from therapease.engine.language.speech_patterns import straight
from therapease.engine.language.word_lists import table

_PLACE = re.compile(r"<(\w+)>")
_NESTING = 4
_LOOKAROUND = re.compile(r"(\(\?<?[!=][^()]*\))")
_SAID_TO_YOU = frozenset({RiskCategory.ABUSE, RiskCategory.PSYCHOSIS, RiskCategory.SELF_HARM, RiskCategory.NEGLECT})
_LOOKBEHIND = re.compile(r"(\(\?<[!=][^()]*\))")
_FIRST_PERSON = ((re.compile(r"\bme\b"), "(?:me|you)"), (re.compile(r"(?<!\()\bmy\b(?!\|)"), "(?:my|your)"))
_GERUND = re.compile(r"ing(?![a-z])")


class Kind(StrEnum):
    """What an entry says of its risk; see the head of the word list."""

    PLAIN = "plain"
    OPPOSITE = "opposite"
    COMPLIANCE = "compliance"
    DOUBTFUL = "doubtful"
    FACT = "fact"


class Context(StrEnum):
    """What the conversation must be about for an entry to count."""

    ANY = "any"
    SAME_RISK = "same_risk"
    MEDICATION = "medication"
    MIND = "mind"
    SESSION = "session"
    NOT_FLUIDS = "not_fluids"
    HABIT = "habit"
    GRIEF = "grief"


@dataclass(frozen=True, slots=True)
class Hit:
    """One entry found: `text[start:end]` names `category` in the manner of `kind`."""

    category: RiskCategory
    kind: Kind
    start: int
    end: int
    context: Context = Context.ANY


# The name of a list in the file → what its entries say, and where they count.
_LISTS: Mapping[str, tuple[Kind, Context]] = {
    "fact": (Kind.FACT, Context.ANY),
    "doubtful": (Kind.DOUBTFUL, Context.ANY),
    "opposite": (Kind.OPPOSITE, Context.ANY),
    "plain": (Kind.PLAIN, Context.ANY),
    "compliance": (Kind.COMPLIANCE, Context.ANY),
    "medical_opposite": (Kind.OPPOSITE, Context.MEDICATION),
    "medical": (Kind.PLAIN, Context.MEDICATION),
    "medical_compliance": (Kind.COMPLIANCE, Context.MEDICATION),
    "medical_doubtful": (Kind.DOUBTFUL, Context.MEDICATION),
    "grief": (Kind.PLAIN, Context.GRIEF),
    "habit": (Kind.PLAIN, Context.HABIT),
    "mood": (Kind.DOUBTFUL, Context.MIND),
    "dry": (Kind.PLAIN, Context.NOT_FLUIDS),
    "later": (Kind.DOUBTFUL, Context.SESSION),
    "weak_opposite": (Kind.OPPOSITE, Context.SAME_RISK),
    "weak": (Kind.PLAIN, Context.SAME_RISK),
}


@cache
def _words() -> Mapping[str, str]:
    words: dict[str, str] = dict(table("risk")["words"])
    for _ in range(_NESTING):
        words = {name: _filled(pattern, words) for name, pattern in words.items()}
    return words


def _filled(pattern: str, words: Mapping[str, str]) -> str:
    return _PLACE.sub(lambda place: words[place.group(1)], pattern)


@cache
def word_pattern(name: str) -> re.Pattern[str]:
    """Return one of the file's [words] as whole words, for a caller that needs it alone."""
    return re.compile(rf"(?<![\w'])(?:{_words()[name]})(?!\w)")


@cache
def _patterns(category: RiskCategory) -> tuple[tuple[Kind, Context, re.Pattern[str]], ...]:
    lists = table("risk")[category.value]
    mirrored = category in _SAID_TO_YOU
    return tuple(
        (kind, context, _compiled(lists[name], is_mirrored=mirrored))
        for name, (kind, context) in _LISTS.items()
        if name in lists
    )


@cache
def _not_meant(category: RiskCategory) -> re.Pattern[str]:
    return _compiled(table("risk")[category.value].get("not_meant", ["(?!)"]))


def _compiled(entries: list[str], *, is_mirrored: bool = False) -> re.Pattern[str]:
    """Compile a list. `is_mirrored`: what clients say of “me” and “my”, therapists ask of “you” and “your”."""
    filled = _with_dropped_g("|".join(_filled(entry, _words()) for entry in entries))
    if is_mirrored:
        parts = _LOOKAROUND.split(filled)
        for one, both in _FIRST_PERSON:
            parts = [part if at % 2 else one.sub(both, part) for at, part in enumerate(parts)]
        filled = "".join(parts)
    return re.compile(rf"(?<![\w'])(?:{filled})(?!\w)")


def _with_dropped_g(pattern: str) -> str:
    """Let “drinking” also match “drinkin” and “drinkin'”; a lookbehind, which must keep its width, stays."""
    parts = _LOOKBEHIND.split(pattern)
    return "".join(part if at % 2 else _GERUND.sub("in[g']?", part) for at, part in enumerate(parts))


def lowered(text: str) -> str:
    """Return the text as the lists are written: lower case, plain apostrophes, same length."""
    lower = straight(text).lower()
    return lower if len(lower) == len(text) else straight(text)


def not_meant_spans(text: str, category: RiskCategory) -> list[tuple[int, int]]:
    """Return the figures of speech and accidents that only sound like `category`. `text` is `lowered`."""
    return [match.span() for match in _not_meant(category).finditer(text)]


def find_hits(text: str) -> list[Hit]:
    """Return every entry of every list that occurs, whatever context it asks for. `text` is `lowered`.

    Of overlapping entries of one risk the one whose list stands first counts, so that “still taking” is not also
    read as “taking”.
    """
    found: list[Hit] = []
    for category in RiskCategory:
        taken: list[tuple[int, int]] | None = None
        for kind, context, pattern in _patterns(category):
            for match in pattern.finditer(text):
                if taken is None:
                    taken = not_meant_spans(text, category)
                if any(match.start() < right and left < match.end() for left, right in taken):
                    continue
                if context is not Context.SAME_RISK:
                    taken.append(match.span())
                found.append(Hit(category, kind, match.start(), match.end(), context))
    return found
