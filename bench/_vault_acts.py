"""What is interrupted in the proofs about crashes: each act writes to a vault and says what it was told is saved.

An act is a function of the folder and of `say`. What it says is an acknowledgement: from then on it must last. `holds`
says afterwards whether all of it is there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from bench._vault_rig import CLOCK, PASSPHRASE, VAULT_NAME, add_draft, store, workspace_of
from therapease.domain.ids import NoteId, StatementId
from therapease.errors import WrongPassphraseError
from therapease.store import open_vault
from therapease.store.kdf import FLOOR
from therapease.store.open_vault import OpenVault

Say = Callable[[str], None]
Act = Callable[[Path, Say], None]

FROZEN = Path(__file__).parents[1] / "tests" / "vaults" / "v1"
FROZEN_PASSPHRASE = (FROZEN / "passphrase.txt").read_text(encoding="utf-8").strip()
BACKUPS = "backups"
_PASSPHRASE = "walnut harbour linen orbit number {}"


def save(folder: Path, say: Say) -> None:
    """Add clients, one transaction each."""
    vault = store().unlock(folder / VAULT_NAME, PASSPHRASE)
    workspace = workspace_of(vault)
    for number in range(40):
        say(f"client {workspace.clients.create(f'Invented {number} ' + 'x' * 150).id}")
    workspace.close()


def sign(folder: Path, say: Say) -> None:
    """Sign drafted notes and amend them."""
    vault = store().unlock(folder / VAULT_NAME, PASSPHRASE)
    workspace = workspace_of(vault)
    client = workspace.clients.create("Invented for signing")
    for number in range(1, 9):
        note_id = add_draft(vault, client, number)
        lines = workspace.notes.note(note_id).latest.statements
        workspace.notes.sign(note_id, 1, frozenset(StatementId(line.id) for line in lines))
        say(f"signed {note_id}")
        workspace.notes.amend(note_id, "An invented addition.", "Proof")
        say(f"amended {note_id}")
    workspace.close()


def header(folder: Path, say: Say) -> None:
    """Open, save and close again and again: each closing writes both copies of the key file."""
    for number in range(4):
        vault = store().unlock(folder / VAULT_NAME, PASSPHRASE)
        workspace = workspace_of(vault)
        say(f"client {workspace.clients.create(f'Invented {number}').id}")
        vault.replace_recovery_code(vault.new_recovery_code())
        workspace.close()
        say("closed")


def passphrase(folder: Path, say: Say) -> None:
    """Change the passphrase from whichever it is to the next one."""
    # Measuring the machine takes seconds and proves nothing here.
    vars(open_vault)["calibrate"] = lambda: FLOOR
    number, vault = _with_any_passphrase(folder)
    for after in range(number + 1, number + 4):
        vault.change_passphrase(_PASSPHRASE.format(after), _PASSPHRASE.format(after - 1) if after > 1 else PASSPHRASE)
        say(f"passphrase {after}")
    vault.close()


def rotation(folder: Path, say: Say) -> None:
    """Replace the vault's key."""
    vault = store().unlock(folder / VAULT_NAME, PASSPHRASE)
    workspace = workspace_of(vault)
    for number in range(3):
        say(f"client {workspace.clients.create(f'Invented {number}').id}")
        vault.rotate_key()
        say("rotated")
    workspace.close()


def migration(folder: Path, say: Say) -> None:
    """Open a vault of the first version, which brings it up to date."""
    store().unlock(folder / VAULT_NAME, FROZEN_PASSPHRASE).close()
    say("closed")


def backup(folder: Path, say: Say) -> None:
    """Save and back up by turns."""
    to = folder / BACKUPS
    to.mkdir(exist_ok=True)
    vault = store().unlock(folder / VAULT_NAME, PASSPHRASE)
    workspace = workspace_of(vault)
    for number in range(3):
        say(f"client {workspace.clients.create(f'Invented {number}').id}")
        # The name has the second in it; nobody waits for the next one here.
        at = CLOCK.now().replace(year=2000 + len(list(to.glob("*.keys"))))
        made, _ = vault.back_up(to, at, lambda done: None)
        say(f"backup {made.path.name}")
    workspace.close()


def restore(folder: Path, say: Say) -> None:
    """Back up, save, and put the backup in the vault's place."""
    to = folder / BACKUPS
    if not list(to.glob("*.keys")):
        to.mkdir(exist_ok=True)
        vault = store().unlock(folder / VAULT_NAME, PASSPHRASE)
        made, _ = vault.back_up(to, CLOCK.now(), lambda done: None)
        vault.close()
        say(f"backup {made.path.name}")
    source = next(path.with_suffix(".vault") for path in to.glob("*.keys"))
    store().restore(source, folder / VAULT_NAME, PASSPHRASE, None, lambda done: None)
    say("restored")


ACTS: dict[str, Act] = {
    act.__name__: act for act in (save, sign, header, passphrase, rotation, migration, backup, restore)
}


def opened(folder: Path, act: str, told: Iterable[str]) -> OpenVault:
    """Open the vault after an interruption, with the passphrase that holds now."""
    if act == "migration":
        return store().unlock(folder / VAULT_NAME, FROZEN_PASSPHRASE)
    if act != "passphrase":
        return store().unlock(folder / VAULT_NAME, PASSPHRASE)
    number, vault = _with_any_passphrase(folder)
    acknowledged = [int(line.split()[1]) for line in told]
    if acknowledged and number < max(acknowledged):
        vault.close()
        raise WrongPassphraseError("the passphrase that was acknowledged does not open it")
    return vault


def lost(folder: Path, vault: OpenVault, told: Iterable[str]) -> list[str]:
    """Return what was acknowledged and is not there, and check the whole history."""
    named: dict[str, set[str]] = {}
    for line in told:
        kind, _, name = line.partition(" ")
        named.setdefault(kind, set()).add(name)
    with vault.unit_of_work() as unit:
        unit.audit.verify()
        gone = [f"client {name}" for name in named.get("client", set()) - {c.id for c in unit.clients.list_all()}]
        signed = {name: unit.notes.get(NoteId(name)) for name in named.get("signed", set())}
        gone += [f"signed {name}" for name, note in signed.items() if note.signature is None]
        gone += [f"amended {name}" for name in named.get("amended", set()) if not signed[name].amendments]
    for name in named.get("backup", set()):
        vault.check_backup(folder / BACKUPS / name)
    return gone


def _with_any_passphrase(folder: Path) -> tuple[int, OpenVault]:
    """Return the number of the passphrase that opens the vault, and the vault; 0 is the one it was made with."""
    for number in range(1_000):
        tried = _PASSPHRASE.format(number) if number else PASSPHRASE
        try:
            return number, store().unlock(folder / VAULT_NAME, tried)
        except WrongPassphraseError:
            (folder / VAULT_NAME).with_suffix(".signins").unlink(missing_ok=True)
    raise WrongPassphraseError("none of the passphrases used so far opens it")
