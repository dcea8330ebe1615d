"""Recovery codes: written, read back as people type, and every slip of the pen noticed."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from therapease.errors import WrongRecoveryCodeError
from therapease.store.recovery_code import ALPHABET, format_recovery_code, new_recovery_code, parse_recovery_code

codes = st.binary(min_size=16, max_size=16)


@given(codes)
def test_what_was_written_is_read_back(code: bytes) -> None:
    assert parse_recovery_code(format_recovery_code(code)) == code


def test_known_codes() -> None:
    assert format_recovery_code(bytes(16)) == "0000-0000-0000-0000-0000-0000-0000"
    # 2^128 - 1 is 645 modulo 1021, and 645 is 20 * 32 + 5: M and 5.
    assert format_recovery_code(b"\xff" * 16) == "7ZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZM5"


@given(codes)
def test_case_spaces_dashes_and_lookalikes_do_not_matter(code: bytes) -> None:
    written = format_recovery_code(code)
    careless = written.lower().replace("-", "  ").replace("0", "o").replace("1", "l")
    assert parse_recovery_code(f"\t{careless}\n") == code
    assert parse_recovery_code(written.replace("-", "").replace("1", "I")) == code


@given(codes, st.integers(0, 27), st.integers(1, 31))
def test_every_single_wrong_character_is_noticed(code: bytes, place: int, shift: int) -> None:
    characters = list(format_recovery_code(code).replace("-", ""))
    characters[place] = ALPHABET[(ALPHABET.index(characters[place]) + shift) % 32]
    with pytest.raises(WrongRecoveryCodeError):
        parse_recovery_code("".join(characters))


@given(codes, st.integers(0, 24))
def test_every_swap_of_neighbours_in_the_code_is_noticed(code: bytes, place: int) -> None:
    characters = list(format_recovery_code(code).replace("-", ""))
    assume(characters[place] != characters[place + 1])
    characters[place], characters[place + 1] = characters[place + 1], characters[place]
    with pytest.raises(WrongRecoveryCodeError):
        parse_recovery_code("".join(characters))


@given(st.text(max_size=60))
def test_nothing_typed_ever_fails_in_another_way(typed: str) -> None:
    try:
        assert len(parse_recovery_code(typed)) == 16
    except WrongRecoveryCodeError as error:
        assert error.message


def test_a_missing_character_is_told_as_such() -> None:
    with pytest.raises(WrongRecoveryCodeError, match="27 characters instead of 28"):
        parse_recovery_code("0000-0000-0000-0000-0000-0000-000")


def test_new_codes_differ() -> None:
    assert len({new_recovery_code() for _ in range(50)}) == 50
