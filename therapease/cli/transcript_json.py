"""The transcript's JSON shape: what `transcribe` writes and `draft` reads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, ValidationError

from therapease.domain.ids import UtteranceId
from therapease.domain.transcript import SpeakerRole, Transcription, Utterance
from therapease.errors import EmptyTranscriptError, FileMissingError, NotATranscriptError, StorageUnavailableError

_ROLES = {
    "therapist": SpeakerRole.THERAPIST,
    "doctor": SpeakerRole.THERAPIST,
    "clinician": SpeakerRole.THERAPIST,
    "counsellor": SpeakerRole.THERAPIST,
    "counselor": SpeakerRole.THERAPIST,
    "psychologist": SpeakerRole.THERAPIST,
    "psychiatrist": SpeakerRole.THERAPIST,
    "provider": SpeakerRole.THERAPIST,
    "client": SpeakerRole.CLIENT,
    "patient": SpeakerRole.CLIENT,
    "other": SpeakerRole.OTHER,
    "unknown": SpeakerRole.UNKNOWN,
}
_OTHERS = ("parent", "mother", "father", "partner", "spouse", "family", "guest", "carer", "interpreter")
MAX_FILE_BYTES = 64 * 1024 * 1024


class _UtteranceIn(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)

    id: int | str | None = None
    start_s: float | int | None = Field(default=None, validation_alias=AliasChoices("start_s", "start"))
    end_s: float | int | None = Field(default=None, validation_alias=AliasChoices("end_s", "end"))
    speaker: str | int | None = None
    role: str | None = None
    text: str


class _TranscriptIn(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)

    utterances: list[_UtteranceIn] = Field(validation_alias=AliasChoices("utterances", "turns"))


def transcription_to_json(result: Transcription) -> dict[str, Any]:
    """Return the shape that `therapease transcribe --json` writes."""
    return {
        "engine": result.engine,
        "model": result.model,
        "duration_s": round(result.duration_s, 3),
        "processing_s": round(result.processing_s, 3),
        "real_time_factor": round(result.real_time_factor, 4),
        "utterances": [utterance_to_json(u) for u in result.utterances],
    }


def utterance_to_json(utterance: Utterance) -> dict[str, Any]:
    return {
        "id": utterance.id,
        "start_s": None if utterance.start_s is None else round(utterance.start_s, 3),
        "end_s": None if utterance.end_s is None else round(utterance.end_s, 3),
        "speaker": utterance.speaker,
        "role": utterance.role.value,
        "text": utterance.text,
    }


def read_transcript(path: Path) -> tuple[Utterance, ...]:
    """Read a transcript file. Raise FileMissingError, NotATranscriptError, EmptyTranscriptError.

    Messages name the place in the file and never what is said there.
    """
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise NotATranscriptError("The file is far larger than a transcript can be.")
        raw = path.read_bytes()
    except FileNotFoundError as error:
        raise FileMissingError from error
    except IsADirectoryError as error:
        raise FileMissingError("This is a folder. Give the transcript file inside it.") from error
    except OSError as error:
        raise StorageUnavailableError(detail=type(error).__name__) from error
    return parse_transcript(raw)


def parse_transcript(raw: bytes) -> tuple[Utterance, ...]:
    """Turn the file's bytes into utterances; see `read_transcript`."""
    try:
        content = json.loads(raw.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise NotATranscriptError from None
    try:
        parsed = _TranscriptIn.model_validate(content)
    except ValidationError as error:
        raise NotATranscriptError(_place(error)) from None
    utterances = tuple(_utterance(i, given) for i, given in enumerate(parsed.utterances))
    if len({_key(u.id) for u in utterances}) != len(utterances):
        raise NotATranscriptError("Two utterances have the same id. Give each its own, or leave the ids out.")
    if not any(u.text.strip() for u in utterances):
        raise EmptyTranscriptError
    return utterances


def _key(utterance_id: UtteranceId) -> tuple[type, UtteranceId]:
    return type(utterance_id), utterance_id


def _utterance(position: int, given: _UtteranceIn) -> Utterance:
    speaker = str(given.speaker) if given.speaker is not None else (given.role or "unknown")
    return Utterance(
        id=position if given.id is None else given.id,
        speaker=speaker,
        role=role_of(given.role, speaker),
        text=given.text,
        start_s=None if given.start_s is None else float(given.start_s),
        end_s=None if given.end_s is None else float(given.end_s),
    )


def role_of(role: str | None, speaker: str) -> SpeakerRole:
    """Read a role from the role field, or from a speaker label such as “doctor”, “client2” or “guest_family”."""
    for label in (role, speaker):
        if not label:
            continue
        plain = label.strip().lower().rstrip("0123456789").rstrip("_- ")
        if plain in _ROLES and _ROLES[plain] is not SpeakerRole.UNKNOWN:
            return _ROLES[plain]
        # “patient_guest” speaks for the client; “guest_family” is somebody else.
        first = plain.replace("-", "_").split("_")[0]
        if first in ("patient", "client"):
            return SpeakerRole.CLIENT
        if any(other in plain for other in _OTHERS):
            return SpeakerRole.OTHER
    return SpeakerRole.UNKNOWN


def _place(error: ValidationError) -> str:
    where = error.errors(include_input=False, include_url=False)[0]["loc"]
    numbers = [str(part) for part in where if isinstance(part, int)]
    if not numbers:
        return NotATranscriptError.default_message
    field = str(where[-1]) if isinstance(where[-1], str) else "its content"
    return f"In utterance {numbers[0]} (counted from 0) “{field}” is missing or not of the right kind."
