"""The part of Settings about the beginnings: recovery code, consent texts, models, sample client, the steps again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from therapease.domain.onboarding import FirstStep
from therapease.services.onboarding import Beginnings
from therapease.ui import strings
from therapease.ui.onboarding.code_panel import RecoveryCodePanel
from therapease.ui.onboarding.consent_controller import ConsentTextController
from therapease.ui.onboarding.consent_panel import ConsentTextPanel
from therapease.ui.onboarding.controller import OnboardingController
from therapease.ui.onboarding.models_controller import ModelsController
from therapease.ui.onboarding.models_panel import ModelsPanel
from therapease.ui.onboarding.sample_controller import SampleController
from therapease.ui.onboarding.sample_panel import SamplePanel
from therapease.ui.theme import TextRole
from therapease.ui.widgets import Button, ButtonKind, Card, TextLabel
from therapease.ui.widgets.flow import FlowLayout


class FirstStepsSection(QWidget):
    """Cards below the others of Settings. `steps_wanted` asks for the guided path."""

    steps_wanted = Signal()

    def __init__(self, controller: OnboardingController) -> None:
        super().__init__()
        self.controller = controller
        desk = controller.desk
        self.code = RecoveryCodePanel(controller)
        self.consent = ConsentTextPanel(ConsentTextController(desk, self))
        self.models = ModelsPanel(ModelsController(desk, self))
        self.sample = SamplePanel(SampleController(desk, self))
        self.steps_button = Button(strings.FirstRun.OPEN, ButtonKind.QUIET)
        self.bring_back_button = Button(strings.FirstRun.BRING_BACK, ButtonKind.QUIET)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        for title, words, panel in (
            (strings.NewCode.SETTINGS_TITLE, "", self.code),
            (strings.STEP_TITLES[FirstStep.CONSENT_TEXT], strings.ConsentTexts.SUBTITLE, self.consent),
            (strings.Models.SETTINGS_TITLE, strings.Models.SUBTITLE, self.models),
            (strings.Sample.SETTINGS_TITLE, f"{strings.Sample.SUBTITLE} {strings.Sample.IS_MARKED}", self.sample),
            (strings.FirstRun.TITLE, strings.FirstRun.SUBTITLE, self._steps()),
        ):
            column.addWidget(_card(title, words, panel))
        controller.changed.connect(self._show)
        self.steps_button.clicked.connect(self.steps_wanted)
        self.bring_back_button.clicked.connect(lambda: controller.put_away(is_put_away=False))

    def load(self) -> None:
        """Read everything again; what is being written into a consent text stays."""
        self.controller.load()
        self.consent.controller.load()
        self.models.controller.load()
        self.sample.controller.load()

    def unsaved_work(self) -> str | None:
        return strings.ConsentTexts.LEAVING if self.consent.controller.is_changed else None

    def unfinished(self) -> dict[str, Any] | None:
        return self.consent.controller.unfinished()

    def take_up(self, unfinished: Mapping[str, Any]) -> None:
        self.consent.controller.take_up(unfinished)

    def _steps(self) -> QWidget:
        holder = QWidget()
        row = FlowLayout(holder, gap_px=12, line_gap_px=8)
        row.addWidget(self.steps_button)
        row.addWidget(self.bring_back_button)
        return holder

    def _show(self, beginnings: Beginnings) -> None:
        self.bring_back_button.setVisible(beginnings.onboarding.is_put_away)


def _card(title: str, words: str, panel: QWidget) -> Card:
    card = Card()
    card.content.addWidget(TextLabel(title, TextRole.LABEL))
    if words:
        card.content.addWidget(TextLabel(words, TextRole.SMALL, "ink2", wrap=True))
        card.content.addSpacing(4)
    card.content.addWidget(panel)
    return card
