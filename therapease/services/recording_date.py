"""When a recording says that it was made: a first guess at when the session was.

Only what the recorder wrote into the file counts; the file's own times tell when it was copied. Nothing is decoded and
little is read: the headers of M4A, MP4 and MOV (`mvhd`, ISO/IEC 14496-12) and of broadcast WAV (`bext`, EBU Tech 3285).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

_MP4_EPOCH = datetime(1904, 1, 1, tzinfo=UTC)
_EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
"""A recorder whose clock was never set writes the first day of its own time."""
_MOST_BLOCKS = 200
_BEXT_DATE_AT, _BEXT_DATE_LENGTH = 256 + 32 + 32, 10 + 8
_BEXT_DATE = re.compile(rb"(\d{4})[-_:. ](\d\d)[-_:. ](\d\d)(\d\d)[-_:. ](\d\d)[-_:. ](\d\d)")


def recorded_at(path: Path, now: datetime) -> datetime | None:
    """Return the moment in the file, timezone-aware, or None without a credible one. Reads the disk; never raises."""
    try:
        with path.open("rb") as file:
            head = file.read(12)
            moment = _from_wav(file) if head[:4] == b"RIFF" else _from_mp4(file) if head[4:8] == b"ftyp" else None
    except (OSError, ValueError, OverflowError, struct.error):
        return None
    return moment if moment is not None and _EARLIEST <= moment <= now else None


def _from_mp4(file: BinaryIO) -> datetime | None:
    end = file.seek(0, 2)
    for name, start, stop in _boxes(file, 0, end):
        if name == b"moov":
            for inner, at, _stop in _boxes(file, start, stop):
                if inner == b"mvhd":
                    return _creation_time(file, at)
    return None


def _boxes(file: BinaryIO, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield name, start and end of what is in each box from `at` to `end`."""
    for _ in range(_MOST_BLOCKS):
        file.seek(at)
        head = file.read(8)
        if at >= end or len(head) < 8:
            return
        (size,), name, skip = struct.unpack(">I", head[:4]), head[4:], 8
        if size == 1:
            (size,), skip = struct.unpack(">Q", file.read(8)), 16
        stop = end if size == 0 else at + size
        if stop < at + skip:
            return
        yield name, at + skip, stop
        at = stop


def _creation_time(file: BinaryIO, at: int) -> datetime | None:
    file.seek(at)
    is_long = file.read(4)[:1] == b"\x01"
    (seconds,) = struct.unpack(">Q" if is_long else ">I", file.read(8 if is_long else 4))
    return _MP4_EPOCH + timedelta(seconds=seconds) if seconds else None


def _from_wav(file: BinaryIO) -> datetime | None:
    at = 12
    for _ in range(_MOST_BLOCKS):
        file.seek(at)
        head = file.read(8)
        if len(head) < 8:
            return None
        (size,) = struct.unpack("<I", head[4:])
        if head[:4] == b"bext":
            file.seek(at + 8 + _BEXT_DATE_AT)
            found = _BEXT_DATE.match(file.read(_BEXT_DATE_LENGTH))
            # The recorder's own clock, which is the practice's.
            return datetime(*map(int, found.groups())).astimezone() if found else None  # type: ignore[arg-type]  # because six numbers are six arguments
        at += 8 + size + size % 2
    return None
