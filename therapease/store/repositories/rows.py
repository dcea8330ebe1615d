"""Rows as the values they stand for, where more than one repository reads them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row

from therapease.domain.client import Client
from therapease.domain.ids import ClientId, SessionId, UserId
from therapease.domain.session import Attendance, SessionStatus, TherapySession


def to_client(row: Row[Any]) -> Client:
    """Return the client of a row that holds at least the columns of `clients`."""
    return Client(
        id=ClientId(row.id),
        code=row.code,
        name=row.name,
        created_at=row.created_at,
        date_of_birth=row.date_of_birth,
        therapist_id=None if row.therapist_id is None else UserId(row.therapist_id),
        archived_at=row.archived_at,
        preferred_name=row.preferred_name,
        pronouns=row.pronouns,
        phone=row.phone,
        email=row.email,
        emergency_contact=row.emergency_contact,
        is_sample=row.is_sample,
    )


def to_session(row: Row[Any]) -> TherapySession:
    """Return the session of a row that holds at least the columns of `therapy_sessions`."""
    return TherapySession(
        id=SessionId(row.id),
        client_id=ClientId(row.client_id),
        therapist_id=UserId(row.therapist_id),
        number=row.number,
        starts_at=row.starts_at,
        status=SessionStatus(row.status),
        created_at=row.created_at,
        ends_at=row.ends_at,
        attendance=Attendance(row.attendance),
        cancelled_reason=row.cancelled_reason,
    )
