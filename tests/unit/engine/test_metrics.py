"""Real-time factor and the time per stage."""

from __future__ import annotations

import time

import pytest

from therapease.engine.metrics import StageTimer, real_time_factor


def test_below_one_keeps_up_with_live_speech() -> None:
    assert real_time_factor(30.0, 60.0) == 0.5


def test_no_audio_has_no_factor() -> None:
    assert real_time_factor(3.0, 0.0) == 0.0


def test_alternating_stages_add_up_each_in_order_of_appearance() -> None:
    timer = StageTimer()
    for _ in range(2):
        with timer.stage("recognition"):
            time.sleep(0.01)
        with timer.stage("diarization"):
            time.sleep(0.02)
    seconds = dict(timer.stages_s)
    assert list(seconds) == ["recognition", "diarization"]
    assert seconds["recognition"] >= 0.02
    assert seconds["diarization"] >= 0.04
    assert timer.total_s >= sum(seconds.values())


def test_a_stage_that_fails_is_counted_too() -> None:
    timer = StageTimer()
    with pytest.raises(ValueError, match="broken"), timer.stage("roles"):
        raise ValueError("broken")
    assert [name for name, _ in timer.stages_s] == ["roles"]
