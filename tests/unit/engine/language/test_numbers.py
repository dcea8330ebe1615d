"""Numbers are read by value, however they were said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from therapease.engine.language.numbers import find_numbers, number_values


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("fifty milligrams", [50]),
        ("twenty-five and now fifteen", [25, 15]),
        ("six thousand, one hundred", [6100]),
        ("three point seven five, then seven and a half", [3.75, 7, 0.5]),
        ("£6,100 and 7.5 mg", [6100, 7.5]),
        ("two hundred and ten", [210]),
        ("Four beers. No. Five.", [4, 5]),
        ("the twenty-first at quarter past four", [21, 0.25, 4]),
        ("the 14th", [14]),
        ("nobody said anything", []),
    ],
)
def test_numbers_come_out_by_value(said: str, values: list[float]) -> None:
    assert [number.value for number in find_numbers(said)] == values


def test_ordinals_and_doubtful_numbers_are_marked() -> None:
    dates = find_numbers("Wednesday the fifteenth")
    assert [number.is_ordinal for number in dates] == [True]
    assert [number.is_certain for number in find_numbers("one of those")] == [False]


def test_parts_of_a_composed_number_count_as_values_too() -> None:
    assert {6100.0, 6.0, 100.0} <= number_values("six thousand one hundred")


@given(st.integers(min_value=0, max_value=99_999))
def test_figures_come_back_as_they_were_written(value: int) -> None:
    assert [number.value for number in find_numbers(f"about {value} times")] == [value]


@given(st.text(max_size=80))
def test_offsets_point_into_any_text(text: str) -> None:
    for number in find_numbers(text):
        assert 0 <= number.start < number.end <= len(text)
