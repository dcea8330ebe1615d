"""A client's whole record as one ZIP archive, encrypted unless the person chose otherwise.

WinZip's AES-256 (AE-2), which 7-Zip, WinZip, Keka and The Unarchiver open. The names of the files inside can be read
without the passphrase: they hold numbers and nothing else. Nothing is ever on the disk in the clear: each file is made
in memory and goes encrypted into the archive.
"""

from __future__ import annotations

import json
import secrets
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Protocol

from therapease.domain.ids import ClientId
from therapease.domain.job import CancelToken, JobStage, Progress, ProgressListener
from therapease.domain.session import TherapySession
from therapease.services.client_export import RecordOutline
from therapease.services.workspace import Workspace
from therapease.ui.export.document import note_document
from therapease.ui.export.file_writer import new_file
from therapease.ui.export.forms import ExportForm, render
from therapease.ui.strings import RecordExport

_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_GROUPS, _GROUP = 5, 5
"""Together 122 random bits: the archive's key derivation is fast, so that the passphrase alone has to hold."""


@dataclass(frozen=True, slots=True)
class RecordChoices:
    """What goes in. Without a passphrase everybody who gets the file can read it."""

    with_sound: bool
    passphrase: str | None = field(repr=False)


class _Archive(Protocol):
    def writestr(self, name: str, data: bytes, /) -> None: ...


def new_archive_passphrase() -> str:
    """Return a fresh passphrase in groups that can be read over the telephone: no letter looks like another."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def write_record(
    workspace: Workspace,
    client_id: ClientId,
    target: Path,
    choices: RecordChoices,
    listen: ProgressListener,
    cancel: CancelToken,
) -> None:
    """Write the archive, replacing what is there. The history has it before the file is there.

    Blocks; with sound it needs the engine. Raise JobCancelledError, StorageFullError, StorageUnavailableError,
    NotAllowedError; no half archive is left then.
    """
    service = workspace.client_export
    outline = service.begin(client_id)
    steps = len(outline.sessions) + 1
    with new_file(target) as file, _archive(file, choices.passphrase) as archive:
        archive.writestr("README.txt", _read_me(choices).encode("utf-8"))
        archive.writestr("record.json", _json(service.head(client_id)))
        for done, session in enumerate(outline.sessions, 1):
            cancel.raise_if_cancelled()
            listen(Progress(JobStage.SAVING, done / steps))
            _write_session(workspace, outline, session, archive, choices, cancel)
        cancel.raise_if_cancelled()
    listen(Progress(JobStage.SAVING, 1.0))


def _write_session(
    workspace: Workspace,
    outline: RecordOutline,
    session: TherapySession,
    archive: _Archive,
    choices: RecordChoices,
    cancel: CancelToken,
) -> None:
    place = outline.place_of(session.id)
    archive.writestr(f"sessions/{place}.json", _json(workspace.client_export.session(session.id)))
    review = workspace.schedule.open_review(session.id)
    if review.note is not None:
        archive.writestr(f"notes/{place}.pdf", render(note_document(review, workspace.user), ExportForm.PDF))
    cancel.raise_if_cancelled()
    if choices.with_sound and session.id in outline.recorded:
        archive.writestr(f"sound/{place}.wav", workspace.recording.wav(session.id))


@contextmanager
def _archive(file: BinaryIO, passphrase: str | None) -> Iterator[_Archive]:
    if passphrase is None:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            yield archive
        return
    # Imported here: only who exports a record needs it.
    import pyzipper  # type: ignore[import-untyped]  # because pyzipper publishes no types

    with pyzipper.AESZipFile(file, "w", compression=pyzipper.ZIP_DEFLATED, encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(passphrase.encode("utf-8"))
        yield archive


def _json(values: object) -> bytes:
    return json.dumps(values, ensure_ascii=False, indent=1).encode("utf-8")


def _read_me(choices: RecordChoices) -> str:
    words = RecordExport
    return words.READ_ME.format(sound=words.READ_ME_SOUND if choices.with_sound else words.READ_ME_NO_SOUND)
