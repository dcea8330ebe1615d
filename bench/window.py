"""How fast the window is with 5,000 clients and 3,000 utterances, and how long a start takes beside a bare window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench.claims import Figure
from bench.window_run import CLIENTS, UTTERANCES, cold_starts, window_run

WHAT = {
    "list_scroll": f"Scrolling {CLIENTS:,} clients, a frame",
    "list_opens": f"Opening the list of {CLIENTS:,} clients",
    "search": f"A letter typed into the search of {CLIENTS:,} clients",
    "page_opens": "Opening a client's page",
    "review_opens": f"Opening the review of {UTTERANCES:,} utterances",
    "transcript_scroll": f"Scrolling {UTTERANCES:,} utterances, a frame",
    "long_note_opens": "Opening a note of 200 lines",
    "note_scroll": "Scrolling a note of 200 lines, a frame",
}


def figures(_eval_data: Path | None) -> Iterator[Figure]:
    """Yield the figures; each time runs from the input to the finished paint."""
    starts = cold_starts()
    yield Figure(
        "Start to the first paint of the sign-in window",
        f"{starts.program_ms:.0f} ms (processor {starts.program_cpu_ms:.0f})",
        f"{starts.bare_ms:.0f} ms (processor {starts.bare_cpu_ms:.0f})",
        starts.program_ms / starts.bare_ms,
    )
    for name, timing in window_run().items():
        yield Figure(WHAT[name], str(timing))
