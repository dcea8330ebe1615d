"""Files that lose what was not synced: records what a process changes below a folder, and replays it up to a point.

The recording side is `_fault_layer.c`, compiled on the spot and loaded before the C library. What a power loss leaves
is drawn at random from what POSIX allows: a write that no sync of its file followed is on the disk, is not, or is there
in part, sector by sector; names made, changed or removed since the last sync of their folder are there up to some
point. https://pubs.opengroup.org/onlinepubs/9799919799/functions/fsync.html
"""

from __future__ import annotations

import ctypes
import os
import struct
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

SECTOR_BYTES = 512
SOURCE = Path(__file__).with_name("_fault_layer.c")
_RECORD = struct.Struct("<cQQQ")


def build(folder: Path) -> Path:
    """Compile the layer; return the library to name in LD_PRELOAD."""
    library = folder / "fault_layer.so"
    command = ["cc", "-shared", "-fPIC", "-O1", "-o", str(library), str(SOURCE), "-ldl"]
    subprocess.run(command, check=True, capture_output=True)
    return library


class Layer:
    """Steers the layer within a process that was started with it."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(None)
        if not hasattr(self._library, "te_watch"):
            raise RuntimeError("this process was started without the layer")

    def watch(self, folder: Path, log: Path | None = None) -> None:
        """From now on count, and record into `log`, every change below a folder."""
        self._library.te_watch(os.fsencode(folder), None if log is None else os.fsencode(log))

    def fail(self, after: int, error: int) -> None:
        """Let every change after so many more fail with an errno: all with EIO, those that need room with ENOSPC."""
        self._library.te_fail(ctypes.c_long(after), ctypes.c_int(error))

    def mend(self) -> None:
        """Let changes succeed again."""
        self._library.te_fail(ctypes.c_long(-1), 0)

    @property
    def changes(self) -> int:
        """How many changes there were since `watch`."""
        return int(self._library.te_changes())


@dataclass(frozen=True, slots=True)
class Change:
    """One recorded change; `kind` as `_fault_layer.c` has it."""

    kind: str
    inode: int
    offset: int
    content: bytes


def changes_in(log: Path) -> Iterator[Change]:
    """Yield what was recorded, in order."""
    raw, at = log.read_bytes(), 0
    while at < len(raw):
        kind, inode, offset, length = _RECORD.unpack_from(raw, at)
        at += _RECORD.size
        yield Change(kind.decode(), inode, offset, raw[at : at + length])
        at += length


@dataclass(slots=True)
class _File:
    """What of a file is on the disk for certain, and what was changed since its last sync."""

    synced: bytearray = field(default_factory=bytearray)
    pending: list[Change] = field(default_factory=list)


class Disk:
    """A folder's files as the disk has them, while changes come in one by one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[int, _File] = {}
        self._names: dict[str, int] = {}
        self._pending_names: list[Change] = []
        for path in folder.rglob("*"):
            if path.is_file() and not path.name.endswith("-shm"):
                inode = path.stat().st_ino
                self._files[inode] = _File(bytearray(path.read_bytes()))
                self._names[str(path)] = inode

    def take(self, change: Change) -> None:
        """Let the next change happen."""
        if change.kind in "WT":
            self._files.setdefault(change.inode, _File()).pending.append(change)
        elif change.kind == "F":
            file = self._files.setdefault(change.inode, _File())
            for pending in file.pending:
                _apply(file.synced, pending)
            file.pending.clear()
        elif change.kind == "D":
            folder = change.content.decode()
            of_it = [name for name in self._pending_names if _folder_of(name) == folder]
            for name in of_it:
                _rename(self._names, name)
            self._pending_names = [name for name in self._pending_names if name not in of_it]
        else:
            if change.kind == "C":
                # Inodes are used again: what had this one before is gone.
                self._files[change.inode] = _File()
            self._pending_names.append(change)

    def after_power_loss(self, chance: Random) -> dict[str, bytes]:
        """Return the files by path as they could be found when the power comes back."""
        names = dict(self._names)
        folders = sorted({_folder_of(name) for name in self._pending_names})
        for folder in folders:
            of_it = [name for name in self._pending_names if _folder_of(name) == folder]
            for name in of_it[: chance.randint(0, len(of_it))]:
                _rename(names, name)
        return {path: _torn(self._files.get(inode, _File()), chance) for path, inode in names.items()}


def _folder_of(change: Change) -> str:
    return os.path.dirname(change.content.split(b"\0")[-1].decode())


def _rename(names: dict[str, int], change: Change) -> None:
    old, *new = change.content.decode().split("\0")
    if change.kind == "C":
        names[old] = change.inode
    else:
        names.pop(old, None)
        names.update({path: change.inode for path in new})


def _apply(content: bytearray, change: Change) -> None:
    if change.kind == "T":
        del content[change.offset :]
        content.extend(bytes(change.offset - len(content)))
        return
    end = change.offset + len(change.content)
    content.extend(bytes(max(end - len(content), 0)))
    content[change.offset : end] = change.content


def _torn(file: _File, chance: Random) -> bytes:
    content = bytearray(file.synced)
    for change in file.pending:
        fate = chance.random()
        if fate < 0.4:
            _apply(content, change)
        elif fate < 0.7 and change.kind == "W":
            for piece in _sectors(change):
                if chance.random() < 0.5:
                    _apply(content, piece)
    return bytes(content)


def _sectors(change: Change) -> Iterator[Change]:
    start = change.offset
    end = start + len(change.content)
    while start < end:
        stop = min((start // SECTOR_BYTES + 1) * SECTOR_BYTES, end)
        yield Change("W", change.inode, start, change.content[start - change.offset : stop - change.offset])
        start = stop
