"""The private note of a session: what it is, how it stands, and what was before."""

from __future__ import annotations


class PrivateNote:
    TITLE = "Private note"
    ADD = "Add private note"
    MENU = "Private note…"
    MARK = "Private: only you can open this. It is not part of the record, of drafts, search or export."
    EDITOR = "Your private note on this session"
    PLACEHOLDER = "Your own thoughts: what stirred in you, what to bring to supervision."
    READING = "Opening…"
    NOT_WRITTEN = "Nothing written yet"
    TYPING = "Saves itself"
    SAVING = "Saving…"
    SAVED_ON = "Saved {day}, {time}"
    NOT_SAVED = "Not saved"
    VERSIONS = "Earlier versions"
    DELETE = "Delete the private note"
    DELETE_TITLE = "Delete this private note?"
    DELETE_MESSAGE = (
        "It goes for good, with every earlier version. Backups made until now still hold it, sealed to you."
    )
    DELETE_CONFIRM = "Delete it"
    DELETED = "Private note deleted"
    SEALED_NEXT = "You can delete it and begin a new one."
    VERSIONS_TITLE = "Earlier versions of your private note"
    VERSIONS_LIST = "Versions"
    VERSION_TEXT = "Text of the chosen version"
    VERSION = "Version {number}"
    EMPTY_VERSION = "Everything had been taken out."
    BRING_BACK = "Bring back this version"
    IN_TIMELINE = "Private note"
