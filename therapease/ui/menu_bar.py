"""The menus, built from the table of commands, and the one way from a menu or a key to whoever carries it out."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from therapease.ui import strings
from therapease.ui.command_table import COMMAND_TABLE, CommandSpec, spec_of
from therapease.ui.commands import Command, Offers
from therapease.ui.text_editing import EDITING, editing_offers


def add_keys(window: QWidget, commands: Iterable[Command], offers: Callable[[], Offers]) -> None:
    """Give a window without menus the keys of these commands; what can be done is asked anew at each key."""
    for command in commands:
        action = QAction(spec_of(command).plain_text, window)
        action.setShortcuts(spec_of(command).sequences())
        action.triggered.connect(lambda _checked=False, command=command: offers().get(command, _nothing)())
        window.addAction(action)


def _nothing() -> None:
    """What a key does that nobody answers now."""


class Menus(QObject):
    """Actions in the menu bar of `window`. What the field with the keyboard offers comes first, then the place.

    Without the menu bar being opened, keys reach the same actions. A text field takes its own keys before any action.
    """

    def __init__(self, window: QMainWindow, offers: Callable[[], Offers]) -> None:
        """`offers` gives what window and place can do now."""
        super().__init__(window)
        self._offers = offers
        self._actions: dict[Command, QAction] = {}
        bar = window.menuBar()
        bar.setAccessibleName(strings.Menus.BAR)
        for menu_name, groups in COMMAND_TABLE.items():
            menu = bar.addMenu(menu_name.value)
            menu.setAccessibleName(menu_name.value.replace("&", ""))
            menu.aboutToShow.connect(self.refresh)
            for number, group in enumerate(groups):
                if number:
                    menu.addSeparator()
                for spec in group:
                    menu.addAction(self._make(spec, window))
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def action(self, command: Command) -> QAction:
        return self._actions[command]

    def refresh(self) -> None:
        """Ask again what can be done, and enable the actions by the answer."""
        offers = self._all_offers()
        for command, action in self._actions.items():
            action.setEnabled(command in offers)

    def run(self, command: Command) -> None:
        """Carry a command out, if anybody can."""
        act = self._all_offers().get(command)
        if act is not None:
            act()

    def _make(self, spec: CommandSpec, window: QMainWindow) -> QAction:
        words = spec.menu_text
        if spec.local_keys and not spec.keys:
            # Shown, not bound: the line itself listens for it, so that the letter can be typed everywhere else.
            words = f"{words}\t{spec.shown_keys()}"
        action = QAction(words, window)
        action.setShortcuts(spec.sequences())
        action.setMenuRole(spec.role)
        action.triggered.connect(lambda: self.run(spec.command))
        # On the window, too: an action that is only in a menu has no keys where menus are the system's.
        window.addAction(action)
        self._actions[spec.command] = action
        return action

    def _all_offers(self) -> Offers:
        return {**self._offers(), **editing_offers(QApplication.focusWidget())}

    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is None:
            return
        offers = self._all_offers()
        for command in EDITING:
            self._actions[command].setEnabled(command in offers)
