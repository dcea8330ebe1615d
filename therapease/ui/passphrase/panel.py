"""The passphrase in Settings, and the offer of a new one after the recovery code."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from therapease.ui import strings
from therapease.ui.passphrase.controller import PassphraseController
from therapease.ui.passphrase.sheet import PassphraseSheet
from therapease.ui.theme import TextRole
from therapease.ui.widgets import Banner, BannerKind, Button, ButtonKind, Card, TextLabel


class PassphraseCard(Card):
    """What it protects and the button that opens the form."""

    def __init__(self, controller: PassphraseController) -> None:
        super().__init__()
        self.controller = controller
        self.sheet: PassphraseSheet | None = None
        self.banner = Banner()
        self.change_button = Button(strings.Passphrase.OPEN, ButtonKind.QUIET, icon="key-round")
        self.content.addWidget(TextLabel(strings.Passphrase.SETTINGS_TITLE, TextRole.LABEL))
        self.content.addWidget(self.banner)
        self.content.addWidget(TextLabel(strings.Passphrase.INTRO, TextRole.SMALL, "ink2", wrap=True))
        self.content.addSpacing(4)
        self.content.addWidget(self.change_button)
        self.change_button.clicked.connect(lambda: self.open_sheet(self.window()))
        controller.changed.connect(lambda: self.banner.show_message(BannerKind.INFO, strings.Passphrase.DONE))

    def open_sheet(self, over: QWidget) -> None:
        """Open the form, once."""
        if self.sheet is None:
            self.banner.dismiss()
            self.sheet = PassphraseSheet(self.controller, over)
            self.sheet.finished.connect(self._on_closed)
            self.sheet.open()

    def offer(self, over: QWidget) -> None:
        """Open the form by itself for who came in by the recovery code."""
        if self.controller.is_lost:
            self.open_sheet(over)

    def _on_closed(self) -> None:
        self.sheet = None
