"""Undo and redo walk over the corrections, however often they are changed about."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from therapease.domain.correction_steps import REDONE, TRANSCRIBED, UNDONE, CorrectionSteps
from therapease.domain.ids import TranscriptId, UserId
from therapease.domain.transcript import TranscriptHead

NOW = datetime(2026, 3, 17, tzinfo=UTC)
WORDS = "words corrected"


def steps(*reasons: str) -> CorrectionSteps:
    return CorrectionSteps.of(
        TranscriptHead(TranscriptId(f"t{at}"), at, NOW, UserId("u"), reason) for at, reason in enumerate(reasons, 1)
    )


@pytest.mark.parametrize(
    ("reasons", "current", "undo", "redo"),
    [
        ((), 0, (), ()),
        ((TRANSCRIBED,), 1, (), ()),
        ((TRANSCRIBED, WORDS, WORDS), 3, (1, 2), ()),
        ((TRANSCRIBED, WORDS, WORDS, UNDONE), 2, (1,), (3,)),
        ((TRANSCRIBED, WORDS, WORDS, UNDONE, UNDONE), 1, (), (3, 2)),
        ((TRANSCRIBED, WORDS, WORDS, UNDONE, UNDONE, REDONE), 2, (1,), (3,)),
        ((TRANSCRIBED, WORDS, UNDONE, WORDS), 4, (1,), ()),
        ((TRANSCRIBED, WORDS, TRANSCRIBED), 3, (), ()),
        ((TRANSCRIBED, UNDONE), 2, (1,), ()),
    ],
)
def test_where_undo_and_redo_lead(
    reasons: tuple[str, ...], current: int, undo: tuple[int, ...], redo: tuple[int, ...]
) -> None:
    assert steps(*reasons) == CorrectionSteps(current, undo, redo)
