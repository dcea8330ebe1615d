"""Exit statuses, one-line errors and files that are whole or not there."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import pytest

from therapease.cli import console
from therapease.errors import (
    EngineCrashedError,
    EngineUnavailableError,
    FileMissingError,
    JobCancelledError,
    NotAudioError,
    NoteSignedError,
    StorageFullError,
    StorageUnavailableError,
    TherapEaseError,
)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotAudioError(), 2),
        (StorageFullError(), 3),
        (EngineCrashedError(), 4),
        (NoteSignedError(), 5),
        (JobCancelledError(), 130),
    ],
)
def test_each_kind_of_failure_has_its_own_status(error: TherapEaseError, status: int) -> None:
    assert console.exit_status(error) == status


def test_where_the_window_names_a_page_of_it_the_command_line_names_a_command(
    capsys: pytest.CaptureFixture[str],
) -> None:
    error = EngineUnavailableError()
    assert "therapease doctor" not in error.message, "the window shows these words"
    console.say_error(error)
    said = capsys.readouterr().err
    assert "therapease doctor" in said
    assert said.count("\n") == 1


def test_an_error_is_one_line_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    console.say_error(NotAudioError(detail="never shown"))
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "This is not an audio file" in said.err
    assert "never shown" not in said.err


def test_json_is_written_whole(tmp_path: Path) -> None:
    target = tmp_path / "a.json"
    console.write_json(target, {"text": "é"})
    assert json.loads(target.read_text(encoding="utf-8")) == {"text": "é"}
    assert os.listdir(tmp_path) == ["a.json"]


def test_a_target_that_cannot_be_written_is_found_before_the_work(tmp_path: Path) -> None:
    with pytest.raises(StorageUnavailableError):
        console.check_target(tmp_path)
    with pytest.raises(FileMissingError):
        console.check_target(tmp_path / "none" / "a.json")


def test_a_failed_write_leaves_the_old_file_and_no_neighbour(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.json"
    target.write_text("old", encoding="utf-8")

    def no_space(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(console.os, "fsync", no_space)
    with pytest.raises(StorageFullError):
        console.write_text(target, "new")
    assert target.read_text(encoding="utf-8") == "old"
    assert os.listdir(tmp_path) == ["a.json"]


def test_interrupt_cancels_the_job_and_the_handler_comes_back() -> None:
    before = signal.getsignal(signal.SIGINT)
    with console.cancel_on_interrupt() as token:
        assert not token.is_cancelled
        signal.raise_signal(signal.SIGINT)
        assert token.is_cancelled
    assert signal.getsignal(signal.SIGINT) is before
