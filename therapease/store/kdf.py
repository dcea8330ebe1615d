"""Argon2id: from what a person types to a key. Slow on purpose, for the attacker's sake.

A stolen vault can be tried offline without limit, so the price of one guess is the whole protection beside the
passphrase itself. The price is set in time, not in a fixed count, and measured on the machine that makes the slot.
"""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from therapease.errors import EnvironmentProblem, UnsafeKeyParametersError

KEY_BYTES = 32
SALT_BYTES = 16
TARGET_S = 1.0

_MEMORY_STEP_KIB = 16 * 1024
_CLOSE_ENOUGH = 0.25


@dataclass(frozen=True, slots=True)
class Argon2Parameters:
    """The cost of one derivation: `memory_kib` KiB passed over `iterations` times in `lanes` lanes (RFC 9106)."""

    memory_kib: int
    iterations: int
    lanes: int


FLOOR = Argon2Parameters(memory_kib=64 * 1024, iterations=3, lanes=4)
START = Argon2Parameters(memory_kib=256 * 1024, iterations=3, lanes=4)
CEILING = Argon2Parameters(memory_kib=1024 * 1024, iterations=10, lanes=8)


def check_bounds(parameters: Argon2Parameters) -> None:
    """Raise UnsafeKeyParametersError for parameters below the floor or above the ceiling.

    They come from a file that anyone may have written: too little makes guessing cheap, too much hangs the machine.
    More lanes than the floor's are fine, fewer are too: lanes change who does the work, not how much there is.
    """
    memory_ok = FLOOR.memory_kib <= parameters.memory_kib <= CEILING.memory_kib
    iterations_ok = FLOOR.iterations <= parameters.iterations <= CEILING.iterations
    lanes_ok = 1 <= parameters.lanes <= CEILING.lanes
    if not (memory_ok and iterations_ok and lanes_ok):
        raise UnsafeKeyParametersError(
            detail=f"argon2id m={parameters.memory_kib} t={parameters.iterations} p={parameters.lanes}"
        )


def argon2id(
    secret: bytes,
    salt: bytes,
    parameters: Argon2Parameters,
    *,
    length: int = KEY_BYTES,
    associated_data: bytes | None = None,
    pepper: bytes | None = None,
) -> bytes:
    """Run Argon2id version 0x13 (RFC 9106) with any parameters. Use `derive_kek`, which bounds them."""
    try:
        return Argon2id(
            salt=salt,
            length=length,
            iterations=parameters.iterations,
            lanes=parameters.lanes,
            memory_cost=parameters.memory_kib,
            ad=associated_data,
            secret=pepper,
        ).derive(secret)
    except MemoryError as error:
        raise EnvironmentProblem(
            "There is not enough memory to work out the key. Close other programs and try again.",
            detail=f"argon2id m={parameters.memory_kib}",
        ) from error


def normalised(passphrase: str) -> str:
    """Return the passphrase in Unicode form NFKC, so that every keyboard and system gives the same bytes."""
    return unicodedata.normalize("NFKC", passphrase)


def derive_kek(passphrase: str, salt: bytes, parameters: Argon2Parameters) -> bytes:
    """Return the 32-byte key-encryption key (KEK) for a passphrase. Slow on purpose; never call on the UI thread.

    Raise UnsafeKeyParametersError before any work is done if the parameters are out of bounds.
    """
    check_bounds(parameters)
    return argon2id(normalised(passphrase).encode("utf-8", "surrogatepass"), salt, parameters)


def measure_s(parameters: Argon2Parameters) -> float:
    """Return the seconds one derivation takes here and now."""
    started = time.perf_counter()
    argon2id(b"a stand-in for a passphrase", b"\0" * SALT_BYTES, parameters)
    return time.perf_counter() - started


def calibrate(target_s: float = TARGET_S, measure: Callable[[Argon2Parameters], float] = measure_s) -> Argon2Parameters:
    """Return parameters that take about `target_s` seconds on this machine, never below the floor.

    Memory moves first, since it is what costs an attacker's hardware most; passes follow once memory is at its
    ceiling. A machine too small for the start value gets the floor.
    """
    try:
        elapsed_s = measure(START)
        if elapsed_s > target_s:
            # A machine that is busy just now would get a cheap slot for good: the quicker of two tries counts.
            elapsed_s = min(elapsed_s, measure(START))
    except EnvironmentProblem:
        return FLOOR
    ratio = target_s / max(elapsed_s, 1e-6)
    if abs(ratio - 1) <= _CLOSE_ENOUGH:
        return START
    wanted_kib = int(START.memory_kib * ratio) // _MEMORY_STEP_KIB * _MEMORY_STEP_KIB
    memory_kib = min(max(wanted_kib, FLOOR.memory_kib), CEILING.memory_kib)
    passes = int(START.iterations * ratio * START.memory_kib / memory_kib)
    iterations = min(max(passes, FLOOR.iterations), CEILING.iterations)
    return Argon2Parameters(memory_kib, iterations, START.lanes)
