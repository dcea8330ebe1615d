"""Numbers as people say and write them: figures, words, ordinals, clock times.

Evidence says “fifty milligrams”, “three-thirty”, “the fifteenth”; a draft may write “50 mg”. Both are reduced to
values so that the check compares what was meant and not how it was written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_UNITS = {
    name: value
    for value, name in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
} | {"nought": 0, "oh": 0}
_TENS = {
    name: 10 * value
    for value, name in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "grand": 1000}
_ORDINALS = {
    name: value
    for value, name in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth".split(),
        start=1,
    )
} | {name: 10 * value for value, name in enumerate("twentieth thirtieth".split(), start=2)}
_COUNTS = {"once": 1.0, "twice": 2.0, "thrice": 3.0, "half": 0.5, "quarter": 0.25, "dozen": 12.0, "couple": 2.0}
_TOKEN = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[A-Za-z]+")
_JOIN = re.compile(r"[\s-]+(?:and\s+)?$")
_AMBIGUOUS = frozenset({"oh", "second", "one", "grand", "quarter", "once", "first"})


@dataclass(frozen=True, slots=True)
class SpokenNumber:
    """A number where it stands. `start` and `end` are character offsets, `value` what it comes to.

    `is_certain` is false for words that often are no number at all (“one of those”, “a second”, “oh”).
    """

    start: int
    end: int
    value: float
    is_ordinal: bool = False
    is_certain: bool = True


def find_numbers(text: str) -> list[SpokenNumber]:
    """Return every number of a text in order. “twenty-three” is one number, “ten or twenty” are two."""
    found: list[SpokenNumber] = []
    run: list[re.Match[str]] = []
    for match in _TOKEN.finditer(text):
        word = match.group().lower()
        if word[0].isdigit():
            found += _close(run)
            run = []
            value = float(word.replace(",", ""))
            found.append(SpokenNumber(match.start(), match.end(), value, _has_ordinal_ending(text, match.end())))
            continue
        if _is_number_word(word):
            if run and not _continues(run, word, text[run[-1].end() : match.start()]):
                found += _close(run)
                run = []
            run.append(match)
        elif not (run and word in ("and", "point") and _number_follows(text, match.end())):
            found += _close(run)
            run = []
        elif word == "point":
            run.append(match)
    return found + _close(run)


def number_values(text: str) -> set[float]:
    """Return the values of all numbers of a text, the parts of composed ones included (3:30 → 3 and 30)."""
    values: set[float] = set()
    for number in find_numbers(text):
        values.add(number.value)
        if number.value >= 100 or number.value % 1:
            parts = [_value_of(word) for word in _TOKEN.findall(text[number.start : number.end].lower())]
            values |= {part for part in parts if part is not None}
    return values


def _is_number_word(word: str) -> bool:
    return word in _UNITS or word in _TENS or word in _SCALES or word in _ORDINALS or word in _COUNTS


def _value_of(word: str) -> float | None:
    for known in (_UNITS, _TENS, _SCALES, _ORDINALS, _COUNTS):
        if word in known:
            return float(known[word])
    return None


def _has_ordinal_ending(text: str, end: int) -> bool:
    return re.match(r"(?:st|nd|rd|th)\b", text[end : end + 3], re.IGNORECASE) is not None


def _number_follows(text: str, end: int) -> bool:
    following = _TOKEN.search(text, end)
    return (
        following is not None and text[end : following.start()].isspace() and _is_number_word(following.group().lower())
    )


def _continues(run: list[re.Match[str]], word: str, between: str) -> bool:
    """Whether `word` builds one number with what came before: “twenty three”, “two hundred”, “six thousand one”."""
    last = run[-1].group().lower()
    if last == "point":
        return word in _UNITS
    if not _JOIN.match(between) and between.strip(" -").lower() not in ("", "and", ","):
        return False
    if "," in between and last not in _SCALES:
        return False
    if any(part.group().lower() == "point" for part in run):
        return word in _UNITS
    if word in _SCALES:
        return word != "grand" or last in _UNITS or last in _TENS
    if last in _TENS:
        small = _UNITS.get(word, _ORDINALS.get(word, 99))
        return 1 <= small <= 9
    return last in _SCALES and (word in _UNITS or word in _TENS or word in _ORDINALS)


def _close(run: list[re.Match[str]]) -> list[SpokenNumber]:
    """Turn a run of number words into its number; a lone scale word (“a hundred”) counts as itself."""
    if not run:
        return []
    names = [match.group().lower() for match in run]
    certain = not (len(names) == 1 and names[0] in _AMBIGUOUS)
    ordinal = names[-1] in _ORDINALS
    return [SpokenNumber(run[0].start(), run[-1].end(), _compose(names), ordinal, certain)]


def _compose(names: list[str]) -> float:
    if "point" in names:
        place = names.index("point")
        digits = "".join(str(_UNITS.get(name, 0)) for name in names[place + 1 :])
        return float(f"{int(_compose(names[:place]))}.{digits or '0'}")
    total, current = 0.0, 0.0
    for name in names:
        if name in _SCALES:
            scale = _SCALES[name]
            current = max(current, 1.0) * scale
            if scale >= 1000:
                total, current = total + current, 0.0
        else:
            current += _value_of(name) or 0.0
    return total + current
