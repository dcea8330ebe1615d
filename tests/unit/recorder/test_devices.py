"""Listing microphones works where there is none, and twice in a row."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
from therapease.recorder.devices import Microphone, list_microphones
first, second = list_microphones(), list_microphones()
assert first == second
assert all(isinstance(m, Microphone) and m.name for m in first)
assert sum(m.is_default for m in first) <= 1
print("listed", len(first))
"""


def test_microphones_are_listed_without_a_running_application() -> None:
    # In a process of its own: an application object made here would live on into the other tests.
    ended = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=60)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.startswith("listed ")
