"""Word lists out of the package's resources, read once per process.

Plain text files: one entry a line, `#` begins a comment, several words on one line are separate entries unless a tab
or an equals sign makes them a pair. Reading happens on first use, so that the sandboxed worker may preload them.
"""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from therapease.paths import resources_dir


def _lines(name: str) -> list[str]:
    text = (resources_dir() / "word_lists" / f"{name}.txt").read_text(encoding="utf-8")
    return [bare for line in text.splitlines() if (bare := line.split("#", 1)[0].strip())]


@cache
def words(name: str) -> frozenset[str]:
    """Return the words of `name`.txt, several to a line."""
    return frozenset(word for line in _lines(name) for word in line.lower().split())


@cache
def word_pairs(name: str) -> dict[str, str]:
    """Return `form → base` from lines that read “base: form form …”."""
    pairs: dict[str, str] = {}
    for line in _lines(name):
        base, _, forms = line.lower().partition(":")
        for form in forms.split():
            pairs[form] = base.strip()
    return pairs


@cache
def table(name: str) -> dict[str, Any]:
    """Return `name`.toml as a dictionary."""
    return tomllib.loads((resources_dir() / "word_lists" / f"{name}.toml").read_text(encoding="utf-8"))
