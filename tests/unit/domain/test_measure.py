"""PHQ-9 and GAD-7: totals, bands, and which of corrected results holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from therapease.domain.ids import ClientId, MeasureId, UserId
from therapease.domain.measure import GAD_7, INSTRUMENTS, PHQ_9, Instrument, Measure, instrument, results_in_force
from therapease.errors import InvalidFieldError


@pytest.mark.parametrize(
    ("asked", "edges"),
    [
        # Kroenke 2001, table 1, and Spitzer 2006.
        (PHQ_9, {0: "Minimal", 4: "Minimal", 5: "Mild", 9: "Mild", 10: "Moderate", 14: "Moderate"}),
        (PHQ_9, {15: "Moderately severe", 19: "Moderately severe", 20: "Severe", 27: "Severe"}),
        (GAD_7, {0: "Minimal", 4: "Minimal", 5: "Mild", 9: "Mild", 10: "Moderate", 14: "Moderate", 15: "Severe"}),
        (GAD_7, {21: "Severe"}),
    ],
)
def test_bands_begin_and_end_where_the_source_says(asked: Instrument, edges: dict[int, str]) -> None:
    assert {total: asked.band(total).name for total in edges} == edges


@pytest.mark.parametrize("asked", INSTRUMENTS)
def test_every_total_has_one_band(asked: Instrument) -> None:
    for total in range(asked.highest + 1):
        assert sum(band.low <= total <= band.high for band in asked.bands) == 1
    assert instrument(asked.key) is asked


def test_sizes() -> None:
    assert (len(PHQ_9.items), PHQ_9.highest) == (9, 27)
    assert (len(GAD_7.items), GAD_7.highest) == (7, 21)
    assert PHQ_9.watched_item is not None
    assert "better off dead" in PHQ_9.items[PHQ_9.watched_item]


def test_a_total_is_the_sum_of_all_answers() -> None:
    assert GAD_7.total_of((0, 1, 2, 3, 0, 1, 2)) == 9
    for wrong in ((0,) * 6, (0,) * 8, (0, 0, 0, 0, 0, 0, 4), (-1, 0, 0, 0, 0, 0, 0)):
        with pytest.raises(InvalidFieldError):
            GAD_7.total_of(wrong)


def test_a_total_alone_has_to_be_possible() -> None:
    assert PHQ_9.check_total(27) == 27
    for wrong in (-1, 28):
        with pytest.raises(InvalidFieldError, match="between 0 and 27"):
            PHQ_9.check_total(wrong)


def taken(key: str, day: int, total: int, replaces: str | None = None, *, withdrawn: bool = False) -> Measure:
    return Measure(
        MeasureId(key),
        ClientId("c"),
        PHQ_9.key,
        date(2026, 3, day),
        total,
        datetime(2026, 3, 31, tzinfo=UTC),
        UserId("u"),
        replaces_id=None if replaces is None else MeasureId(replaces),
        is_withdrawn=withdrawn,
    )


def test_a_correction_stands_for_what_it_replaces() -> None:
    noted = [taken("a", 3, 20), taken("b", 1, 10), taken("c", 3, 2, "a"), taken("d", 3, 12, "c")]
    assert [measure.id for measure in results_in_force(noted)] == ["b", "d"]


def test_what_was_taken_back_does_not_stand() -> None:
    noted = [taken("a", 3, 20), taken("b", 3, 20, "a", withdrawn=True)]
    assert results_in_force(noted) == []


def test_of_one_day_the_order_noted_stands() -> None:
    first, second = taken("z", 3, 20), taken("a", 3, 10)
    assert results_in_force([first, second]) == [first, second]
    assert results_in_force([second, replace(first, taken_on=date(2026, 3, 1))])[0].id == "z"
