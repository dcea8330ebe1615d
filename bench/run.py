"""`make bench`: speeds as ratios to the bare library's own call in the same run, one line each."""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path

from bench.claims import eval_data_dir

AREAS: dict[str, tuple[str, ...]] = {"main-job": ("main_job",), "notes": ("notes",), "window": ("window",)}
"""Which modules measure which area."""


def main(arguments: list[str] | None = None) -> int:
    """Print all figures of the chosen area."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--only", choices=sorted(AREAS), help="one area instead of all")
    only = parser.parse_args(arguments).only
    eval_data = eval_data_dir()
    print("what | ours | bare library | ratio")
    for area, names in AREAS.items():
        for name in names:
            if only not in (None, area) or not Path(__file__).with_name(f"{name}.py").is_file():
                continue
            for figure in importlib.import_module(f"bench.{name}").figures(eval_data):
                ratio = "" if figure.ratio is None else f"{figure.ratio:.2f}"
                print(f"{figure.what} | {figure.ours} | {figure.bare} | {ratio}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
