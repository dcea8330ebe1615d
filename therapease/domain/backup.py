"""Backups of a vault: what one holds, and which of many are kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import cast


@dataclass(frozen=True, slots=True)
class RecordCounts:
    """How many of each a vault holds. Two vaults with the same counts and the same history hold the same record."""

    clients: int
    sessions: int
    recordings: int
    transcripts: int
    notes: int
    signatures: int
    events: int

    def as_json(self) -> dict[str, int]:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: object) -> RecordCounts | None:
        """Return what `as_json` gave, or None for anything else: a later version may count more."""
        names = cls.__dataclass_fields__
        if not isinstance(kept, dict) or not all(isinstance(kept.get(name), int) for name in names):
            return None
        return cls(**{name: cast(int, kept[name]) for name in names})


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup on a disk: the database's path (its key file lies beside it), its time and its size with both."""

    path: Path
    taken_at: datetime
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Retention:
    """How many backups stay: the newest ones, and one for each of the latest days, weeks and months that have one."""

    newest: int = 3
    days: int = 7
    weeks: int = 4
    months: int = 12

    def superfluous(self, backups: Iterable[Backup]) -> list[Backup]:
        """Return those that no rule keeps, oldest first. The newest one is always kept."""
        ordered = sorted(backups, key=lambda backup: backup.taken_at, reverse=True)
        kept = set(range(max(self.newest, 1)))
        for limit, period in ((self.days, "%Y-%m-%d"), (self.weeks, "%G-%V"), (self.months, "%Y-%m")):
            seen: set[str] = set()
            for at, backup in enumerate(ordered):
                name = backup.taken_at.strftime(period)
                if name not in seen and len(seen) < limit:
                    seen.add(name)
                    kept.add(at)
        return [backup for at, backup in enumerate(ordered) if at not in kept][::-1]
