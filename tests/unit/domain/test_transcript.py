"""What a transcription reports about its own speed, and the roles as files hold them."""

from __future__ import annotations

import pickle

import pytest

from therapease.domain.transcript import SpeakerRole, Transcription, Utterance


def transcription(duration_s: float, processing_s: float) -> Transcription:
    spoken = (Utterance(0, "S1", SpeakerRole.CLIENT, "Hello.", 0.0, 1.0),)
    return Transcription("starter", "tiny-en", duration_s, processing_s, spoken, (("recognition", 1.0),))


@pytest.mark.parametrize(("duration_s", "processing_s", "factor"), [(60, 30, 0.5), (10, 20, 2.0), (0, 5, 0.0)])
def test_real_time_factor_is_processing_over_audio(duration_s: float, processing_s: float, factor: float) -> None:
    assert transcription(duration_s, processing_s).real_time_factor == factor


def test_a_transcription_crosses_the_process_border_unchanged() -> None:
    result = transcription(60, 30)
    assert pickle.loads(pickle.dumps(result)) == result


def test_roles_are_stored_as_these_words() -> None:
    assert [role.value for role in SpeakerRole] == ["therapist", "client", "other", "unknown"]
