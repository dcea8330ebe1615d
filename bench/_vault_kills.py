"""kill -9 at seeded moments of every act that writes: is what was acknowledged there, and how soon does it open?

    python -m bench._vault_kills --kills 500 --seed 7

Each act runs once unharmed to learn how long it takes; then it is killed at a moment drawn from that time. Two kills of
three meet a vault that was killed before. The last line printed is a JSON object.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import tempfile
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random

from bench._vault_acts import ACTS, FROZEN, lost, opened
from bench._vault_rig import VAULT_NAME, Files, make_vault

FRESH_EVERY = 3
_SHORTEST_S = 0.002


@dataclass(slots=True)
class Tally:
    """What the kills came to, over all acts."""

    kills: int = 0
    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    did_not_open: list[str] = field(default_factory=list)
    slowest_open_s: float = 0.0
    by_act: dict[str, int] = field(default_factory=dict)


def run(kills: int, seed: int) -> Tally:
    """Kill so many times, the acts in turn; return what was found."""
    chance, tally = Random(seed), Tally()
    with tempfile.TemporaryDirectory(prefix="therapease-kills-") as place:
        template = Path(place) / "template"
        template.mkdir()
        make_vault(template / VAULT_NAME)
        whole = Files.of(template)
        frozen = Files({name: (FROZEN / name).read_bytes() for name in (VAULT_NAME, "practice.keys")})
        for number, name in enumerate(ACTS):
            share = kills // len(ACTS) + (number < kills % len(ACTS))
            victim = _Victim(name, Path(place) / name, frozen if name == "migration" else whole, chance)
            victim.learn()
            for round_number in range(share):
                victim.kill(tally, is_fresh=round_number % FRESH_EVERY == 0)
    return tally


class _Victim:
    """One act, interrupted again and again in one folder."""

    def __init__(self, act: str, folder: Path, start: Files, chance: Random) -> None:
        self._act, self._folder, self._start, self._chance = act, folder, start, chance
        self._told: list[str] = []
        self._lasts_s = 0.0
        folder.mkdir()

    def learn(self) -> None:
        """Run the act to its end and remember how long it took."""
        self._start.put(self._folder)
        began = time.perf_counter()
        with _child(self._act, self._folder) as (process, told):
            lines = _read_all(told)
            _, status = os.waitpid(process, 0)
        if status != 0:
            raise RuntimeError(f"{self._act} fails without being killed: {lines[-1:]}")
        self._lasts_s = time.perf_counter() - began

    def kill(self, tally: Tally, *, is_fresh: bool) -> None:
        if is_fresh or self._act == "migration":
            self._told = []
            self._start.put(self._folder)
        # A sign-in that was killed counts as a wrong one, and three of them make the next wait.
        (self._folder / VAULT_NAME).with_suffix(".signins").unlink(missing_ok=True)
        with _child(self._act, self._folder) as (process, told):
            time.sleep(self._chance.uniform(_SHORTEST_S, self._lasts_s))
            os.kill(process, signal.SIGKILL)
            lines = _read_all(told)
            os.waitpid(process, 0)
        self._told += lines
        tally.kills += 1
        tally.acknowledged += len(lines)
        tally.by_act[self._act] = tally.by_act.get(self._act, 0) + 1
        self._look(tally)

    def _look(self, tally: Tally) -> None:
        (self._folder / VAULT_NAME).with_suffix(".signins").unlink(missing_ok=True)
        began = time.perf_counter()
        try:
            vault = opened(self._folder, self._act, self._told)
        except Exception as error:  # noqa: BLE001 because whatever keeps it from opening is the finding
            tally.did_not_open.append(f"{self._act}: {error}")
            self._start.put(self._folder)
            self._told = []
            return
        if self._act != "passphrase":
            # There it took several tries to find which passphrase it is.
            tally.slowest_open_s = max(tally.slowest_open_s, time.perf_counter() - began)
        try:
            tally.lost += [f"{self._act}: {name}" for name in lost(self._folder, vault, self._told)]
        except Exception as error:  # noqa: BLE001 because a history that does not hold is a finding as well
            tally.lost.append(f"{self._act}: {error}")
        finally:
            vault.close()


@contextmanager
def _child(act: str, folder: Path) -> Iterator[tuple[int, int]]:
    """Run an act in a forked process; yield its id and where its acknowledgements are read."""
    reads, writes = os.pipe()
    process = os.fork()
    if process == 0:
        status = 1
        try:
            ACTS[act](folder, lambda line: _say(writes, line))
            status = 0
        except BaseException:  # noqa: BLE001 because nothing may return into the parent's code
            traceback.print_exc()
        finally:
            os._exit(status)
    os.close(writes)
    try:
        yield process, reads
    finally:
        os.close(reads)


def _say(descriptor: int, line: str) -> None:
    os.write(descriptor, f"{line}\n".encode())


def _read_all(descriptor: int) -> list[str]:
    content = b""
    while piece := os.read(descriptor, 65_536):
        content += piece
    # Pipes take short lines whole: what is here was acknowledged.
    return content.decode().splitlines()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seed", type=int, default=20_260_317)
    arguments = parser.parse_args()
    print(json.dumps(asdict(run(arguments.kills, arguments.seed))))


if __name__ == "__main__":
    main()
