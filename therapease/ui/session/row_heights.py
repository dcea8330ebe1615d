"""Where each of many rows stands while most of their heights are only estimated.

Setting three thousand utterances into lines takes a quarter of a second; guessing their heights from their length takes
a few milliseconds. Rows are measured when they come near the window, and whoever shows them keeps still what is seen.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate


class RowHeights:
    """Heights of all rows in pixels, estimated until `measured`."""

    def __init__(self) -> None:
        self._heights: list[int] = []
        self._is_measured: list[bool] = []
        self._tops: list[int] = [0]
        self._are_tops_right = True

    def reset(self, estimates: Sequence[int]) -> None:
        self._heights = list(estimates)
        self._is_measured = [False] * len(self._heights)
        self._are_tops_right = False

    def __len__(self) -> int:
        return len(self._heights)

    def is_measured(self, row: int) -> bool:
        return self._is_measured[row]

    def measured(self, row: int, height: int) -> int:
        """Put the right height in place of an estimate; return by how much the rows below move."""
        moved = height - self._heights[row]
        self._heights[row] = height
        self._is_measured[row] = True
        if moved:
            self._are_tops_right = False
        return moved

    def doubt(self, row: int) -> None:
        """Have a row measured again; until then its height stays."""
        self._is_measured[row] = False

    def height(self, row: int) -> int:
        return self._heights[row]

    def top(self, row: int) -> int:
        return self._all_tops()[row]

    @property
    def total(self) -> int:
        return self._all_tops()[-1]

    def row_at(self, y: float) -> int:
        """Return the row at a height, the first or last one beyond the ends, and -1 where there are no rows."""
        if not self._heights:
            return -1
        return min(max(0, bisect_right(self._all_tops(), y) - 1), len(self._heights) - 1)

    def _all_tops(self) -> list[int]:
        if not self._are_tops_right:
            self._tops = list(accumulate(self._heights, initial=0))
            self._are_tops_right = True
        return self._tops
