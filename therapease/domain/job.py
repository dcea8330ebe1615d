"""Work that takes time: what it is, how far it is, how to stop it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from therapease.errors import JobCancelledError


class JobStage(StrEnum):
    """What a job is doing now. The window puts it into words."""

    READING = "reading"
    LOADING_MODEL = "loading_model"
    FINDING_SPEECH = "finding_speech"
    RECOGNIZING = "recognizing"
    FINDING_SPEAKERS = "finding_speakers"
    FINDING_ROLES = "finding_roles"
    DRAFTING = "drafting"
    CHECKING = "checking"
    SAVING = "saving"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is: `fraction` is 0 to 1 of the whole job, or None while it cannot be known."""

    stage: JobStage
    fraction: float | None = None


@dataclass(frozen=True, slots=True)
class TranscriptionOptions:
    """What to transcribe with. `engine` is "starter" or "whisper", or None for the best that is installed."""

    engine: str | None = None
    model_dir: Path | None = None
    speaker_count: int | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class DraftingOptions:
    """What to draft with. `model_file` is a GGUF file, or None for the best that is installed."""

    format: str = "soap"
    model_file: Path | None = None


ProgressListener = Callable[[Progress], None]


class CancelToken:
    """Asks a running job to stop. Thread-safe; set once and never cleared."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        self._event.set()

    @property
    def is_cancelled(self) -> bool:
        return self._event.is_set()

    def raise_if_cancelled(self) -> None:
        """Raise JobCancelledError once `cancel` was called."""
        if self._event.is_set():
            raise JobCancelledError


@dataclass(frozen=True, slots=True)
class LetGo:
    """What a job needs to go on without the process that holds the vault, and nothing more.

    Its outcome is sealed to `public_key`, with `ticket` inside as the proof of its origin, and written to `sink`.
    """

    public_key: bytes
    ticket: bytes = field(repr=False)
    sink: BinaryIO = field(repr=False)


def ignore_progress(progress: Progress) -> None:
    """A listener for callers that do not show progress."""
