"""The one table of commands: in which menu each stands, with which words, on which keys, in which role.

Keys are the system's own where Qt knows one (`QKeySequence.StandardKey`); the others are chosen not to be in the way of
typing or of a keyboard layout: no bare letter, no bracket.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtGui import QAction, QKeySequence

from therapease.ui import strings
from therapease.ui.commands import Command

_Standard = QKeySequence.StandardKey
_Role = QAction.MenuRole
_NEVER = QKeySequence("Backspace")
"""Qt counts it as “back” on some systems; beside text fields it would lose work."""


class MenuName(Enum):
    """The menus, in order."""

    FILE = strings.Menus.FILE
    EDIT = strings.Menus.EDIT
    VIEW = strings.Menus.VIEW
    SESSION = strings.Menus.SESSION
    HELP = strings.Menus.HELP


@dataclass(frozen=True)
class CommandSpec:
    """One row. `keys` work everywhere in the window; `local_keys` only where the act makes sense, such as on a line."""

    command: Command
    keys: tuple[_Standard | str, ...] = ()
    local_keys: tuple[str, ...] = ()
    role: QAction.MenuRole = _Role.NoRole
    """Where macOS puts it; no other command is moved by its words."""

    @property
    def menu_text(self) -> str:
        return strings.COMMAND_WORDS[self.command]

    @property
    def plain_text(self) -> str:
        """The words without mnemonic and “…”, for the sheet of shortcuts and tooltips."""
        return self.menu_text.replace("&", "").removesuffix("…")

    def sequences(self) -> list[QKeySequence]:
        """Return the keys on this system, the usual one first."""
        found: list[QKeySequence] = []
        for key in self.keys:
            found += QKeySequence.keyBindings(key) if isinstance(key, _Standard) else [QKeySequence(key)]
        return [key for number, key in enumerate(found) if key != _NEVER and key not in found[:number]]

    def shown_keys(self) -> str:
        """Return the keys as this system writes them, with the local ones first; empty when there are none."""
        keys = [*(QKeySequence(key) for key in self.local_keys), *self.sequences()[:1]]
        return ", ".join(key.toString(QKeySequence.SequenceFormat.NativeText) for key in keys)


COMMAND_TABLE: dict[MenuName, tuple[tuple[CommandSpec, ...], ...]] = {
    MenuName.FILE: (
        (
            CommandSpec(Command.NEW_CLIENT, (_Standard.New,)),
            CommandSpec(Command.NEW_SESSION, ("Ctrl+Shift+N",)),
            CommandSpec(Command.NEW_APPOINTMENT, ("Ctrl+Shift+P",)),
        ),
        (CommandSpec(Command.EXPORT, ("Ctrl+E",)), CommandSpec(Command.PRINT, (_Standard.Print,))),
        (CommandSpec(Command.SETTINGS, ("Ctrl+,",), role=_Role.PreferencesRole),),
        (CommandSpec(Command.LOCK, ("Ctrl+L",)), CommandSpec(Command.QUIT, ("Ctrl+Q",), role=_Role.QuitRole)),
    ),
    MenuName.EDIT: (
        (CommandSpec(Command.UNDO, (_Standard.Undo,)), CommandSpec(Command.REDO, (_Standard.Redo,))),
        (
            CommandSpec(Command.CUT, (_Standard.Cut,)),
            CommandSpec(Command.COPY, (_Standard.Copy,)),
            CommandSpec(Command.PASTE, (_Standard.Paste,)),
            CommandSpec(Command.SELECT_ALL, (_Standard.SelectAll,)),
        ),
        (CommandSpec(Command.COPY_NOTE, ("Ctrl+Shift+C",)),),
        (
            CommandSpec(Command.FIND, (_Standard.Find,)),
            CommandSpec(Command.FIND_NEXT, (_Standard.FindNext,)),
            CommandSpec(Command.FIND_PREVIOUS, (_Standard.FindPrevious,)),
        ),
    ),
    MenuName.VIEW: (
        (
            CommandSpec(Command.TODAY, ("Ctrl+1",)),
            CommandSpec(Command.CLIENTS, ("Ctrl+2",)),
            CommandSpec(Command.ACTIVITY, ("Ctrl+3",)),
            CommandSpec(Command.PEOPLE, ("Ctrl+4",)),
        ),
        (CommandSpec(Command.BACK, (_Standard.Back,)), CommandSpec(Command.SIDE_PANEL, ("F9",))),
        (
            CommandSpec(Command.NEXT_REGION, ("F6",)),
            CommandSpec(Command.PREVIOUS_REGION, ("Shift+F6",)),
        ),
        (
            CommandSpec(Command.LARGER_TEXT, (_Standard.ZoomIn, "Ctrl+=")),
            CommandSpec(Command.SMALLER_TEXT, (_Standard.ZoomOut,)),
            CommandSpec(Command.NORMAL_TEXT, ("Ctrl+0",)),
        ),
        (CommandSpec(Command.FULL_SCREEN, (_Standard.FullScreen,)),),
    ),
    MenuName.SESSION: (
        (
            CommandSpec(Command.PLAY_PAUSE, ("Ctrl+Space",), ("Space",)),
            CommandSpec(Command.JUMP_BACK, ("F7",)),
            CommandSpec(Command.JUMP_FORWARD, ("F8",)),
        ),
        (
            CommandSpec(Command.NEXT_OPEN_ITEM, ("Alt+Down",)),
            CommandSpec(Command.PREVIOUS_OPEN_ITEM, ("Alt+Up",)),
        ),
        (
            CommandSpec(Command.ACCEPT_LINE, local_keys=("A",)),
            CommandSpec(Command.EDIT_LINE, local_keys=("E", "F2")),
            CommandSpec(Command.REMOVE_LINE, local_keys=("Del",)),
            CommandSpec(Command.ADD_LINE, ("Ctrl+I",)),
        ),
        (CommandSpec(Command.SWAP_SPEAKERS),),
        (CommandSpec(Command.SIGN, ("Ctrl+Shift+S",)), CommandSpec(Command.AMEND, ("Ctrl+Shift+A",))),
        (
            CommandSpec(Command.HISTORY, ("Ctrl+H",)),
            CommandSpec(Command.COMPARE_VERSIONS, ("Ctrl+D",)),
            CommandSpec(Command.REMOVED_LINES),
        ),
        (CommandSpec(Command.PRIVATE_NOTE, ("Ctrl+J",)),),
    ),
    MenuName.HELP: (
        (CommandSpec(Command.GETTING_STARTED), CommandSpec(Command.SHORTCUTS, (_Standard.HelpContents,))),
        (CommandSpec(Command.ABOUT, role=_Role.AboutRole),),
    ),
}


def spec_of(command: Command) -> CommandSpec:
    """Return the row of a command, for its words and keys in a tooltip."""
    return _SPECS[command]


_SPECS = {spec.command: spec for groups in COMMAND_TABLE.values() for group in groups for spec in group}
