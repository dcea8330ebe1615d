"""`make prove`: every promise of the README, one line each: claim | figure | bound | ok or short.

The exit status is 1 when a promise falls short or a proof breaks off. Promises that need the evaluation data say so
and count neither way.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.claims import Claim, eval_data_dir

AREAS: dict[str, tuple[str, ...]] = {
    "main-job": ("prove_sample", "prove_main_job", "prove_vault", "prove_repository"),
    "notes": ("prove_notes", "prove_risk"),
    "window": ("prove_window",),
    "vault": ("prove_vault_damage",),
}
"""Which modules prove which area, quick ones first."""


def modules_of(only: str | None) -> Iterator[str]:
    """Yield the names of the proof modules that are there, of one area or of all."""
    for area, names in AREAS.items():
        if only in (None, area):
            yield from (f"bench.{name}" for name in names if (Path(__file__).with_name(f"{name}.py")).is_file())


def claims_of(module: str, eval_data: Path | None) -> Iterator[Claim]:
    """Yield a module's claims; a proof that breaks off is a broken promise, and the other proofs still run."""
    try:
        yield from importlib.import_module(module).claims(eval_data)
    except Exception as error:  # noqa: BLE001 because whatever stops a proof must count as short, not end the others
        where = error.__traceback__
        while where is not None and where.tb_next is not None:
            where = where.tb_next
        place = f"{Path(where.tb_frame.f_code.co_filename).name}:{where.tb_lineno}" if where else "?"
        yield Claim(f"{module} runs to its end", f"{type(error).__name__} at {place}: {error}", "no error", ok=False)


def main(arguments: list[str] | None = None) -> int:
    """Print all claims of the chosen area; return 1 when one falls short."""
    parser = argparse.ArgumentParser(prog="make prove", description=__doc__)
    parser.add_argument("--only", choices=sorted(AREAS), help="one area instead of all")
    only = parser.parse_args(arguments).only
    eval_data = eval_data_dir()
    counts = {"ok": 0, "short": 0, "not run": 0}
    print("claim | figure | bound | verdict")
    for module in modules_of(only):
        for claim in claims_of(module, eval_data):
            counts[claim.verdict] += 1
            print(f"{claim.claim} | {claim.figure} | {claim.bound} | {claim.verdict}", flush=True)
    print(f"{counts['ok']} ok, {counts['short']} short, {counts['not run']} not run")
    return 1 if counts["short"] or not counts["ok"] else 0


if __name__ == "__main__":
    sys.exit(main())
