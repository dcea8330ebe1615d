"""The library's stream driven our way: no word lost at the end, text like the library's own call."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from therapease import paths
from therapease.engine import model_files
from therapease.engine.audio_file import AudioDecoder, Samples, decode_flac
from therapease.engine.transcribers.moonshine import MoonshineStream
from therapease.errors import ModelRejectedError


@pytest.fixture(scope="module")
def speech() -> Samples:
    """The first ten seconds of the sample session, broken off in the middle of a sentence."""
    with (paths.sample_session_dir() / "session.flac").open("rb") as source:
        return decode_flac(next(iter(AudioDecoder(source))))


def lines_of(samples: Samples, block: int) -> list[str]:
    stream = MoonshineStream(model_files.starter_recognizer_folder(), {})
    try:
        for start in range(0, len(samples), block):
            stream.feed(samples[start : start + block])
        return [line.text for line in stream.finish()]
    finally:
        stream.close()


def words_of(lines: list[str]) -> list[str]:
    return re.findall(r"[\w']+", " ".join(lines).lower())


def test_a_stream_gives_what_the_library_gives_for_the_whole(speech: Samples) -> None:
    from moonshine_voice.moonshine_api import ModelArch
    from moonshine_voice.transcriber import Transcriber

    streamed = lines_of(speech, 48_000)
    bare = Transcriber(model_files.starter_recognizer_folder(), ModelArch.TINY)
    whole = bare.transcribe_without_streaming((speech.astype(np.float32) / 32_768).tolist(), 16_000)
    bare.close()
    # Word for word; a comma may turn into a full stop, as it does between two of the library's own intervals.
    assert words_of(streamed) == words_of([line.text for line in whole.lines])
    assert "sleeping" in words_of(streamed)
    # The recording breaks off inside the second sentence; the library's own `stop` would have dropped that one.
    assert "Not very well" in streamed[-1]


def test_silence_gives_no_text() -> None:
    assert lines_of(np.zeros(32_000, np.int16), 16_000) == []


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelRejectedError):
        MoonshineStream(tmp_path, {})
