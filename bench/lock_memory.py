"""After a lock no process of ours remembers anything: looked up in the memory of each (Linux, /proc).

    found = look_after_lock(folder)

Before the lock the same search finds key and sentences, which proves that it would find them after it.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench._planted_practice import MARK, Planted, make_planted_practice
from bench.demo_run import ROOT

_PATIENCE_S = 120.0
_BLOCK_BYTES = 1 << 24


@dataclass(frozen=True, slots=True)
class Remembered:
    """What the memory of some processes holds of a vault: copies of the key, and how many of the sentences."""

    processes: int
    key_copies: int
    sentences: int


@dataclass(frozen=True, slots=True)
class LockMemory:
    """What was remembered while the vault was open, and after the lock by every process that is left."""

    before: Remembered
    after: Remembered
    ended: bool
    """Whether the process that held the vault is gone."""


def look_after_lock(folder: Path) -> LockMemory:
    """Run the program over a planted vault, lock it, and look into memory before and after."""
    planted = make_planted_practice(folder)
    signs = folder / "signs"
    signs.mkdir()
    command = [sys.executable, "-m", "bench._locked_window", str(planted.path), planted.session_id, str(signs)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    program = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        _await(program, signs / "unlocked")
        holders = family(program.pid)
        before = remembered(holders, planted)
        (signs / "lock").touch()
        _await(program, signs / "locked")
        left = family(program.pid)
        after = remembered(left, planted)
        ended = not any(_is_holder(pid) for pid in holders if pid not in (program.pid, *left))
        (signs / "end").touch()
        program.wait(_PATIENCE_S)
        return LockMemory(before, after, ended and set(holders) - {program.pid} != set(left) - {program.pid})
    finally:
        for pid in family(program.pid)[1:]:
            os.kill(pid, 9)
        program.kill()
        program.wait()


def remembered(pids: Sequence[int], planted: Planted) -> Remembered:
    """Search the memory of these processes: the key raw and as hex, the sentences in UTF-8 and UTF-16."""
    keys = [planted.data_key, planted.data_key.hex().encode(), planted.data_key.hex().upper().encode()]
    narrow, wide = MARK.encode(), MARK.encode("utf-16-le")
    # Big-endian UTF-16 has the same bytes, shifted by one.
    marks = re.compile(re.escape(narrow) + rb"(\d{3})|" + re.escape(wide) + rb"((?:\d\0){3})")
    copies = 0
    found: set[int] = set()
    for pid in pids:
        for block in _memory(pid):
            copies += sum(block.count(key) for key in keys)
            if narrow in block or wide in block:
                found |= {int((near or far).replace(b"\0", b"")) for near, far in marks.findall(block)}
    return Remembered(len(pids), copies, len(found))


def _memory(pid: int) -> Iterator[bytes]:
    """Yield what a process can read and write, block by block; a sentence across two blocks is in their overlap."""
    try:
        maps = Path(f"/proc/{pid}/maps").read_text(encoding="ascii", errors="replace").splitlines()
        with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
            for line in maps:
                span, rights = line.split(maxsplit=2)[:2]
                if "r" not in rights or line.endswith(("[vvar]", "[vsyscall]", "[vvar_vclock]")):
                    continue
                start, end = (int(edge, 16) for edge in span.split("-"))
                for at in range(start, end, _BLOCK_BYTES):
                    yield _read(memory.fileno(), at, min(_BLOCK_BYTES + 1024, end - at))
    except FileNotFoundError:
        # It ended meanwhile.
        return


def _read(descriptor: int, at: int, size: int) -> bytes:
    try:
        return os.pread(descriptor, size, at)
    except OSError:
        # Reserved, and never written to.
        return b""


def family(pid: int) -> list[int]:
    """Return a process and everything it started that still runs."""
    children: dict[int, list[int]] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = status.read_text(encoding="utf-8", errors="replace").rsplit(")", 1)[1].split()
        except (FileNotFoundError, ProcessLookupError, IndexError):
            continue
        if words[0] != "Z":
            children.setdefault(int(words[1]), []).append(int(status.parent.name))
    found = [pid]
    for one in found:
        found += children.get(one, [])
    return found


def _is_holder(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


def _await(program: subprocess.Popen[bytes], sign: Path) -> None:
    give_up_at = time.monotonic() + _PATIENCE_S
    while not sign.exists():
        if program.poll() is not None or time.monotonic() > give_up_at:
            raise RuntimeError(f"the program did not get to “{sign.name}”")
        time.sleep(0.02)


def main() -> int:
    import tempfile

    with tempfile.TemporaryDirectory(prefix="therapease-lock-") as folder:
        print(look_after_lock(Path(folder)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
