"""The audit log: append-only, each event chained to the one before and sealed with a MAC.

An event's digest covers its fields, the digest before it and its own MAC; so whoever removes, changes or reorders
events breaks every later digest, and cannot mend them without the key. What a chain cannot show by itself is that its
end was cut off: for that, its head is kept outside, as an anchor in the key file.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from therapease.clock import Clock
from therapease.domain.activity import AuditQuery, AuditSubject
from therapease.domain.audit import AuditAction, AuditEvent
from therapease.domain.ids import UserId
from therapease.errors import InternalError, VaultDamagedError
from therapease.store.audit_query import subjects, wanted_events
from therapease.store.audit_rows import MacKeys, RawRow, chain_digest, content_of, is_sealed, mac_of, raw_rows
from therapease.store.boot import boot_id
from therapease.store.column_types import utc_text
from therapease.store.header.model import NO_ANCHOR, AuditAnchor
from therapease.store.tables import audit_events as table

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
        now = self._clock.now()
        fields = (
            before.sequence + 1,
            utc_text(now),
            self._clock.monotonic_ns(),
            boot_id(),
            self._user_id,
            action.value,
            object_id,
            before.digest,
        )
        content = content_of((*fields, None))
        if content is None:
            raise InternalError(detail="an audit event of an unknown form")
        row = dict(zip(table.c.keys(), (*fields, mac_of(self._mac_key, content)), strict=True))
        self._connection.execute(insert(table).values({**row, "at": now}))

    def list_recent(self, limit: int) -> list[AuditEvent]:
        """Return the newest events, newest first."""
        rows = self._connection.execute(select(table).order_by(table.c.sequence.desc()).limit(limit))
        return [_event(row) for row in rows]

    def list_for_object(self, object_id: str) -> list[AuditEvent]:
        """Return every event of one client, session, recording, transcript or note, oldest first."""
        chosen = select(table).where(table.c.object_id == object_id).order_by(table.c.sequence)
        return [_event(row) for row in self._connection.execute(chosen)]

    def find(self, query: AuditQuery, limit: int) -> list[AuditEvent]:
        """Return the newest events that fit, newest first."""
        return [_event(row) for row in self._connection.execute(wanted_events(query, limit))]

    def subjects(self, object_ids: Collection[str]) -> dict[str, AuditSubject]:
        """Return whose record each object belongs to; what belongs to none, or is gone, is left out."""
        return subjects(self._connection, object_ids)

    def verify(self) -> AuditAnchor:
        """Check the whole chain and return its head. Raise VaultDamagedError where it does not hold."""
        return verify_chain(self._connection, self._mac_key)


def head(connection: Connection) -> AuditAnchor:
    """Return the newest event's sequence and digest, `NO_ANCHOR` for an empty log."""
    last = connection.execute(select(func.max(table.c.sequence))).scalar_one()
    if last is None:
        return NO_ANCHOR
    return AuditAnchor(last, digest_of(connection, last) or b"")


def digest_of(connection: Connection, sequence: int) -> bytes | None:
    """Return the digest of one event, None where there is none of that number."""
    rows = list(raw_rows(connection, sequence - 1, sequence))
    return _digest(rows[0]) if rows else None


def verify_chain(connection: Connection, mac_key: bytes, since: AuditAnchor = NO_ANCHOR) -> AuditAnchor:
    """Check every event after the anchor, and that the anchor itself is where it was; return the head.

    Raise VaultDamagedError: events are missing at the end, were changed, removed, reordered or made without the key.
    """
    expected = _anchored(connection, since)
    keys = MacKeys.of(connection, mac_key)
    for row in raw_rows(connection, since.sequence):
        sequence, previous_digest, mac = row[0], row[7], row[8]
        content = content_of(row)
        follows = sequence == expected.sequence + 1 and previous_digest == expected.digest
        if not follows or content is None or not is_sealed(keys.of_event(sequence), content, mac):
            raise VaultDamagedError(
                "Its history was changed outside of TherapEase. Restore your last backup, or ask for help with the "
                "vault as it is.",
                detail=f"audit chain breaks at {sequence}",
            )
        expected = AuditAnchor(sequence, chain_digest(content, mac))
    return expected


def _anchored(connection: Connection, anchor: AuditAnchor) -> AuditAnchor:
    if anchor == NO_ANCHOR:
        return anchor
    digest = digest_of(connection, anchor.sequence)
    if digest is None:
        last = connection.execute(select(func.coalesce(func.max(table.c.sequence), 0))).scalar_one()
        missing = anchor.sequence - int(last)
        raise VaultDamagedError(
            f"{missing} entries of its history are missing: the vault is older than its key file. Restore both files "
            "from the same backup.",
            detail=f"audit chain ends {missing} before its anchor",
        )
    if digest != anchor.digest:
        raise VaultDamagedError(
            "Its history is not the one the key file remembers. Restore both files from the same backup.",
            detail=f"audit anchor {anchor.sequence} does not match",
        )
    return anchor


def _digest(row: RawRow) -> bytes:
    """Return a row's digest; of one that was not written by the program none that any other has."""
    content, mac = content_of(row), row[8]
    return chain_digest(content, mac) if content is not None and isinstance(mac, bytes) else b""


def _event(row: _Row) -> AuditEvent:
    return AuditEvent(
        sequence=row.sequence,
        at=row.at,
        user_id=None if row.user_id is None else UserId(row.user_id),
        action=AuditAction(row.action),
        object_id=row.object_id,
    )
