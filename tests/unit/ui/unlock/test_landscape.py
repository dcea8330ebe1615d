"""The hills of the picture are the same every time and stay on the page."""

from __future__ import annotations

from therapease.ui.unlock.landscape import hill_height


def test_hills_rise_at_both_sides_of_the_sun_and_stay_low_in_between() -> None:
    heights = [hill_height(bar / 62, bar) for bar in range(63)]
    assert heights == [hill_height(bar / 62, bar) for bar in range(63)]
    assert 0.01 < min(heights) and max(heights) < 0.3
    assert max(heights[10:25]) > 3 * max(heights[31:38])
    assert max(heights[42:56]) > 3 * max(heights[31:38])
