"""Which words were added and which were taken out between two texts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_PIECE = re.compile(r"\s+|\w+(?:[’'\-]\w+)*|[^\w\s]")


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

    The same and the removed runs joined are `before`, the same and the added ones `after`, to the letter.
    """
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    runs: list[WordRun] = []
    for _kind, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if old[old_from:old_to] == new[new_from:new_to]:
            _append(runs, "".join(old[old_from:old_to]), WordChange.SAME)
        else:
            _append(runs, "".join(old[old_from:old_to]), WordChange.REMOVED)
            _append(runs, "".join(new[new_from:new_to]), WordChange.ADDED)
    return tuple(runs)


def _append(runs: list[WordRun], text: str, change: WordChange) -> None:
    if text:
        runs.append(WordRun(text, change))
