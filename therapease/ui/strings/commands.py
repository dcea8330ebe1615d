"""The words of the menus. “&” stands before the letter that works with Alt."""

from __future__ import annotations

from therapease.ui.commands import Command


class Menus:
    FILE = "&File"
    EDIT = "&Edit"
    VIEW = "&View"
    SESSION = "&Session"
    HELP = "&Help"
    BAR = "Menus"


COMMAND_WORDS = {
    Command.NEW_CLIENT: "&New client…",
    Command.NEW_SESSION: "New &session…",
    Command.NEW_APPOINTMENT: "New &appointment…",
    Command.EXPORT: "&Export…",
    Command.PRINT: "&Print…",
    Command.SETTINGS: "Se&ttings",
    Command.LOCK: "&Lock the vault",
    Command.QUIT: "&Quit",
    Command.UNDO: "&Undo",
    Command.REDO: "&Redo",
    Command.CUT: "Cu&t",
    Command.COPY: "&Copy",
    Command.PASTE: "&Paste",
    Command.SELECT_ALL: "Select &all",
    Command.COPY_NOTE: "Copy the &note",
    Command.FIND: "&Find…",
    Command.FIND_NEXT: "Find ne&xt",
    Command.FIND_PREVIOUS: "Find pre&vious",
    Command.TODAY: "&Today",
    Command.CLIENTS: "&Clients",
    Command.ACTIVITY: "&Activity",
    Command.PEOPLE: "&People",
    Command.BACK: "&Back",
    Command.SIDE_PANEL: "&Side panel",
    Command.NEXT_REGION: "Ne&xt part of the window",
    Command.PREVIOUS_REGION: "Pre&vious part of the window",
    Command.LARGER_TEXT: "&Larger text",
    Command.SMALLER_TEXT: "S&maller text",
    Command.NORMAL_TEXT: "&Normal text size",
    Command.FULL_SCREEN: "&Full screen",
    Command.PLAY_PAUSE: "&Play or pause",
    Command.JUMP_BACK: "Five seconds &back",
    Command.JUMP_FORWARD: "Five seconds &forward",
    Command.NEXT_OPEN_ITEM: "&Next open item",
    Command.PREVIOUS_OPEN_ITEM: "Pre&vious open item",
    Command.ACCEPT_LINE: "&Accept the line",
    Command.EDIT_LINE: "&Edit the line",
    Command.REMOVE_LINE: "&Remove the line",
    Command.ADD_LINE: "A&dd a line of your own",
    Command.SWAP_SPEAKERS: "S&wap the speakers",
    Command.SIGN: "&Sign the note…",
    Command.AMEND: "A&mend the note…",
    Command.HISTORY: "&History of the session",
    Command.COMPARE_VERSIONS: "&Compare versions",
    Command.REMOVED_LINES: "Removed &lines",
    Command.PRIVATE_NOTE: "Pr&ivate note",
    Command.GETTING_STARTED: "&Getting started",
    Command.SHORTCUTS: "&Keyboard shortcuts",
    Command.ABOUT: "&About TherapEase",
}
