"""The body of format version 1: every header survives its bytes, and no bytes do harm."""

from __future__ import annotations

import hashlib
import struct
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vaults.headers import example_header, headers
from therapease.domain.user import UserRole
from therapease.errors import HeaderDamagedError
from therapease.store.header import v1
from therapease.store.header.model import Header, SlotKind
from therapease.store.kdf import Argon2Parameters


@given(headers())
def test_every_header_survives_its_bytes(header: Header) -> None:
    assert v1.decode_body(v1.encode_body(header), header.generation) == header


def test_the_bytes_never_change() -> None:
    # A frozen digest: whoever changes the layout has to make a format version 2.
    body = v1.encode_body(example_header())
    assert len(body) == 16 + 32 + 8 + 32 + 2 + (16 + 1 + 2 + 9 + 32 + 32 + 80) + 2 + 2 * (
        16 + 16 + 1 + 12 + 16 + 12 + 80
    )
    assert body.startswith(b"F" * 16 + b"S" * 32 + struct.pack(">Q", 12) + b"D" * 32 + b"\x00\x01")
    assert hashlib.sha256(body).hexdigest() == "9e450515c9481da09a540f93240afc25a5bef839601a444c4eba58321aaced01"


@given(st.binary(max_size=1200))
def test_no_bytes_fail_in_another_way(body: bytes) -> None:
    with pytest.raises(HeaderDamagedError):
        v1.decode_body(b"\xff" * 88 + body, 1)


@given(st.data())
def test_a_cut_or_lengthened_body_is_damaged(data: st.DataObject) -> None:
    body = v1.encode_body(example_header())
    for changed in (body[: data.draw(st.integers(0, len(body) - 1))], body + b"\0"):
        with pytest.raises(HeaderDamagedError):
            v1.decode_body(changed, 1)


@given(st.data())
def test_a_changed_byte_gives_another_header_or_none(data: st.DataObject) -> None:
    body = bytearray(v1.encode_body(example_header()))
    body[data.draw(st.integers(0, len(body) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        decoded = v1.decode_body(bytes(body), 7)
    except HeaderDamagedError:
        return
    assert decoded != example_header()
    assert v1.encode_body(decoded) == bytes(body)


@pytest.mark.parametrize(
    ("at", "value"), [(90 + 16, 9), (90 + 17, 0xFF), (90 + 19 + 7, 0xFF), (90 + 19 + 9 + 144 + 2 + 32, 4)]
)
def test_unknown_role_huge_label_broken_utf8_and_unknown_kind_are_damage(at: int, value: int) -> None:
    body = bytearray(v1.encode_body(example_header()))
    body[at] = value
    with pytest.raises(HeaderDamagedError):
        v1.decode_body(bytes(body), 1)


def test_a_slot_of_nobody_is_damage() -> None:
    header = example_header()
    with pytest.raises(HeaderDamagedError):
        v1.decode_body(v1.encode_body(replace(header, accounts=())), 1)
    twice = replace(header, accounts=header.accounts * 2)
    with pytest.raises(HeaderDamagedError):
        v1.decode_body(v1.encode_body(twice), 1)


def test_a_binding_differs_whenever_anything_bound_differs() -> None:
    user_id = example_header().accounts[0].user_id
    made = {
        v1.slot_binding(file_id, slot_id, user, kind, role)
        for file_id in (b"f" * 16, b"g" * 16)
        for slot_id in (b"1" * 16, b"2" * 16)
        for user in (user_id, type(user_id)("01954000-0000-7000-8000-000000000002"))
        for kind in SlotKind
        for role in UserRole
    }
    assert len(made) == 2 * 2 * 2 * 3 * 4
    assert len({len(binding) for binding in made}) == 1
    assert v1.kdf_bytes(Argon2Parameters(1, 2, 3)) == bytes([0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3])


def test_a_long_name_is_cut_between_characters() -> None:
    assert v1.cut_label("Ada") == "Ada"
    cut = v1.cut_label("ü" * 300)
    assert cut == "ü" * 256
    assert v1.cut_label("x" + "ü" * 300) == "x" + "ü" * 255
