"""The card on Today: what of the first steps is left, and the reminder of a missing recovery code."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from therapease.domain.onboarding import FirstStep, StepStanding
from therapease.services.onboarding import Beginnings
from therapease.ui import strings
from therapease.ui.onboarding.controller import OnboardingController
from therapease.ui.onboarding.item_model import CardState, card_state
from therapease.ui.theme import TextRole
from therapease.ui.widgets import (
    Button,
    ButtonKind,
    Card,
    IconLabel,
    LinkButton,
    TextLabel,
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
        # Made once and told anew: rows that come and go would take the page around them along when Python tidies up.
        self.rows: dict[FirstStep | None, StepRow] = {key: StepRow() for key in (*FirstStep, None)}
        self.card.content.addWidget(TextLabel(strings.FirstRun.CARD, TextRole.LABEL))
        self.card.content.addWidget(self.count)
        for row in self.rows.values():
            self.card.content.addWidget(row)
        self.card.content.addWidget(self.put_away_link)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.reminder)
        column.addWidget(self.card)
        self.hide()
        controller.changed.connect(self._show)
        for step in FirstStep:
            self.rows[step].link.clicked.connect(partial(self.step_wanted.emit, step))
        self.rows[None].link.clicked.connect(self.client_wanted)
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
        for item in state.items:
            is_put_off = item.standing is StepStanding.SKIPPED
            self.rows[item.step].show_step(
                (item.glyph, item.tone),
                item.title,
                item.standing_words if is_put_off else "",
                is_done=item.standing is StepStanding.DONE,
            )
        glyph = ("circle-check", "accent") if state.has_clients else ("circle-dashed", "ink3")
        title = strings.FirstRun.FIRST_CLIENT_DONE if state.has_clients else strings.FirstRun.FIRST_CLIENT
        self.rows[None].show_step(glyph, title, "", is_done=state.has_clients)


class StepRow(QWidget):
    """One step: its glyph, and its name as a link while there is something to do, as plain words once it is done."""

    def __init__(self) -> None:
        super().__init__()
        self._icon = IconLabel("circle-dashed", "ink3", 18)
        self.link = LinkButton("")
        self._done = TextLabel("", TextRole.BODY, "ink2")
        self._words = TextLabel("", TextRole.SMALL, "ink2")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(10)
        for widget in (self._icon, self.link, self._done):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self._words)

    def show_step(self, glyph: tuple[str, str], title: str, words: str, *, is_done: bool) -> None:
        """`glyph` is an icon and its tone; `words` say how an open step stands, where that is worth saying."""
        self._icon.set_icon(*glyph)
        self.link.setText(title)
        self.link.setAccessibleName(", ".join(part for part in (title, words) if part))
        self._done.setText(title)
        self._words.setText(words)
        self.link.setVisible(not is_done)
        self._done.setVisible(is_done)
        self._words.setVisible(bool(words))
