"""The window in a process of its own, and after each lock a new one.

What was unlocked is gone only when the process that held it has ended: closing a database does not clear memory. So
the process a person starts stays outside. It never opens a vault, and all it hears from a window is the number that
it ends with.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import FrameType
from typing import Any

import typer

from therapease.cli.console import EXIT_CANCELLED, EXIT_DEFECT, exit_status, say_error
from therapease.errors import InternalError, TherapEaseError
from therapease.logs import places_of
from therapease.ui.locking.reasons import Locked, reason_of

WindowEntry = Callable[[Path | None, Locked | None], int]
_KILLED_BY = 128


def keep_window_open(entry: WindowEntry, vault: Path | None = None) -> int:
    """Run `entry` in a process of its own until it ends otherwise than by locking; return its exit status.

    After a lock the next one opens the vault that was open last. `entry` must be a function of a module: where there
    is no fork, the new process imports it.
    """
    locked: Locked | None = None
    while True:
        status = _run_once(entry, vault, locked)
        reason = reason_of(status)
        if reason is None:
            return status
        vault, locked = None, Locked(reason, datetime.now().astimezone())


def open_window(vault: Path | None, locked: Locked | None) -> int:
    """The window's process: return the status with which it ends."""
    from therapease.bootstrap import VaultDoor
    from therapease.ui.app import run as run_window

    return run_window(VaultDoor(), vault, locked)


def _run_once(entry: WindowEntry, vault: Path | None, locked: Locked | None) -> int:
    # A fork costs a millisecond where a new interpreter costs a hundred; this process has one thread and no window.
    context: Any = multiprocessing.get_context("spawn" if sys.platform == "win32" else "fork")
    process = context.Process(target=_end_with, args=(entry, vault, locked), name="therapease-window")
    process.start()

    def pass_on(number: int, _frame: FrameType | None) -> None:
        if process.pid is not None:
            os.kill(process.pid, number)

    before = {number: signal.signal(number, pass_on) for number in _passed_on()}
    # Ctrl+C reaches the window itself: it is in the same group of the terminal.
    before[signal.SIGINT] = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        process.join()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    status = process.exitcode or 0
    return status if status >= 0 else _KILLED_BY - status


def _passed_on() -> list[signal.Signals]:
    return [signal.SIGTERM] if sys.platform == "win32" else [signal.SIGTERM, signal.SIGHUP]


def _end_with(entry: WindowEntry, vault: Path | None, locked: Locked | None) -> None:
    """End at once with the entry's status: no thread that still runs, and no clearing up, may keep the memory.

    What it raises is said as by every command; of a defect only its kind and places, for messages may hold words.
    """
    status = EXIT_DEFECT
    try:
        status = entry(vault, locked)
    except TherapEaseError as error:
        say_error(error)
        status = exit_status(error)
    except KeyboardInterrupt:
        status = EXIT_CANCELLED
    except BaseException as defect:  # noqa: BLE001 because nobody is left to tell it, and the process ends with it
        say_error(InternalError())
        typer.echo(f"therapease: {type(defect).__name__} at {places_of(defect.__traceback__)}", err=True)
    finally:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
        os._exit(status)
