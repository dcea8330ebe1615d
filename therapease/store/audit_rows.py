"""The audit log's rows as they lie in the database, and the bytes their MAC and digest are made over.

Raw, because checking a million of them has to take seconds: no value is converted that is only hashed.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, inspect, select

from therapease.store.tables import audit_keys

_DOMAIN = b"therapease/audit-event/v1"
_BATCH = 1000
_NUMBERS, _LENGTH = struct.Struct(">QQ"), struct.Struct(">I")
_NONE = b"\xff\xff\xff\xff"
_AT_CHARACTERS = 27
_ZONE = b"+00:00"
_AT_LENGTH = _LENGTH.pack(_AT_CHARACTERS - 1 + len(_ZONE))
COLUMNS = "sequence, at, monotonic_ns, boot_id, user_id, action, object_id, previous_digest, mac"

RawRow = Any
"""A row with `COLUMNS` in their order; after somebody wrote past the program, of any type."""


def raw_rows(connection: Connection, after: int = 0, last: int | None = None) -> Iterator[RawRow]:
    """Yield rows in order, those with a sequence above `after` (with 0 all that there are), up to `last`."""
    lowest = after if after > 0 else -(1 << 63)
    highest = last if last is not None else (1 << 63) - 1
    statement = f"SELECT {COLUMNS} FROM audit_events WHERE sequence > ? AND sequence <= ? ORDER BY sequence"
    yield from connection.exec_driver_sql(statement, (lowest, highest), execution_options={"yield_per": _BATCH})


def content_of(row: RawRow) -> bytes | None:
    """Return a row's fields as bytes that no other event has: fixed widths, and lengths before texts.

    None for a row that the program cannot have written.
    """
    try:
        sequence, at, monotonic_ns, boot_id, user_id, action, object_id, previous_digest, _mac = row
        if len(at) != _AT_CHARACTERS or at[-1] != "Z":
            return None
        return b"".join(
            (
                _DOMAIN,
                _NUMBERS.pack(sequence, monotonic_ns),
                _AT_LENGTH,
                at[:-1].encode("ascii"),
                _ZONE,
                _repeated(boot_id),
                _repeated(user_id),
                _repeated(action),
                _sized(object_id),
                previous_digest,
            )
        )
    except (struct.error, TypeError, AttributeError, ValueError):
        return None


def mac_of(key: bytes, content: bytes) -> bytes:
    return hmac.digest(key, content, "sha256")


def chain_digest(content: bytes, mac: bytes) -> bytes:
    return hashlib.sha256(content + mac).digest()


def is_sealed(key: bytes, content: bytes | None, mac: object) -> bool:
    """Say whether the MAC is the key's over the content."""
    return content is not None and isinstance(mac, bytes) and hmac.compare_digest(mac_of(key, content), mac)


def moment_of(row: RawRow) -> datetime | None:
    """Return when a row says it happened; None where it says nothing that is a time."""
    try:
        return datetime.fromisoformat(row[1]).astimezone(UTC)
    except (TypeError, ValueError):
        return None


def _sized(text: str | None) -> bytes:
    if text is None:
        return _NONE
    raw = text.encode("utf-8")
    return _LENGTH.pack(len(raw)) + raw


_repeated = lru_cache(4096)(_sized)
"""For what is the same in most rows."""


@dataclass(frozen=True, slots=True)
class MacKeys:
    """Which key an event was sealed with: the retired ones up to where they ended, then the one in use."""

    current: bytes = field(repr=False)
    retired: tuple[tuple[int, bytes], ...] = field(repr=False)

    @classmethod
    def of(cls, connection: Connection, current: bytes) -> MacKeys:
        # A vault that was not brought up to date yet has no such table, and never had another key.
        if not inspect(connection).has_table(audit_keys.name):
            return cls(current, ())
        rows = connection.execute(select(audit_keys).order_by(audit_keys.c.until_sequence))
        return cls(current, tuple((row.until_sequence, row.mac_key) for row in rows))

    def of_event(self, sequence: int) -> bytes:
        for until, key in self.retired:
            if sequence <= until:
                return key
        return self.current
