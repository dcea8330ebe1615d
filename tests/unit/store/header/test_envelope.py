"""One copy of the header: checksum before unlocking, MAC after, and newer formats told from damage."""

from __future__ import annotations

import hashlib
import struct
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vaults.headers import MAC_KEY, example_header, headers
from therapease.errors import HeaderDamagedError, InternalError, VaultTooNewError
from therapease.store.header.envelope import COPY_BYTES, MAGIC, decode_copy, encode_copy
from therapease.store.header.model import Header

USED_BYTES = len(encode_copy(example_header(), MAC_KEY).rstrip(b"\0"))


@given(headers())
def test_every_header_survives(header: Header) -> None:
    raw = encode_copy(header, MAC_KEY)
    assert len(raw) == COPY_BYTES
    copy = decode_copy(raw)
    assert copy.header == header
    assert copy.raw == raw
    assert copy.is_authentic(MAC_KEY)
    assert not copy.is_authentic(b"n" * 32)


@given(st.integers(0, USED_BYTES - 33), st.integers(1, 255))
def test_every_changed_byte_before_the_mac_is_found_without_a_key(at: int, flip: int) -> None:
    raw = bytearray(encode_copy(example_header(), MAC_KEY))
    raw[at] ^= flip
    with pytest.raises(HeaderDamagedError):
        decode_copy(bytes(raw))


@given(st.integers(USED_BYTES - 32, USED_BYTES - 1), st.integers(1, 255))
def test_a_changed_mac_is_not_authentic(at: int, flip: int) -> None:
    raw = bytearray(encode_copy(example_header(), MAC_KEY))
    raw[at] ^= flip
    assert not decode_copy(bytes(raw)).is_authentic(MAC_KEY)


@given(st.integers(0, COPY_BYTES))
def test_a_cut_copy_is_damaged_until_its_last_used_byte(length: int) -> None:
    raw = encode_copy(example_header(), MAC_KEY)[:length]
    if length >= USED_BYTES:
        assert decode_copy(raw).is_authentic(MAC_KEY)
    else:
        with pytest.raises(HeaderDamagedError):
            decode_copy(raw)


@given(st.binary(max_size=400))
def test_random_bytes_are_damage_and_nothing_worse(raw: bytes) -> None:
    for candidate in (raw, MAGIC + raw):
        with pytest.raises(HeaderDamagedError):
            decode_copy(candidate)


def repaired(version: int, body: bytes) -> bytes:
    """Return a copy with any version and body and a good checksum, as somebody without the key could make it."""
    start = struct.pack(">8sHQI", MAGIC, version, 7, len(body)) + body
    return (start + hashlib.sha256(start).digest() + bytes(32)).ljust(COPY_BYTES, b"\0")


@given(st.integers(2, 2**16 - 1), st.binary(max_size=300))
def test_an_intact_copy_of_another_format_is_newer_whatever_is_in_it(version: int, body: bytes) -> None:
    with pytest.raises(VaultTooNewError):
        decode_copy(repaired(version, body))


@given(st.binary(max_size=300))
def test_a_good_checksum_over_nonsense_is_still_damage(body: bytes) -> None:
    with pytest.raises(HeaderDamagedError):
        decode_copy(repaired(1, body))


def test_more_accounts_than_fit_are_refused_before_anything_is_written() -> None:
    header = example_header()
    with pytest.raises(InternalError):
        encode_copy(replace(header, accounts=header.accounts * 200), MAC_KEY)


def test_a_practice_of_fifty_fits() -> None:
    header = example_header()
    encode_copy(replace(header, accounts=header.accounts * 50, slots=header.slots * 50), MAC_KEY)
