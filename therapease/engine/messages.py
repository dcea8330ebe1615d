"""What the window's process and the engine worker say to each other: small frozen values over one pipe.

    parent ──► worker     a job · NextChunk and EndOfChunks, each only when asked for · CancelJob · GoOnAlone
    worker ──► parent     WorkerReady · ProgressReport · ChunkWanted · ImportedChunk, PcmBlock · JobDone · JobFailed ·
                          GoesOnAlone

Sound goes one chunk at a time and on demand, so that neither side holds a session in its pipe. The worker parses
files from strangers; should one of them take it over, its messages must not take over the parent too: `decode`
unpickles the listed value classes and nothing else.
"""

from __future__ import annotations

import io
import pickle
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from therapease import errors
from therapease.domain.job import DraftingOptions, Progress
from therapease.domain.note import Draft, RiskMention
from therapease.domain.recording import AudioChunk
from therapease.domain.transcript import Transcription, Utterance
from therapease.errors import InternalError, InvalidFieldError, TherapEaseError, TruncatedAudioError

# ---------------------------------------------------------------- parent to worker


@dataclass(frozen=True, slots=True)
class ImportAudioJob:
    """Decode the file whose descriptor follows this message through the same socket."""


@dataclass(frozen=True, slots=True)
class TranscribeJob:
    """Transcribe the chunks the worker asks for. `engine` is "starter" or "whisper", already chosen and checked."""

    engine: str
    model_dir: Path
    duration_s: float
    speaker_count: int | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class DraftJob:
    """Draft a note from utterances. `options.model_file` is already chosen and checked."""

    utterances: tuple[Utterance, ...]
    options: DraftingOptions


@dataclass(frozen=True, slots=True)
class FindMentionsJob:
    """Read utterances for explicit mentions of risk, by the rules alone."""

    utterances: tuple[Utterance, ...]


@dataclass(frozen=True, slots=True)
class MentionsFound:
    mentions: tuple[RiskMention, ...]


@dataclass(frozen=True, slots=True)
class DecodeJob:
    """Decode the chunks the worker asks for into PCM."""


@dataclass(frozen=True, slots=True)
class ProbeSandboxJob:
    """Try what the sandbox must refuse, from inside it: read and write `foreign_file`, reach `port` of this machine."""

    foreign_file: Path
    port: int


@dataclass(frozen=True, slots=True)
class CrashJob:
    """Die as a defect in native code would, by SIGABRT: for the proof that a crash costs one job only."""


@dataclass(frozen=True, slots=True)
class NextChunk:
    """The next chunk, as asked for."""

    chunk: AudioChunk


@dataclass(frozen=True, slots=True)
class EndOfChunks:
    """There are no more chunks."""


@dataclass(frozen=True, slots=True)
class CancelJob:
    """Stop the job at hand."""


@dataclass(frozen=True, slots=True)
class GoOnAlone:
    """Go on without the parent, which is about to end; the descriptor to write to follows through the same socket.

    Chunks follow unasked. The outcome is sealed to `public_key` together with `ticket`, which proves where it is from.
    """

    public_key: bytes
    ticket: bytes


Job = ImportAudioJob | TranscribeJob | DraftJob | FindMentionsJob | DecodeJob | ProbeSandboxJob | CrashJob

# ---------------------------------------------------------------- worker to parent


@dataclass(frozen=True, slots=True)
class WorkerReady:
    """The worker has shut itself in. `network_is_closed` and `files_are_closed` say what the kernel enforces."""

    network_is_closed: bool
    files_are_closed: bool


@dataclass(frozen=True, slots=True)
class ProgressReport:
    progress: Progress


@dataclass(frozen=True, slots=True)
class ChunkWanted:
    """Send NextChunk or EndOfChunks."""


@dataclass(frozen=True, slots=True)
class ImportedChunk:
    """One chunk of the file being imported."""

    chunk: AudioChunk


@dataclass(frozen=True, slots=True)
class PcmBlock:
    """16-bit little-endian mono PCM at 16 kHz."""

    pcm: bytes


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """What the file turned out to be."""

    duration_s: float
    is_truncated: bool


@dataclass(frozen=True, slots=True)
class ProbeResult:
    """One attempt from inside the sandbox: what was tried and the kernel's answer, “allowed” when there was none."""

    attempt: str
    answer: str


@dataclass(frozen=True, slots=True)
class GoesOnAlone:
    """Everything needed is here; nothing more will be sent."""


Result = ImportSummary | Transcription | Draft | MentionsFound | tuple[ProbeResult, ...] | None


@dataclass(frozen=True, slots=True)
class JobDone:
    result: Result


@dataclass(frozen=True, slots=True)
class JobFailed:
    """An error of the tree in errors.py, by class name; nothing of a traceback crosses the border."""

    kind: str
    message: str
    detail: str = ""
    decoded_s: float = 0.0
    field: str = ""


@dataclass(frozen=True, slots=True)
class SealedOutcome:
    """What a worker that went on alone wrote, once it is unsealed."""

    ticket: bytes
    outcome: JobDone | JobFailed


Reply = GoesOnAlone | WorkerReady | ProgressReport | ChunkWanted | ImportedChunk | PcmBlock | JobDone | JobFailed


# ---------------------------------------------------------------- the border


_VALUE_MODULES = (
    "therapease.engine.messages",
    "therapease.domain.job",
    "therapease.domain.note",
    "therapease.domain.recording",
    "therapease.domain.transcript",
)
_PATH_CLASSES = {
    ("pathlib", "PosixPath"),
    ("pathlib", "WindowsPath"),
    ("pathlib._local", "PosixPath"),
    ("pathlib._local", "WindowsPath"),
}


class _ValueUnpickler(pickle.Unpickler):
    """Builds values of our own message and domain classes; anything else is refused (pickle can call any function)."""

    def find_class(self, module_name: str, global_name: str) -> Any:
        if (module_name, global_name) in _PATH_CLASSES:
            return super().find_class(module_name, global_name)
        if module_name in _VALUE_MODULES and not global_name.startswith("_") and "." not in global_name:
            found = super().find_class(module_name, global_name)
            if isinstance(found, type) and found.__module__ == module_name:
                return found
        raise pickle.UnpicklingError("not a message")


class _ValuePickler(pickle.Pickler):
    """Writes enum members as their class and value.

    Python 3.11.0 to 3.11.3 (Debian 12 has 3.11.2) would write a call of `getattr`, which the other side must refuse.
    """

    def reducer_override(self, value: object) -> Any:
        if isinstance(value, Enum):
            return type(value), (value.value,)
        return NotImplemented


def encode(message: object) -> bytes:
    """Return the bytes of one message."""
    sink = io.BytesIO()
    _ValuePickler(sink, protocol=pickle.HIGHEST_PROTOCOL).dump(message)
    return sink.getvalue()


def decode(data: bytes) -> Any:
    """Return the message in `data`. Raise InternalError for anything but the known value classes."""
    try:
        return _ValueUnpickler(io.BytesIO(data)).load()
    except (pickle.UnpicklingError, AttributeError, EOFError, ImportError, IndexError, TypeError, ValueError) as error:
        raise InternalError(detail=f"message refused: {type(error).__name__}") from error


def failure_of(error: TherapEaseError) -> JobFailed:
    """Return the message that carries `error` over the border."""
    return JobFailed(
        kind=type(error).__name__,
        message=error.message,
        detail=error.detail,
        decoded_s=error.decoded_s if isinstance(error, TruncatedAudioError) else 0.0,
        field=error.field if isinstance(error, InvalidFieldError) else "",
    )


def error_of(failure: JobFailed) -> TherapEaseError:
    """Return the same error on the parent's side; a class the tree does not know becomes InternalError."""
    kind = getattr(errors, failure.kind, None)
    if not (isinstance(kind, type) and issubclass(kind, TherapEaseError)):
        return InternalError(detail=f"unknown failure {failure.kind}")
    if issubclass(kind, TruncatedAudioError):
        return kind(failure.decoded_s, failure.message, detail=failure.detail)
    if issubclass(kind, InvalidFieldError):
        return kind(failure.field, failure.message)
    return kind(failure.message, detail=failure.detail)
