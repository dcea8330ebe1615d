"""What an examination of a vault's files found, one thing each, in a person's words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class VaultFinding:
    """`ok` is None for something that is neither good nor bad; `next_step` says what to do where it is bad."""

    subject: str
    found: str
    ok: bool | None = None
    next_step: str = ""
