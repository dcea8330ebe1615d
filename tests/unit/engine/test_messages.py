"""Messages survive the border unchanged, and nothing but messages gets through it."""

from __future__ import annotations

import os
import pickle
import pickletools
from pathlib import Path

import pytest

from therapease.domain.job import DraftingOptions, JobStage, Progress
from therapease.domain.note import Draft, DraftSection, DraftStatement, StatementKind, Verdict
from therapease.domain.recording import AudioChunk
from therapease.domain.transcript import SpeakerRole, Transcription, Utterance
from therapease.engine import messages
from therapease.errors import (
    InternalError,
    InvalidFieldError,
    JobCancelledError,
    NotAudioError,
    TherapEaseError,
    TruncatedAudioError,
)

UTTERANCE = Utterance(0, "S1", SpeakerRole.THERAPIST, "How are you?", 0.5, 1.5)
DRAFT = Draft(
    "soap",
    "m",
    (DraftSection("plan", "Plan", (DraftStatement("x", StatementKind.QUOTATION, (0,), Verdict.QUOTED),)),),
    (),
)


@pytest.mark.parametrize(
    "message",
    [
        messages.ImportAudioJob(),
        messages.TranscribeJob("starter", Path("models"), 12.5, 2, "en"),
        messages.DraftJob((UTTERANCE,), DraftingOptions(model_file=Path("a.gguf"))),
        messages.NextChunk(AudioChunk(0, 0, 4, b"fLaC", b"\x01")),
        messages.ProgressReport(Progress(JobStage.RECOGNIZING, 0.5)),
        messages.JobDone(Transcription("starter", "m", 1.0, 2.0, (UTTERANCE,), (("recognition", 1.0),))),
        messages.JobDone(DRAFT),
        messages.JobDone((messages.ProbeResult("connect", "PermissionError"),)),
        messages.JobFailed("NotAudioError", "text"),
    ],
    ids=lambda m: type(m).__name__,
)
def test_a_message_comes_back_equal(message: object) -> None:
    assert messages.decode(messages.encode(message)) == message


class _Attack:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, ("/tmp/never",)


@pytest.mark.parametrize(
    "data",
    [
        pickle.dumps(_Attack()),
        pickle.dumps(os.system),
        b"cbuiltins\neval\n(S'1'\ntR.",
        b"ctherapease.engine.messages\npickle\n.",
        b"ctherapease.engine.messages\nencode\n.",
        b"ctherapease.engine.messages\n_ValueUnpickler\n.",
        b"ctherapease.domain.job\nJobStage.__class__\n.",
        b"",
        b"not a pickle",
    ],
)
def test_anything_but_a_value_of_ours_is_refused(data: bytes) -> None:
    with pytest.raises(InternalError):
        messages.decode(data)


@pytest.mark.parametrize(
    "error",
    [
        NotAudioError(detail="InvalidDataError"),
        JobCancelledError(),
        TruncatedAudioError(3.5, "Cut."),
        InvalidFieldError("speakers", "Between 1 and 8."),
    ],
    ids=lambda e: type(e).__name__,
)
def test_an_error_arrives_as_the_same_class_with_the_same_words(error: TherapEaseError) -> None:
    arrived = messages.error_of(messages.decode(messages.encode(messages.failure_of(error))))
    assert type(arrived) is type(error)
    assert (arrived.message, arrived.detail) == (error.message, error.detail)
    assert vars(arrived) == vars(error)


@pytest.mark.parametrize("kind", ["Exception", "annotations", "ClassVar", "NoSuchError"])
def test_a_failure_of_unknown_kind_is_our_own_mistake(kind: str) -> None:
    assert type(messages.error_of(messages.JobFailed(kind, "text"))) is InternalError


def test_enum_members_travel_as_their_values_whatever_python_would_write() -> None:
    """Python 3.11.0 to 3.11.3 pickle a member as a call of `getattr`, which the border refuses."""
    globals_named = {
        argument for _, argument, _ in pickletools.genops(messages.encode(Progress(JobStage.READING))) if argument
    }
    assert "JobStage" in globals_named
    assert "getattr" not in globals_named
