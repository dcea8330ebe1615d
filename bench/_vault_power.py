"""Emulated power loss: the vault as the disk could have it at many points of a working day, opened each time.

    python -m bench._vault_power --points 300 --seed 7 [--synchronous NORMAL]

With synchronous=NORMAL, which the program never uses, the same run has to lose something: that shows that the proof
bites. The last line printed is a JSON object.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random

from bench._fault_layer import Change, Disk, Layer, build, changes_in
from bench._vault_acts import BACKUPS, lost
from bench._vault_rig import (
    CLOCK,
    PASSPHRASE,
    VAULT_NAME,
    add_draft,
    in_child,
    make_vault,
    store,
    with_layer,
    workspace_of,
)
from therapease.domain.ids import StatementId
from therapease.store import sqlcipher

SAID = "said"
_NORMAL = ("synchronous", "NORMAL", 1)


@dataclass(slots=True)
class PowerLosses:
    """What was found at the points where the power failed."""

    points: int = 0
    changes: int = 0
    acknowledged: int = 0
    points_with_loss: int = 0
    lost: list[str] = field(default_factory=list)
    did_not_open: list[str] = field(default_factory=list)


def run(points: int, seed: int, *, is_normal: bool) -> PowerLosses:
    """Record one day's work, then let the power fail at so many points of it."""
    chance, found = Random(seed), PowerLosses()
    with tempfile.TemporaryDirectory(prefix="therapease-power-") as place:
        folder, log, after = Path(place) / "vault", Path(place) / "changes", Path(place) / "after"
        (folder / BACKUPS).mkdir(parents=True)
        make_vault(folder / VAULT_NAME)
        disk = Disk(folder)
        in_child(lambda: _work(folder, log, is_normal=is_normal))
        changes = list(changes_in(log))
        said = Said(folder)
        found.changes = len(changes)
        chosen = sorted(chance.choices(range(1, len(changes) + 1), k=points))
        at = 0
        for point in chosen:
            for change in changes[at:point]:
                said.take(change)
                disk.take(change)
            at = point
            _write(disk.after_power_loss(chance), folder, after)
            _look(after, said.lines, found)
    return found


def _work(folder: Path, log: Path, *, is_normal: bool) -> None:
    """A day in small: save, sign, another recovery code, another key, a backup, closing and opening again."""
    if is_normal:
        settings = tuple(_NORMAL if each[0] == "synchronous" else each for each in sqlcipher._SETTINGS)
        vars(sqlcipher)["_SETTINGS"] = settings
    Layer().watch(folder, log)
    acknowledgements = os.open(folder / SAID, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def say(line: str) -> None:
        os.write(acknowledgements, f"{line}\n".encode())

    for day in range(2):
        vault = store().unlock(folder / VAULT_NAME, PASSPHRASE)
        workspace = workspace_of(vault)
        for number in range(12):
            say(f"client {workspace.clients.create(f'Invented {day} {number}').id}")
        client = workspace.clients.create("Invented for signing")
        note_id = add_draft(vault, client, 1)
        lines = workspace.notes.note(note_id).latest.statements
        workspace.notes.sign(note_id, 1, frozenset(StatementId(line.id) for line in lines))
        say(f"signed {note_id}")
        vault.replace_recovery_code(vault.new_recovery_code())
        vault.rotate_key()
        for number in range(4):
            say(f"client {workspace.clients.create(f'Later {day} {number}').id}")
        made, _ = vault.back_up(folder / BACKUPS, CLOCK.now() + timedelta(days=day), lambda done: None)
        say(f"backup {made.path.name}")
        workspace.close()


class Said:
    """Collects what had been acknowledged up to a point: it stands among the recorded changes."""

    def __init__(self, folder: Path) -> None:
        self._path = str(folder / SAID)
        self._inode = -1
        self._raw = b""

    def take(self, change: Change) -> None:
        if change.kind == "C" and change.content.decode() == self._path:
            self._inode = change.inode
        elif change.kind == "W" and change.inode == self._inode:
            self._raw += change.content

    @property
    def lines(self) -> list[str]:
        return self._raw.decode().splitlines()


def _write(files: dict[str, bytes], folder: Path, after: Path) -> None:
    for path in after.rglob("*"):
        if path.is_file():
            path.unlink()
    (after / BACKUPS).mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (after / Path(name).relative_to(folder)).write_bytes(content)


def _look(folder: Path, told: Iterable[str], found: PowerLosses) -> None:
    told = list(told)
    found.points += 1
    found.acknowledged = max(found.acknowledged, len(told))
    (folder / VAULT_NAME).with_suffix(".signins").unlink(missing_ok=True)
    try:
        vault = store().unlock(folder / VAULT_NAME, PASSPHRASE)
    except Exception as error:  # noqa: BLE001 because whatever keeps it from opening is the finding
        found.did_not_open.append(f"after {len(told)}: {error}")
        return
    try:
        gone = lost(folder, vault, told)
    except Exception as error:  # noqa: BLE001 because a history that does not hold is a finding as well
        gone = [str(error)]
    finally:
        vault.close()
    found.points_with_loss += bool(gone)
    found.lost += gone


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=int, default=300)
    parser.add_argument("--seed", type=int, default=20_260_317)
    parser.add_argument("--synchronous", choices=("FULL", "NORMAL"), default="FULL")
    arguments = parser.parse_args()
    with_layer(build)
    found = run(arguments.points, arguments.seed, is_normal=arguments.synchronous == "NORMAL")
    print(json.dumps(asdict(found)))


if __name__ == "__main__":
    main()
