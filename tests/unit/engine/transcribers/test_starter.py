"""The starter engine on real speech."""

from __future__ import annotations

import pytest

from therapease import paths
from therapease.engine import model_files
from therapease.engine.audio_file import AudioDecoder, decode_flac
from therapease.engine.transcribers import Transcriber
from therapease.engine.transcribers.starter import StarterTranscriber
from therapease.errors import JobCancelledError


def test_speech_becomes_segments_with_times_in_order() -> None:
    transcriber: Transcriber = StarterTranscriber(model_files.starter_recognizer_folder())
    shares: list[float] = []
    try:
        with (paths.sample_session_dir() / "session.flac").open("rb") as source:
            transcriber.feed(decode_flac(next(iter(AudioDecoder(source)))))
        segments = transcriber.finish(shares.append)
    finally:
        transcriber.close()
    assert segments[0].text.startswith("Good morning")
    assert all(0 <= s.start_s < s.end_s <= 10.5 and s.text == s.text.strip() and not s.words for s in segments)
    assert [s.start_s for s in segments] == sorted(s.start_s for s in segments)
    assert shares == [1.0]


def test_a_listener_that_stops_the_job_is_heard() -> None:
    transcriber = StarterTranscriber(model_files.starter_recognizer_folder())

    def stop(share: float) -> None:
        raise JobCancelledError

    with pytest.raises(JobCancelledError):
        transcriber.finish(stop)
    transcriber.close()
