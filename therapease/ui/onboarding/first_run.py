"""Everything of the first steps in one window: the guided path, the card for Today, the part of Settings, one state."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from therapease.domain.onboarding import FirstStep
from therapease.ui import strings
from therapease.ui.desk import Desk
from therapease.ui.onboarding.checklist import GettingStartedCard
from therapease.ui.onboarding.controller import OnboardingController
from therapease.ui.onboarding.view import FirstRunView
from therapease.ui.settings.first_steps import FirstStepsSection


class FirstRun(QObject):
    """Builds the parts and passes on what they ask the window for."""

    place_wanted = Signal()
    today_wanted = Signal()
    new_client_wanted = Signal()
    client_wanted = Signal(object)
    """A ClientId."""
    session_wanted = Signal(object)
    """A SessionId."""
    told = Signal(str)
    """A short word that something happened."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.controller = OnboardingController(desk, self)
        self.view = FirstRunView(self.controller)
        self.card = GettingStartedCard(self.controller)
        self.section = FirstStepsSection(self.controller)
        self.view.finished.connect(self.today_wanted)
        self.card.step_wanted.connect(self.take_up)
        self.card.client_wanted.connect(self.new_client_wanted)
        self.card.put_away_link.clicked.connect(lambda: self.told.emit(strings.FirstRun.PUT_AWAY_DONE))
        self.section.steps_wanted.connect(self.take_up)
        for panel in (self.view.sample, self.section.sample):
            panel.open_wanted.connect(self.client_wanted)
            panel.controller.started.connect(self.session_wanted)
            panel.controller.started.connect(lambda _session_id: self.controller.mark(FirstStep.SAMPLE_CLIENT))
            panel.controller.removed.connect(lambda: self.told.emit(strings.Sample.REMOVED))
            panel.controller.removed.connect(self.controller.load)

    def begin(self, *, has_recovery_code: bool) -> None:
        """Start the guided path of a vault that was just made."""
        self.controller.begin(has_recovery_code=has_recovery_code)
        self.place_wanted.emit()

    def take_up(self, step: FirstStep | None = None) -> None:
        """Go to a step of the guided path, or to the first that is open."""
        self.controller.take_up(step)
        self.place_wanted.emit()
