"""The archive of a whole record: complete, locked by default, whole or not there."""

from __future__ import annotations

import errno
import io
import json
import os
import zipfile
from pathlib import Path

import pytest
import pyzipper  # type: ignore[import-untyped]  # because pyzipper publishes no types
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication

from tests.fakes import new_workspace
from tests.reviewing import drafted_session
from therapease.domain.ids import ClientId
from therapease.domain.job import CancelToken, Progress, ignore_progress
from therapease.errors import JobCancelledError, StorageFullError
from therapease.services.workspace import Workspace
from therapease.ui.export.record_archive import RecordChoices, new_archive_passphrase, write_record

PRIVATE = "CANARY-mineandminealone"
PASSPHRASE = "K7QM2-V9DXX-34567-ABCDE-FGHJK"
NAMES = {"README.txt", "record.json", "sessions/001.json", "notes/001.pdf", "sound/001.wav"}


@pytest.fixture
def work(tmp_path: Path, qapp: QApplication) -> Workspace:
    assert qapp is not None
    work = new_workspace()
    work.process_notes.save(drafted_session(work, tmp_path), PRIVATE)
    return work


@pytest.fixture
def client_id(work: Workspace) -> ClientId:
    return work.clients.list_all()[0].id


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "given away"
    folder.mkdir()
    return folder / "record.zip"


def write(work: Workspace, client_id: ClientId, target: Path, passphrase: str | None, *, sound: bool = True) -> None:
    write_record(work, client_id, target, RecordChoices(sound, passphrase), ignore_progress, CancelToken())


def test_it_opens_with_the_passphrase_and_holds_all(work: Workspace, client_id: ClientId, target: Path) -> None:
    write(work, client_id, target, PASSPHRASE)
    with pyzipper.AESZipFile(target) as archive:
        archive.setpassword(PASSPHRASE.encode())
        assert set(archive.namelist()) == NAMES
        assert all(info.wz_aes_strength == 3 for info in archive.infolist()), "AES-256"
        record = json.loads(archive.read("record.json"))
        session = json.loads(archive.read("sessions/001.json"))
        pages = PdfReader(io.BytesIO(archive.read("notes/001.pdf"))).pages
        assert archive.read("sound/001.wav")[:4] == b"RIFF"
        everything = b"".join(archive.read(name) for name in NAMES)
    assert record["client"]["name"] == "Mara Keller"
    assert record["sessions"][0]["file"] == "sessions/001.json"
    assert session["transcripts"][0]["utterances"]
    assert "Draft, not signed" in " ".join(pages[0].extract_text().split())
    assert PRIVATE.encode() not in everything
    assert b"process notes" in everything, "it says that they are not in it"


def test_without_the_passphrase_nothing_of_it_is_readable(work: Workspace, client_id: ClientId, target: Path) -> None:
    write(work, client_id, target, PASSPHRASE)
    raw = target.read_bytes()
    assert not [word for word in (b"Mara", b"Keller", b"utterances", b"C-0001", PRIVATE.encode()) if word in raw]
    with pyzipper.AESZipFile(target) as archive:
        archive.setpassword(b"another one")
        with pytest.raises(RuntimeError):
            archive.read("record.json")


def test_unlocked_it_opens_with_anything(work: Workspace, client_id: ClientId, target: Path) -> None:
    write(work, client_id, target, None, sound=False)
    with zipfile.ZipFile(target) as archive:
        assert set(archive.namelist()) == NAMES - {"sound/001.wav"}
        assert b"Recordings were left out" in archive.read("README.txt")
        assert b"Mara Keller" in archive.read("record.json")


def test_stopping_leaves_nothing_and_what_was_there(work: Workspace, client_id: ClientId, target: Path) -> None:
    target.write_bytes(b"old")
    cancel = CancelToken()

    def listen(_progress: Progress) -> None:
        cancel.cancel()

    with pytest.raises(JobCancelledError):
        write_record(work, client_id, target, RecordChoices(True, PASSPHRASE), listen, cancel)
    assert target.read_bytes() == b"old"
    assert [path.name for path in target.parent.iterdir()] == ["record.zip"]


def test_a_full_disk_leaves_no_half_archive(
    work: Workspace, client_id: ClientId, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageFullError):
        write(work, client_id, target, PASSPHRASE)
    assert list(target.parent.iterdir()) == []


def test_a_new_passphrase_is_long_random_and_told_easily() -> None:
    made = {new_archive_passphrase() for _ in range(50)}
    assert len(made) == 50
    assert all(len(one) == 29 and not set(one) & set("01ILOU") for one in made)
    assert "K7QM2" not in repr(RecordChoices(True, PASSPHRASE))
