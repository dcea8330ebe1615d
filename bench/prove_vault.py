"""The promises about the vault: what does not open says why and changes nothing; what was acknowledged is not lost."""

from __future__ import annotations

import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from bench._planted_practice import SENTENCES
from bench.claims import Claim
from bench.demo_run import ROOT
from bench.lock_memory import look_after_lock
from therapease import errors
from therapease.bootstrap import VaultDoor
from therapease.domain.user import NewOwner

PASSPHRASE = "walnut-harbour-linen-orbit-seven"
CANARY = "Zyxwin Quorvath"
KILLS = 10

_HOLD = """
import sys
from pathlib import Path
from therapease.bootstrap import VaultDoor
workspace = VaultDoor().unlock(Path(sys.argv[1]), sys.argv[2])
print("open", flush=True)
sys.stdin.read()
"""
_WRITE = """
import itertools, sys
from pathlib import Path
from therapease.bootstrap import VaultDoor
workspace = VaultDoor().unlock(Path(sys.argv[1]), sys.argv[2])
for number in itertools.count():
    client = workspace.clients.create(f"Client {number}")
    print(client.id, flush=True)
"""


def claims(_eval_data: Path | None) -> Iterator[Claim]:
    """Yield the claims about the vault; none needs the evaluation data."""
    with tempfile.TemporaryDirectory(prefix="therapease-prove-") as folder:
        vault = Path(folder) / "practice.vault"
        workspace, _ = VaultDoor().create(vault, NewOwner(name="Owner"), PASSPHRASE)
        workspace.clients.create(CANARY)
        yield _plaintext(vault, "open")
        workspace.close()
        yield _plaintext(vault, "locked")
        yield _refused_while_open(vault)
        for name, damage, expected in _refusals():
            yield _refused(vault, name, damage, expected)
        yield _one_copy_is_enough(vault)
        yield _guess_costs_time(vault)
        yield _kills(vault)
    yield _forgotten()


def _forgotten() -> Claim:
    with tempfile.TemporaryDirectory(prefix="therapease-lock-") as folder:
        found = look_after_lock(Path(folder))
    before, after = found.before, found.after
    return Claim(
        "A lock ends the process that held the vault; no process left holds its key or a sentence of it",
        f"{after.key_copies} keys, {after.sentences} of {SENTENCES} sentences in {after.processes} processes; "
        f"before the lock {before.key_copies} and {before.sentences}",
        "0 keys, 0 sentences, and some of both before",
        found.ended and min(before.key_copies, before.sentences) > 0 and max(after.key_copies, after.sentences) == 0,
    )


def _content(vault: Path) -> dict[str, bytes]:
    # Not the counter of sign-ins: each of them is counted, the refused ones too.
    files = [path for path in sorted(vault.parent.iterdir()) if path.is_file() and path.suffix != ".signins"]
    return {path.name: path.read_bytes() for path in files}


def _restore(vault: Path, content: dict[str, bytes]) -> None:
    for path in vault.parent.iterdir():
        path.unlink()
    for name, data in content.items():
        (vault.parent / name).write_bytes(data)


def _keys(vault: Path) -> Path:
    (found,) = vault.parent.glob("*.keys")
    return found


def _plaintext(vault: Path, state: str) -> Claim:
    needle = CANARY.split()[1].encode()
    content = _content(vault)
    holding = [name for name, data in content.items() if needle.lower() in data.lower()]
    return Claim(
        f"no name can be read in the files of a vault that is {state}",
        f"{len(holding)} of {len(content)} files",
        "0 of >= 2",
        not holding and len(content) >= 2,
    )


def _attempt(vault: Path, passphrase: str) -> type[Exception] | None:
    try:
        VaultDoor().unlock(vault, passphrase).close()
    except errors.TherapEaseError as error:
        return type(error)
    return None


def _refused_while_open(vault: Path) -> Claim:
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(vault), PASSPHRASE],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline().strip() == "open"
    raised = _attempt(vault, PASSPHRASE)
    holder.communicate("", timeout=30)
    return Claim(
        "a second instance is refused",
        raised.__name__ if raised else "opened",
        "VaultInUseError",
        raised is errors.VaultInUseError,
    )


def _damage_copy(keys: Path, half: int) -> None:
    """Overwrite 16 bytes of one of the two copies, near its start, where no copy can be padding."""
    data = bytearray(keys.read_bytes())
    start = len(data) * half // 2 + 80
    data[start : start + 16] = bytes(byte ^ 0x55 for byte in data[start : start + 16])
    keys.write_bytes(data)


Damage = Callable[[Path], str]


def _refusals() -> Iterator[tuple[str, Damage, type[Exception]]]:
    """Yield what is done to the vault's files, and the error it must give. The damage returns the passphrase to try."""

    def wrong_passphrase(_vault: Path) -> str:
        return PASSPHRASE + "s"

    def keys_damaged(vault: Path) -> str:
        for half in range(2):
            _damage_copy(_keys(vault), half)
        return PASSPHRASE

    def keys_gone(vault: Path) -> str:
        _keys(vault).unlink()
        return PASSPHRASE

    def vault_gone(vault: Path) -> str:
        vault.unlink()
        return PASSPHRASE

    def page_damaged(vault: Path) -> str:
        data = bytearray(vault.read_bytes())
        data[100] ^= 0x01
        vault.write_bytes(data)
        return PASSPHRASE

    def vault_cut(vault: Path) -> str:
        vault.write_bytes(vault.read_bytes()[:1500])
        return PASSPHRASE

    yield "a wrong passphrase", wrong_passphrase, errors.WrongPassphraseError
    yield "a damaged key file (both copies)", keys_damaged, errors.HeaderDamagedError
    yield "a missing key file", keys_gone, errors.HeaderMissingError
    yield "a missing vault", vault_gone, errors.VaultMissingError
    yield "one flipped bit in the vault", page_damaged, errors.VaultDamagedError
    yield "a vault cut short", vault_cut, errors.VaultDamagedError


def _refused(vault: Path, name: str, damage: Damage, expected: type[Exception]) -> Claim:
    whole = _content(vault)
    try:
        passphrase = damage(vault)
        before = _content(vault)
        raised = _attempt(vault, passphrase)
        changed = [name for name, data in _content(vault).items() if before.get(name) != data]
    finally:
        _restore(vault, whole)
    figure = raised.__name__ if raised else "opened"
    return Claim(
        f"{name} is refused, and nothing changes on the disk",
        f"{figure}, {len(changed)} files changed",
        f"{expected.__name__}, 0",
        raised is not None and issubclass(raised, expected) and not changed,
    )


def _one_copy_is_enough(vault: Path) -> Claim:
    whole = _content(vault)
    opened = 0
    for half in range(2):
        _damage_copy(_keys(vault), half)
        opened += _attempt(vault, PASSPHRASE) is None
        _restore(vault, whole)
    return Claim("one good copy of the key file is enough", f"{opened} of 2", "2 of 2", opened == 2)


def _guess_costs_time(vault: Path) -> Claim:
    start = time.perf_counter()
    _attempt(vault, PASSPHRASE + "s")
    seconds = time.perf_counter() - start
    return Claim("one guess at the passphrase costs time here", f"{seconds:.2f} s", ">= 0.3 s", seconds >= 0.3)


def _kills(vault: Path) -> Claim:
    """Kill a process that writes, at a random moment, and look for every client it had been told was saved."""
    chance = Random(20_250_101)
    acknowledged = lost = 0
    for _ in range(KILLS):
        # A sign-in that was killed counts as a wrong one, and three of them make the next wait.
        vault.with_suffix(".signins").unlink(missing_ok=True)
        writer = subprocess.Popen(
            [sys.executable, "-c", _WRITE, str(vault), PASSPHRASE], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        saved = [writer.stdout.readline().strip()]
        time.sleep(chance.uniform(0.0, 0.3))
        writer.send_signal(signal.SIGKILL)
        # A line cut off by the kill was not acknowledged.
        saved += [line.strip() for line in writer.stdout if line.endswith("\n")]
        writer.wait()
        workspace = VaultDoor().unlock(vault, PASSPHRASE)
        present = {client.id for client in workspace.clients.list_all()}
        workspace.close()
        acknowledged += len(saved)
        lost += len(set(saved) - present)
    return Claim(
        f"acknowledged changes lost in {KILLS} kills",
        f"{lost} of {acknowledged}",
        "0 of > 20",
        lost == 0 and acknowledged > 20,
    )
