"""The measures on the window run to their end on a small practice. How fast they are is no test's business."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from bench import prove_window
from bench._large_practice import make_large_practice
from bench._window_measures import measures
from bench._window_rig import Rig
from bench._window_stalls import Probe, acts
from bench.window import WHAT, figures
from bench.window_run import ColdStart, Stall, Timing, fresh


@pytest.fixture
def results(qapp: QApplication, tmp_path: Path) -> Iterator[dict[str, Timing]]:
    practice = make_large_practice(tmp_path, clients=60, utterances=80, note_lines=30)
    rig = Rig(qapp, practice.path)
    yield {name: Timing(**series) for name, series in measures(rig, practice, opens=2).items()}
    rig.close()


def test_every_act_is_seen_to_reach_the_screen(results: dict[str, Timing], monkeypatch: pytest.MonkeyPatch) -> None:
    assert set(results) == set(WHAT)
    assert all(0 < timing.median <= timing.worst for timing in results.values())
    assert results["list_scroll"].count > 10
    assert results["transcript_scroll"].count > 10
    monkeypatch.setattr("bench.window.window_run", lambda: results)
    monkeypatch.setattr("bench.window.cold_starts", lambda: ColdStart(900.0, 300.0, 700.0, 200.0))
    assert [figure.ratio for figure in figures(None)] == [3.0, *[None] * len(WHAT)]


def test_a_slow_frame_or_start_is_a_broken_promise(monkeypatch: pytest.MonkeyPatch) -> None:
    quick, slow = Timing(9, 5.0, 6.0, 7.0, 4.0, 5.0), Timing(9, 5.0, 60.0, 70.0, 4.0, 5.0)
    monkeypatch.setattr(prove_window, "window_run", lambda: {**dict.fromkeys(WHAT, quick), "note_scroll": slow})
    monkeypatch.setattr(prove_window, "cold_starts", lambda: ColdStart(1_500.0, 400.0, 0.0, 0.0))
    audited = {"widgets": 9, "scenes": 1, "tab_stops": 3, "rows": 2, "findings": ["today: name: a button"]}
    monkeypatch.setattr(prove_window, "fresh", lambda _module: audited)
    watched = (Stall(40.0, 10.0, "Today"), Stall(60.0, 30.0, "opening the longest review"))
    monkeypatch.setattr(prove_window, "stalls", lambda: watched)
    short = [claim for claim in prove_window.claims(None) if not claim.ok]
    assert [claim.claim for claim in short[:2]] == [
        "Start to the first paint of the sign-in window",
        WHAT["note_scroll"],
    ]
    assert "1 findings" in short[2].figure and "today: name" in short[2].figure
    assert "60 ms (opening the longest review" in short[3].figure
    audited["findings"] = []
    monkeypatch.setattr(prove_window, "stalls", lambda: watched[:1])
    assert len([claim for claim in prove_window.claims(None) if not claim.ok]) == 2
    monkeypatch.setattr(prove_window, "cold_starts", lambda: ColdStart(1_500.0, 800.0, 0.0, 0.0))
    assert next(prove_window.claims(None)).ok


def test_every_act_at_the_window_is_watched_while_a_job_runs(qapp: QApplication, tmp_path: Path) -> None:
    practice = make_large_practice(tmp_path, clients=30, utterances=40, note_lines=10)
    rig = Rig(qapp, practice.path)
    probe = Probe(rig.window)
    for probe.act, act in acts(rig, practice):
        act()
        rig.settle()
    rig.until(lambda: probe.ticks > 20)
    probe.stop()
    rig.close()
    assert {stall.after for stall in probe.stalls} >= {"Today", "client page", "opening the longest review"}


def test_what_only_an_open_vault_needs_is_not_loaded_before_the_first_paint(tmp_path: Path) -> None:
    started = fresh("bench._cold_start", "program", str(time.monotonic_ns()), home=str(tmp_path))
    assert started["wall_ms"] > 0
    loaded = set(started["modules"])
    assert "PySide6.QtWidgets" in loaded
    assert not loaded & {"PySide6.QtMultimedia", "sqlalchemy", "sqlcipher3", "zxcvbn", "docx", "numpy", "av"}
    bare = fresh("bench._cold_start", "bare", str(time.monotonic_ns()), *sorted(loaded), home=str(tmp_path))
    assert loaded <= set(bare["modules"])
