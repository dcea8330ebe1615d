"""The Whisper adapter up to where weights are needed: refusals by the real library, its segments as ours."""

from __future__ import annotations

import inspect
import json
import struct
from pathlib import Path
from types import SimpleNamespace

import pytest

from therapease.domain.transcript import Segment, Word
from therapease.engine.transcribers import whisper
from therapease.errors import JobCancelledError, ModelRejectedError, UnknownModelError


def test_a_folder_that_is_not_there_or_incomplete_is_refused_before_the_library(tmp_path: Path) -> None:
    with pytest.raises(UnknownModelError):
        whisper.WhisperTranscriber(tmp_path / "none")
    with pytest.raises(ModelRejectedError):
        whisper.WhisperTranscriber(tmp_path)


def test_a_folder_that_only_looks_right_is_refused_by_the_library(tmp_path: Path) -> None:
    head = struct.pack("<IH", 6, 12) + b"WhisperSpec\0"
    (tmp_path / "model.bin").write_bytes(head + bytes(64))
    (tmp_path / "config.json").write_text("{}")
    (tmp_path / "vocabulary.json").write_text("[]")
    (tmp_path / "tokenizer.json").write_text(json.dumps({"version": "1.0"}))
    with pytest.raises(ModelRejectedError, match="could not be loaded"):
        whisper.WhisperTranscriber(tmp_path)


def test_every_setting_exists_in_the_library() -> None:
    from faster_whisper import WhisperModel

    known = inspect.signature(WhisperModel.transcribe).parameters
    assert set(whisper.DECODING) | {"language"} <= set(known)
    built_with = {"device", "compute_type", "cpu_threads", "local_files_only"}
    assert built_with <= set(inspect.signature(WhisperModel.__init__).parameters)


def test_segments_and_words_become_ours_with_times_and_confidence() -> None:
    found = [
        SimpleNamespace(
            start=0.0,
            end=2.0,
            text=" How are you?",
            words=[SimpleNamespace(start=0.1, end=0.4, word=" How", probability=0.9)],
        ),
        SimpleNamespace(start=2.0, end=3.0, text="  ", words=None),
    ]
    shares: list[float] = []
    segments = list(whisper._segments(found, 4.0, shares.append))
    assert segments == [Segment(0.0, 2.0, "How are you?", (Word(0.1, 0.4, "How", 0.9),))]
    assert shares == [0.5, 0.75]


def test_cancelling_stops_between_segments() -> None:
    def stop(share: float) -> None:
        raise JobCancelledError

    found = iter([SimpleNamespace(start=0.0, end=1.0, text="x", words=None), None])
    with pytest.raises(JobCancelledError):
        list(whisper._segments(found, 2.0, stop))
    assert next(found, "taken") is None
