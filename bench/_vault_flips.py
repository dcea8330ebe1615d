"""One turned bit at a time: in the database, in the write-ahead log, in every byte of the key file's two copies.

    python -m bench._vault_flips --database 2000 --log 500 --seed 7

A flip is found when the vault is refused, or when the check of the whole vault tells; it is harmless when everything
that was acknowledged is there all the same; in the key file it is healed. Anything else is silent. The last line
printed is a JSON object.
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random

from bench._vault_rig import PASSPHRASE, VAULT_NAME, Files, flipped, make_vault, quick_folder, store, workspace_of
from therapease.domain.ids import ClientId
from therapease.errors import HeaderDamagedError, TherapEaseError, VaultDamagedError
from therapease.store.backup_check import check_whole
from therapease.store.header.envelope import COPY_BYTES
from therapease.store.header.file import heal_header, read_header
from therapease.store.header.model import SlotKind
from therapease.store.inspection import inspect_vault
from therapease.store.key_material import SubkeyPurpose
from therapease.store.unsealing import Unsealed, unseal
from therapease.store.vault_files import VaultFiles

COMMITS_IN_LOG = 80
"""Few enough that none of them was moved into the database before the crash."""
_KEYS_NAME = "practice.keys"


@dataclass(slots=True)
class Flips:
    """What became of the flips in one file."""

    count: int = 0
    refused: int = 0
    found_by_check: int = 0
    harmless: int = 0
    healed: int = 0
    silent: list[str] = field(default_factory=list)
    slowest_s: float = 0.0


def in_database(count: int, chance: Random) -> Flips:
    """Flip bits of the main file: refused at sign-in, or found by the check of all pages."""
    flips = Flips()
    with quick_folder() as folder:
        make_vault(folder / VAULT_NAME)
        whole = Files.of(folder)
        files = VaultFiles(folder / VAULT_NAME)
        unsealed = unseal(read_header(files.keys), SlotKind.PASSPHRASE, PASSPHRASE)
        raw = whole.content[VAULT_NAME]
        for _ in range(count):
            bit = chance.randrange(len(raw) * 8)
            whole.put(folder, **{VAULT_NAME: flipped(raw, bit)})
            flips.count += 1
            if _is_refused(files, unsealed):
                flips.refused += 1
            elif _is_found(files, unsealed):
                flips.found_by_check += 1
            else:
                flips.silent.append(f"bit {bit}")
    return flips


def _is_refused(files: VaultFiles, unsealed: Unsealed) -> bool:
    try:
        inspect_vault(files.database, unsealed)
    except VaultDamagedError:
        return True
    return False


def _is_found(files: VaultFiles, unsealed: Unsealed) -> bool:
    try:
        check_whole(files, unsealed)
    except VaultDamagedError:
        return True
    return False


def in_log(count: int, chance: Random) -> Flips:
    """Flip bits of the log that a crash left, with some hundred commits in it, and sign in."""
    flips = Flips()
    with quick_folder() as folder:
        crashed, acknowledged = _crashed(folder)
        log_name = f"{VAULT_NAME}-wal"
        raw = crashed.content[log_name]
        for _ in range(count):
            bit = chance.randrange(len(raw) * 8)
            path = crashed.put(folder, **{log_name: flipped(raw, bit)})
            flips.count += 1
            began = time.perf_counter()
            kept = _kept(path)
            flips.slowest_s = max(flips.slowest_s, time.perf_counter() - began)
            if kept is None:
                flips.refused += 1
            elif acknowledged <= kept:
                flips.harmless += 1
            else:
                flips.silent.append(f"bit {bit}: {len(acknowledged - kept)} of {len(acknowledged)} commits")
    return flips


def _crashed(folder: Path) -> tuple[Files, set[ClientId]]:
    """Return the files that a crash now would leave, and the clients that were acknowledged as saved."""
    make_vault(folder / VAULT_NAME)
    workspace = workspace_of(store().unlock(folder / VAULT_NAME, PASSPHRASE))
    saved = {workspace.clients.create(f"Invented {number}").id for number in range(COMMITS_IN_LOG)}
    crashed = Files.of(folder)
    workspace.close()
    return crashed, saved


def _kept(path: Path) -> set[ClientId] | None:
    """Return the clients of a vault, or None if it is refused as damaged."""
    try:
        vault = store().unlock(path, PASSPHRASE)
    except VaultDamagedError:
        return None
    try:
        with vault.unit_of_work() as unit:
            return {client.id for client in unit.clients.list_all()}
    finally:
        vault.close()


def in_key_file(chance: Random, step: int = 1) -> Flips:
    """Flip one bit of every byte, in one copy and then in both: healed from the other copy, or refused."""
    flips = Flips()
    with quick_folder() as folder:
        make_vault(folder / VAULT_NAME)
        keys = folder / _KEYS_NAME
        raw = keys.read_bytes()
        unsealed = unseal(read_header(keys), SlotKind.PASSPHRASE, PASSPHRASE)
        mac_key = unsealed.subkey(SubkeyPurpose.HEADER_MAC)
        for at in range(0, len(raw), step):
            bit = at * 8 + chance.randrange(8)
            flips.count += 1
            keys.write_bytes(flipped(raw, bit))
            _judge_one_copy(flips, keys, mac_key, raw, f"byte {at}")
        for at in range(0, COPY_BYTES, step):
            bit = at * 8 + chance.randrange(8)
            flips.count += 1
            keys.write_bytes(flipped(flipped(raw, bit), bit + COPY_BYTES * 8))
            _judge_both(flips, keys, mac_key, unsealed, f"byte {at} of both")
    return flips


def _judge_one_copy(flips: Flips, keys: Path, mac_key: bytes, raw: bytes, where: str) -> None:
    good = next((copy for copy in read_header(keys).candidates if copy.is_authentic(mac_key)), None)
    if good is None:
        flips.silent.append(f"{where} locks everybody out")
        return
    healed = heal_header(keys, good)
    now = keys.read_bytes()
    # Behind the text there is padding that says nothing: both copies agree again, whichever was taken.
    if healed and now[:COPY_BYTES] == now[COPY_BYTES:] and now.startswith(raw[: len(good.covered) + len(good.mac)]):
        flips.healed += 1
    else:
        flips.silent.append(where)


def _judge_both(flips: Flips, keys: Path, mac_key: bytes, before: Unsealed, where: str) -> None:
    try:
        copies = read_header(keys).candidates
    except (HeaderDamagedError, TherapEaseError):
        flips.refused += 1
        return
    authentic = [copy for copy in copies if copy.is_authentic(mac_key)]
    if not authentic:
        flips.refused += 1
    elif authentic[0].header == before.header:
        flips.harmless += 1
    else:
        flips.silent.append(where)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", type=int, default=2_000)
    parser.add_argument("--log", type=int, default=500)
    parser.add_argument("--key-file-step", type=int, default=1, help="every so many bytes of the key file")
    parser.add_argument("--seed", type=int, default=20_260_317)
    arguments = parser.parse_args()
    chance = Random(arguments.seed)
    found = {
        "database": in_database(arguments.database, chance),
        "log": in_log(arguments.log, chance),
        "key_file": in_key_file(chance, arguments.key_file_step),
    }
    print(json.dumps({name: asdict(flips) for name, flips in found.items()}))


if __name__ == "__main__":
    main()
