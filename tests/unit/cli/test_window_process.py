"""The window's process: a new one after each lock, the end of all after any other status."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from therapease.cli.console import EXIT_DEFECT, EXIT_ENVIRONMENT
from therapease.cli.window_process import keep_window_open
from therapease.errors import StorageFullError
from therapease.ui.locking.reasons import Locked, LockReason

_SAID = Path("said")


def _locks_twice(vault: Path | None, locked: Locked | None) -> int:
    with _SAID.open("a", encoding="utf-8") as said:
        said.write(f"{os.getpid()} {vault} {locked.reason.name if locked else None}\n")
    lines = _SAID.read_text(encoding="utf-8").count("\n")
    return {1: LockReason.IDLE, 2: LockReason.SLEEP}.get(lines, 7)


def _kills_itself(_vault: Path | None, _locked: Locked | None) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def _breaks(_vault: Path | None, _locked: Locked | None) -> int:
    raise ValueError("the words of a client")


def _has_no_disk(_vault: Path | None, _locked: Locked | None) -> int:
    raise StorageFullError


def test_each_lock_begins_a_new_process_until_one_ends_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert keep_window_open(_locks_twice, Path("a.vault")) == 7
    pids, vaults, reasons = zip(*(line.split() for line in _SAID.read_text(encoding="utf-8").splitlines()), strict=True)
    assert len({*pids, str(os.getpid())}) == 4
    assert vaults == ("a.vault", "None", "None")
    assert reasons == ("None", "IDLE", "SLEEP")


def test_a_window_that_dies_is_not_opened_again() -> None:
    assert keep_window_open(_kills_itself) == 128 + signal.SIGKILL


def test_what_ends_a_window_is_said_without_anybodys_words(capfd: pytest.CaptureFixture[str]) -> None:
    assert keep_window_open(_breaks) == EXIT_DEFECT
    said = capfd.readouterr().err
    assert "ValueError at test_window_process.py:" in said
    assert "words of a client" not in said
    assert keep_window_open(_has_no_disk) == EXIT_ENVIRONMENT
    assert StorageFullError.title in capfd.readouterr().err


def test_being_told_to_end_ends_the_window_too(tmp_path: Path) -> None:
    """A session's end reaches the process that was started; the one with the vault must not stay behind."""
    code = (
        "import sys, time\nfrom pathlib import Path\n"
        "from therapease.cli.window_process import keep_window_open\n"
        "def entry(vault, locked):\n    Path('up').touch()\n    time.sleep(60)\n    return 0\n"
        "sys.exit(keep_window_open(entry))\n"
    )
    program = subprocess.Popen(
        [sys.executable, "-c", code], cwd=tmp_path, env={**os.environ, "PYTHONPATH": os.getcwd()}
    )
    while not (tmp_path / "up").exists():
        assert program.poll() is None
        time.sleep(0.01)
    program.terminate()
    assert program.wait(20) == 128 + signal.SIGTERM
