"""Backups: in Settings and on Today."""

from __future__ import annotations


class Backup:
    TITLE = "Backup"
    INTRO = (
        "A copy of the whole vault, encrypted as the vault is: the same passphrase and the same recovery code open it. "
        "Best on a drive that is not always connected, or a folder that is kept elsewhere."
    )
    FOLDER = "Backups go to"
    NO_FOLDER = "No folder chosen yet"
    CHOOSE = "Choose a folder"
    CHOOSE_OTHER = "Choose another folder"
    CHOOSE_TITLE = "Where backups go"
    DAILY = "Back up once a day by itself"
    DAILY_HINT = (
        "While TherapEase is open, in the background. Older ones go by themselves: the newest three stay, and one for "
        "each of the last seven days, four weeks and twelve months."
    )
    ON_EXIT = "Back up when TherapEase closes or locks"
    ON_EXIT_HINT = (
        "Unless the last one is from the hour before, or at the end from five minutes before. You can always go on "
        "without it."
    )
    NOW = "Back up now"
    REHEARSE = "Rehearse restoring"
    REHEARSE_HINT = "Opens the last backup and compares what it holds with what it held when it was made."
    COPYING = "Backing up"
    CHECKING = "Checking the backup"
    REHEARSING = "Opening the last backup"
    MEANWHILE = "You can go on working."
    CHECKING_NOTE = "Every page and the whole history are read back. You can go on working."
    MADE = "The backup is made and checked"
    PROVED_TITLE = "The last backup opens"
    PROVED = "It holds {counts}, as when it was made."
    AND = " and "
    CLIENT = ("1 client", "{count} clients")
    SESSION = ("1 session", "{count} sessions")
    RECORDING = ("1 recording", "{count} recordings")
    NOTE = ("1 note", "{count} notes")
    SIGNATURE = ("1 signature", "{count} signatures")
    LIST = "Backups in this folder"
    NONE_HERE = "None yet."
    NOT_CONNECTED = "The folder is not there now. Connect its drive to see the backups on it."
    RESTORE_HINT = "A backup is restored from the sign-in window, on this computer or a new one."
    LAST = "Last backup {day}, {time}"
    TODAY = "today"
    CHECKED = "Checked {when}"
    SAFE = "Encrypted and checked, on “{drive}”"
    NEVER = "No backup yet"
    NEVER_WHERE = "They go to “{drive}”."
    NOT_CHOSEN = "No folder for backups yet"
    NOT_CHOSEN_HINT = "Without one, what happens to this disk happens to your notes."
    OVERDUE = "No backup for {days} days"
    OVERDUE_HINT = "Connect “{drive}” if it is a drive, then back up."
    OVERDUE_READY = "“{drive}” is connected. Back up now."
    NOT_MADE_ON_LEAVING = "When the vault was closed {day}, {time}, the backup could not be made"
    NOT_MADE = "The last backup could not be made"
