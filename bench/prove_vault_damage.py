"""The promises about crashes and damage: nothing acknowledged is lost, and nothing that changed goes unnoticed.

Each proof is a module of its own that takes its sizes as options; `tests/integration/test_vault_proofs.py` runs them
small.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.apart import run_apart
from bench.claims import Claim

KILLS, DATABASE_FLIPS, LOG_FLIPS, POWER_LOSSES = 500, 2_000, 500, 300
MAX_OPEN_S = 2.0


def claims(_eval_data: Path | None) -> Iterator[Claim]:
    """Yield the claims; none needs the evaluation data."""
    yield from killed(run_apart("bench._vault_kills", "--kills", str(KILLS)), KILLS)
    yield from flipped(
        run_apart("bench._vault_flips", "--database", str(DATABASE_FLIPS), "--log", str(LOG_FLIPS)),
        DATABASE_FLIPS,
        LOG_FLIPS,
    )
    points = ("--points", str(POWER_LOSSES))
    yield from powerless(run_apart("bench._vault_power", *points), POWER_LOSSES)
    yield bites(run_apart("bench._vault_power", *points, "--synchronous", "NORMAL"))
    yield from failing(run_apart("bench._vault_faults"))


def killed(found: dict[str, Any], kills: int) -> Iterator[Claim]:
    """Yield what the kills came to."""
    acts = ", ".join(f"{act} {count}" for act, count in found["by_act"].items())
    yield Claim(
        f"acknowledged changes lost in {kills} kills ({acts})",
        _counted(found["lost"], found["acknowledged"]),
        f"0 of > {kills // 2}",
        not found["lost"] and found["acknowledged"] > kills // 2 and found["kills"] == kills,
    )
    yield Claim(
        "vaults that did not open after a kill",
        _counted(found["did_not_open"], found["kills"]),
        "0",
        not found["did_not_open"],
    )
    seconds = found["slowest_open_s"]
    yield Claim(
        "opening after a kill, the slowest",
        f"{seconds:.2f} s with the least key derivation",
        f"< {MAX_OPEN_S:g} s",
        0 < seconds < MAX_OPEN_S,
    )


def flipped(found: dict[str, Any], database_flips: int, log_flips: int) -> Iterator[Claim]:
    """Yield what became of the flipped bits in each file."""
    names = {
        "database": f"{database_flips} flipped bits in the database, unnoticed",
        "log": f"{log_flips} flipped bits in the log of a crash, commits dropped unnoticed",
        "key_file": "one flipped bit in every byte of the key file, in one copy or both, not healed or refused",
    }
    wanted = {"database": database_flips, "log": log_flips, "key_file": 1}
    for name, words in names.items():
        flips = found[name]
        parts = {
            "refused at sign-in": flips["refused"],
            "found by the check of all pages": flips["found_by_check"],
            "healed": flips["healed"],
            "without effect": flips["harmless"],
        }
        rest = ", ".join(f"{count} {what}" for what, count in parts.items() if count)
        yield Claim(
            words,
            _counted(flips["silent"], flips["count"]) + (f"; {rest}" if rest else ""),
            "0",
            not flips["silent"] and flips["count"] >= wanted[name],
        )


def powerless(found: dict[str, Any], points: int) -> Iterator[Claim]:
    """Yield what power losses came to: unsynced writes dropped, kept or torn."""
    yield Claim(
        f"acknowledged changes lost at {points} points of {found['changes']} where the power failed",
        _counted(found["lost"], found["acknowledged"]),
        "0",
        not found["lost"] and found["acknowledged"] > 0 and found["points"] == points,
    )
    yield Claim(
        "vaults that did not open after a power loss",
        _counted(found["did_not_open"], found["points"]),
        "0",
        not found["did_not_open"],
    )


def bites(found: dict[str, Any]) -> Claim:
    """The same with a setting that the program refuses has to lose something, or nothing was proved."""
    wrong = found["points_with_loss"] + len(found["did_not_open"])
    return Claim(
        "points where the same run loses something with synchronous=NORMAL",
        f"{wrong} of {found['points']}",
        "> a tenth",
        wrong > found["points"] / 10,
    )


def failing(found: dict[str, Any]) -> Iterator[Claim]:
    """Yield what a full disk and a failing one did to a piece of work, at every change it makes."""
    runs = f"{found['runs']} runs over {found['changes']} changes"
    yield Claim(
        f"a full disk and a failing one are told as such ({runs})",
        _counted(found["unclear"], found["told"]) + " otherwise",
        "0",
        not found["unclear"] and found["told"] > found["runs"] / 2,
    )
    yield Claim(
        "acknowledged changes lost to a full or failing disk",
        _counted(found["lost"], found["acknowledged"]),
        "0",
        not found["lost"] and found["acknowledged"] > found["runs"],
    )
    yield Claim(
        "work that did not go on when there was room again",
        _counted(found["did_not_go_on"], found["runs"]),
        "0",
        not found["did_not_go_on"],
    )


def _counted(wrong: list[str], of: int) -> str:
    return f"{len(wrong)} of {of}" + (f", first: {wrong[0]}" if wrong else "")
