"""What was saved from a damaged vault, and what is lost: counts and identifiers, never a name or a text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SalvagedKind:
    """One kind of record: how many were saved, how many are lost, and which of the lost ones are known.

    `lost` is None where even the index that would tell is damaged.
    """

    name: str
    saved: int
    lost: int | None
    known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SalvageReport:
    """`changes_missing` are commits that a damaged log dropped; `rebuilt` records stand in for lost ones that others
    belong to; `is_history_whole` is False where the history had to be sealed again."""

    kinds: tuple[SalvagedKind, ...]
    changes_missing: int
    rebuilt: int
    is_history_whole: bool

    @property
    def is_complete(self) -> bool:
        return not self.changes_missing and self.is_history_whole and all(kind.lost == 0 for kind in self.kinds)
