"""What the window asks of every place in it: its commands, what would be lost by leaving, where the keyboard can go."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from therapease.ui.commands import Offers


class Place(QWidget):
    """The base of every place. Each answer has a default, so that a place says only what is special about it."""

    commands_changed = Signal()
    """Emit when `commands()` would answer differently: menus and keys are enabled by the answer."""

    def commands(self) -> Offers:
        """Return what can be done here now. Asked when the place opens and after `commands_changed`."""
        return {}

    def unsaved_work(self) -> str | None:
        """Return one sentence on what would be lost by leaving now, or None. What saves itself is no unsaved work."""
        return None

    def unfinished(self) -> dict[str, Any] | None:
        """Return as JSON values what is typed here and not kept yet, or None: it outlives a lock inside the vault."""
        return None

    def take_up(self, unfinished: Mapping[str, Any]) -> None:
        """Put back what `unfinished` returned before a lock. Called when the place has read what it shows."""

    def keyboard_start(self) -> QWidget | None:
        """Return what has the keyboard when the place opens and whatever had it is gone, or None for nothing."""
        return None

    def regions(self) -> list[QWidget]:
        """Return the parts that F6 goes through, in reading order; hidden ones are passed over."""
        return [self]
