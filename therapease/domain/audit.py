"""What the audit log records: who did what to which object. Never a name and never a text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from therapease.domain.ids import UserId


class AuditAction(StrEnum):
    VAULT_CREATED = "vault.created"
    SIGN_IN = "sign_in"
    SIGN_OUT = "sign_out"
    RECOVERY_CODE_CHANGED = "recovery_code.changed"
    CLIENT_CREATED = "client.created"
    CLIENT_VIEWED = "client.viewed"
    CONSENT_GIVEN = "consent.given"
    CONSENT_REVOKED = "consent.revoked"
    SESSION_CREATED = "session.created"
    SESSION_VIEWED = "session.viewed"
    RECORDING_IMPORTED = "recording.imported"
    RECORDING_PLAYED = "recording.played"
    TRANSCRIPT_CREATED = "transcript.created"
    TRANSCRIPT_CORRECTED = "transcript.corrected"
    NOTE_DRAFTED = "note.drafted"
    NOTE_VIEWED = "note.viewed"
    NOTE_EDITED = "note.edited"
    NOTE_SIGNED = "note.signed"
    NOTE_AMENDED = "note.amended"
    NOTE_EXPORTED = "note.exported"


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """One row of the audit log, as read back."""

    sequence: int
    at: datetime
    user_id: UserId | None
    action: AuditAction
    object_id: str | None
