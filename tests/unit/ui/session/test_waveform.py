"""From loudness and utterances to bars."""

from __future__ import annotations

from therapease.domain.transcript import SpeakerRole, Utterance
from therapease.ui.session.waveform import Side, waveform_bars

THERAPIST = Utterance(0, "S1", SpeakerRole.THERAPIST, "Well?", 0.0, 4.0)
CLIENT = Utterance(1, "S2", SpeakerRole.CLIENT, "Well.", 6.0, 10.0)
PERIODS_PER_S = 50


def test_bars_stand_on_the_side_of_who_speaks() -> None:
    bars = waveform_bars(bytes([100] * 10 * PERIODS_PER_S), (THERAPIST, CLIENT), 10.0, 5)
    assert [bar.side for bar in bars] == [Side.THERAPIST, Side.THERAPIST, Side.NOBODY, Side.CLIENT, Side.CLIENT]


def test_heights_follow_loudness() -> None:
    peaks = bytes([200] * 2 * PERIODS_PER_S + [50] * 8 * PERIODS_PER_S)
    loud, soft, *_rest = waveform_bars(peaks, (THERAPIST, CLIENT), 10.0, 5)
    assert loud.height > 2 * soft.height


def test_one_cough_does_not_flatten_the_conversation() -> None:
    peaks = bytearray([60] * 10 * PERIODS_PER_S)
    peaks[3] = 255
    bars = waveform_bars(bytes(peaks), (THERAPIST, CLIENT), 10.0, 200)
    spoken = [bar.height for bar in bars if bar.side is not Side.NOBODY]
    assert sorted(spoken)[len(spoken) // 2] == 1.0


def test_without_peaks_who_spoke_when_still_shows() -> None:
    bars = waveform_bars(b"", (THERAPIST, CLIENT), 10.0, 5)
    assert {bar.height for bar in bars if bar.side is not Side.NOBODY} == {0.5}


def test_nothing_to_draw_without_length_or_room() -> None:
    assert waveform_bars(b"\x01", (CLIENT,), 0.0, 100) == ()
    assert waveform_bars(b"\x01", (CLIENT,), 10.0, 0) == ()
