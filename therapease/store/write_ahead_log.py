"""A look at SQLite's write-ahead log without the key: how much of it holds, and whether it breaks off in the middle.

The log is read up to the first frame whose checksum does not fit, and whatever was committed behind it is dropped
without a word. Frames behind such a break that belong to the same log tell that there was more.
https://sqlite.org/fileformat2.html#the_write_ahead_log; the checksums are over the encrypted pages.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

from therapease.store.error_translation import storage_errors

_MAGICS = {0x377F0682: "<", 0x377F0683: ">"}
"""What a log begins with, and the order of bytes in which its checksums are added up."""
_HEADER = struct.Struct(">IIIIIIII")
_FRAME = struct.Struct(">IIIIII")
_UNCHECKED_BYTES = 8
_MASK = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class LogState:
    """How many commits of the log SQLite will read, and how many stand behind a place where it breaks off."""

    size_bytes: int = 0
    commits: int = 0
    commits_behind_break: int = 0

    @property
    def is_broken(self) -> bool:
        return self.commits_behind_break > 0


def read_log(database: Path) -> LogState:
    """Return the state of a database's log; an empty one where there is none. Reads all of it (some megabytes)."""
    path = database.with_name(database.name + "-wal")
    with storage_errors():
        raw = path.read_bytes() if path.exists() else b""
    if len(raw) < _HEADER.size:
        return LogState(len(raw))
    magic, _version, page_bytes, _checkpoint, salt_1, salt_2, sum_1, sum_2 = _HEADER.unpack_from(raw)
    order = _MAGICS.get(magic)
    start = raw[: _HEADER.size - _UNCHECKED_BYTES]
    if order is None or page_bytes < 512 or _added(start, order, (0, 0)) != (sum_1, sum_2):
        # Nothing of it is read. Whether there was anything cannot be told from here: its frames are counted.
        return LogState(len(raw), 0, _commits_in(raw, max(page_bytes, 512) if page_bytes <= 65_536 else 4096))
    return _walk(raw, page_bytes, order, (salt_1, salt_2), (sum_1, sum_2))


def _walk(raw: bytes, page_bytes: int, order: str, salts: tuple[int, int], sums: tuple[int, int]) -> LogState:
    commits = behind = 0
    is_whole = True
    for at in range(_HEADER.size, len(raw) - _FRAME.size - page_bytes + 1, _FRAME.size + page_bytes):
        _page, pages_after, salt_1, salt_2, sum_1, sum_2 = _FRAME.unpack_from(raw, at)
        is_ours = (salt_1, salt_2) == salts
        if is_whole:
            page = raw[at + _FRAME.size : at + _FRAME.size + page_bytes]
            added = _added(page, order, _added(raw[at : at + 8], order, sums)) if is_ours else None
            is_whole = added == (sum_1, sum_2)
            sums = (sum_1, sum_2)
        if pages_after and is_ours:
            commits, behind = commits + is_whole, behind + (not is_whole)
    return LogState(len(raw), commits, behind)


def _commits_in(raw: bytes, page_bytes: int) -> int:
    steps = range(_HEADER.size, len(raw) - _FRAME.size - page_bytes + 1, _FRAME.size + page_bytes)
    return sum(1 for at in steps if _FRAME.unpack_from(raw, at)[1])


def _added(raw: bytes, order: str, sums: tuple[int, int]) -> tuple[int, int]:
    """Return SQLite's checksum of some more bytes."""
    first, second = sums
    words = struct.unpack(f"{order}{len(raw) // 4}I", raw)
    for at in range(0, len(words), 2):
        first = (first + words[at] + second) & _MASK
        second = (second + words[at + 1] + first) & _MASK
    return first, second
