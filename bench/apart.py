"""Measures and proofs in a process of their own: what one leaves behind, or a crash of it, touches no other."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

LONGEST_S = 3_600.0
ROOT = Path(__file__).resolve().parents[1]


def run_apart(
    module: str, *arguments: str, time_limit_s: float = LONGEST_S, surroundings: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Run a module and return the JSON object that its last line is. Raise RuntimeError when it fails."""
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=time_limit_s,
        stdin=subprocess.DEVNULL,
    )
    if done.returncode != 0:
        raise RuntimeError(f"{module} ended with {done.returncode}: {done.stderr[-2000:]}")
    result: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return result
