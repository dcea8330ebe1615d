"""How hard a passphrase is to guess, in words. The store decides what is accepted; this says it while typing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from therapease.ui import strings

MINIMUM_LENGTH = 15
_LONGEST_SCORED = 72
"""zxcvbn's work grows faster than the length; what comes after only adds strength."""


@dataclass(frozen=True, slots=True)
class Strength:
    """`level` is 0 (nothing typed) to 4; `words` say the same for those who do not see the meter."""

    level: int
    words: str
    will_do: bool


def strength_of(passphrase: str, known_words: Iterable[str] = ()) -> Strength:
    """Judge a passphrase (zxcvbn: Wheeler, USENIX Security 2016). `known_words` are the person's own, such as a name.

    Takes up to some tens of milliseconds: call it when typing pauses, not on every key.
    """
    if not passphrase:
        return Strength(0, "", False)
    if len(passphrase) < MINIMUM_LENGTH:
        return Strength(1, strings.Create.TOO_SHORT.format(count=len(passphrase)), False)
    # Imported here: its word lists take long to load, and only who makes a vault needs them.
    from zxcvbn import zxcvbn  # type: ignore[import-untyped]  # because zxcvbn publishes no types

    own = [part for word in known_words for part in [word, *word.split()] if part]
    score = int(zxcvbn(passphrase[:_LONGEST_SCORED], user_inputs=[*own, "therapease"])["score"])
    if score < 2:
        return Strength(1, strings.Create.EASY, False)
    if score == 2:
        return Strength(2, strings.Create.FAIR, False)
    return Strength(score, strings.Create.GOOD if score == 3 else strings.Create.STRONG, True)
