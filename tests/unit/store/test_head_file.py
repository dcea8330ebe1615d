"""Where the history ended: two slots, one of which is whole at every moment, and nothing believed without its MAC."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from therapease.store.head_file import SLOT_BYTES, Head, HeadFile, read_head
from therapease.store.header.model import AuditAnchor

FILE_ID, KEY = b"f" * 16, b"k" * 32


def anchor(sequence: int) -> AuditAnchor:
    return AuditAnchor(sequence, bytes([sequence % 256]) * 32)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "practice.head"


@pytest.fixture
def kept(path: Path) -> HeadFile:
    return HeadFile(path, FILE_ID, KEY)


def test_the_newest_is_read_back(kept: HeadFile, path: Path) -> None:
    assert read_head(path, FILE_ID, KEY) is None
    for sequence in range(1, 6):
        kept.note(3, anchor(sequence))
        assert read_head(path, FILE_ID, KEY) == Head(3, anchor(sequence))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.stat().st_size == 2 * SLOT_BYTES


def test_an_older_one_from_another_thread_does_not_replace_it(kept: HeadFile, path: Path) -> None:
    kept.note(3, anchor(7))
    kept.note(3, anchor(6))
    assert read_head(path, FILE_ID, KEY) == Head(3, anchor(7))
    kept.note(4, anchor(7))
    assert read_head(path, FILE_ID, KEY) == Head(4, anchor(7))


@pytest.mark.parametrize("slot", [0, 1])
def test_a_torn_slot_costs_the_newer_one_at_most(slot: int, kept: HeadFile, path: Path) -> None:
    kept.note(3, anchor(1))
    kept.note(3, anchor(2))
    raw = bytearray(path.read_bytes())
    raw[slot * SLOT_BYTES + 50] ^= 1
    path.write_bytes(raw)
    assert read_head(path, FILE_ID, KEY) == Head(3, anchor(1 + (slot == 0)))


def test_of_another_vault_or_without_the_key_it_says_nothing(kept: HeadFile, path: Path) -> None:
    kept.note(3, anchor(1))
    assert read_head(path, b"g" * 16, KEY) is None
    assert read_head(path, FILE_ID, b"l" * 32) is None
    path.write_bytes(b"")
    assert read_head(path, FILE_ID, KEY) is None


def test_it_is_on_the_disk_before_it_returns(kept: HeadFile, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    monkeypatch.setattr("os.fsync", synced.append)
    kept.note(3, anchor(1))
    kept.note(3, anchor(2))
    assert len(synced) == 3, "the file twice, and its folder when it was new"


def test_a_disk_that_fails_here_does_not_undo_what_was_committed(
    kept: HeadFile, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.note(3, anchor(1))

    def fails(*_: object) -> int:
        raise OSError(28, "no space left")

    with monkeypatch.context() as broken:
        broken.setattr(os, "write", fails)
        kept.note(3, anchor(2))
    assert read_head(path, FILE_ID, KEY) == Head(3, anchor(1))
    kept.note(3, anchor(3))
    assert read_head(path, FILE_ID, KEY) == Head(3, anchor(3))
