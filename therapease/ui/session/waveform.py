"""From loudness and utterances to the bars of the waveform: one bar per few pixels, one side per speaker."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from therapease.domain.transcript import SpeakerRole, Utterance

PEAK_PERIOD_S = 0.02
_FULL_SCALE = 255
_QUIET_BAR = 0.06


class Side(Enum):
    """Which side of the axis a bar stands on: the client above, the therapist below, nobody on the axis."""

    CLIENT = "client"
    THERAPIST = "therapist"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: `height` is 0 to 1 of its side."""

    height: float
    side: Side


def waveform_bars(peaks: bytes, utterances: Sequence[Utterance], duration_s: float, count: int) -> tuple[Bar, ...]:
    """Return `count` bars over the whole recording.

    `peaks` holds one unsigned byte per 20 ms. A bar stands on the side of whoever speaks at its middle; heights are
    scaled to the loudest 2 % so that one cough does not flatten the conversation. Without peaks every spoken bar gets
    the same height, because who spoke when is known all the same.
    """
    if count <= 0 or duration_s <= 0:
        return ()
    timed = sorted((u for u in utterances if u.start_s is not None), key=lambda u: u.start_s or 0.0)
    starts = [u.start_s or 0.0 for u in timed]
    loudness = _loudness(peaks, duration_s, count)
    full = _full_scale(loudness)
    bars: list[Bar] = []
    for number in range(count):
        middle_s = (number + 0.5) * duration_s / count
        side = _side_at(middle_s, timed, starts)
        if side is Side.NOBODY:
            bars.append(Bar(0.0, side))
        else:
            height = min(1.0, loudness[number] / full) if full else 0.5
            bars.append(Bar(max(_QUIET_BAR, height), side))
    return tuple(bars)


def _loudness(peaks: bytes, duration_s: float, count: int) -> list[int]:
    per_bar = duration_s / count / PEAK_PERIOD_S
    loudest: list[int] = []
    for number in range(count):
        first = int(number * per_bar)
        last = max(first + 1, int((number + 1) * per_bar))
        loudest.append(max(peaks[first:last], default=0))
    return loudest


def _full_scale(loudness: Sequence[int]) -> int:
    if not any(loudness):
        return 0
    ordered = sorted(loudness)
    return min(_FULL_SCALE, max(1, ordered[round(0.98 * (len(ordered) - 1))]))


def _side_at(position_s: float, timed: Sequence[Utterance], starts: Sequence[float]) -> Side:
    at = bisect_right(starts, position_s) - 1
    if at < 0:
        return Side.NOBODY
    utterance = timed[at]
    if utterance.end_s is not None and position_s > utterance.end_s:
        return Side.NOBODY
    return Side.THERAPIST if utterance.role is SpeakerRole.THERAPIST else Side.CLIENT
