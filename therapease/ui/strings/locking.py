"""Locking and closing: what is said while a vault is put away, and at the sign-in window after it."""

from __future__ import annotations


class Locking:
    LOCKING = "Locking"
    CLOSING = "Closing"
    NOT_LOCKED = "Not locked yet"
    NOT_CLOSED = "Not closed yet"
    SAVING = "Putting away what is open."
    BACKING_UP = "Backing up before the vault is closed"
    CHECKING = "Checking the backup"
    WITHOUT_BACKUP = "Go on without the backup"
    NOT_KEPT = "Not everything could be kept"
    NOT_KEPT_NEXT = "{problem} Until it is kept the vault stays open behind this page."
    TRY_AGAIN = "Try again"
    LOCK_ANYWAY = "Lock and lose it"
    CLOSE_ANYWAY = "Close and lose it"
    BEFORE_SLEEP = "Locks the vault before the computer sleeps"
    AT = "Locked at {time}."
    AT_IDLE = "Locked at {time} after {count} minutes without activity."
    AT_IDLE_ONE = "Locked at {time} after a minute without activity."
    AT_SLEEP = "Locked at {time}, when the computer went to sleep."
    AT_SCREEN = "Locked at {time}, with the screen."
    AT_USER_SWITCH = "Locked at {time}, when somebody else took over this computer."
