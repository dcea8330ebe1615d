"""A button that opens a menu, with an arrow that says so."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from therapease.ui.widgets.buttons import Button, ButtonKind


class MenuButton(Button):
    """Words, an arrow, and the menu that drops down by click, Space or Enter."""

    def __init__(self, text: str, kind: ButtonKind = ButtonKind.GHOST, parent: QWidget | None = None) -> None:
        super().__init__(text, kind, icon="chevron-down", icon_after=True, parent=parent)
        self.menu_shown = QMenu(self)
        self.menu_shown.setAccessibleName(text)
        # The button is turned round to have its arrow behind the words; the menu is not.
        self.menu_shown.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.clicked.connect(self._open)

    def add(self, words: str, act: Callable[[], object]) -> QAction:
        """Add an entry and return it."""
        action = self.menu_shown.addAction(words)
        action.triggered.connect(lambda: act())
        return action

    def _open(self) -> None:
        # Opened and not run: a menu with a loop of its own would hold up everything behind it.
        self.menu_shown.popup(self.mapToGlobal(self.rect().bottomLeft()))
