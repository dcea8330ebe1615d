"""The real player on a real WAV in memory; only whether there is something to hear with is told."""

from __future__ import annotations

import array
import io
import math
import wave
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from therapease.ui.session.playback import RATES, Availability, Playback

DURATION_S = 12
pytestmark = pytest.mark.qt_log_ignore("No audio device detected", extend=True)


def tone() -> bytes:
    samples = array.array("h", (int(2000 * math.sin(n / 12)) for n in range(16_000 * DURATION_S)))
    target = io.BytesIO()
    with wave.open(target, "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(2)
        wav.setframerate(16_000)
        wav.writeframes(samples.tobytes())
    return target.getvalue()


@pytest.fixture
def playback(qtbot: QtBot) -> Iterator[Playback]:
    playback = Playback(has_sound_output=lambda: True)
    playback.sound_wanted.connect(lambda: playback.load(tone()))
    playback.open(float(DURATION_S))
    yield playback
    playback.close()


def test_the_sound_is_fetched_only_when_somebody_listens(qtbot: QtBot) -> None:
    playback = Playback(has_sound_output=lambda: True)
    playback.open(60.0)
    with qtbot.assertNotEmitted(playback.sound_wanted):
        playback.seek(20.0)
    assert playback.availability is Availability.NOT_LOADED
    with qtbot.waitSignal(playback.sound_wanted):
        playback.play()
    assert playback.availability is Availability.LOADING


def test_it_plays_from_where_it_stands_and_pauses(playback: Playback, qtbot: QtBot) -> None:
    playback.seek(5.0)
    playback.toggle()
    qtbot.waitUntil(lambda: playback.position_s > 5.2, timeout=10_000)
    assert playback.is_playing
    playback.toggle()
    assert not playback.is_playing
    assert 5.2 < playback.position_s < 9.0


def test_spans_are_played_one_after_the_other_and_then_it_stops(playback: Playback, qtbot: QtBot) -> None:
    heard: list[float] = []
    playback.position_changed.connect(heard.append)
    playback.play_spans([(2.0, 2.4), (8.0, 8.3)])
    qtbot.waitUntil(lambda: bool(heard) and heard[-1] > 8.3 and not playback.is_playing, timeout=15_000)
    assert not [position for position in heard if 3.2 < position < 7.9]
    assert playback.position_s < 9.5


def test_seeking_lets_the_evidence_go(playback: Playback, qtbot: QtBot) -> None:
    playback.play_spans([(2.0, 2.3)])
    playback.seek(6.0)
    qtbot.waitUntil(lambda: playback.position_s > 6.6, timeout=10_000)
    assert playback.is_playing


def test_the_end_stops_it_and_play_begins_again(playback: Playback, qtbot: QtBot) -> None:
    playback.seek(DURATION_S - 0.5)
    playback.play()
    qtbot.waitUntil(lambda: not playback.is_playing, timeout=10_000)
    assert playback.position_s == pytest.approx(DURATION_S, abs=0.3)
    playback.play()
    assert playback.position_s < 1.0


def test_positions_stay_inside_the_recording(playback: Playback) -> None:
    playback.seek(-4.0)
    assert playback.position_s == 0.0
    playback.seek(500.0)
    assert playback.position_s == DURATION_S


def test_without_sound_output_one_can_go_to_places_but_not_listen(qtbot: QtBot) -> None:
    playback = Playback(has_sound_output=lambda: False)
    playback.open(60.0)
    assert playback.availability is Availability.NO_SOUND_OUTPUT
    assert not playback.can_play
    with qtbot.assertNotEmitted(playback.sound_wanted):
        playback.play_spans([(12.0, 14.0)])
    assert playback.position_s == 12.0
    assert not playback.is_playing


def test_without_a_recording_there_is_nothing_to_play(qtbot: QtBot) -> None:
    playback = Playback(has_sound_output=lambda: True)
    playback.open(None)
    assert playback.availability is Availability.NO_RECORDING
    playback.toggle()
    assert not playback.is_playing


def test_an_empty_answer_is_said(qtbot: QtBot) -> None:
    playback = Playback(has_sound_output=lambda: True)
    playback.sound_wanted.connect(lambda: playback.load(b""))
    playback.open(10.0)
    playback.play()
    assert playback.availability is Availability.UNPLAYABLE


def test_a_failed_fetch_can_be_tried_again(qtbot: QtBot) -> None:
    playback = Playback(has_sound_output=lambda: True)
    playback.open(10.0)
    playback.play()
    playback.loading_failed()
    assert playback.availability is Availability.NOT_LOADED
    with qtbot.waitSignal(playback.sound_wanted):
        playback.play()


def test_every_speed_can_be_set(playback: Playback) -> None:
    for rate in RATES:
        playback.set_rate(rate)
        assert playback.rate == rate
    assert (RATES[0], RATES[-1]) == (0.75, 2.0)


def test_silence_is_skipped_and_speech_is_not(playback: Playback, qtbot: QtBot) -> None:
    heard: list[float] = []
    playback.position_changed.connect(heard.append)
    playback.set_speech([(0.0, 1.0), (6.0, 6.5), (7.2, 12.0)])
    playback.skips_silence = True
    playback.seek(0.5)
    playback.play()
    qtbot.waitUntil(lambda: bool(heard) and heard[-1] > 7.6, timeout=15_000)
    assert not [position for position in heard if 2.5 < position < 5.4]
    assert [position for position in heard if 6.6 < position < 7.2]
