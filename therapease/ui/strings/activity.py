"""The words of the Activity place: who did what, and whether the history holds."""

from __future__ import annotations

from therapease.domain.activity import ActivityKind
from therapease.domain.audit import AuditAction


class Activity:
    TITLE = "Activity"
    SUBTITLE = "Who did what in this vault, newest first. Nothing here can be changed."
    OF_CLIENT = "Who looked at or changed the record of {client}, newest first."
    LIST = "Events"
    PERSON = "Person"
    EVERYBODY = "Everybody"
    CLIENT = "Client"
    ALL_CLIENTS = "All clients"
    KIND = "Kind"
    EVERYTHING = "Everything"
    TIME = "Time"
    SPANS = ("Any time", "Today", "Last 7 days", "Last 30 days", "Last 12 months")
    EXPORT = "Export…"
    EXPORT_TITLE = "Export what is shown"
    EXPORT_FILES = "Table (*.csv);;JSON (*.json)"
    EXPORT_NAME = "Activity {date}.csv"
    EXPORTED = "Exported. Clients stand in it by their codes."
    EMPTY_TITLE = "Nothing happened here"
    EMPTY = "No event fits. Choose another person, client, kind or time."
    SHOW_ALL = "Show everything"
    SESSION = "session {number}"
    SOMEBODY_GONE = "a record that was removed"
    MOMENT = "{day}, {time}"
    TODAY = "Today"
    YESTERDAY = "Yesterday"
    CHECKING = "Checking the whole history…"
    HOLDS = "{count} events checked, nothing missing and nothing changed. {time}"
    HOLDS_NOT = "The history does not hold. {time}"
    CHECK_FAILED = "The history could not be checked"
    CHECK = "Check now"
    BROKEN_TITLE = "The history was damaged or changed outside of TherapEase"
    BROKEN_MORE = "and {count} more places"
    BROKEN_NEXT = "Keep the vault's files as they are and compare with your last backup."
    SHOW = "Show activity"
    FAILED_ONE = "One failed attempt to sign in since you were last here"
    FAILED = "{count} failed attempts to sign in since you were last here"
    FAILED_WHEN = "The last one was on {time}. You were last here on {last}."
    FAILED_WHEN_FIRST = "The last one was on {time}."
    COUNTER_GONE_TITLE = "The record of attempts to sign in is gone"
    COUNTER_GONE = "Its file beside the vault was removed, or the vault was moved without it."
    WHO_LOOKED = "Who looked at this record"


KIND_WORDS = {
    ActivityKind.LOOKED: "Looked at",
    ActivityKind.WRITTEN: "Written and changed",
    ActivityKind.GIVEN_OUT: "Exported, printed, copied",
    ActivityKind.CONSENT: "Consents",
    ActivityKind.SIGN_IN: "Signing in and out",
    ActivityKind.VAULT: "Vault, keys, backups",
}

EVENT_WORDS = {
    AuditAction.SIGN_IN: "Signed in",
    AuditAction.SIGN_OUT: "Signed out",
    AuditAction.SIGN_IN_FAILED: "Failed to sign in",
    AuditAction.SIGN_IN_COUNTER_GONE: "Record of sign-in attempts gone",
    AuditAction.VAULT_BACKED_UP: "Backup made",
    AuditAction.BACKUP_REHEARSED: "Backup rehearsed",
    AuditAction.VAULT_RESTORED: "Restored from a backup",
    AuditAction.KEY_ROTATED: "Vault put under a new key",
    AuditAction.SETTINGS_CHANGED: "Settings of the vault changed",
    AuditAction.CLIENT_CREATED: "Client added",
    AuditAction.CLIENT_VIEWED: "Client's page opened",
    AuditAction.SAMPLE_REMOVED: "Sample removed",
    AuditAction.CONSENT_REVOKED: "Consent withdrawn",
    AuditAction.CONSENT_WORDED: "Text of a consent changed",
    AuditAction.SESSION_CREATED: "Session added",
    AuditAction.SESSION_VIEWED: "Session opened",
    AuditAction.SESSION_RESTORED: "Session put back",
    AuditAction.RECORDING_IMPORTED: "Recording brought in",
    AuditAction.TRANSCRIPT_CREATED: "Transcript written",
    AuditAction.NOTE_VIEWED: "Note opened",
    AuditAction.PROCESS_NOTE_WRITTEN: "Private note written",
    AuditAction.PROCESS_NOTE_VIEWED: "Private note opened",
    AuditAction.PROCESS_NOTE_DELETED: "Private note deleted",
    AuditAction.HISTORY_EXPORTED: "Activity exported",
    AuditAction.HISTORY_BROKEN: "History found damaged",
}
