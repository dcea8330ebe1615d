"""Work that went on while the vault was locked, and how it came out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from therapease.domain.ids import SessionId
from therapease.errors import TherapEaseError


class UnattendedStep(StrEnum):
    """The steps that can go on without the vault: their input is at hand, and their outcome one sealed value."""

    TRANSCRIBE = "transcribe"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class UnattendedWork:
    """One job that was let go. `error` says why it brought nothing."""

    session_id: SessionId
    step: UnattendedStep
    is_running: bool = False
    error: TherapEaseError | None = None
