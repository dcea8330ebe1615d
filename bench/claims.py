"""What the measuring commands print: a promise with its figure and bound, or a speed beside the bare library's.

A module `prove_<name>.py` offers `claims(eval_data: Path | None) -> Iterable[Claim]`, a module measuring speed
`figures(eval_data: Path | None) -> Iterable[Figure]`. Both yield as they go: each line appears once it is known.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

EVAL_DATA_VARIABLE = "THERAPEASE_EVAL_DATA"


@dataclass(frozen=True, slots=True)
class Claim:
    """One promise put to the test: the words of the promise, the figure found, what it has to be, and whether it is.

    `ran` is False when the evaluation data it needs are not here; such a claim is neither kept nor broken.
    """

    claim: str
    figure: str
    bound: str
    ok: bool
    ran: bool = True

    @property
    def verdict(self) -> str:
        """Return “ok”, “short” when the figure misses its bound, or “not run”."""
        if not self.ran:
            return "not run"
        return "ok" if self.ok else "short"


@dataclass(frozen=True, slots=True)
class Figure:
    """One speed or size: ours, the bare library's own call in the same run, and ours divided by it.

    `bare` is empty and `ratio` None where no library does the same thing alone.
    """

    what: str
    ours: str
    bare: str = ""
    ratio: float | None = None


def needs_eval_data(claim: str, bound: str) -> Claim:
    """Return the line for a promise that cannot be tested without the evaluation data."""
    return Claim(claim, f"needs {EVAL_DATA_VARIABLE}", bound, ok=False, ran=False)


def eval_data_dir() -> Path | None:
    """Return the folder of the evaluation data, or None when the environment names none.

    Raise NotADirectoryError when it names something else: a wrong path must not look like missing data.
    """
    named = os.environ.get(EVAL_DATA_VARIABLE)
    if not named:
        return None
    folder = Path(named)
    if not (folder / "dialogues").is_dir():
        raise NotADirectoryError(f"{EVAL_DATA_VARIABLE} names a folder without dialogues/")
    return folder
