"""What a person can ask the window for, by menu or by key, whichever place answers.

A place says which commands it can carry out now (`Place.commands`); menus, keys and the sheet of shortcuts are all made
from one table (`command_table.py`), so that they cannot tell different stories.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum


class Command(StrEnum):
    """One act. The words and keys of each stand in `command_table.py`."""

    NEW_CLIENT = "new client"
    NEW_SESSION = "new session"
    NEW_APPOINTMENT = "new appointment"
    EXPORT = "export"
    PRINT = "print"
    SETTINGS = "settings"
    LOCK = "lock"
    QUIT = "quit"

    UNDO = "undo"
    REDO = "redo"
    CUT = "cut"
    COPY = "copy"
    PASTE = "paste"
    SELECT_ALL = "select all"
    COPY_NOTE = "copy note"
    FIND = "find"
    FIND_NEXT = "find next"
    FIND_PREVIOUS = "find previous"

    TODAY = "today"
    CLIENTS = "clients"
    ACTIVITY = "activity"
    PEOPLE = "people"
    BACK = "back"
    SIDE_PANEL = "side panel"
    NEXT_REGION = "next region"
    PREVIOUS_REGION = "previous region"
    LARGER_TEXT = "larger text"
    SMALLER_TEXT = "smaller text"
    NORMAL_TEXT = "normal text"
    FULL_SCREEN = "full screen"

    PLAY_PAUSE = "play or pause"
    JUMP_BACK = "jump back"
    JUMP_FORWARD = "jump forward"
    NEXT_OPEN_ITEM = "next open item"
    PREVIOUS_OPEN_ITEM = "previous open item"
    ACCEPT_LINE = "accept line"
    EDIT_LINE = "edit line"
    REMOVE_LINE = "remove line"
    ADD_LINE = "add line"
    SWAP_SPEAKERS = "swap speakers"
    SIGN = "sign"
    AMEND = "amend"
    HISTORY = "history"
    COMPARE_VERSIONS = "compare versions"
    REMOVED_LINES = "removed lines"
    PRIVATE_NOTE = "private note"

    GETTING_STARTED = "getting started"
    SHORTCUTS = "shortcuts"
    ABOUT = "about"


Offers = Mapping[Command, Callable[[], object]]
"""What can be done now, and how. A command that is missing is greyed out."""
