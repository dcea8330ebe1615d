"""A therapy session and the stages it may pass through.

    SCHEDULED ──► RECORDED ──► TRANSCRIBED ──► DRAFTED ──► SIGNED ──► AMENDED
        │             │             └───────────┴──(typed notes may skip stages)
        └──► CANCELLED

A running or failed job is no stage: the session stays where it was, so that nothing is lost by failing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from therapease.domain.ids import ClientId, SessionId, UserId
from therapease.errors import InvalidTransitionError


class SessionStatus(StrEnum):
    """How far a session's record has come."""

    SCHEDULED = "scheduled"
    RECORDED = "recorded"
    TRANSCRIBED = "transcribed"
    DRAFTED = "drafted"
    SIGNED = "signed"
    AMENDED = "amended"
    CANCELLED = "cancelled"


class Attendance(StrEnum):
    """How the client took part; insurers want it in the note."""

    IN_PERSON = "in_person"
    VIDEO = "video"
    PHONE = "phone"


_NEXT: dict[SessionStatus, frozenset[SessionStatus]] = {
    SessionStatus.SCHEDULED: frozenset(
        {SessionStatus.RECORDED, SessionStatus.TRANSCRIBED, SessionStatus.DRAFTED, SessionStatus.CANCELLED}
    ),
    SessionStatus.RECORDED: frozenset({SessionStatus.RECORDED, SessionStatus.TRANSCRIBED, SessionStatus.DRAFTED}),
    SessionStatus.TRANSCRIBED: frozenset({SessionStatus.RECORDED, SessionStatus.TRANSCRIBED, SessionStatus.DRAFTED}),
    SessionStatus.DRAFTED: frozenset({SessionStatus.TRANSCRIBED, SessionStatus.DRAFTED, SessionStatus.SIGNED}),
    SessionStatus.SIGNED: frozenset({SessionStatus.AMENDED}),
    SessionStatus.AMENDED: frozenset({SessionStatus.AMENDED}),
    SessionStatus.CANCELLED: frozenset({SessionStatus.SCHEDULED}),
}


@dataclass(frozen=True, slots=True)
class TherapySession:
    """One meeting of therapist and client. `number` counts the client's sessions that take place, from 1 in order of
    time (`session_numbers`); below 1 there is none, as for a cancelled one.

    While it is SCHEDULED its times are a plan. Bringing the recording in confirms them: from then on they are when it
    was, and `ends_at` is None where nobody noted it.
    """

    id: SessionId
    client_id: ClientId
    therapist_id: UserId
    number: int
    starts_at: datetime
    status: SessionStatus
    created_at: datetime
    ends_at: datetime | None = None
    attendance: Attendance = Attendance.IN_PERSON
    cancelled_reason: str | None = None

    def moved_to(self, status: SessionStatus) -> TherapySession:
        """Return the session at its next stage. Raise InvalidTransitionError when the stages do not allow it."""
        if status not in _NEXT[self.status]:
            raise InvalidTransitionError(detail=f"{self.status} -> {status}")
        return replace(self, status=status)

    @property
    def is_counted(self) -> bool:
        """Whether `number` is one to show."""
        return self.status is not SessionStatus.CANCELLED and self.number >= 1

    @property
    def is_signed(self) -> bool:
        return self.status in (SessionStatus.SIGNED, SessionStatus.AMENDED)
