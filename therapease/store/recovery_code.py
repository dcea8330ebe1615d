"""The recovery code: 128 random bits, written for people.

    26 characters carry the bits (Crockford's base 32: no I, L, O or U), two more are a checksum:
    K7QM-2V9D-XXXX-XXXX-XXXX-XXXX-XXXX

The checksum is the number modulo the prime 1021, so that every single wrong character and every swap of two
neighbours is caught before the slow key derivation is tried.
"""

from __future__ import annotations

import secrets

from therapease.errors import WrongRecoveryCodeError

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_BYTES = 16
DATA_CHARACTERS = 26
CHECK_CHARACTERS = 2
GROUP = 4

_MODULUS = 1021
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})
_VALUES = {character: value for value, character in enumerate(ALPHABET)}


def new_recovery_code() -> str:
    """Return a fresh code in groups of four."""
    return format_recovery_code(secrets.token_bytes(CODE_BYTES))


def format_recovery_code(code: bytes) -> str:
    """Return 16 bytes as seven groups of four characters."""
    number = int.from_bytes(code, "big")
    characters = _encoded(number, DATA_CHARACTERS) + _encoded(number % _MODULUS, CHECK_CHARACTERS)
    return "-".join(characters[i : i + GROUP] for i in range(0, len(characters), GROUP))


def parse_recovery_code(typed: str) -> bytes:
    """Return the 16 bytes of a code as a person typed it: any case, spaces and dashes, O for 0, I or L for 1.

    Raise WrongRecoveryCodeError when characters are missing, unknown or do not fit the checksum.
    """
    tidy = "".join(typed.split()).replace("-", "").replace("–", "").upper().translate(_LOOKALIKES)
    if len(tidy) != DATA_CHARACTERS + CHECK_CHARACTERS:
        raise WrongRecoveryCodeError(
            f"It has {len(tidy)} characters instead of {DATA_CHARACTERS + CHECK_CHARACTERS}. Check each group against "
            "the sheet you wrote down."
        )
    if any(character not in _VALUES for character in tidy):
        raise WrongRecoveryCodeError
    number = _decoded(tidy[:DATA_CHARACTERS])
    if number >> (8 * CODE_BYTES) or number % _MODULUS != _decoded(tidy[DATA_CHARACTERS:]):
        raise WrongRecoveryCodeError("A character is wrong or two are swapped. Check each group against the sheet.")
    return number.to_bytes(CODE_BYTES, "big")


def _encoded(number: int, width: int) -> str:
    return "".join(ALPHABET[(number >> (5 * place)) & 31] for place in reversed(range(width)))


def _decoded(characters: str) -> int:
    number = 0
    for character in characters:
        number = number * 32 + _VALUES[character]
    return number
