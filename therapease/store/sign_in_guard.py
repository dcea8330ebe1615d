"""Attempts to sign in, counted on the disk before they are made, so that guessing at the window is slow.

What really limits guessing is the price of Argon2id: whoever copies the files counts for himself. This is for the
co-worker at an open sign-in window, and it tells the owner that somebody tried.

An attempt is counted before its key is derived: killing the program, starting two of them or pulling the plug saves
nobody a count. The time to wait is measured by the monotonic clock within one start of the machine and by the time
since that start after another one, never by the wall clock alone. Each failed attempt is kept sealed to the vault's
public key until the next sign-in puts it into the history. Removing the file ends a wait, and is reported: the vault
remembers how far the counter had come.
"""

from __future__ import annotations

import base64
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from therapease.clock import Clock
from therapease.domain.ids import UserId
from therapease.errors import SignInHeldError, StorageUnavailableError
from therapease.store.boot import boot_id
from therapease.store.error_translation import storage_errors
from therapease.store.header.model import SlotKind
from therapease.store.instance_lock import lock_descriptor

FREE_ATTEMPTS = 3
FIRST_HOLD_S = 5.0
LONGEST_HOLD_S = 900.0
_KEPT_EVENTS = 500
_NS = 1_000_000_000
_TRIES, _TRY_S = 100, 0.05


def hold_s(failures: int) -> float:
    """Return the seconds to wait after so many failures in a row: none for the first three, then 5, 10, 20 … 900."""
    return 0.0 if failures < FREE_ATTEMPTS else min(FIRST_HOLD_S * 2.0 ** (failures - FREE_ATTEMPTS), LONGEST_HOLD_S)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One failed attempt: when, by which kind of secret, and for whom if an account was chosen."""

    at: datetime
    kind: SlotKind
    user_id: UserId | None


@dataclass(frozen=True, slots=True)
class _Count:
    """The counter's content. `generation` counts every attempt ever made, good ones included."""

    generation: int = 0
    failures: int = 0
    at: str = ""
    boot: str = ""
    monotonic_ns: int = 0
    sealed: tuple[str, ...] = ()


class SignInGuard:
    """The counter of one vault. Safe against other processes: each change holds an advisory lock."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self._path = path
        self._clock = clock

    def begin(self, kind: SlotKind, user_id: UserId | None, public_key: bytes) -> None:
        """Count an attempt as failed before it is made. `public_key` is the vault's, from its key file.

        Raise SignInHeldError, with the time to wait in its words and without counting, while a wait is not over;
        StorageUnavailableError, StorageFullError where nothing can be written: then nothing could be opened either.
        """
        with self._changing() as put:
            count = self._read()
            wait_s = hold_s(count.failures) - self._elapsed_s(count)
            if wait_s > 0:
                raise SignInHeldError(wait_s)
            now = self._clock.now()
            content = {"at": now.isoformat(), "kind": int(kind), "user": user_id}
            sealed = SealedBox(PublicKey(public_key)).encrypt(json.dumps(content).encode())
            put(
                _Count(
                    generation=count.generation + 1,
                    failures=count.failures + 1,
                    at=now.isoformat(),
                    boot=boot_id(),
                    monotonic_ns=self._clock.monotonic_ns(),
                    sealed=(*count.sealed, base64.b64encode(sealed).decode())[-_KEPT_EVENTS:],
                )
            )

    def passed(self) -> None:
        """The attempt just begun was right, or failed for another reason than its secret: it counts no more."""
        with self._changing() as put:
            count = self._read()
            put(replace(count, failures=0, sealed=count.sealed[:-1]))

    def excuse(self) -> None:
        """The attempt just begun came to nothing without telling whether its secret was right."""
        with self._changing() as put:
            count = self._read()
            put(replace(count, failures=max(count.failures - 1, 0), sealed=count.sealed[:-1]))

    def failed_attempts(self, private_key: bytes) -> list[Attempt]:
        """Return the failed attempts not yet in the history, oldest first; entries that do not open are left out."""
        box, found = SealedBox(PrivateKey(private_key)), []
        for sealed in self._read().sealed:
            try:
                content = json.loads(box.decrypt(base64.b64decode(sealed)))
            except (CryptoError, ValueError):
                continue  # Somebody wrote into the file: what was there is gone, and the counter itself still stands.
            user = content["user"]
            found.append(
                Attempt(
                    datetime.fromisoformat(content["at"]),
                    SlotKind(content["kind"]),
                    None if user is None else UserId(user),
                )
            )
        return found

    def forget(self) -> None:
        """Drop the attempts that are in the history now."""
        with self._changing() as put:
            put(replace(self._read(), sealed=()))

    @property
    def generation(self) -> int:
        """How many attempts were ever begun; 0 without a counter."""
        return self._read().generation

    def _elapsed_s(self, count: _Count) -> float:
        """Return how long the last attempt is ago, by clocks that a person at the keyboard cannot set."""
        now_ns = self._clock.monotonic_ns()
        if count.boot == boot_id():
            return (now_ns - count.monotonic_ns) / _NS
        # Another start of the machine: the time since it is certain; less by the wall clock counts, too.
        uptime_s = now_ns / _NS
        try:
            by_wall_s = (self._clock.now() - datetime.fromisoformat(count.at)).total_seconds()
        except ValueError:
            return uptime_s
        return min(uptime_s, by_wall_s) if by_wall_s >= 0 else uptime_s

    @contextmanager
    def _changing(self) -> Iterator[Callable[[_Count], None]]:
        """Hand out a function that replaces the counter, holding the file against other processes meanwhile."""
        with storage_errors():
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
            with os.fdopen(descriptor, "r+b", buffering=0) as file:
                _wait_for_turn(descriptor)

                def put(count: _Count) -> None:
                    content = json.dumps({name: getattr(count, name) for name in _Count.__slots__}).encode()
                    file.seek(0)
                    # Never shorter than it was until it is whole: what follows the content is blank.
                    file.write(content.ljust(os.fstat(descriptor).st_size))
                    file.truncate(len(content))
                    os.fsync(descriptor)

                yield put

    def _read(self) -> _Count:
        try:
            kept = json.loads(self._path.read_text("utf-8"))
            return _Count(
                int(kept["generation"]),
                int(kept["failures"]),
                str(kept["at"]),
                str(kept["boot"]),
                int(kept["monotonic_ns"]),
                tuple(str(sealed) for sealed in kept["sealed"]),
            )
        except (OSError, ValueError, KeyError, TypeError):
            # Missing or not ours: the vault knows how far it had come, and says so at the next sign-in.
            return _Count()


def _wait_for_turn(descriptor: int) -> None:
    for _ in range(_TRIES):
        try:
            lock_descriptor(descriptor)
        except BlockingIOError:
            time.sleep(_TRY_S)
        else:
            return
    raise StorageUnavailableError("Another sign-in is under way. Wait a moment, then try again.")
