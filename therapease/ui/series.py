"""What a chart shows, as plain values: points in order, and the bands their values lie in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """One value. `label` stands below it, `spoken` is all of it in words."""

    value: int
    label: str
    spoken: str


@dataclass(frozen=True, slots=True)
class ChartBand:
    """The values from `low` to `high`, both included. `short` is for where the name has no room."""

    name: str
    low: int
    high: int
    short: str = ""


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """Points from oldest to newest over bands from low to high; `axis` says what the labels are."""

    name: str
    points: tuple[ChartPoint, ...]
    bands: tuple[ChartBand, ...]
    axis: str = ""

    @property
    def highest(self) -> int:
        return self.bands[-1].high

    @property
    def spoken(self) -> str:
        """The whole series in one sentence, for who does not see it."""
        return "; ".join(point.spoken for point in self.points)
