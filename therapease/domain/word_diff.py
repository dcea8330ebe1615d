"""Which words were added and which were taken out between two texts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_PIECE = re.compile(r"\s+|\w+(?:[’'\-]\w+)*|[^\w\s]")

_LEAST_IN_COMMON = 0.4
_ISLAND_CHARACTERS = 4


class WordChange(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class WordRun:
    """A stretch of text that was kept, added or removed as a whole."""

    text: str
    change: WordChange


def diff_words(before: str, after: str) -> tuple[WordRun, ...]:
    """Return the runs that turn `before` into `after`, removed words before those that stand in their place.

    The same and the removed runs joined are `before`, the same and the added ones `after`, to the letter. Texts with
    little in common are replaced as a whole, and single words between two changes go with them: what is read by a
    person is not a patch.
    """
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if before and after and matcher.ratio() < _LEAST_IN_COMMON:
        return WordRun(before, WordChange.REMOVED), WordRun(after, WordChange.ADDED)
    parts: list[tuple[str, str]] = []
    for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        part = "".join(old[old_from:old_to]), "".join(new[new_from:new_to])
        is_last = kind == "equal" and old_to == len(old) and new_to == len(new)
        if parts and kind == "equal" and not is_last and _is_island(part[0]):
            parts[-1] = parts[-1][0] + part[0], parts[-1][1] + part[1]
        elif parts and kind != "equal" and parts[-1][0] != parts[-1][1]:
            parts[-1] = parts[-1][0] + part[0], parts[-1][1] + part[1]
        else:
            parts.append(part)
    runs: list[WordRun] = []
    for was, now in parts:
        if was == now:
            _append(runs, was, WordChange.SAME)
        else:
            _append(runs, was, WordChange.REMOVED)
            _append(runs, now, WordChange.ADDED)
    return tuple(runs)


def _is_island(text: str) -> bool:
    """Say whether what two texts share is too little to be read by itself: a space, a full stop, a short word."""
    return len(re.findall(r"\w+", text)) <= 1 and len(text.strip()) <= _ISLAND_CHARACTERS


def _append(runs: list[WordRun], text: str, change: WordChange) -> None:
    if text:
        runs.append(WordRun(text, change))
