"""The words a client agreed to, read again: the text of the version that the consent names."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from therapease.domain.consent import Consent, ConsentWording
from therapease.ui import strings
from therapease.ui.desk import Desk
from therapease.ui.theme import TextRole, current_theme
from therapease.ui.widgets import Button, ButtonKind, Sheet, TextLabel
from therapease.ui.wording import local, long_date

_TEXT_PX = 340


class AgreedTextSheet(Sheet):
    """Version and date above, the text below, to be read and copied and not to be changed."""

    def __init__(self, consent: Consent, wording: ConsentWording | None, parent: QWidget) -> None:
        super().__init__(strings.ConsentTexts.AGREED_TITLE, parent, width_px=620)
        self.about = TextLabel(_about(consent, wording), TextRole.BODY, "ink2", wrap=True)
        self.body.addWidget(self.about)
        self.text = QPlainTextEdit(wording.text if wording is not None else "")
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(strings.ConsentTexts.TEXT)
        self.text.setMinimumSize(0, current_theme().px(_TEXT_PX))
        self.text.setVisible(wording is not None)
        self.body.addWidget(self.text)
        self.close_button = Button(strings.Actions.CLOSE, ButtonKind.PRIMARY)
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.accept)
        self.buttons.addWidget(self.close_button)
        self.close_button.setFocus()


def show_agreed_text(desk: Desk, consent: Consent, window: QWidget) -> None:
    """Look the text up and open the sheet over a window."""
    texts = desk.workspace.consent_texts
    desk.background.start(window, lambda: texts.text_of(consent)).success(
        lambda wording: AgreedTextSheet(consent, wording, window).open()
    )


def _about(consent: Consent, wording: ConsentWording | None) -> str:
    if wording is None:
        return strings.ConsentTexts.AGREED_ON_PAPER
    day = long_date(local(consent.given_at).date())
    return strings.ConsentTexts.AGREED_ABOUT.format(
        what=strings.ConsentTexts.TITLES[consent.purpose], version=wording.version, date=day
    )
