"""Which lines of a note were on screen. A draft cannot be signed unread, so this is what signing asks."""

from __future__ import annotations

from collections.abc import Mapping

from therapease.domain.ids import StatementId
from therapease.domain.note import NoteVersion

VerticalSpan = tuple[float, float]
_SLACK_PX = 2.0


class ReadingRecord:
    """Collects lines as they are shown in full; a line taller than the window counts once both its ends were seen.

    Starts empty each time a review is opened: yesterday's reading is not today's.
    """

    def __init__(self) -> None:
        self._read: set[StatementId] = set()
        self._top_seen: set[StatementId] = set()
        self._bottom_seen: set[StatementId] = set()

    def see(self, window: VerticalSpan, lines: Mapping[StatementId, VerticalSpan]) -> bool:
        """Note what `window` shows of `lines`, all in the same pixels; return whether a line was newly read."""
        before = len(self._read)
        top, bottom = window
        for statement_id, (line_top, line_bottom) in lines.items():
            if top - _SLACK_PX <= line_top <= bottom:
                self._top_seen.add(statement_id)
            if top <= line_bottom <= bottom + _SLACK_PX:
                self._bottom_seen.add(statement_id)
            if statement_id in self._top_seen and statement_id in self._bottom_seen:
                self._read.add(statement_id)
        return len(self._read) > before

    @property
    def read(self) -> frozenset[StatementId]:
        return frozenset(self._read)

    def unread(self, version: NoteVersion) -> tuple[StatementId, ...]:
        """Return the lines of a version that were not on screen yet, in the note's order."""
        return tuple(s.id for s in version.statements if s.id not in self._read)
