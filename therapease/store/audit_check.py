"""Checking the whole history: every event, every place where it does not hold, and what anchors say of its end.

Where `verify_chain` stops at the first break, this goes on and tells all of them: what to do depends on how many there
are and where.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from sqlalchemy import Connection

from therapease.domain.history_check import BreakKind, HistoryBreak, HistoryReport
from therapease.store.audit_rows import MacKeys, RawRow, chain_digest, content_of, is_sealed, moment_of, raw_rows
from therapease.store.header.model import NO_ANCHOR, AuditAnchor

KEPT_BREAKS = 50
_TELL_EVERY = 5_000


def check_history(
    connection: Connection,
    mac_key: bytes,
    anchors: Iterable[AuditAnchor] = (),
    told: Callable[[int], None] = lambda _: None,
) -> HistoryReport:
    """Check every event against its MAC, the one before it and the anchors; nothing is written.

    `told` hears how many were read, now and then, and may raise to stop. A million events take some seconds.
    """
    walk = _Walk(MacKeys.of(connection, mac_key), anchors)
    for count, row in enumerate(raw_rows(connection), start=1):
        walk.take(row)
        if count % _TELL_EVERY == 0:
            told(count)
    return walk.report()


class _Walk:
    """Goes from event to event and notes each break once, not again in what only follows from it."""

    def __init__(self, keys: MacKeys, anchors: Iterable[AuditAnchor]) -> None:
        self._keys = keys
        self._anchors = {anchor.sequence: anchor.digest for anchor in anchors if anchor != NO_ANCHOR}
        self._sequence, self._digest = NO_ANCHOR.sequence, NO_ANCHOR.digest
        self._is_known = True
        self._count = 0
        self._first: RawRow = None
        self._last: RawRow = None
        self._breaks: list[HistoryBreak] = []
        self._break_count = 0

    def take(self, row: RawRow) -> None:
        sequence, previous_digest, mac = row[0], row[7], row[8]
        content = content_of(row)
        key = self._keys.current if not self._keys.retired else self._keys.of_event(sequence)
        is_sealed_well = is_sealed(key, content, mac)
        if sequence != self._sequence + 1:
            self._note(BreakKind.MISSING, self._sequence + 1, max(sequence - self._sequence - 1, 1))
        elif is_sealed_well and self._is_known and previous_digest != self._digest:
            self._note(BreakKind.MOVED, sequence)
        if not is_sealed_well:
            self._note(BreakKind.CHANGED, sequence)
        self._digest = chain_digest(content, mac) if content is not None and is_sealed_well else b""
        if is_sealed_well and self._anchors and self._anchors.get(sequence, self._digest) != self._digest:
            self._note(BreakKind.ANOTHER, sequence)
        self._is_known, self._sequence, self._last = is_sealed_well, sequence, row
        if self._first is None:
            self._first = row
        self._count += 1

    def report(self) -> HistoryReport:
        furthest = max(self._anchors, default=0)
        if furthest > self._sequence:
            self._note(BreakKind.MISSING_AT_END, self._sequence + 1, furthest - self._sequence)
        first_at = moment_of(self._first) if self._first is not None else None
        return HistoryReport(self._count, first_at, self._last_at(), tuple(self._breaks), self._break_count)

    def _note(self, kind: BreakKind, sequence: int, count: int = 1) -> None:
        self._break_count += 1
        if len(self._breaks) < KEPT_BREAKS:
            self._breaks.append(HistoryBreak(kind, sequence, count, self._last_at()))

    def _last_at(self) -> datetime | None:
        return moment_of(self._last) if self._last is not None else None
