"""What a check found, in a person's words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from therapease.domain.history_check import BreakKind, HistoryBreak, HistoryReport

AT = datetime(2026, 3, 2, 14, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (HistoryBreak(BreakKind.MISSING_AT_END, 9, 12, AT), "12 events missing after 14:02, at the end"),
        (HistoryBreak(BreakKind.MISSING, 1, 1, None), "1 event missing at the very beginning"),
        (HistoryBreak(BreakKind.CHANGED, 1_204, 1, AT), "Event 1,204 was changed or moved, after 14:02"),
        (HistoryBreak(BreakKind.MOVED, 5, 1, AT), "Event 5 does not follow the one before it, after 14:02"),
        (
            HistoryBreak(BreakKind.ANOTHER, 5, 1, AT),
            "Event 5 is not the one that was remembered outside the history, after 14:02",
        ),
    ],
)
def test_each_break_is_said_with_its_place(found: HistoryBreak, words: str) -> None:
    assert found.words(lambda moment: f"{moment:%H:%M}") == words


def test_a_report_holds_without_breaks() -> None:
    assert HistoryReport(3, AT, AT).holds
    assert not HistoryReport(3, AT, AT, (), 70).holds
