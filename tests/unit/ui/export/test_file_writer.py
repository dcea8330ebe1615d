"""A file that is whole or not there, and words for what stood in the way."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from therapease.errors import StorageFullError, StorageUnavailableError
from therapease.ui.export.file_writer import replace_file


def test_the_file_is_written_beside_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "note.pdf"
    target.write_bytes(b"old")
    replace_file(target, b"new")
    assert target.read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["note.pdf"]
    if os.name == "posix":
        assert target.stat().st_mode & 0o077 == 0


def test_a_full_disk_leaves_the_old_file_and_no_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "note.pdf"
    target.write_bytes(b"old")

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageFullError, match="Nothing was written"):
        replace_file(target, b"new")
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["note.pdf"]


def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(StorageUnavailableError, match="not there any more"):
        replace_file(tmp_path / "nowhere" / "note.pdf", b"new")


def test_a_folder_of_that_name_is_said(tmp_path: Path) -> None:
    (tmp_path / "note.pdf").mkdir()
    with pytest.raises(StorageUnavailableError, match="a folder of this name"):
        replace_file(tmp_path / "note.pdf", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["note.pdf"]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EACCES, "may not write into this folder"),
        (errno.EROFS, "may not write into this folder"),
        (errno.EBUSY, "open in another program"),
        (errno.ENAMETOOLONG, "a shorter one"),
        (errno.EIO, "Check that the disk is connected"),
    ],
)
def test_each_obstacle_has_its_next_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    def refuse(_self: Path, _target: Path) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(StorageUnavailableError, match=words):
        replace_file(tmp_path / "note.pdf", b"new")
    assert list(tmp_path.iterdir()) == []


def test_a_file_open_on_windows_is_known_by_its_own_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    error = PermissionError(errno.EACCES, "in use")
    error.winerror = 32  # type: ignore[attr-defined]  # because only Windows declares it

    def refuse(_self: Path, _target: Path) -> None:
        raise error

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(StorageUnavailableError, match="open in another program"):
        replace_file(tmp_path / "note.pdf", b"new")
