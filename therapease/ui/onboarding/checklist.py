"""The card on Today: what of the first steps is left, and the reminder of a missing recovery code."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from therapease.domain.onboarding import FirstStep, StepStanding
from therapease.services.onboarding import Beginnings
from therapease.ui import strings
from therapease.ui.onboarding.controller import OnboardingController
from therapease.ui.onboarding.item_model import CardState, StepItem, card_state
from therapease.ui.theme import TextRole
from therapease.ui.widgets import (
    Button,
    ButtonKind,
    Card,
    IconLabel,
    LinkButton,
    TextLabel,
    clear_layout,
)


class GettingStartedCard(QWidget):
    """Place it anywhere; it shows itself when there is something to say.

    `step_wanted` carries the FirstStep to go to, `client_wanted` asks for the form of a new client.
    """

    step_wanted = Signal(object)
    client_wanted = Signal()

    def __init__(self, controller: OnboardingController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.controller = controller
        self.make_code_button = Button(strings.FirstRun.NO_CODE_ACT, ButtonKind.QUIET, icon="key-round")
        self.reminder = self._reminder()
        self.card = Card(padding_px=20)
        self.count = TextLabel("", TextRole.SMALL, "ink2")
        self.put_away_link = LinkButton(strings.FirstRun.PUT_AWAY)
        self.links: dict[FirstStep | None, LinkButton] = {}
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self.card.content.addWidget(TextLabel(strings.FirstRun.CARD, TextRole.LABEL))
        self.card.content.addWidget(self.count)
        self.card.content.addLayout(self._rows)
        self.card.content.addWidget(self.put_away_link)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.reminder)
        column.addWidget(self.card)
        self.hide()
        controller.changed.connect(self._show)
        self.put_away_link.clicked.connect(lambda: controller.put_away())
        self.make_code_button.clicked.connect(lambda: self.step_wanted.emit(FirstStep.RECOVERY_CODE))

    def _reminder(self) -> QFrame:
        """A banner in a narrow column: the words above, the act below."""
        frame = QFrame()
        frame.setProperty("banner", "attention")
        frame.setAccessibleName(f"{strings.FirstRun.NO_CODE_TITLE}. {strings.FirstRun.NO_CODE}")
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(TextLabel(strings.FirstRun.NO_CODE_TITLE, TextRole.LABEL, wrap=True))
        words.addWidget(TextLabel(strings.FirstRun.NO_CODE, TextRole.SMALL, "ink2", wrap=True))
        words.addSpacing(4)
        # An alignment, because a button's own width would be the most that the words beside the icon get.
        words.addWidget(self.make_code_button, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(frame)
        row.setContentsMargins(16, 14, 16, 14)
        row.setSpacing(12)
        row.addWidget(IconLabel("triangle-alert", "attention", 20), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return frame

    def _show(self, beginnings: Beginnings) -> None:
        state = card_state(beginnings)
        self.card.setVisible(state.is_shown)
        if state.is_shown:
            self._show_steps(state)
        # Also where the card was put away: what a missing code costs is too much to be forgotten.
        self.reminder.setVisible(state.lacks_recovery_code)
        self.setVisible(state.is_shown or state.lacks_recovery_code)

    def _show_steps(self, state: CardState) -> None:
        self.count.setText(strings.FirstRun.CARD_SUBTITLE.format(done=state.done_count, count=len(state.items) + 1))
        clear_layout(self._rows)
        self.links.clear()
        for item in state.items:
            self._rows.addWidget(self._step_row(item))
        self._rows.addWidget(self._client_row(has_clients=state.has_clients))

    def _step_row(self, item: StepItem) -> QWidget:
        is_done = item.standing is StepStanding.DONE
        link = None if is_done else LinkButton(item.title)
        if link is not None:
            link.clicked.connect(lambda: self.step_wanted.emit(item.step))
            link.setAccessibleName(item.spoken)
            self.links[item.step] = link
        words = "" if is_done or item.standing is StepStanding.OPEN else item.standing_words
        return _row(item.glyph, item.tone, item.title, words, link)

    def _client_row(self, *, has_clients: bool) -> QWidget:
        if has_clients:
            return _row("circle-check", "accent", strings.FirstRun.FIRST_CLIENT_DONE, "", None)
        link = LinkButton(strings.FirstRun.FIRST_CLIENT)
        link.clicked.connect(self.client_wanted)
        self.links[None] = link
        return _row("circle-dashed", "ink3", "", "", link)


def _row(glyph: str, tone: str, title: str, words: str, link: LinkButton | None) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 2, 0, 2)
    row.setSpacing(10)
    row.addWidget(IconLabel(glyph, tone, 18))
    row.addWidget(link if link is not None else TextLabel(title, TextRole.BODY, "ink2"))
    row.addStretch(1)
    if words:
        row.addWidget(TextLabel(words, TextRole.SMALL, "ink2"))
    return holder
