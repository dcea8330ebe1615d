"""The settings place: one page, few choices, each applied at once."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from therapease.ui import strings
from therapease.ui.command_table import spec_of
from therapease.ui.commands import Command
from therapease.ui.error_presenter import show_in_place
from therapease.ui.place import Place
from therapease.ui.settings.controller import SettingsController
from therapease.ui.settings.first_steps import FirstStepsSection
from therapease.ui.shortcuts_sheet import ShortcutsSheet
from therapease.ui.theme import TEXT_SCALES, Mode, TextRole
from therapease.ui.widgets import (
    Banner,
    Button,
    ButtonKind,
    Card,
    CheckBox,
    PageHeader,
    RadioGroup,
    ScrollingPage,
    TextLabel,
)
from therapease.ui.wording import place_words

_MODE_WORDS = {
    Mode.SYSTEM: strings.Settings.SYSTEM,
    Mode.LIGHT: strings.Settings.LIGHT,
    Mode.DARK: strings.Settings.DARK,
}


class SettingsView(Place):
    """Appearance, text size, names in lists, idle lock; the keyboard's ways and where the vault lies."""

    def __init__(self, controller: SettingsController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.controller = controller
        self.banner = Banner()
        header = PageHeader(strings.Settings.TITLE, strings.Settings.SUBTITLE)
        self._minutes = controller.idle_choices_min
        self.modes = RadioGroup(strings.Settings.APPEARANCE, list(_MODE_WORDS.values()))
        self.scales = RadioGroup(strings.Settings.TEXT_SIZE, [f"{round(scale * 100)} %" for scale in TEXT_SCALES])
        self.idle = RadioGroup(
            strings.Settings.IDLE, [strings.Settings.IDLE_MINUTES.format(count=count) for count in self._minutes]
        )
        self.reduce_motion = CheckBox(strings.Settings.REDUCE_MOTION)
        self.full_names = CheckBox(strings.Settings.FULL_NAMES)
        self.goes_on = CheckBox(strings.Settings.GOES_ON)
        self._show_choices()
        self._connect()
        self._sections: list[FirstStepsSection] = []
        page = self._page = ScrollingPage(width_px=820)
        page.content.addWidget(header)
        page.content.addWidget(self.banner)
        for card in (self._look(), self._privacy(), self._keyboard(), self._vault()):
            page.content.addWidget(card)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)

    def add_section(self, section: FirstStepsSection) -> None:
        """Put one more part below the others."""
        self._sections.append(section)
        self._page.content.addWidget(section)

    def add_card(self, card: Card) -> None:
        """Put one more card below the others."""
        self._page.content.addWidget(card)

    def show_card(self, card: Card, first: QWidget) -> None:
        """Scroll to a card, and give the keyboard to `first` in it."""

        def show() -> None:
            self._page.verticalScrollBar().setValue(card.y())
            first.setFocus(Qt.FocusReason.TabFocusReason)

        # Only when it was laid out does the page know how high its cards are.
        QTimer.singleShot(0, card, show)

    def unsaved_work(self) -> str | None:
        return next((words for section in self._sections if (words := section.unsaved_work())), None)

    def unfinished(self) -> dict[str, Any] | None:
        return next((found for section in self._sections if (found := section.unfinished())), None)

    def take_up(self, unfinished: Mapping[str, Any]) -> None:
        for section in self._sections:
            section.take_up(unfinished)

    def _connect(self) -> None:
        controller = self.controller
        self.modes.chosen.connect(lambda number: controller.choose_mode(list(_MODE_WORDS)[number]))
        self.scales.chosen.connect(lambda number: controller.choose_text_scale(TEXT_SCALES[number]))
        self.idle.chosen.connect(lambda number: controller.choose_idle(self._minutes[number]))
        self.reduce_motion.clicked.connect(controller.choose_reduced_motion)
        self.full_names.clicked.connect(controller.choose_full_names)
        self.goes_on.clicked.connect(controller.choose_goes_on)
        controller.changed.connect(self._show_choices)
        controller.failed.connect(lambda error: show_in_place(error, self.banner))

    def _show_choices(self) -> None:
        """Show what is in force, wherever it was changed: text size has keys of its own."""
        preferences = self.controller.desk.preferences
        self.modes.set_choice(list(_MODE_WORDS).index(preferences.mode))
        # The file may hold a size between those offered.
        nearest = min(TEXT_SCALES, key=lambda scale: abs(scale - preferences.text_scale))
        self.scales.set_choice(TEXT_SCALES.index(nearest))
        self.idle.set_choice(self._minutes.index(preferences.lock_after_idle_min))
        self.reduce_motion.setChecked(preferences.is_motion_reduced)
        self.goes_on.setChecked(preferences.work_goes_on_locked)
        self.full_names.setChecked(preferences.show_full_names)

    def _look(self) -> Card:
        card = Card()
        card.content.addWidget(self.modes)
        card.content.addSpacing(8)
        card.content.addWidget(self.scales)
        keys = (spec_of(command).shown_keys() for command in (Command.LARGER_TEXT, Command.SMALLER_TEXT))
        hint = strings.Settings.TEXT_SIZE_HINT.format(keys=" and ".join(keys))
        card.content.addWidget(TextLabel(hint, TextRole.SMALL, "ink3", wrap=True))
        card.content.addSpacing(8)
        card.content.addWidget(self.reduce_motion)
        card.content.addWidget(TextLabel(strings.Settings.REDUCE_MOTION_HINT, TextRole.SMALL, "ink3", wrap=True))
        return card

    def _privacy(self) -> Card:
        card = Card()
        card.content.addWidget(TextLabel(strings.Settings.PRIVACY, TextRole.LABEL))
        card.content.addWidget(self.full_names)
        card.content.addWidget(TextLabel(strings.Settings.FULL_NAMES_HINT, TextRole.SMALL, "ink3", wrap=True))
        card.content.addSpacing(8)
        card.content.addWidget(self.idle)
        card.content.addWidget(TextLabel(strings.Settings.IDLE_HINT, TextRole.SMALL, "ink3", wrap=True))
        # Windows cannot tell of a process that lives on whether it still works.
        if sys.platform != "win32":
            card.content.addSpacing(8)
            card.content.addWidget(self.goes_on)
            card.content.addWidget(TextLabel(strings.Settings.GOES_ON_HINT, TextRole.SMALL, "ink3", wrap=True))
        return card

    def _keyboard(self) -> Card:
        card = Card()
        card.content.addWidget(TextLabel(strings.Settings.SHORTCUTS, TextRole.LABEL))
        keys = spec_of(Command.SHORTCUTS).shown_keys()
        card.content.addWidget(
            TextLabel(strings.Settings.SHORTCUTS_HINT.format(keys=keys), TextRole.SMALL, "ink3", wrap=True)
        )
        self.shortcuts_button = Button(strings.Shortcuts.TITLE, ButtonKind.QUIET, icon="keyboard")
        self.shortcuts_button.clicked.connect(lambda: ShortcutsSheet(self.window()).open())
        card.content.addSpacing(4)
        card.content.addWidget(self.shortcuts_button)
        return card

    def _vault(self) -> Card:
        workspace = self.controller.desk.workspace
        card = Card()
        card.content.addWidget(TextLabel(strings.Settings.VAULT, TextRole.LABEL))
        signed_in = strings.Settings.SIGNED_IN.format(name=workspace.user.name)
        card.content.addWidget(TextLabel(signed_in, TextRole.BODY, "ink2"))
        card.content.addWidget(TextLabel(place_words(workspace.vault.path), TextRole.SMALL, "ink3", wrap=True))
        return card
