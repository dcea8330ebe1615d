"""The settings place: one page, few choices, each applied at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from therapease.ui import strings
from therapease.ui.error_presenter import show_in_place
from therapease.ui.place import Place
from therapease.ui.settings.controller import SettingsController
from therapease.ui.theme import TEXT_SCALES, Mode, TextRole
from therapease.ui.widgets import Banner, Card, CheckBox, Chip, ChipKind, PageHeader, ScrollingPage, TextLabel
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
        preferences = controller.desk.preferences
        self.banner = Banner()
        header = PageHeader(strings.Settings.TITLE, strings.Settings.SUBTITLE)
        header.action_row.addWidget(Chip(strings.Today.OFFLINE, ChipKind.ACCENT, "wifi-off"))
        self.modes = _choices(
            [(words, mode is preferences.mode) for mode, words in _MODE_WORDS.items()],
            lambda number: controller.choose_mode(list(_MODE_WORDS)[number]),
            self,
        )
        self.scales = _choices(
            [(f"{round(scale * 100)} %", abs(scale - preferences.text_scale) < 0.01) for scale in TEXT_SCALES],
            lambda number: controller.choose_text_scale(TEXT_SCALES[number]),
            self,
        )
        minutes = controller.idle_choices_min
        self.idle = _choices(
            [(strings.Settings.IDLE_MINUTES.format(count=m), m == preferences.lock_after_idle_min) for m in minutes],
            lambda number: controller.choose_idle(minutes[number]),
            self,
        )
        self.full_names = CheckBox(strings.Settings.FULL_NAMES)
        self.full_names.setChecked(preferences.show_full_names)
        self.full_names.toggled.connect(controller.choose_full_names)
        page = ScrollingPage(width_px=820)
        page.content.addWidget(header)
        page.content.addWidget(self.banner)
        for card in (self._look(), self._privacy(), self._keyboard(), self._vault()):
            page.content.addWidget(card)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        controller.failed.connect(lambda error: show_in_place(error, self.banner))

    def _look(self) -> Card:
        card = Card()
        _add_choice(card, strings.Settings.APPEARANCE, self.modes)
        card.content.addSpacing(8)
        _add_choice(card, strings.Settings.TEXT_SIZE, self.scales)
        return card

    def _privacy(self) -> Card:
        card = Card()
        card.content.addWidget(TextLabel(strings.Settings.PRIVACY, TextRole.LABEL))
        card.content.addWidget(self.full_names)
        card.content.addWidget(TextLabel(strings.Settings.FULL_NAMES_HINT, TextRole.SMALL, "ink3", wrap=True))
        card.content.addSpacing(8)
        _add_choice(card, strings.Settings.IDLE, self.idle)
        card.content.addWidget(TextLabel(strings.Settings.IDLE_HINT, TextRole.SMALL, "ink3", wrap=True))
        return card

    def _keyboard(self) -> Card:
        card = Card()
        card.content.addWidget(TextLabel(strings.Settings.SHORTCUTS, TextRole.LABEL))
        grid = QGridLayout()
        grid.setHorizontalSpacing(32)
        grid.setVerticalSpacing(4)
        for number, (what, keys) in enumerate(strings.Settings.SHORTCUT_ROWS):
            grid.addWidget(TextLabel(what, TextRole.BODY, "ink2"), number, 0)
            grid.addWidget(TextLabel(keys, TextRole.BODY), number, 1)
        grid.setColumnStretch(1, 1)
        card.content.addLayout(grid)
        return card

    def _vault(self) -> Card:
        workspace = self.controller.desk.workspace
        card = Card()
        card.content.addWidget(TextLabel(strings.Settings.VAULT, TextRole.LABEL))
        signed_in = strings.Settings.SIGNED_IN.format(name=workspace.user.name)
        card.content.addWidget(TextLabel(signed_in, TextRole.BODY, "ink2"))
        card.content.addWidget(TextLabel(place_words(workspace.vault.path), TextRole.SMALL, "ink3", wrap=True))
        return card


def _choices(options: Sequence[tuple[str, bool]], choose: Callable[[int], None], owner: QWidget) -> QButtonGroup:
    group = QButtonGroup(owner)
    for number, (words, is_chosen) in enumerate(options):
        button = QRadioButton(words)
        button.setProperty("focusRing", True)
        button.setChecked(is_chosen)
        group.addButton(button, number)
    group.idClicked.connect(choose)
    return group


def _add_choice(card: Card, title: str, group: QButtonGroup) -> None:
    card.content.addWidget(TextLabel(title, TextRole.LABEL))
    row = QHBoxLayout()
    row.setSpacing(24)
    for button in group.buttons():
        button.setAccessibleName(f"{title}: {button.text()}")
        row.addWidget(button)
    row.addStretch(1)
    card.content.addLayout(row)
