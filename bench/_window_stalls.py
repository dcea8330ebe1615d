"""How long the window's event loop stands still while a job runs: `python -m bench._window_stalls` prints JSON.

The sample session is imported, transcribed and drafted with the real engine; meanwhile somebody goes from place to
place, scrolls, types and opens sessions. A timer of four milliseconds in the window's thread is the probe: what is
between two of its ticks beyond that is a stall, the acts themselves included. Where the machine is a virtual one whose
host stops it now and then, the kernel counts that as stolen time (proc_stat(5)); it is told beside the stall and taken
off it, divided by the number of processors, so that never more is taken off than this one can have lost.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest

from bench._large_practice import LargePractice, make_large_practice
from bench._window_rig import Rig
from therapease import paths
from therapease.domain.consent import ConsentPurpose
from therapease.ui.app import make_application
from therapease.ui.jobs import JobState, JobStep, JobSubject

_TICK_MS, _ACT_EVERY_MS = 4, 150
_STAT, _STEAL = Path("/proc/stat"), 8


@dataclass(frozen=True, slots=True)
class Stall:
    """One gap between two ticks but for stolen time, how much of it this thread worked, and what was done last."""

    wall_ms: float
    cpu_ms: float
    after: str
    stolen_ms: float = 0.0


def stolen_ms() -> float:
    """Return for how long, in the mean of its processors, this machine was stopped by its host since it started."""
    try:
        counters = _STAT.read_text(encoding="ascii").split("\n", 1)[0].split()
    except FileNotFoundError:
        return 0.0  # no Linux: nothing is known to have been stolen
    return float(counters[_STEAL]) * 1000 / os.sysconf("SC_CLK_TCK") / (os.cpu_count() or 1)


class Probe(QObject):
    """Ticks in the window's thread and remembers the longest gap after each kind of act."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.act, self.ticks, self.stalls = "nothing", 0, list[Stall]()
        self._last, self._used, self._stolen = time.perf_counter(), time.thread_time(), stolen_ms()
        self._timer = QTimer(self, interval=_TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def _tick(self) -> None:
        now, used, stolen = time.perf_counter(), time.thread_time(), stolen_ms()
        lost = stolen - self._stolen
        gap = max(0.0, (now - self._last) * 1000 - _TICK_MS - lost)
        stall = Stall(gap, (used - self._used) * 1000, self.act, lost)
        self._last, self._used, self._stolen, self.ticks = now, used, stolen, self.ticks + 1
        of_act = [one for one in self.stalls if one.after == stall.after]
        rest = [one for one in self.stalls if one.after != stall.after]
        self.stalls = [*rest, max([*of_act, stall], key=lambda one: one.wall_ms)]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--clients", type=int, default=5_000)
    parser.add_argument("--utterances", type=int, default=3_000)
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="therapease-stalls-") as folder:
        practice = make_large_practice(Path(folder), chosen.clients, chosen.utterances)
        rig = Rig(make_application(), practice.path)
        try:
            print(json.dumps(watched_job(rig, practice)))
        finally:
            rig.close()
    return 0


def watched_job(rig: Rig, practice: LargePractice) -> dict[str, object]:
    """Run the whole job with somebody at the window; return the longest stall of each kind of act."""
    subject = _subject(rig, practice)
    jobs = rig.window.desk.jobs
    _walk_once(rig, practice)
    states: list[JobState] = []
    jobs.changed.connect(lambda state: states.append(state) if state is not None else None)
    todo = itertools.cycle(acts(rig, practice))
    probe, hand = Probe(rig.window), QTimer(rig.window, interval=_ACT_EVERY_MS)

    def act() -> None:
        probe.act, do = next(todo)
        do()

    hand.timeout.connect(act)
    began = time.perf_counter()
    jobs.start(subject, JobStep.IMPORT, paths.sample_session_dir() / "session.flac")
    hand.start()
    rig.until(lambda: not jobs.is_running, patience_s=1_200)
    hand.stop()
    probe.stop()
    rig.settle()
    problem = next((state.error for state in reversed(states) if state.error is not None), None)
    return {
        "job_s": time.perf_counter() - began,
        "ticks": probe.ticks,
        "error": type(problem).__name__ if problem is not None else "",
        "stalls": [[stall.wall_ms, stall.cpu_ms, stall.after, stall.stolen_ms] for stall in probe.stalls],
    }


def _subject(rig: Rig, practice: LargePractice) -> JobSubject:
    """Add a session for a client who agreed to everything."""
    desk = rig.window.desk
    for purpose in ConsentPurpose:
        desk.workspace.clients.give_consent(practice.busiest, purpose)
    session = desk.workspace.schedule.add_session(
        practice.busiest, desk.workspace.clients.open_page(practice.busiest).sessions[0].starts_at
    )
    return JobSubject(session.id, practice.busiest, "C-0001", session.number)


def _walk_once(rig: Rig, practice: LargePractice) -> None:
    """Open every place once before the watch: what is built for the first time is the start's affair."""
    for _name, do in acts(rig, practice):
        do()
        rig.settle()


def acts(rig: Rig, practice: LargePractice) -> list[tuple[str, Callable[[], object]]]:
    window = rig.window
    rows, search, transcript = window.client_list.list, window.client_list.search, window.review.transcript.view
    return [
        ("Today", window.open_today),
        ("list of clients", window.open_clients),
        *[("scrolling the clients", lambda: rig.wheel(rows))] * 6,
        ("searching", lambda: QTest.keyClicks(search, "l")),
        ("searching", lambda: QTest.keyClicks(search, "i")),
        ("searching", lambda: QTest.keyClick(search, Qt.Key.Key_Backspace)),
        ("searching", lambda: QTest.keyClick(search, Qt.Key.Key_Backspace)),
        ("client page", lambda: window.open_client(practice.busiest)),
        ("new session", window.open_new_session),
        ("review", lambda: window.open_session(practice.silent_session)),
        *[("review", lambda: None)] * 2,
        *[("scrolling the note", lambda: rig.wheel(window.review.sheet.area))] * 4,
        ("opening the longest review", lambda: window.open_session(practice.long_session)),
        *[("opening the longest review", lambda: None)] * 4,
        *[("scrolling the transcript", lambda: rig.wheel(transcript))] * 12,
        ("settings", window.open_settings),
    ]


if __name__ == "__main__":
    sys.exit(main())
