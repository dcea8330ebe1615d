"""The audit log: append-only, each event chained to the one before and sealed with a MAC.

An event's digest covers its fields, the digest before it and its own MAC; so whoever removes, changes or reorders
events breaks every later digest, and cannot mend them without the key. What a chain cannot show by itself is that its
end was cut off: for that, its head is kept outside, as an anchor in the key file.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, inspect, select

from therapease.clock import Clock
from therapease.domain.audit import AuditAction, AuditEvent
from therapease.domain.ids import UserId
from therapease.errors import VaultDamagedError
from therapease.store.boot import boot_id
from therapease.store.header.model import NO_ANCHOR, AuditAnchor
from therapease.store.tables import audit_events as table
from therapease.store.tables import audit_keys

_DOMAIN = b"therapease/audit-event/v1"
_BATCH = 1000
_Row = Row[Any]


class SqlAuditLog:
    """`services.ports.AuditLog` within one transaction, in the name of one user."""

    def __init__(self, connection: Connection, mac_key: bytes, user_id: UserId | None, clock: Clock) -> None:
        self._connection = connection
        self._mac_key = mac_key
        self._user_id = user_id
        self._clock = clock

    def append(self, action: AuditAction, object_id: str | None = None) -> None:
        """Write an event; it lasts if and only if the transaction commits."""
        before = head(self._connection)
        entry = _Entry(
            sequence=before.sequence + 1,
            at=self._clock.now(),
            monotonic_ns=self._clock.monotonic_ns(),
            boot_id=boot_id(),
            user_id=self._user_id,
            action=action.value,
            object_id=object_id,
            previous_digest=before.digest,
        )
        self._connection.execute(insert(table).values(**asdict(entry), mac=_mac(self._mac_key, entry.content())))

    def list_recent(self, limit: int) -> list[AuditEvent]:
        """Return the newest events, newest first."""
        rows = self._connection.execute(select(table).order_by(table.c.sequence.desc()).limit(limit))
        return [_event(row) for row in rows]

    def list_for_object(self, object_id: str) -> list[AuditEvent]:
        """Return every event of one client, session, recording, transcript or note, oldest first."""
        chosen = select(table).where(table.c.object_id == object_id).order_by(table.c.sequence)
        return [_event(row) for row in self._connection.execute(chosen)]

    def verify(self) -> AuditAnchor:
        """Check the whole chain and return its head. Raise VaultDamagedError where it does not hold."""
        return verify_chain(self._connection, self._mac_key)


def head(connection: Connection) -> AuditAnchor:
    """Return the newest event's sequence and digest, `NO_ANCHOR` for an empty log."""
    row = connection.execute(select(table).order_by(table.c.sequence.desc()).limit(1)).one_or_none()
    return NO_ANCHOR if row is None else AuditAnchor(row.sequence, _digest(_entry(row).content(), row.mac))


def digest_of(connection: Connection, sequence: int) -> bytes | None:
    """Return the digest of one event, None where there is none of that number."""
    row = connection.execute(select(table).where(table.c.sequence == sequence)).one_or_none()
    return None if row is None else _digest(_entry(row).content(), row.mac)


def verify_chain(connection: Connection, mac_key: bytes, since: AuditAnchor = NO_ANCHOR) -> AuditAnchor:
    """Check every event after the anchor, and that the anchor itself is where it was; return the head.

    Raise VaultDamagedError: events are missing at the end, were changed, removed, reordered or made without the key.
    """
    expected = _anchored(connection, since)
    keys = _MacKeys.of(connection, mac_key)
    rows = connection.execute(
        select(table).where(table.c.sequence > since.sequence).order_by(table.c.sequence),
        execution_options={"yield_per": _BATCH},
    )
    for row in rows:
        follows = row.sequence == expected.sequence + 1 and row.previous_digest == expected.digest
        content = _entry(row).content()
        if not follows or not hmac.compare_digest(_mac(keys.of_event(row.sequence), content), row.mac):
            raise VaultDamagedError(
                "Its history was changed outside of TherapEase. Restore your last backup, or ask for help with the "
                "vault as it is.",
                detail=f"audit chain breaks at {row.sequence}",
            )
        expected = AuditAnchor(row.sequence, _digest(content, row.mac))
    return expected


@dataclass(frozen=True, slots=True)
class _MacKeys:
    """Which key an event was sealed with: the retired ones up to where they ended, then the one in use."""

    current: bytes = field(repr=False)
    retired: tuple[tuple[int, bytes], ...] = field(repr=False)

    @classmethod
    def of(cls, connection: Connection, current: bytes) -> _MacKeys:
        # A vault that was not brought up to date yet has no such table, and never had another key.
        if not inspect(connection).has_table(audit_keys.name):
            return cls(current, ())
        rows = connection.execute(select(audit_keys).order_by(audit_keys.c.until_sequence))
        return cls(current, tuple((row.until_sequence, row.mac_key) for row in rows))

    def of_event(self, sequence: int) -> bytes:
        return next((key for until, key in self.retired if sequence <= until), self.current)


def _anchored(connection: Connection, anchor: AuditAnchor) -> AuditAnchor:
    if anchor == NO_ANCHOR:
        return anchor
    row = connection.execute(select(table).where(table.c.sequence == anchor.sequence)).one_or_none()
    if row is None:
        last = connection.execute(select(func.coalesce(func.max(table.c.sequence), 0))).scalar_one()
        missing = anchor.sequence - int(last)
        raise VaultDamagedError(
            f"{missing} entries of its history are missing: the vault is older than its key file. Restore both files "
            "from the same backup.",
            detail=f"audit chain ends {missing} before its anchor",
        )
    if _digest(_entry(row).content(), row.mac) != anchor.digest:
        raise VaultDamagedError(
            "Its history is not the one the key file remembers. Restore both files from the same backup.",
            detail=f"audit anchor {anchor.sequence} does not match",
        )
    return anchor


@dataclass(frozen=True, slots=True)
class _Entry:
    """An event's fields, named as the table's columns, without the MAC over them."""

    sequence: int
    at: datetime
    monotonic_ns: int
    boot_id: str
    user_id: str | None
    action: str
    object_id: str | None
    previous_digest: bytes

    def content(self) -> bytes:
        """Return the fields as bytes that no other event has: fixed widths, and lengths before texts."""
        at = self.at.astimezone(UTC).isoformat(timespec="microseconds")
        texts = [at, self.boot_id, self.user_id, self.action, self.object_id]
        numbers = struct.pack(">QQ", self.sequence, self.monotonic_ns)
        return b"".join([_DOMAIN, numbers, *(_sized(text) for text in texts), self.previous_digest])


def _entry(row: _Row) -> _Entry:
    return _Entry(**{name: getattr(row, name) for name in _ENTRY_FIELDS})


def _mac(key: bytes, content: bytes) -> bytes:
    return hmac.digest(key, content, "sha256")


def _digest(content: bytes, mac: bytes) -> bytes:
    return hashlib.sha256(content + mac).digest()


def _sized(text: str | None) -> bytes:
    if text is None:
        return b"\xff\xff\xff\xff"
    raw = text.encode("utf-8")
    return struct.pack(">I", len(raw)) + raw


def _event(row: _Row) -> AuditEvent:
    return AuditEvent(
        sequence=row.sequence,
        at=row.at,
        user_id=None if row.user_id is None else UserId(row.user_id),
        action=AuditAction(row.action),
        object_id=row.object_id,
    )


_ENTRY_FIELDS = tuple(each.name for each in fields(_Entry))
