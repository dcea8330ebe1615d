"""What a check of the history found: how much there is, and each place where it does not hold, in a person's words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class BreakKind(StrEnum):
    """How the history does not hold at one place."""

    MISSING = "missing"
    MISSING_AT_END = "missing at the end"
    CHANGED = "changed"
    MOVED = "moved"
    ANOTHER = "another history"


@dataclass(frozen=True, slots=True)
class HistoryBreak:
    """One place: `count` events from `sequence` on, the last good one before it at `after` (None: it is the first)."""

    kind: BreakKind
    sequence: int
    count: int = 1
    after: datetime | None = None

    def words(self, say_time: Callable[[datetime], str]) -> str:
        """Return one sentence without a full stop; `say_time` words the moment."""
        events = "1 event" if self.count == 1 else f"{self.count:,} events"
        place = "at the very beginning" if self.after is None else f"after {say_time(self.after)}"
        match self.kind:
            case BreakKind.MISSING:
                return f"{events} missing {place}"
            case BreakKind.MISSING_AT_END:
                return f"{events} missing {place}, at the end"
            case BreakKind.MOVED:
                return f"Event {self.sequence:,} does not follow the one before it, {place}"
            case BreakKind.ANOTHER:
                return f"Event {self.sequence:,} is not the one that was remembered outside the history, {place}"
        return f"Event {self.sequence:,} was changed or moved, {place}"


@dataclass(frozen=True, slots=True)
class HistoryReport:
    """What a check of the whole history found. `breaks` holds the first of them, `break_count` says how many."""

    event_count: int
    first_at: datetime | None
    last_at: datetime | None
    breaks: tuple[HistoryBreak, ...] = ()
    break_count: int = 0

    @property
    def holds(self) -> bool:
        return self.break_count == 0
