"""Comparing a recovery code with what a person typed back from the paper, and saying where the two differ."""

from __future__ import annotations

from therapease.ui import strings

_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})
_GROUP = 4


def is_same_code(typed: str, code: str) -> bool:
    """Tell whether a recovery code was typed back rightly; case, dashes, spaces and lookalikes do not matter."""
    return bool(code) and _bare(typed) == _bare(code)


def difference_words(typed: str, code: str) -> str:
    """Return what is wrong with what was typed, group by group as on the paper, or an empty text."""
    given, right = _bare(typed), _bare(code)
    if not given:
        return strings.Recovery.NOTHING_TYPED
    if given == right:
        return ""
    if right.startswith(given):
        return strings.Recovery.NOT_ALL.format(count=len(right) - len(given))
    if given.startswith(right):
        return strings.Recovery.TOO_MUCH
    at = next(place for place, (a, b) in enumerate(zip(given, right, strict=False)) if a != b)
    return strings.Recovery.NOT_RIGHT.format(group=strings.Recovery.GROUPS[min(at // _GROUP, 6)])


def _bare(code: str) -> str:
    return "".join(c for c in code.upper() if c.isalnum()).translate(_LOOKALIKES)
