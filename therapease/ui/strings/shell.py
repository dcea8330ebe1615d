"""The frame around the places: rail, status line, sheets of the whole window, leaving, errors without a place."""

from __future__ import annotations


class Rail:
    NAME = "Places"
    TODAY = "Today"
    CLIENTS = "Clients"
    ACTIVITY = "Activity"
    SETTINGS = "Settings"
    UNLOCKED = "Unlocked"
    LOCK = "Lock the vault (Ctrl+L)"


class Status:
    NAME = "Status"
    OFFLINE = "Works offline"
    OFFLINE_HINT = "TherapEase opens no connection. Everything stays on this computer."
    LOCKS = "Locks after {count} minutes"
    LOCKS_ONE = "Locks after a minute"


class Shortcuts:
    TITLE = "Keyboard shortcuts"
    SEARCH = "Search by words or keys"
    NOTHING_FOUND = "No command has these letters."
    EVERYWHERE = "Everywhere"
    EVERYWHERE_ROWS = (
        ("Next or previous control", "Tab, Shift+Tab"),
        ("Open or press what has the keyboard", "Enter, Space"),
        ("Move within a list or a group", "Arrow keys"),
        ("Close a dialog, leave a field", "Esc"),
        ("Open the menus", "F10, Alt and a letter"),
    )


class Leaving:
    TITLE = "Leave without saving?"
    TYPED = "What you typed here is not kept."
    LEAVE = "Leave"
    STAY = "Stay"


class Errors:
    DETAILS_HINT = "Kind of error, places in the program and versions. Nothing about any client."


class About:
    TITLE = "About TherapEase"
    VERSION = "Version {version}"
    PROMISE = (
        "Records, transcribes and drafts notes of therapy sessions on your own computer. "
        "It works offline: it opens no connection, and nothing you keep in it leaves this computer by itself."
    )
    JUDGEMENT = "A draft is a draft. What stands in a note is decided by who signs it."
    THIRD_PARTY = "Work of others in TherapEase, with its licences"
    THIRD_PARTY_MISSING = "The list of licences is missing. Install TherapEase again."
    COPY_DETAILS = "Copy details"
    COPIED = "Details copied"
