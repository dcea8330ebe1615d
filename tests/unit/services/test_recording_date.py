"""When a recording says that it was made: from what a recorder writes, and never from nonsense."""

from __future__ import annotations

import struct
from datetime import UTC, datetime
from pathlib import Path

import pytest

from therapease.services.recording_date import recorded_at

NOW = datetime(2026, 3, 17, 12, 0, tzinfo=UTC)
MADE = datetime(2026, 3, 16, 9, 58, 30, tzinfo=UTC)
_MP4_EPOCH = datetime(1904, 1, 1, tzinfo=UTC)


def box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", 8 + len(content)) + name + content


def mp4(moment: datetime, *, is_long: bool = False) -> bytes:
    seconds = int((moment - _MP4_EPOCH).total_seconds())
    head = struct.pack(">B3xQ", 1, seconds) if is_long else struct.pack(">B3xI", 0, seconds)
    moov = box(b"moov", box(b"iods", b"1234") + box(b"mvhd", head + bytes(80)))
    return box(b"ftyp", b"M4A " + bytes(8)) + box(b"mdat", bytes(101)) + moov


def wav(date: bytes) -> bytes:
    bext = bytes(320) + date + bytes(8)
    return (
        b"RIFF"
        + bytes(4)
        + b"WAVE"
        + b"odd "
        + struct.pack("<I", 3)
        + bytes(4)
        + b"bext"
        + struct.pack("<I", 346)
        + bext
    )


def written(folder: Path, content: bytes) -> Path:
    path = folder / "recording"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("is_long", [False, True])
def test_an_m4a_says_when_it_was_made(tmp_path: Path, is_long: bool) -> None:
    assert recorded_at(written(tmp_path, mp4(MADE, is_long=is_long)), NOW) == MADE


def test_a_broadcast_wav_tells_the_time_of_its_recorder(tmp_path: Path) -> None:
    moment = recorded_at(written(tmp_path, wav(b"2026-03-1609:58:30")), NOW)
    assert moment == datetime(2026, 3, 16, 9, 58, 30).astimezone()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"words, no sound at all",
        mp4(datetime(1904, 1, 1, tzinfo=UTC)),
        mp4(datetime(1990, 1, 1, tzinfo=UTC)),
        mp4(datetime(2030, 1, 1, tzinfo=UTC)),
        mp4(MADE)[:-90],
        box(b"ftyp", bytes(8)) + bytes(64),
        box(b"ftyp", bytes(8)) + struct.pack(">I", 1) + b"moov",
        wav(b"2026-13-4509:58:30"),
        wav(bytes(18)),
        wav(b"")[:340],
        b"RIFF" + bytes(4) + b"WAVE",
    ],
)
def test_without_a_credible_date_there_is_none(tmp_path: Path, content: bytes) -> None:
    assert recorded_at(written(tmp_path, content), NOW) is None


def test_a_file_that_is_not_there_has_none(tmp_path: Path) -> None:
    assert recorded_at(tmp_path / "gone.m4a", NOW) is None
