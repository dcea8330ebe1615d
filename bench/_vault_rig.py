"""What the proofs about the vault stand on: a small practice with the cheapest key derivation, its files, a fresh run.

Key derivation is as cheap as the store accepts, because it protects from guessing and has no part in what is proved;
everything else is the program's own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from therapease.bootstrap import build_engine
from therapease.clock import SystemClock
from therapease.domain.client import Client
from therapease.domain.ids import NoteId, NoteVersionId, SessionId, StatementId, TranscriptId
from therapease.domain.model import ModelOverview
from therapease.domain.note import Note, NoteVersion, Standing, Statement, StatementKind, Verdict
from therapease.domain.session import SessionStatus, TherapySession
from therapease.domain.transcript import SpeakerRole, Transcript, Utterance
from therapease.domain.user import NewOwner
from therapease.errors import NotFoundError
from therapease.services.assembly import assemble
from therapease.services.workspace import Workspace
from therapease.store.kdf import FLOOR
from therapease.store.open_vault import OpenVault
from therapease.store.vault import SqlCipherVaultStore

PASSPHRASE = "walnut harbour linen orbit seven"
VAULT_NAME = "practice.vault"
MEMORY_DISK = Path("/dev/shm")
CLOCK = SystemClock()
_LAYER_VARIABLE = "THERAPEASE_PROOF_LAYER"


class NoModels:
    """No model is asked for in these proofs."""

    def overview(self, transcription: Any, drafting: Any) -> ModelOverview:
        raise NotFoundError


def store() -> SqlCipherVaultStore:
    """Return the real store with the cheapest key derivation it accepts."""
    return SqlCipherVaultStore(CLOCK, FLOOR)


def make_vault(path: Path) -> str:
    """Make a vault with a little in it, closed; return its recovery code."""
    vault, code = store().create(path, NewOwner("Ada Sommer", "LCSW"), PASSPHRASE)
    workspace = workspace_of(vault)
    for number in range(8):
        client = workspace.clients.create(f"Invented client {number}")
        add_draft(vault, client, 1)
    workspace.close()
    return code


def workspace_of(vault: OpenVault) -> Workspace:
    """Return every service over an open vault; the engine never starts."""
    return assemble(vault, build_engine(), CLOCK, NoModels())


def add_draft(vault: OpenVault, client: Client, number: int) -> NoteId:
    """Write one session with a transcript and a drafted note, ready to be signed."""
    new_id, now = CLOCK.new_id, CLOCK.now()
    session = TherapySession(
        SessionId(new_id()), client.id, vault.user.id, number, now, SessionStatus.DRAFTED, now, ends_at=now
    )
    talk = tuple(Utterance(at, "1", SpeakerRole.CLIENT, f"Invented words, number {at}.", 1.0 * at) for at in range(20))
    transcript = Transcript(TranscriptId(new_id()), session.id, 1, "none", "none", talk, now, vault.user.id, 20.0)
    words = "An invented line. " * 40
    line = Statement(StatementId(new_id()), "subjective", words, StatementKind.OWN, (), Verdict.NONE, Standing.ACCEPTED)
    note_id = NoteId(new_id())
    version = NoteVersion(NoteVersionId(new_id()), note_id, 1, transcript.id, (line,), now, vault.user.id)
    with vault.unit_of_work() as unit:
        unit.sessions.add(session)
        unit.transcripts.add(transcript)
        unit.notes.add(Note(note_id, session.id, "soap", "none", (("subjective", "Subjective"),), version))
        unit.commit()
    return note_id


@dataclass(frozen=True, slots=True)
class Files:
    """Everything in a vault's folder at one moment, to be put back as often as needed."""

    content: dict[str, bytes]

    @classmethod
    def of(cls, folder: Path) -> Files:
        # The index of the log in shared memory is made anew by whoever opens the log.
        found = (path for path in sorted(folder.iterdir()) if path.is_file() and not path.name.endswith("-shm"))
        return cls({path.name: path.read_bytes() for path in found})

    def put(self, folder: Path, **changed: bytes) -> Path:
        """Make the folder hold exactly these files; return the vault's path."""
        for path in folder.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            elif path.name not in self.content:
                path.unlink()
        for name, content in (self.content | changed).items():
            (folder / name).write_bytes(content)
        return folder / VAULT_NAME


def flipped(content: bytes, bit: int) -> bytes:
    """Return the bytes with one bit turned."""
    changed = bytearray(content)
    changed[bit // 8] ^= 1 << (bit % 8)
    return bytes(changed)


@contextmanager
def quick_folder() -> Iterator[Path]:
    """Yield a folder in memory where there is one: thousands of vaults are written, and nothing of them is to last."""
    place = MEMORY_DISK if MEMORY_DISK.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="therapease-prove-", dir=place) as folder:
        yield Path(folder)


def with_layer(build: Callable[[Path], Path]) -> None:
    """Start this process anew with a library loaded before the C library, unless it has been."""
    if not os.environ.get(_LAYER_VARIABLE):
        with tempfile.TemporaryDirectory(prefix="therapease-layer-") as folder:
            surroundings = {**os.environ, "LD_PRELOAD": str(build(Path(folder))), _LAYER_VARIABLE: "1"}
            # Its own command line again: `-m` and the module's name are in there.
            sys.exit(subprocess.call([sys.executable, *sys.orig_argv[1:]], env=surroundings))


def in_child(work: Callable[[], None]) -> None:
    """Run something in a forked process that ends without tidying up. Raise RuntimeError if it fails."""
    process = os.fork()
    if process == 0:
        status = 1
        try:
            work()
            status = 0
        except BaseException:  # noqa: BLE001 because nothing may return into the parent's code
            traceback.print_exc()
        finally:
            os._exit(status)
    _, status = os.waitpid(process, 0)
    if status != 0:
        raise RuntimeError("the work itself failed")
