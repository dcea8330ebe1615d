"""The list of clients, a client's page and the consents on it."""

from __future__ import annotations

from therapease.domain.consent import ConsentPurpose


class Clients:
    TITLE = "Clients"
    COUNT_NONE = "Nobody yet"
    COUNT_ONE = "One client"
    COUNT = "{count} clients"
    FOUND = "{found} of {count} clients"
    FOUND_IN = "{found} of {count} clients: {filter}"
    SEARCH = "Search by name or code"
    FILTERS = "Show"
    FILTER_COUNT = "{filter} · {count}"
    SORT = "Sort by"
    SORTED_BY = "Sorted by {order}"
    LIST = "Clients"
    NEW = "New client"
    LAST_SESSION = "Last seen {date}"
    NEVER_SEEN = "Not seen yet"
    NEXT = "Next {date}, {time}"
    UNSIGNED_ONE = "One unsigned note"
    UNSIGNED = "{count} unsigned notes"
    ARCHIVED = "Archived {date}"
    SAMPLE = "Sample"
    EMPTY_TITLE = "No clients yet"
    EMPTY = "A client's sessions, notes and consents are kept together here."
    NOTHING_FOUND_TITLE = "Nobody found"
    NOTHING_FOUND = "No client's name or code has these letters."
    NOTHING_FOUND_HERE = "Nobody under “{filter}” has these letters."
    LOOK_EVERYWHERE = "Look among all clients"
    LOOK_IN_ARCHIVE = "Look among archived clients"
    NOBODY_UNSIGNED_TITLE = "No unsigned notes"
    NOBODY_UNSIGNED = "Every session that took place has its signed note."
    NOBODY_UNSEEN_TITLE = "Everybody was seen"
    NOBODY_UNSEEN = "Each client had a session within the last month."
    NOBODY_ARCHIVED_TITLE = "Nobody is archived"
    NOBODY_ARCHIVED = "Clients who have finished can be archived from their page. Nothing of them is deleted."
    NOBODY_ACTIVE_TITLE = "Everybody is archived"
    NOBODY_ACTIVE = "Restore a client from the archive, or add a new one."
    NAME = "Name"
    NAME_HINT = "On screen only the initials are shown."
    BIRTH_DATE = "Date of birth"
    BIRTH_DATE_HINT = "For example 4.5.1988 or 4 May 1988."
    BIRTH_DATE_WRONG = "This is not a date. Write day, month and year, for example 4.5.1988."
    BIRTH_DATE_READ = "{date}, {age} years old"
    PREFERRED_NAME = "Preferred name"
    PREFERRED_NAME_HINT = "What the client wants to be called."
    PRONOUNS = "Pronouns"
    PRONOUNS_HINT = "For example she/her or they/them."
    PHONE = "Phone"
    EMAIL = "Email"
    EMERGENCY_CONTACT = "Emergency contact"
    EMERGENCY_CONTACT_HINT = "Who, how related, and how to reach them."
    OPTIONAL = "Only the name has to be filled in."
    ADD = "Add client"
    ADDED = "Client added"
    ADD_ANYWAY = "Add anyway"
    EDIT_TITLE = "Edit client"
    SAVE = "Save"
    SAVE_ANYWAY = "Save anyway"
    SAVED = "Changes saved"
    NAMESAKE_TITLE = "There is a client of this name and date of birth"
    NAMESAKE = "{codes}. If this is another person, go on."


class ClientPlace:
    NO_RECORD_TITLE = "Appointments and contact data"
    NO_RECORD = "Your account shows no sessions, notes or results. The client's therapist has them."
    BORN = "Born {date}, aged {age}"
    SESSIONS = "Sessions"
    NEW_SESSION = "New session"
    BOOK = "Book"
    NO_SESSIONS_TITLE = "No sessions yet"
    NO_SESSIONS = "“New session” above brings in a recording and makes a transcript and a draft of the note."
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
    SINCE = "Since {date}"
    CALLED = "Called {name}"
    ARCHIVED_TITLE = "Archived {date}"
    ARCHIVED_MESSAGE = "The record is kept whole. Restore the client to add sessions, goals or measures."
    RESTORE = "Restore"
    RESTORED = "Client restored"
    MORE = "More for this client"
    EDIT = "Edit client…"
    ARCHIVE = "Archive…"
    ARCHIVE_TITLE = "Archive this client?"
    ARCHIVE_MESSAGE = (
        "The client leaves the list and is found under “Archived” from then on. Sessions, notes and consents stay as "
        "they are, and the client can be restored at any time."
    )
    ARCHIVE_CONFIRM = "Archive"
    SAMPLE_TITLE = "A sample to explore"
    SAMPLE_MESSAGE = "This client is made up. Nothing you do here touches a real record."
    TABS = "Parts of the record"
    TAB_OVERVIEW = "Overview"
    TAB_NOTES = "Notes"
    TAB_MEASURES = "Measures"
    CONTACT = "Contact"
    OPEN_ITEM = "One open item"
    OPEN_ITEMS = "{count} open items"
    BOOKED = "Booked"
    READY_TO_SIGN = "Ready to sign"
    CANCELLED = "Cancelled"
    NO_NOTE = "No note"
    NO_NOTES_TITLE = "No notes yet"
    NO_NOTES = "A note appears here once a session was drafted or written."
    NOTE_SIGNED = "Signed"
    NOTE_AMENDED = "Signed and amended"
    NOTE_DRAFT = "Draft"
    NOTES = "Notes"
    SESSION = "Session {number}"
    SESSION_COUNT = "{count} sessions"
    SESSION_COUNT_ONE = "One session"


CONSENT_WORDS = {
    ConsentPurpose.TREATMENT: "Treatment",
    ConsentPurpose.RECORDING: "Audio recording, for notes only",
    ConsentPurpose.AI_NOTES: "Transcript and draft made by software, on this computer",
}


FILTER_WORDS = {
    "all": "All",
    "unsigned": "Unsigned notes",
    "not_seen": "Not seen for a month",
    "archived": "Archived",
}

SORT_WORDS = {
    "name": "Name",
    "last_session": "Last session",
    "next_appointment": "Next appointment",
    "code": "Code",
}
