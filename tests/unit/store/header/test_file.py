"""The key file on disk: two copies, written one after the other, each able to stand in for the other."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from tests.vaults.headers import MAC_KEY, example_header
from therapease.errors import HeaderDamagedError, HeaderMissingError, StorageUnavailableError, VaultTooNewError
from therapease.store.header import file as header_file
from therapease.store.header.envelope import COPY_BYTES, encode_copy
from therapease.store.header.file import create_header, heal_header, read_header, write_header

GOOD = encode_copy(example_header(7), MAC_KEY)
NEWER = encode_copy(example_header(8), MAC_KEY)
BROKEN = bytes(COPY_BYTES)


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    path = tmp_path / "practice.keys"
    create_header(path, example_header(7), MAC_KEY)
    return path


def test_a_new_file_holds_two_equal_copies_for_its_owner_only(keys: Path) -> None:
    assert keys.read_bytes() == GOOD + GOOD
    assert stat.S_IMODE(keys.stat().st_mode) == 0o600
    assert read_header(keys).candidates[0].header == example_header(7)
    assert len(read_header(keys).candidates) == 1


def test_an_existing_file_is_never_created_over(keys: Path) -> None:
    with pytest.raises(StorageUnavailableError):
        create_header(keys, example_header(9), MAC_KEY)
    assert keys.read_bytes() == GOOD + GOOD


@pytest.mark.parametrize("damaged", [0, 1])
def test_a_copy_whose_mac_alone_is_damaged_does_not_hide_the_other(keys: Path, damaged: int) -> None:
    (copy,) = read_header(keys).candidates
    raw = bytearray(GOOD + GOOD)
    raw[damaged * COPY_BYTES + len(copy.covered)] ^= 1
    keys.write_bytes(raw)
    assert [copy.is_authentic(MAC_KEY) for copy in read_header(keys).candidates].count(True) == 1


def test_a_write_replaces_both(keys: Path) -> None:
    write_header(keys, example_header(8), MAC_KEY)
    assert keys.read_bytes() == NEWER + NEWER


@pytest.mark.parametrize(
    ("before", "first"), [(GOOD + NEWER, 0), (NEWER + GOOD, 1), (BROKEN + GOOD, 0), (GOOD + BROKEN, 1), (GOOD, 1)]
)
def test_the_older_or_damaged_copy_is_written_first_and_synced_in_between(
    keys: Path, before: bytes, first: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys.write_bytes(before)
    steps: list[str] = []
    write, sync = os.write, os.fsync

    def watched_write(descriptor: int, content: bytes) -> int:
        steps.append(f"write {os.lseek(descriptor, 0, os.SEEK_CUR) // COPY_BYTES}")
        return write(descriptor, content)

    def watched_sync(descriptor: int) -> None:
        steps.append("sync")
        sync(descriptor)

    monkeypatch.setattr(header_file.os, "write", watched_write)
    monkeypatch.setattr(header_file.os, "fsync", watched_sync)
    write_header(keys, example_header(9), MAC_KEY)
    assert steps == [f"write {first}", "sync", f"write {1 - first}", "sync"]


@pytest.mark.parametrize("stop_at", range(4))
def test_a_write_that_breaks_off_anywhere_leaves_a_whole_copy(
    keys: Path, stop_at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, calls = os.write, iter(range(100))

    def short_write(descriptor: int, content: bytes) -> int:
        """Write a quarter at a time, and fail at one of them: that is where the power went."""
        if next(calls) == stop_at:
            raise OSError(5, "power lost")
        return write(descriptor, memoryview(content)[: COPY_BYTES // 2])

    monkeypatch.setattr(header_file.os, "write", short_write)
    with pytest.raises(StorageUnavailableError):
        write_header(keys, example_header(8), MAC_KEY)
    copy = read_header(keys).candidates[0]
    assert copy.is_authentic(MAC_KEY)
    assert copy.header in (example_header(7), example_header(8))


def test_a_copy_that_reads_back_differently_stops_the_write(keys: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(header_file.os, "write", lambda descriptor, content: write(descriptor, bytes(len(content))))
    with pytest.raises(StorageUnavailableError):
        write_header(keys, example_header(8), MAC_KEY)
    assert keys.read_bytes() == BROKEN + GOOD


@pytest.mark.parametrize("content", [BROKEN + GOOD, GOOD + BROKEN, GOOD, GOOD + NEWER[:40], GOOD + GOOD[:-1] + b"x"])
def test_a_damaged_copy_is_read_around_and_healed(keys: Path, content: bytes) -> None:
    keys.write_bytes(content)
    good = read_header(keys).candidates[0]
    assert good.header == example_header(7)
    assert heal_header(keys, good)
    assert keys.read_bytes() == GOOD + GOOD
    assert not heal_header(keys, good)


def test_copies_that_differ_are_both_offered_newest_first(keys: Path) -> None:
    keys.write_bytes(GOOD + NEWER)
    assert [copy.header.generation for copy in read_header(keys).candidates] == [8, 7]
    assert read_header(keys).newest.generation == 8


@pytest.mark.parametrize("content", [b"", BROKEN + BROKEN, b"x" * 70_000, GOOD[1:], GOOD[:200]])
def test_without_a_whole_copy_the_file_is_damaged(keys: Path, content: bytes) -> None:
    keys.write_bytes(content)
    with pytest.raises(HeaderDamagedError):
        read_header(keys)
    assert keys.read_bytes() == content


def test_a_missing_file_is_told_from_an_unreadable_one(tmp_path: Path) -> None:
    with pytest.raises(HeaderMissingError):
        read_header(tmp_path / "nothing.keys")
    with pytest.raises(StorageUnavailableError):
        read_header(tmp_path)


@pytest.mark.parametrize("place", [0, 1])
def test_one_intact_copy_of_a_newer_format_is_enough_to_stay_away(
    keys: Path, place: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("therapease.store.header.envelope.FORMAT_VERSION", 2)
    newer = encode_copy(example_header(8), MAC_KEY)
    content = newer + GOOD if place == 0 else GOOD + newer
    keys.write_bytes(content)
    with pytest.raises(VaultTooNewError):
        read_header(keys)
    assert keys.read_bytes() == content
