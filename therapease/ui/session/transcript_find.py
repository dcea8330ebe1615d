"""Finding words in a transcript: every place, which one is looked at, and the way to the next."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from therapease.ui.session.item_model import Hit


class TranscriptFind:
    """One search. Capitals do not matter, nor how much space stands between two words."""

    def __init__(self) -> None:
        self._texts: Sequence[str] = ()
        self._query = ""
        self.hits: tuple[Hit, ...] = ()
        self.at = -1

    @property
    def query(self) -> str:
        return self._query

    @property
    def current(self) -> Hit | None:
        return self.hits[self.at] if self.at >= 0 else None

    def look_in(self, texts: Sequence[str]) -> None:
        """Search other words, after a correction or in another session; stay near the current place."""
        self._texts = texts
        self.search(self._query, self.current[0] if self.current is not None else 0)

    def search(self, query: str, from_row: int = 0) -> None:
        """Find all places; the current one is the first at or behind a row, or the first of all."""
        self._query = query
        words = query.split()
        if not words:
            self.hits, self.at = (), -1
            return
        pattern = re.compile(r"\s+".join(re.escape(word) for word in words), re.IGNORECASE)
        found = ((row, match) for row, text in enumerate(self._texts) for match in pattern.finditer(text))
        self.hits = tuple((row, match.start(), match.end()) for row, match in found)
        behind = bisect_left(self.hits, (from_row, 0, 0))
        self.at = -1 if not self.hits else behind if behind < len(self.hits) else 0

    def step(self, by: int) -> None:
        """Go to the next place (1) or the one before (-1), round the ends."""
        if self.hits:
            self.at = (self.at + by) % len(self.hits)
