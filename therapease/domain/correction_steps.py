"""What undoing and redoing a correction lead to, read from the versions of a transcript alone.

Nothing is taken off the record: undoing makes a new version with former words. Which version these come from follows
from the reasons that the versions carry, so that it is known after a restart, too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from therapease.domain.transcript import TranscriptHead

TRANSCRIBED, UNDONE, REDONE = "transcribed", "undone", "redone"


@dataclass(frozen=True, slots=True)
class CorrectionSteps:
    """The versions to go back and forward to, nearest last. `current` is the one whose words the newest has."""

    current: int = 0
    undo: tuple[int, ...] = ()
    redo: tuple[int, ...] = ()

    @classmethod
    def of(cls, heads: Iterable[TranscriptHead]) -> CorrectionSteps:
        """Return the steps after these versions, oldest first."""
        steps = cls()
        for head in heads:
            steps = steps._after(head)
        return steps

    def _after(self, head: TranscriptHead) -> CorrectionSteps:
        if head.reason == UNDONE and self.undo:
            return CorrectionSteps(self.undo[-1], self.undo[:-1], (*self.redo, self.current))
        if head.reason == REDONE and self.redo:
            return CorrectionSteps(self.redo[-1], (*self.undo, self.current), self.redo[:-1])
        # A new transcription is no correction: behind it there is nothing to undo.
        is_first = head.reason == TRANSCRIBED or not self.current
        return CorrectionSteps(head.version, () if is_first else (*self.undo, self.current), ())
