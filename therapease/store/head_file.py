"""Where the history ended after each commit, beside the vault: without it a damaged log loses commits in silence.

SQLite reads its write-ahead log up to the first frame that does not fit and drops what was committed behind it. So the
newest audit event, its sequence and digest, is written and synced to `NAME.head` after every commit and before anybody
is told that something was saved. At the next sign-in an event that this file knows and the database does not is a
change that is missing. Two slots are written by turns, so that a crash costs the newer one at most.

    magic 8 | file id 16 | generation of the key file 8 | sequence 8 | digest 32 | HMAC-SHA256 of all before 32
"""

from __future__ import annotations

import contextlib
import hmac
import os
import struct
import threading
from dataclasses import dataclass
from pathlib import Path

from therapease.errors import EnvironmentProblem
from therapease.store.error_translation import storage_errors
from therapease.store.header.file import sync_folder
from therapease.store.header.model import AuditAnchor

MAGIC = b"TE-HEAD\n"
_SLOT = struct.Struct(">8s16sQQ32s")
_MAC_BYTES = 32
SLOT_BYTES = _SLOT.size + _MAC_BYTES
SLOTS = 2


@dataclass(frozen=True, slots=True)
class Head:
    """The newest event and the generation of the key file that was in use when it was written."""

    generation: int
    anchor: AuditAnchor


class HeadFile:
    """Keeps the file of one open vault up to date. Safe to use from several threads."""

    def __init__(self, path: Path, file_id: bytes, mac_key: bytes) -> None:
        self._path, self._file_id, self._mac_key = path, file_id, mac_key
        self._turn = threading.Lock()
        self._newest = Head(0, AuditAnchor(0, bytes(32)))
        self._writes = 0

    def __repr__(self) -> str:
        return "HeadFile()"

    def note(self, generation: int, anchor: AuditAnchor) -> None:
        """Write the newest event down; an older one than before is left out.

        The commit stands by now. A disk that fails here must not turn it into a failure, or it would be done twice:
        the file is merely older than it could be.
        """
        with self._turn:
            head = Head(generation, anchor)
            if (anchor.sequence, generation) <= (self._newest.anchor.sequence, self._newest.generation):
                return
            with contextlib.suppress(EnvironmentProblem), storage_errors():
                self._write(head)
                self._newest = head

    def _write(self, head: Head) -> None:
        content = _SLOT.pack(MAGIC, self._file_id, head.generation, head.anchor.sequence, head.anchor.digest)
        slot = content + hmac.digest(self._mac_key, content, "sha256")
        is_new = not self._path.exists()
        flags = os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0)
        descriptor = os.open(self._path, flags, 0o600)
        try:
            os.lseek(descriptor, SLOT_BYTES * (self._writes % SLOTS), os.SEEK_SET)
            os.write(descriptor, slot)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        self._writes += 1
        if is_new:
            sync_folder(self._path.parent)


def read_head(path: Path, file_id: bytes, mac_key: bytes) -> Head | None:
    """Return the newest head written with this vault's key, or None where there is none.

    Nothing in it is believed without its MAC: a vault is not refused for what somebody else wrote beside it.
    """
    with storage_errors():
        raw = path.read_bytes() if path.is_file() else b""
    found = []
    for at in range(0, SLOTS * SLOT_BYTES, SLOT_BYTES):
        content, mac = raw[at : at + _SLOT.size], raw[at + _SLOT.size : at + SLOT_BYTES]
        if len(mac) < _MAC_BYTES or not hmac.compare_digest(hmac.digest(mac_key, content, "sha256"), mac):
            continue
        magic, owner, generation, sequence, digest = _SLOT.unpack(content)
        if magic == MAGIC and owner == file_id:
            found.append(Head(generation, AuditAnchor(sequence, digest)))
    return max(found, key=lambda head: (head.anchor.sequence, head.generation), default=None)
