"""Rows follow each other without a gap, whether measured or guessed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from therapease.ui.session.row_heights import RowHeights

heights = st.lists(st.integers(20, 400), min_size=1, max_size=40)


def of(estimates: list[int]) -> RowHeights:
    rows = RowHeights()
    rows.reset(estimates)
    return rows


@given(estimates=heights, height=st.integers(20, 400), at=st.integers(0, 39))
def test_a_measured_row_moves_those_below_it_and_no_other(estimates: list[int], height: int, at: int) -> None:
    at %= len(estimates)
    rows = of(estimates)
    before = [rows.top(row) for row in range(len(rows))]
    moved = rows.measured(at, height)
    assert moved == height - estimates[at]
    assert [rows.top(row) for row in range(len(rows))] == before[: at + 1] + [top + moved for top in before[at + 1 :]]
    assert rows.total == sum(estimates) + moved
    assert rows.is_measured(at)


@given(estimates=heights, y=st.integers(-50, 20_000))
def test_the_row_at_a_height_is_the_one_that_covers_it(estimates: list[int], y: int) -> None:
    rows = of(estimates)
    row = rows.row_at(y)
    if y < 0:
        assert row == 0
    elif y >= rows.total:
        assert row == len(rows) - 1
    else:
        assert rows.top(row) <= y < rows.top(row) + rows.height(row)


def test_without_rows_there_is_nothing_at_any_height() -> None:
    rows = of([])
    assert (rows.row_at(0), rows.total, len(rows)) == (-1, 0, 0)


def test_a_doubted_row_keeps_its_height_until_it_is_measured_again() -> None:
    rows = of([30, 30])
    rows.measured(0, 50)
    rows.doubt(0)
    assert not rows.is_measured(0)
    assert rows.top(1) == 50
