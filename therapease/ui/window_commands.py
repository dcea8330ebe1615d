"""What the window itself can do, wherever one is. A place's own commands come before these."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from therapease.ui.about_sheet import AboutSheet
from therapease.ui.commands import Command, Offers
from therapease.ui.preferences import Preferences
from therapease.ui.regions import go_to_region
from therapease.ui.shortcuts_sheet import ShortcutsSheet
from therapease.ui.theme import TEXT_SCALES

COMMON_COMMANDS = (
    Command.QUIT,
    Command.FULL_SCREEN,
    Command.SHORTCUTS,
    Command.ABOUT,
    Command.LARGER_TEXT,
    Command.SMALLER_TEXT,
    Command.NORMAL_TEXT,
)

if TYPE_CHECKING:
    from therapease.ui.main_window import MainWindow


def window_offers(window: MainWindow) -> Offers:
    """Return what can be done now: the window's own commands, replaced by the place's where both answer."""
    return {
        Command.NEW_CLIENT: window.add_client,
        Command.NEW_APPOINTMENT: window.add_appointment,
        Command.SETTINGS: window.open_settings,
        Command.LOCK: window.request_lock,
        Command.GETTING_STARTED: window.first_run.take_up,
        Command.TODAY: window.open_today,
        Command.CLIENTS: window.open_clients,
        **({Command.ACTIVITY: window.open_activity} if window.desk.workspace.activity.may_read_all else {}),
        Command.PEOPLE: window.open_people,
        Command.NEXT_REGION: lambda: go_to_region(window.regions(), 1),
        Command.PREVIOUS_REGION: lambda: go_to_region(window.regions(), -1),
        **({Command.BACK: window.go_back} if window.stack.can_go_back else {}),
        **common_offers(window, window.desk.preferences),
        **({} if window.place is window.review else {Command.FIND: window.find_client}),
        **window.place.commands(),
    }


def common_offers(window: QWidget, preferences: Preferences) -> Offers:
    """Return what both windows can do, also the one before a vault is open."""
    offers: dict[Command, Callable[[], object]] = {
        Command.QUIT: window.close,
        Command.FULL_SCREEN: lambda: _toggle_full_screen(window),
        Command.SHORTCUTS: lambda: ShortcutsSheet(window).open(),
        Command.ABOUT: lambda: AboutSheet(window).open(),
    }
    if preferences.text_scale < TEXT_SCALES[-1]:
        offers[Command.LARGER_TEXT] = lambda: preferences.step_text_scale(1)
    if preferences.text_scale > TEXT_SCALES[0]:
        offers[Command.SMALLER_TEXT] = lambda: preferences.step_text_scale(-1)
    if preferences.text_scale != 1.0:
        offers[Command.NORMAL_TEXT] = lambda: preferences.set_text_scale(1.0)
    return offers


def _toggle_full_screen(window: QWidget) -> None:
    window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)
