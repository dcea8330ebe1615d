"""What a passphrase must be: long, and not among the ones an attacker tries first (NIST SP 800-63B, 5.1.1.2)."""

from __future__ import annotations

from collections.abc import Iterable

from zxcvbn import zxcvbn  # type: ignore[import-untyped]  # because zxcvbn publishes no types

from therapease.errors import WeakPassphraseError
from therapease.store.kdf import normalised

MINIMUM_LENGTH = 15
MINIMUM_SCORE = 3
_LONGEST_SCORED = 72
"""zxcvbn's work grows faster than the length, and it refuses more; what comes after only adds strength."""


def check_passphrase(passphrase: str, *, known_words: Iterable[str] = ()) -> None:
    """Raise WeakPassphraseError, with the next step in its message, unless the passphrase will do.

    There are no rules of composition: length counts, and what zxcvbn (Wheeler, USENIX Security 2016) knows of common
    words, names, patterns and keyboards. `known_words` are the person's own, such as her name.
    """
    text = normalised(passphrase)
    if len(text) < MINIMUM_LENGTH:
        raise WeakPassphraseError(
            f"It has {len(text)} characters. Use at least {MINIMUM_LENGTH}, for example four or five unrelated words."
        )
    own = [part for word in known_words for part in [word, *word.split()] if part]
    result = zxcvbn(text[:_LONGEST_SCORED], user_inputs=[*own, "therapease"])
    if result["score"] < MINIMUM_SCORE:
        raise WeakPassphraseError(
            "It is made of words or patterns that are tried first. Use four or five words that have nothing to do "
            "with each other or with you."
        )
