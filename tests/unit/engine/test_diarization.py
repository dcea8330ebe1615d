"""Turns after the library: joined, limited to the people who are there; the library itself on two real voices."""

from __future__ import annotations

import pytest

from therapease.domain.transcript import SpeakerTurn
from therapease.engine.diarization import analyze_cadence_s, joined_turns, limited_speakers


def test_a_speaker_s_turns_are_joined_across_the_library_s_lines() -> None:
    turns = [SpeakerTurn(0.0, 1.0, "S1"), SpeakerTurn(1.1, 2.0, "S1"), SpeakerTurn(3.0, 4.0, "S1")]
    assert joined_turns(turns) == [SpeakerTurn(0.0, 2.0, "S1"), SpeakerTurn(3.0, 4.0, "S1")]


def test_overlapping_voices_stay_apart() -> None:
    turns = [SpeakerTurn(0.0, 5.0, "S1"), SpeakerTurn(2.0, 3.0, "S2"), SpeakerTurn(5.1, 6.0, "S1")]
    assert joined_turns(turns) == [SpeakerTurn(0.0, 6.0, "S1"), SpeakerTurn(2.0, 3.0, "S2")]


def test_a_third_voice_goes_to_its_neighbour_when_two_people_speak() -> None:
    turns = [
        SpeakerTurn(0.0, 10.0, "S1"),
        SpeakerTurn(20.0, 30.0, "S2"),
        SpeakerTurn(30.1, 31.0, "S3"),
        SpeakerTurn(31.1, 40.0, "S2"),
    ]
    assert limited_speakers(turns, 2) == [SpeakerTurn(0.0, 10.0, "S1"), SpeakerTurn(20.0, 40.0, "S2")]


def test_fewer_voices_than_asked_for_are_left_alone() -> None:
    turns = [SpeakerTurn(0.0, 1.0, "S1")]
    assert limited_speakers(turns, 3) == turns


@pytest.mark.parametrize(("duration_s", "step_s"), [(0.5, 2.0), (60.0, 2.0), (61.0, 3.0), (301.0, 5.0), (7200.0, 5.0)])
def test_the_step_grows_with_the_recording_and_stays_in_the_library_s_range(duration_s: float, step_s: float) -> None:
    assert analyze_cadence_s(duration_s) == step_s
