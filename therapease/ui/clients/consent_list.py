"""A client's consents: each purpose with how it stands, and the one thing that can be done about it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from therapease.domain.consent import Consent, ConsentPurpose
from therapease.services.consent_texts import WORDED_PURPOSES
from therapease.ui import strings
from therapease.ui.clients.item_model import consent_in_force, consent_words
from therapease.ui.theme import TextRole
from therapease.ui.widgets import Hairline, IconLabel, LinkButton, TextLabel, clear_layout


class ConsentList(QWidget):
    """Rows of glyph, purpose, standing and action. `given` carries a purpose, `withdrawn` a Consent."""

    given = Signal(object)
    withdrawn = Signal(object)
    shown = Signal(object)
    """The Consent whose words somebody wants to read."""

    def __init__(
        self, purposes: Sequence[ConsentPurpose] = tuple(ConsentPurpose), *, can_withdraw: bool = True
    ) -> None:
        super().__init__()
        self._purposes, self._can_withdraw = tuple(purposes), can_withdraw
        self.buttons: dict[ConsentPurpose, LinkButton] = {}
        self.text_links: dict[ConsentPurpose, LinkButton] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_consents(self, consents: Sequence[Consent]) -> None:
        at = next((purpose for purpose, button in self.buttons.items() if button.hasFocus()), None)
        clear_layout(self._column)
        self.buttons.clear()
        self.text_links.clear()
        for purpose in self._purposes:
            self._column.addWidget(self._row(purpose, consents))
            self._column.addWidget(Hairline())
        if at is not None and at in self.buttons:
            # The keyboard stays with the consent that was noted or withdrawn.
            self.buttons[at].setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, purpose: ConsentPurpose, consents: Sequence[Consent]) -> QWidget:
        current = consent_in_force(consents, purpose)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 9, 0, 9)
        row.setSpacing(12)
        row.addWidget(IconLabel("check" if current else "circle-dashed", "accent" if current else "ink3", 18))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(TextLabel(strings.CONSENT_WORDS[purpose], TextRole.BODY, wrap=True))
        words.addWidget(TextLabel(consent_words(consents, purpose), TextRole.SMALL, "ink2"))
        if current is not None and self._can_withdraw and purpose in WORDED_PURPOSES:
            words.addWidget(self._text_link(current), 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(words, 1)
        button = self._button(purpose, current)
        if button is not None:
            row.addWidget(button)
        return holder

    def _text_link(self, consent: Consent) -> LinkButton:
        link = LinkButton(strings.ConsentTexts.SHOW)
        link.setAccessibleName(f"{strings.ConsentTexts.SHOW}: {strings.CONSENT_WORDS[consent.purpose]}")
        link.clicked.connect(lambda: self.shown.emit(consent))
        self.text_links[consent.purpose] = link
        return link

    def _button(self, purpose: ConsentPurpose, current: Consent | None) -> LinkButton | None:
        if current is not None and not self._can_withdraw:
            return None
        words = strings.ClientPlace.WITHDRAW if current else strings.ClientPlace.NOTE_CONSENT
        button = LinkButton(words)
        button.setAccessibleName(f"{words}: {strings.CONSENT_WORDS[purpose]}")
        if current is None:
            button.clicked.connect(lambda: self.given.emit(purpose))
        else:
            button.clicked.connect(lambda: self.withdrawn.emit(current))
        self.buttons[purpose] = button
        return button
