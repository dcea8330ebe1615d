"""The list of clients, a client's page and the consents on it."""

from __future__ import annotations

from therapease.domain.consent import ConsentPurpose


class Clients:
    TITLE = "Clients"
    COUNT_NONE = "Nobody yet"
    COUNT_ONE = "One client"
    COUNT = "{count} clients"
    FOUND = "{found} of {count} clients"
    SEARCH = "Search by name or code"
    LIST = "Clients"
    NEW = "New client"
    EMPTY_TITLE = "No clients yet"
    EMPTY = "A client's sessions, notes and consents are kept together here."
    NOTHING_FOUND_TITLE = "Nobody found"
    NOTHING_FOUND = "No client's name or code has these letters."
    SINCE = "Since {date}"
    NAME = "Name"
    NAME_HINT = "In lists only initials are shown, unless you choose full names in Settings."
    BIRTH_DATE = "Date of birth"
    BIRTH_DATE_HINT = "Day, month, year, for example 4.5.1988. You can leave it empty."
    BIRTH_DATE_WRONG = "This is not a date. Write day, month and year, for example 4.5.1988."
    ADD = "Add client"
    ADDED = "Client added"


class ClientPlace:
    BORN = "Born {date}"
    SESSIONS = "Sessions"
    NEW_SESSION = "New session"
    NO_SESSIONS_TITLE = "No sessions yet"
    NO_SESSIONS = "Bring in the recording of a session to get a transcript and a draft of the note."
    CONSENTS = "Consents"
    CONSENT_NOTED = "In writing, {date}"
    CONSENT_WITHDRAWN = "Withdrawn {date}"
    CONSENT_MISSING = "Not noted yet"
    NOTE_CONSENT = "Note consent"
    WITHDRAW = "Withdraw"
    WITHDRAW_TITLE = "Withdraw this consent?"
    WITHDRAW_MESSAGE = (
        "From now on nothing new is made under it. Recordings, transcripts and notes that exist stay until you "
        "delete them; signed notes are part of the record."
    )
    CONSENT_HINT = "Note a consent once the client has signed the form. Each one is kept with its date."
    SESSION = "Session {number}"
    SESSION_COUNT = "{count} sessions"
    SESSION_COUNT_ONE = "One session"


CONSENT_WORDS = {
    ConsentPurpose.TREATMENT: "Treatment",
    ConsentPurpose.RECORDING: "Audio recording, for notes only",
    ConsentPurpose.AI_NOTES: "Transcript and draft made by software, on this computer",
}
