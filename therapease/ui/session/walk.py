"""The way through the open items of a note: which comes next, and how far it is to the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from therapease.domain.ids import StatementId


@dataclass(frozen=True, slots=True)
class OpenItemWalk:
    """How many items there were at the outset; none while nobody walks."""

    total: int = 0

    @property
    def is_on(self) -> bool:
        return self.total > 0

    @classmethod
    def begun(cls, open_lines: Sequence[StatementId]) -> OpenItemWalk:
        return cls(len(open_lines))

    def going_on(self, open_lines: Sequence[StatementId]) -> OpenItemWalk:
        """Return the walk with what is open now: it may have become more, and it ends when nothing is left."""
        return OpenItemWalk(max(self.total, len(open_lines)) if open_lines and self.is_on else 0)

    def place(self, open_lines: Sequence[StatementId], here: StatementId | None) -> tuple[int, int]:
        """Return “2 of 3” as numbers: what is done counts, and so does the item one stands on."""
        done = max(self.total - len(open_lines), 0)
        at = open_lines.index(here) + 1 if here in open_lines else 1
        return min(done + at, max(self.total, 1)), max(self.total, len(open_lines))


def neighbour(
    order: Sequence[StatementId], open_lines: Sequence[StatementId], here: StatementId | None, step: int
) -> StatementId | None:
    """Return the next (1) or previous (-1) open line seen from `here`, round in a circle; None when none is open."""
    if not open_lines:
        return None
    places = {key: place for place, key in enumerate(order)}
    at = places.get(here, -1 if step > 0 else len(order)) if here is not None else (-1 if step > 0 else len(order))
    if step > 0:
        return next((key for key in open_lines if places[key] > at), open_lines[0])
    return next((key for key in reversed(open_lines) if places[key] < at), open_lines[-1])
