"""The bytes of an event: as the documents give them, and of what the program cannot have written none."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from bench.audit_tampering import fill
from therapease.store.audit_rows import content_of, is_sealed, mac_of, moment_of, raw_rows

ROW = (7, "2026-03-01T09:30:00.000000Z", 5, "boot", None, "sign_in", "ü", b"d" * 32, b"m" * 32)


def test_the_content_is_what_the_documents_say() -> None:
    assert content_of(ROW) == (
        b"therapease/audit-event/v1"
        + (7).to_bytes(8, "big")
        + (5).to_bytes(8, "big")
        + b"\x00\x00\x00\x202026-03-01T09:30:00.000000+00:00"
        + b"\x00\x00\x00\x04boot\xff\xff\xff\xff\x00\x00\x00\x07sign_in\x00\x00\x00\x02\xc3\xbc"
        + b"d" * 32
    )


@pytest.mark.parametrize(
    ("place", "value"), [(0, -1), (0, "x"), (1, None), (1, "yesterday"), (2, 1 << 64), (5, 3), (7, "text")]
)
def test_what_the_program_cannot_have_written_has_none(place: int, value: object) -> None:
    row = (*ROW[:place], value, *ROW[place + 1 :])
    assert content_of(row) is None
    assert not is_sealed(b"k", None, b"m")


def test_a_seal_is_the_keys_over_the_content() -> None:
    mac = mac_of(b"k" * 32, b"content")
    assert is_sealed(b"k" * 32, b"content", mac)
    assert not is_sealed(b"o" * 32, b"content", mac)
    assert not is_sealed(b"k" * 32, b"content", "text")


def test_rows_come_in_order_between_two_places(connection: Connection) -> None:
    fill(connection)
    assert [row[0] for row in raw_rows(connection, 3, 6)] == [4, 5, 6]
    assert len(list(raw_rows(connection))) == 40
    assert moment_of(next(iter(raw_rows(connection)))) is not None
    assert moment_of((1, "yesterday")) is None
