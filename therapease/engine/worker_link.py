"""One live engine worker and the pipe to it, as the parent sees them."""

from __future__ import annotations

import contextlib
import multiprocessing
import time
from multiprocessing import reduction
from pathlib import Path
from typing import Any, BinaryIO

from therapease.domain.job import CancelToken
from therapease.engine.messages import WorkerReady, decode, encode
from therapease.engine.worker import run_worker
from therapease.errors import EngineCrashedError, EngineUnavailableError, JobCancelledError

_START_TIMEOUT_S = 60.0
POLL_S = 0.05


class WorkerLink:
    """One live worker process and the pipe to it."""

    def __init__(self, granted: tuple[Path, ...], cancel: CancelToken) -> None:
        self.granted = granted
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(
            target=run_worker, args=(theirs, granted), name="therapease-engine", daemon=True
        )
        try:
            self._process.start()
        except OSError as error:
            self._connection.close()
            raise EngineUnavailableError(detail=type(error).__name__) from error
        finally:
            theirs.close()
        self._await_ready(cancel)

    @property
    def pid(self) -> int:
        return self._process.pid or 0

    @property
    def is_alive(self) -> bool:
        return self._process.is_alive()

    def send(self, message: object) -> None:
        """Raise EngineCrashedError when the worker is gone."""
        try:
            self._connection.send_bytes(encode(message))
        except OSError as error:
            raise EngineCrashedError(detail=type(error).__name__) from error

    def send_file(self, source: BinaryIO) -> None:
        """Hand over a duplicate of the file's descriptor (SCM_RIGHTS, or a duplicated handle on Windows)."""
        try:
            reduction.send_handle(self._connection, source.fileno(), self.pid)
        except OSError as error:
            raise EngineCrashedError(detail=type(error).__name__) from error

    def receive(self, timeout_s: float) -> Any | None:
        """Return the next message, or None when none came in time. Raise EngineCrashedError."""
        try:
            if not self._connection.poll(timeout_s):
                return None
            return decode(self._connection.recv_bytes())
        except (EOFError, OSError) as error:
            self._process.join(1)
            raise EngineCrashedError(detail=f"exit code {self._process.exitcode}") from error

    def end(self) -> None:
        """End the process at once. Its memory, with all it heard, goes back to the system."""
        self._process.kill()
        self._process.join(5)
        with contextlib.suppress(OSError):
            self._connection.close()

    def part(self) -> None:
        """Let the process go on alone: it was given all it needs, and is nobody's any more."""
        with contextlib.suppress(OSError):
            self._connection.close()

    def _await_ready(self, cancel: CancelToken) -> None:
        give_up_at = time.monotonic() + _START_TIMEOUT_S
        ready = None
        try:
            while ready is None and time.monotonic() < give_up_at:
                cancel.raise_if_cancelled()
                ready = self.receive(POLL_S)
        except EngineCrashedError as error:
            self.end()
            raise EngineUnavailableError(detail=error.detail) from error
        except JobCancelledError:
            self.end()
            raise
        if not isinstance(ready, WorkerReady):
            self.end()
            raise EngineUnavailableError(detail="no answer from the worker")
        self.enclosure = ready
