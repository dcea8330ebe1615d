"""Words of a text with their places, and the stems by which two wordings are compared.

A light English stemmer of our own: the checks need “walks”, “walked” and “walking” to meet, and nothing more. A wrong
meeting of two words costs at most a sentence that another check has to refuse, so the rules stay few.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from therapease.engine.language.word_lists import word_pairs, words

_WORD = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ]+(?:['’][A-Za-z]+)*|\d+(?:[.,]\d+)*")
_VOWEL = re.compile(r"[aeiouy]")
_NOT_CONTRACTED = {
    "won't": "will not",
    "can't": "can not",
    "cannot": "can not",
    "shan't": "shall not",
    "ain't": "is not",
}
_CONTRACTED = {"'m": "am", "'re": "are", "'ve": "have", "'ll": "will", "'s": "is", "'d": "would"}


@dataclass(frozen=True, slots=True)
class Token:
    """One word or figure. `start` and `end` are character offsets; `norm` is lower case with a plain apostrophe."""

    start: int
    end: int
    norm: str


def tokens(text: str) -> list[Token]:
    """Split into words and figures; punctuation carries no token. Hyphens separate, apostrophes do not."""
    return [Token(m.start(), m.end(), m.group().lower().replace("’", "'")) for m in _WORD.finditer(text)]


def expand(word: str) -> list[str]:
    """Split a contraction into its words: “didn't” → did not, “I'm” → i am. Others come back alone."""
    if word in _NOT_CONTRACTED:
        return _NOT_CONTRACTED[word].split()
    if word.endswith("n't"):
        return [word[:-3], "not"]
    for ending, full in _CONTRACTED.items():
        if word.endswith(ending) and len(word) > len(ending):
            return [word[: -len(ending)], full]
    return [word]


def plain_words(text: str) -> list[str]:
    """Return the words of a text in lower case with contractions taken apart."""
    return [part for token in tokens(text) for part in expand(token.norm)]


@lru_cache(maxsize=32768)
def stem(word: str) -> str:
    """Reduce an English word to the part its forms share; irregular forms come from a list."""
    word = word.lower().replace("’", "'")
    irregular = word_pairs("irregular_forms").get(word)
    if irregular is not None:
        return _without_suffix(irregular)
    return _without_suffix(word)


def _without_suffix(word: str) -> str:
    if len(word) <= 3 or not word.isalpha():
        return word
    for suffix, instead in (("ies", "y"), ("ied", "y"), ("sses", "ss"), ("ingly", ""), ("edly", "")):
        if word.endswith(suffix) and len(word) - len(suffix) >= 2:
            return _tidy(word[: -len(suffix)] + instead)
    for suffix in ("ing", "ed"):
        root = word[: -len(suffix)]
        if word.endswith(suffix) and len(root) >= 3 and _VOWEL.search(root):
            return _tidy(root)
    if word.endswith("es") and len(word) > 4 and word[-3] in "sxzh":
        return _tidy(word[:-2])
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return _tidy(word[:-1])
    if word.endswith("ly") and len(word) > 5:
        return _tidy(word[:-2])
    return _tidy(word)


def _tidy(root: str) -> str:
    """Undo doubling and a silent e so that stop, stopped and stopping, or take and taking, share one stem."""
    if len(root) > 3 and root[-1] == root[-2] and root[-1] not in "aeiouls":
        root = root[:-1]
    if len(root) > 3 and root.endswith("e"):
        root = root[:-1]
    if len(root) > 3 and root.endswith("y"):
        root = root[:-1] + "i"
    return root


def is_content(word: str) -> bool:
    """Whether a word says something of its own: not an article, pronoun, auxiliary, preposition or filler."""
    return word not in words("function_words") and (len(word) > 2 or word.isdigit())


def content_stems(text: str) -> list[str]:
    """Return the stems of the words that say something, in order, repeats kept."""
    return [stem(word) for word in plain_words(text) if is_content(word)]
