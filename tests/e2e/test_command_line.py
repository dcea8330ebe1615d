"""The program as people run it: `python -m therapease`, real worker, real models, on good and on bad input."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import wave
from pathlib import Path

import av
import numpy as np
import pytest

from therapease import paths

TIMEOUT_S = 300


def therapease(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "therapease", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=TIMEOUT_S,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )


def assert_refused(ended: subprocess.CompletedProcess[str], target: Path, words: str) -> None:
    assert ended.returncode not in (0, None), ended.stdout
    lines = [line for line in ended.stderr.splitlines() if line.strip()]
    assert len(lines) == 1, ended.stderr
    assert words.lower() in lines[0].lower()
    assert "Traceback" not in ended.stderr
    assert not target.exists()


def silent_video(path: Path) -> Path:
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=5)
        stream.width = stream.height = 32
        stream.pix_fmt = "yuv420p"
        for _ in range(5):
            frame = av.VideoFrame.from_ndarray(np.zeros((32, 32, 3), np.uint8), format="rgb24")
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def empty_wav(path: Path) -> Path:
    with wave.open(str(path), "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(2)
        wav.setframerate(16_000)
    return path


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "out.json"


def test_transcribe_refuses_what_is_not_a_recording(tmp_path: Path, target: Path) -> None:
    text = tmp_path / "letter.wav"
    text.write_text("This is a letter and no sound at all. " * 50, encoding="utf-8")
    (tmp_path / "zero.mp3").touch()
    cases = [
        (tmp_path / "none.wav", "not there"),
        (tmp_path, "folder"),
        (text, "not an audio file"),
        (tmp_path / "zero.mp3", "empty"),
        (empty_wav(tmp_path / "empty.wav"), "empty"),
        (silent_video(tmp_path / "silent.mp4"), "no sound"),
    ]
    for audio, words in cases:
        assert_refused(therapease("transcribe", audio, "--json", target), target, words)


def test_transcribe_refuses_unknown_engines_and_wrong_model_folders(tmp_path: Path, target: Path) -> None:
    sample = paths.sample_session_dir() / "session.flac"
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "config.json").write_text("{}", encoding="utf-8")
    for options, words in [
        (("--engine", "magic"), "no engine"),
        (("--engine", "whisper", "--model", tmp_path / "none"), "not there"),
        (("--engine", "whisper", "--model", tmp_path / "model"), "model"),
    ]:
        assert_refused(therapease("transcribe", sample, "--json", target, *options), target, words)


def test_a_target_in_a_missing_folder_is_refused_before_the_work(tmp_path: Path) -> None:
    sample = paths.sample_session_dir() / "session.flac"
    target = tmp_path / "none" / "out.json"
    assert_refused(therapease("transcribe", sample, "--json", target), target, "folder")


def test_draft_refuses_what_is_not_a_transcript(tmp_path: Path, target: Path) -> None:
    cases: list[tuple[str, bytes, str]] = [
        ("text.json", b"hello", "not a transcript"),
        ("list.json", b"[1]", "not a transcript"),
        ("empty.json", b'{"utterances": []}', "empty"),
        ("words.json", b'{"turns": [{"speaker": "client"}]}', "not a transcript"),
    ]
    for name, content, words in cases:
        (tmp_path / name).write_bytes(content)
        assert_refused(therapease("draft", tmp_path / name, "--json", target), target, words)
    assert_refused(therapease("draft", tmp_path / "none.json", "--json", target), target, "not there")


def test_draft_refuses_unknown_formats_and_models(tmp_path: Path, target: Path) -> None:
    transcript = tmp_path / "t.json"
    transcript.write_text(json.dumps({"turns": [{"speaker": "client", "text": "I slept badly."}]}), encoding="utf-8")
    junk = tmp_path / "junk.gguf"
    junk.write_bytes(b"GGML" + b"\0" * 64)
    for options, words in [
        (("--format", "poem"), "format"),
        (("--model", tmp_path / "none.gguf"), "not there"),
        (("--model", junk), "model"),
    ]:
        assert_refused(therapease("draft", transcript, "--json", target, *options), target, words)


def test_a_transcript_becomes_a_note_whose_evidence_resolves(tmp_path: Path, target: Path) -> None:
    turns = [
        {"id": "q1", "speaker": "doctor", "text": "How have you been sleeping?"},
        {"id": "a1", "speaker": "patient", "text": "About four hours a night. I wake at three and lie there."},
        {"id": "q2", "speaker": "doctor", "text": "Any thoughts of ending your life?"},
        {"id": "a2", "speaker": "patient", "text": "No. Never."},
        {"id": "q3", "speaker": "doctor", "text": "Let's keep the sleep diary and meet next Tuesday at ten."},
        {"id": "a3", "speaker": "patient", "text": "Okay, Tuesday at ten."},
    ]
    transcript = tmp_path / "t.json"
    transcript.write_text(json.dumps({"turns": turns}), encoding="utf-8")
    ended = therapease("draft", transcript, "--json", target)
    assert ended.returncode == 0, ended.stderr
    note = json.loads(target.read_text(encoding="utf-8"))
    lines = [line for section in note["sections"] for line in section["statements"]]
    drafted = [line for line in lines if line["kind"] in ("paraphrase", "quotation")]
    assert drafted
    ids = {turn["id"] for turn in turns}
    assert all(line["evidence"] and set(line["evidence"]) <= ids for line in drafted)
    assert any("four hours" in line["text"].lower() for line in drafted)
    suicide = [mention for mention in note["risk"] if mention["category"] == "suicide"]
    assert [mention["stance"] for mention in suicide] == ["denied"] * len(suicide)
    assert suicide


def test_the_version_and_the_help_answer_at_once() -> None:
    assert therapease("version").stdout.strip()
    for command in ("transcribe", "draft", "doctor", "demo", "run"):
        ended = therapease(command, "--help")
        assert ended.returncode == 0
        assert command in ended.stdout
    unknown = therapease("dictate")
    assert unknown.returncode == 2
    assert "Traceback" not in unknown.stderr
