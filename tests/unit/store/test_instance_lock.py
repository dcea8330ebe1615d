"""One instance per vault, whatever became of the last one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from therapease.errors import StorageUnavailableError, VaultInUseError
from therapease.store.instance_lock import InstanceLock

HOLD = """
import sys
from pathlib import Path
from therapease.store.instance_lock import InstanceLock
lock = InstanceLock.acquire(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def holder(path: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_one_in_this_process_is_kept_out_until_the_first_lets_go(tmp_path: Path) -> None:
    path = tmp_path / "practice.lock"
    first = InstanceLock.acquire(path)
    with pytest.raises(VaultInUseError):
        InstanceLock.acquire(path)
    first.release()
    first.release()
    InstanceLock.acquire(path).release()


def test_a_second_process_is_kept_out_and_a_killed_one_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "practice.lock"
    with holder(path) as process:
        with pytest.raises(VaultInUseError):
            InstanceLock.acquire(path)
        process.kill()
        process.wait()
    assert path.exists()
    InstanceLock.acquire(path).release()


def test_a_failed_attempt_does_not_give_up_the_other_s_lock(tmp_path: Path) -> None:
    path = tmp_path / "practice.lock"
    first = InstanceLock.acquire(path)
    for _ in range(3):
        with pytest.raises(VaultInUseError):
            InstanceLock.acquire(path)
    first.release()


def test_the_lock_file_stays_empty(tmp_path: Path) -> None:
    InstanceLock.acquire(tmp_path / "practice.lock").release()
    assert (tmp_path / "practice.lock").read_bytes() == b""


def test_without_a_folder_there_is_nothing_to_lock(tmp_path: Path) -> None:
    with pytest.raises(StorageUnavailableError):
        InstanceLock.acquire(tmp_path / "missing" / "practice.lock")
