"""The promises about the window's speed, put to the test on a large practice with real events and a shown window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench.claims import Claim
from bench.window import WHAT
from bench.window_run import Timing, cold_starts, fresh, stalls, window_run

MAX_FRAME_MS, MAX_PAGE_MS, MAX_REVIEW_MS = 50.0, 100.0, 300.0
MAX_START_MS, MAX_TIMES_BARE = 1_000.0, 2.0
_FRAMES = ("list_scroll", "transcript_scroll", "note_scroll")


def claims(_eval_data: Path | None) -> Iterator[Claim]:
    """Yield the claims, the start first."""
    yield _start()
    run = window_run()
    for name in _FRAMES:
        yield _within(name, run[name], run[name].worst, MAX_FRAME_MS, "no frame over")
    yield _within("page_opens", run["page_opens"], run["page_opens"].worst, MAX_PAGE_MS, "at worst")
    for name in ("review_opens", "long_note_opens"):
        yield _within(name, run[name], run[name].median, MAX_REVIEW_MS, "median")
    yield _accessible()
    yield _never_stands_still()


def _accessible() -> Claim:
    found = fresh("bench._window_audit")
    wrong = found["findings"]
    figure = f"{len(wrong)} findings on {found['widgets']} widgets, {found['tab_stops']} stops of Tab and "
    figure += f"{found['rows']} rows in {found['scenes']} places and states"
    return Claim(
        "Names, roles, order of Tab, keys and sizes of all that is shown",
        figure + (f", first: {wrong[0]}" if wrong else ""),
        "0 findings",
        bool(found["widgets"]) and not wrong,
    )


def _never_stands_still() -> Claim:
    worst = max(stalls(), key=lambda stall: stall.wall_ms)
    return Claim(
        "The event loop while a job runs and somebody goes about the window",
        f"stands still at most {worst}",
        f"≤ {MAX_FRAME_MS:.0f} ms",
        worst.wall_ms <= MAX_FRAME_MS,
    )


def _within(name: str, timing: Timing, figure_ms: float, bound_ms: float, words: str) -> Claim:
    return Claim(WHAT[name], str(timing), f"{words} {bound_ms:.0f} ms", figure_ms <= bound_ms)


def _start() -> Claim:
    starts = cold_starts()
    ratio = starts.program_ms / starts.bare_ms
    return Claim(
        "Start to the first paint of the sign-in window",
        f"{starts.program_ms:.0f} ms, {ratio:.1f} × a bare window with the same imports",
        f"< {MAX_START_MS:.0f} ms or < {MAX_TIMES_BARE:.0f} ×",
        starts.program_ms < MAX_START_MS or ratio < MAX_TIMES_BARE,
    )
