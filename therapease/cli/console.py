"""What the commands say and write: one line per error, progress on a terminal, files that are whole or not there."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import typer
from rich.console import Console
from rich.progress import BarColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as ProgressBar

from therapease.domain.job import CancelToken, JobStage, Progress, ProgressListener
from therapease.errors import (
    EngineUnavailableError,
    EnvironmentProblem,
    FileMissingError,
    InputProblem,
    JobCancelledError,
    ModelMissingError,
    RuleViolation,
    StorageFullError,
    StorageUnavailableError,
    TherapEaseError,
)

EXIT_INPUT, EXIT_ENVIRONMENT, EXIT_DEFECT, EXIT_RULE, EXIT_CANCELLED = 2, 3, 4, 5, 130

STAGE_WORDS = {
    JobStage.READING: "Reading the recording",
    JobStage.LOADING_MODEL: "Loading the model",
    JobStage.FINDING_SPEECH: "Finding speech",
    JobStage.RECOGNIZING: "Recognizing words",
    JobStage.FINDING_SPEAKERS: "Telling speakers apart",
    JobStage.FINDING_ROLES: "Finding who is who",
    JobStage.DRAFTING: "Drafting the note",
    JobStage.CHECKING: "Checking every line",
    JobStage.SAVING: "Saving",
}


_LISTED_BY_DOCTOR = (EngineUnavailableError, ModelMissingError)


def say_error(error: TherapEaseError) -> None:
    """Print one line: what is wrong and what to do next.

    With THERAPEASE_DEBUG set, a second line has the technical detail, which never holds clinical content.
    """
    # Such words speak of the window; the same list is had here.
    here = " Here, “therapease doctor” lists it." if isinstance(error, _LISTED_BY_DOCTOR) else ""
    typer.echo(f"therapease: {error.title}. {error.message}{here}", err=True)
    if error.detail and os.environ.get("THERAPEASE_DEBUG"):
        typer.echo(f"therapease: detail: {error.detail}", err=True)


def exit_status(error: TherapEaseError) -> int:
    if isinstance(error, JobCancelledError):
        return EXIT_CANCELLED
    if isinstance(error, InputProblem):
        return EXIT_INPUT
    if isinstance(error, EnvironmentProblem):
        return EXIT_ENVIRONMENT
    if isinstance(error, RuleViolation):
        return EXIT_RULE
    return EXIT_DEFECT


@contextlib.contextmanager
def progress_bar(*, on_stdout: bool = False) -> Iterator[ProgressListener]:
    """Show progress while the block runs, on a terminal only: scripts that read stderr get errors and nothing else."""
    console = Console(stderr=not on_stdout)
    if not console.is_terminal:
        yield _plain_listener() if on_stdout else (lambda progress: None)
        return
    columns = (TextColumn("{task.description:<26}"), BarColumn(), TimeElapsedColumn())
    with ProgressBar(*columns, console=console, transient=True) as bar:
        task: TaskID = bar.add_task("", total=None)

        def listen(progress: Progress) -> None:
            bar.update(
                task,
                description=STAGE_WORDS[progress.stage],
                total=None if progress.fraction is None else 1.0,
                completed=progress.fraction or 0.0,
            )

        yield listen


def _plain_listener() -> ProgressListener:
    """Say each stage once, for logs and pipes."""
    last: list[JobStage] = []

    def listen(progress: Progress) -> None:
        if not last or last[-1] is not progress.stage:
            last.append(progress.stage)
            typer.echo(f"  {STAGE_WORDS[progress.stage]} …")

    return listen


@contextlib.contextmanager
def cancel_on_interrupt() -> Iterator[CancelToken]:
    """Turn Ctrl+C into a cancelled job, so that the worker is stopped in order."""
    token = CancelToken()

    def interrupted(number: int, frame: FrameType | None) -> None:
        token.cancel()

    before = signal.signal(signal.SIGINT, interrupted)
    try:
        yield token
    finally:
        signal.signal(signal.SIGINT, before)


def check_target(path: Path) -> None:
    """Fail before the work when its result could not be written."""
    if path.is_dir():
        raise StorageUnavailableError("The output is a folder. Give the name of a file.")
    if not path.absolute().parent.is_dir():
        raise FileMissingError("The folder for the output does not exist. Create it first.")
    if not os.access(path.absolute().parent, os.W_OK):
        raise StorageUnavailableError


def write_json(path: Path, value: object) -> None:
    """Write a file that is whole or not there. Raise StorageFullError, StorageUnavailableError."""
    write_text(path, json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 text by way of a neighbour and a rename, so that a crash leaves the old file or the new one."""
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.absolute().parent, prefix=".therapease-", delete=False
        ) as neighbour:
            try:
                neighbour.write(text)
                neighbour.flush()
                os.fsync(neighbour.fileno())
            except BaseException:  # cleans up and raises it again, an interrupt included
                os.unlink(neighbour.name)
                raise
        os.replace(neighbour.name, path)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise StorageFullError from error
        raise StorageUnavailableError(detail=type(error).__name__) from error


def is_terminal() -> bool:
    return sys.stdout.isatty()
