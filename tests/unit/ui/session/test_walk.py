"""The way through the open items: round in a circle, counted from the outset, ended with the last."""

from __future__ import annotations

import pytest

from therapease.domain.ids import StatementId
from therapease.ui.session.walk import OpenItemWalk, neighbour

ORDER = [StatementId(name) for name in "abcdef"]
B, D, E = ORDER[1], ORDER[3], ORDER[4]
OPEN = [B, D, E]


@pytest.mark.parametrize(
    ("here", "step", "expected"),
    [("a", 1, B), ("b", 1, D), ("c", 1, D), ("e", 1, B), ("f", 1, B), (None, 1, B)]
    + [("b", -1, E), ("c", -1, B), ("f", -1, E), (None, -1, E), ("gone", -1, E), ("gone", 1, B)],
)
def test_the_next_and_the_previous_go_round(here: str | None, step: int, expected: StatementId) -> None:
    assert neighbour(ORDER, OPEN, StatementId(here) if here is not None else None, step) == expected


def test_nowhere_to_go() -> None:
    assert neighbour(ORDER, [], B, 1) is None


def test_the_place_counts_what_is_done_and_where_one_stands() -> None:
    walk = OpenItemWalk.begun(OPEN)
    assert walk.place(OPEN, B) == (1, 3)
    assert walk.place(OPEN, E) == (3, 3)
    assert walk.going_on([D, E]).place([D, E], D) == (2, 3)
    assert walk.going_on([E]).place([E], E) == (3, 3)


def test_it_grows_with_what_is_opened_on_the_way_and_ends_with_the_last() -> None:
    walk = OpenItemWalk.begun([B])
    assert walk.going_on([B, D]).total == 2
    assert not walk.going_on([]).is_on


def test_nobody_walks_who_has_not_begun() -> None:
    assert not OpenItemWalk().going_on(OPEN).is_on
