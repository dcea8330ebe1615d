"""A disk that is full, and one that fails, at every single change that a piece of work makes.

    python -m bench._vault_faults --every 1

The work is done once to count its changes. Then, for every change and either error, it is done from the same beginning
with that change and all later ones failing; when it has been told, the disk is well again and the work goes on. The
last line printed is a JSON object.
"""

from __future__ import annotations

import argparse
import errno
import json
import os
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from bench._fault_layer import Layer, build
from bench._vault_acts import BACKUPS, lost
from bench._vault_rig import CLOCK, PASSPHRASE, VAULT_NAME, Files, in_child, make_vault, store, with_layer, workspace_of
from therapease.errors import StorageFullError, StorageUnavailableError, TherapEaseError
from therapease.services.workspace import Workspace

SAID, TOLD = "said", "told"
CLEAR: dict[int, tuple[type[TherapEaseError], ...]] = {
    # SQLite knows a failed write to its index of the log as a failing disk only; those words speak of room as well.
    errno.ENOSPC: (StorageFullError, StorageUnavailableError),
    errno.EIO: (StorageUnavailableError,),
}
NEVER = 1 << 40


@dataclass(slots=True)
class Faults:
    """What was found, over both errors."""

    changes: int = 0
    runs: int = 0
    told: int = 0
    acknowledged: int = 0
    unclear: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    did_not_go_on: list[str] = field(default_factory=list)


def run(every: int) -> Faults:
    """Let every so many-th change fail in its turn."""
    found = Faults()
    with tempfile.TemporaryDirectory(prefix="therapease-faults-") as place:
        folder, notes = Path(place) / "vault", Path(place) / "notes"
        folder.mkdir()
        notes.mkdir()
        make_vault(folder / VAULT_NAME)
        whole = Files.of(folder)
        in_child(lambda: _work(folder, notes, NEVER, errno.EIO))
        found.changes = int((notes / TOLD).read_text(encoding="utf-8").split()[-1])
        for number in range(0, found.changes, every):
            for error in CLEAR:
                _one(found, whole, folder, notes, number, error)
    return found


def _one(found: Faults, whole: Files, folder: Path, notes: Path, number: int, error: int) -> None:
    whole.put(folder)
    for name in (SAID, TOLD):
        (notes / name).unlink(missing_ok=True)
    what = f"{errno.errorcode[error]} at change {number}"
    found.runs += 1
    try:
        in_child(lambda: _work(folder, notes, number, error))
    except RuntimeError:
        found.did_not_go_on.append(what)
        return
    said = (notes / SAID).read_text(encoding="utf-8").splitlines() if (notes / SAID).exists() else []
    told = (notes / TOLD).read_text(encoding="utf-8").split()[:-1]
    found.told += len(told)
    found.acknowledged += len(said)
    found.unclear += [f"{what}: {name}" for name in told if name not in {kind.__name__ for kind in CLEAR[error]}]
    try:
        vault = store().unlock(folder / VAULT_NAME, PASSPHRASE)
        found.lost += [f"{what}: {name}" for name in lost(folder, vault, said)]
        vault.close()
    except TherapEaseError as refused:
        found.lost.append(f"{what}: {refused}")


def _work(folder: Path, notes: Path, fails_after: int, error: int) -> None:
    """Open, save, another recovery code, another key, a backup, close; whatever fails is done once more on a well
    disk, and has to succeed then. Any error that is not of the program's own tree ends the process."""
    layer, told = Layer(), []
    said = os.open(notes / SAID, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    layer.watch(folder)
    layer.fail(fails_after, error)

    def surely(step: Callable[[], str]) -> None:
        try:
            line = step()
        except TherapEaseError as failed:
            told.append(type(failed).__name__)
            layer.mend()
            line = step()
        os.write(said, f"{line}\n".encode())

    work = _Work(folder)
    for step in (work.open, work.save, work.code, work.save, work.key, work.save, work.backup, work.save, work.close):
        surely(step)
    (notes / TOLD).write_text(" ".join([*told, str(layer.changes)]), encoding="utf-8")


class _Work:
    """One piece of work, in steps that can be done again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._workspace: Workspace | None = None

    @property
    def _open(self) -> Workspace:
        assert self._workspace is not None, "it was opened"
        return self._workspace

    def open(self) -> str:
        # A sign-in that a full disk kept from its end is no wrong passphrase; a second one follows at once.
        self._workspace = workspace_of(store().unlock(self._folder / VAULT_NAME, PASSPHRASE))
        return "opened"

    def save(self) -> str:
        return f"client {self._open.clients.create('Invented').id}"

    def code(self) -> str:
        vault = self._open.vault
        vault.replace_recovery_code(vault.new_recovery_code())
        return "coded"

    def key(self) -> str:
        self._open.vault.rotate_key()
        return "rotated"

    def backup(self) -> str:
        to = self._folder / BACKUPS
        to.mkdir(exist_ok=True)
        # Two tries in one second must not meet the same name.
        at = CLOCK.now().replace(year=2000 + len(list(to.iterdir())))
        made, _ = self._open.vault.back_up(to, at, lambda done: None)
        return f"backup {made.path.name}"

    def close(self) -> str:
        self._open.close()
        return "closed"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="every so many-th change fails in its turn")
    arguments = parser.parse_args()
    with_layer(build)
    print(json.dumps(asdict(run(arguments.every))))


if __name__ == "__main__":
    main()
