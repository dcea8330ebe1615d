"""What the audit log records: who did what to which object. Never a name and never a text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from therapease.domain.ids import UserId


class AuditAction(StrEnum):
    VAULT_CREATED = "vault.created"
    VAULT_BACKED_UP = "vault.backed_up"
    BACKUP_REHEARSED = "vault.backup_rehearsed"
    VAULT_RESTORED = "vault.restored"
    VAULT_SALVAGED = "vault.salvaged"
    SIGN_IN = "sign_in"
    SIGN_OUT = "sign_out"
    JOB_LET_GO = "job.let_go"
    VAULT_LOCKED = "vault.locked"
    SIGN_IN_FAILED = "sign_in.failed"
    SIGN_IN_COUNTER_GONE = "sign_in.counter_gone"
    PASSPHRASE_CHANGED = "passphrase.changed"
    KEY_ROTATED = "vault.key_rotated"
    RECOVERY_CODE_CHANGED = "recovery_code.changed"
    PERSON_INVITED = "person.invited"
    PERSON_JOINED = "person.joined"
    PERSON_CHANGED = "person.changed"
    PERSON_ROLE_CHANGED = "person.role_changed"
    PERSON_DEACTIVATED = "person.deactivated"
    PERSON_REACTIVATED = "person.reactivated"
    PERSON_REMOVED = "person.removed"
    PERSON_RESET = "person.reset"
    INVITATION_WITHDRAWN = "invitation.withdrawn"
    CLIENT_ASSIGNED = "client.assigned"
    CLIENT_UNASSIGNED = "client.unassigned"
    CLIENT_HANDED_OVER = "client.handed_over"
    SUPERVISION_PROPOSED = "supervision.proposed"
    SUPERVISION_AGREED = "supervision.agreed"
    SUPERVISION_ENDED = "supervision.ended"
    HISTORY_EXPORTED = "history.exported"
    HISTORY_BROKEN = "history.broken"
    CLIENT_CREATED = "client.created"
    CLIENT_VIEWED = "client.viewed"
    CLIENT_EDITED = "client.edited"
    CLIENT_ARCHIVED = "client.archived"
    CLIENT_RESTORED = "client.restored"
    CLIENT_EXPORTED = "client.exported"
    SAMPLE_REMOVED = "client.sample_removed"
    GOAL_ADDED = "goal.added"
    GOAL_MOVED = "goal.moved"
    MEASURE_NOTED = "measure.noted"
    MEASURE_CORRECTED = "measure.corrected"
    MEASURE_WITHDRAWN = "measure.withdrawn"
    CONSENT_GIVEN = "consent.given"
    CONSENT_REVOKED = "consent.revoked"
    CONSENT_WORDED = "consent.worded"
    SETTINGS_CHANGED = "vault.settings_changed"
    SESSION_CREATED = "session.created"
    SESSION_MOVED = "session.moved"
    SESSION_TIMES_CONFIRMED = "session.times_confirmed"
    SESSION_CANCELLED = "session.cancelled"
    SESSION_RESTORED = "session.restored"
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
    NOTE_PRINTED = "note.printed"
    NOTE_COPIED = "note.copied"
    PROCESS_NOTE_WRITTEN = "process_note.written"
    PROCESS_NOTE_VIEWED = "process_note.viewed"
    PROCESS_NOTE_DELETED = "process_note.deleted"


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """One row of the audit log, as read back."""

    sequence: int
    at: datetime
    user_id: UserId | None
    action: AuditAction
    object_id: str | None
