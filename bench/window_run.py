"""The measures on the window, each run once in a process and a home of its own, for the figures and for the proofs."""

from __future__ import annotations

import functools
import os
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.apart import run_apart

ROOT = Path(__file__).resolve().parents[1]
CLIENTS, UTTERANCES, OPENS = 5_000, 3_000, 15
TIME_LIMIT_S = 1_200
STARTS = 7
_HOME_VARIABLES = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")


@dataclass(frozen=True, slots=True)
class Timing:
    """A series of the same act, in milliseconds; `cpu_*` is processor time of the window's thread alone."""

    count: int
    median: float
    p99: float
    worst: float
    cpu_median: float
    cpu_worst: float

    def __str__(self) -> str:
        return (
            f"worst {self.worst:.0f} ms, p99 {self.p99:.0f}, median {self.median:.0f} of {self.count} "
            f"(processor {self.cpu_worst:.0f} and {self.cpu_median:.0f})"
        )


@dataclass(frozen=True, slots=True)
class ColdStart:
    """Medians over fresh processes, in milliseconds: the program's sign-in window, a bare window with its imports."""

    program_ms: float
    bare_ms: float
    program_cpu_ms: float
    bare_cpu_ms: float


@functools.cache
def window_run() -> dict[str, Timing]:
    """Return every series measured on the window of the large practice, by name."""
    options = ["--clients", str(CLIENTS), "--utterances", str(UTTERANCES), "--opens", str(OPENS)]
    return {name: Timing(**series) for name, series in fresh("bench._window_measures", *options).items()}


@functools.cache
def cold_starts(starts: int = STARTS) -> ColdStart:
    """Start the program and the bare window in turn, after one of each that warms the disk's cache."""
    with tempfile.TemporaryDirectory(prefix="therapease-start-") as home:
        modules = _start(home, "program")["modules"]
        _start(home, "bare", *modules)
        program, bare = [], []
        for _ in range(starts):
            program.append(_start(home, "program"))
            bare.append(_start(home, "bare", *modules))
    return ColdStart(
        *(statistics.median(run[kind] for run in runs) for kind in ("wall_ms", "cpu_ms") for runs in (program, bare))
    )


@dataclass(frozen=True, slots=True)
class Stall:
    """The longest time that the event loop stood still after one kind of act; `cpu_ms` of it this thread worked."""

    wall_ms: float
    cpu_ms: float
    act: str
    stolen_ms: float = 0.0

    def __str__(self) -> str:
        stolen = f"; {self.stolen_ms:.0f} more stolen by the host" if self.stolen_ms else ""
        return f"{self.wall_ms:.0f} ms ({self.act}; processor {self.cpu_ms:.0f}{stolen})"


@functools.cache
def stalls() -> tuple[Stall, ...]:
    """Return the longest stall of each kind of act while the sample session is imported, transcribed and drafted."""
    result = fresh("bench._window_stalls", "--clients", str(CLIENTS), "--utterances", str(UTTERANCES))
    if result["error"]:
        raise RuntimeError(f"the job that was watched ended with {result['error']}")
    return tuple(Stall(*stall) for stall in result["stalls"])


def _start(home: str, kind: str, *modules: str) -> dict[str, Any]:
    return fresh("bench._cold_start", kind, str(time.monotonic_ns()), *modules, home=home)


def fresh(module: str, *arguments: str, home: str | None = None) -> dict[str, Any]:
    """Run a measuring module in a fresh process without a screen; return the JSON object that its last line is."""
    with tempfile.TemporaryDirectory(prefix="therapease-home-") as own:
        folder = home or own
        surroundings = {
            **os.environ,
            **dict.fromkeys(_HOME_VARIABLES, folder),
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        }
        return run_apart(module, *arguments, time_limit_s=TIME_LIMIT_S, surroundings=surroundings)
