"""The demo, run once as a person runs it, without network and under strace, for the proofs that read what it left.

`unshare -n` takes every network interface away; strace records each socket the processes ask for, their children's
too. One run serves all claims, because it is the slowest thing the proofs do.
"""

from __future__ import annotations

import functools
import json
import os
import re
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
TIME_LIMIT_S = 1200
_SOCKET_CALL = re.compile(r"\bsocket\((\w+)")


@dataclass(frozen=True, slots=True)
class DemoRun:
    """What one run left: exit status, seconds, the address families of all sockets asked for, and the files."""

    exit_status: int
    output: str
    wall_s: float
    socket_families: tuple[str, ...]
    processes_traced: int
    transcript: dict[str, Any]
    note: dict[str, Any]
    pdf: bytes

    @property
    def utterance_texts(self) -> dict[int | str, str]:
        """Return the words of each utterance by its id."""
        return {utterance["id"]: utterance["text"] for utterance in self.transcript["utterances"]}


def without_network() -> list[str]:
    """Return the command prefix that leaves a process no network; as an ordinary user a user namespace is needed."""
    return ["unshare", "-n"] if os.geteuid() == 0 else ["unshare", "-r", "-n"]


def socket_families(trace: str) -> tuple[str, ...]:
    """Return the address family of every socket call in a strace log, refused ones included."""
    return tuple(_SOCKET_CALL.findall(trace))


def traced(command: list[str], log: Path) -> list[str]:
    """Return the command under strace: every process it starts, socket calls only.

    Without strace's own --seccomp-bpf, though it is faster: calls that the worker's filter refuses would be missing.
    """
    return ["strace", "-f", "-qq", "-e", "trace=socket,execve", "-o", str(log), *command]


@functools.cache
def demo_run() -> DemoRun:
    """Run `make demo OUT=…` without network under strace and return what it left."""
    folder = Path(tempfile.mkdtemp(prefix="therapease-prove-"))
    log, out = folder / "trace", folder / "out"
    try:
        start = time.perf_counter()
        done = subprocess.run(
            [*without_network(), *traced(["make", "demo", f"OUT={out}"], log)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=TIME_LIMIT_S,
            stdin=subprocess.DEVNULL,
        )
        wall_s = time.perf_counter() - start
        trace = log.read_text(encoding="utf-8", errors="replace")
        return DemoRun(
            exit_status=done.returncode,
            output=done.stdout + done.stderr,
            wall_s=wall_s,
            socket_families=socket_families(trace),
            processes_traced=len({line.split(maxsplit=1)[0] for line in trace.splitlines()}),
            transcript=_json(out / "transcript.json"),
            note=_json(out / "note.json"),
            pdf=(out / "note.pdf").read_bytes() if (out / "note.pdf").is_file() else b"",
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _json(file: Path) -> dict[str, Any]:
    if not file.is_file():
        return {"utterances": [], "sections": [], "risk": []}
    content: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return content
