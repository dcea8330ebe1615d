"""The first place of the day."""

from __future__ import annotations


class Today:
    NOTHING_WAITS = "No note waits for your signature."
    ONE_WAITS = "One note waits for your signature."
    WAIT = "{count} notes wait for your signature."
    RECENT = "Recent sessions"
    TO_SIGN = "To sign"
    NOTHING_TO_SIGN = "Nothing. Notes appear here after a session."
    IN_PROGRESS = "In progress"
    OFFLINE = "Works offline"
    EMPTY_TITLE = "A quiet start"
    EMPTY = "Add a client, then bring in the recording of a session."
    NO_SESSIONS = "Open a client to bring in the recording of a session."
    FIRST_CLIENT = "Add your first client"
    OPEN_CLIENTS = "Open clients"
    REVIEW = "Review"
    AGE_TODAY = "Today"
    AGE_ONE = "1 day old"
    AGE = "{count} days old"
    SESSION_LINE = "Session {number}, {attendance}. {status}"
