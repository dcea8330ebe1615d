"""What the first steps do: read how far they have come, keep what was done or put off, make a recovery code anew."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from therapease.domain.onboarding import FirstStep, Onboarding, StepStanding
from therapease.services.onboarding import Beginnings
from therapease.ui.desk import Desk
from therapease.ui.unlock.typed_back import is_same_code


class OnboardingController(QObject):
    """One per window, shared by the guided path, the card on Today and Settings, so that all tell the same."""

    changed = Signal(object)
    """The Beginnings, after `load` and after every change."""
    finished = Signal()
    """The last step of the path is behind; nothing open is left."""
    failed = Signal(object)
    code_shown = Signal(str)
    code_in_force = Signal()
    code_refused = Signal(object)
    """A TherapEaseError: the new code could not be kept, the earlier one goes on working."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.beginnings: Beginnings | None = None
        self.step: FirstStep | None = None
        self._code = ""

    # ------------------------------------------------------------ steps

    def load(self) -> None:
        service = self.desk.workspace.onboarding
        self.desk.background.start(self, service.beginnings).success(self._take).failure(self.failed.emit)

    def begin(self, *, has_recovery_code: bool) -> None:
        """Note that the vault was just made and start at the first step that is open."""
        service = self.desk.workspace.onboarding
        self.desk.background.start(self, lambda: service.begin(has_recovery_code=has_recovery_code)).success(
            lambda _nothing: self.take_up()
        ).failure(self.failed.emit)

    def take_up(self, step: FirstStep | None = None) -> None:
        """Go to a step, or to the first that is open, or else to the first of all."""
        service = self.desk.workspace.onboarding

        def begun(beginnings: Beginnings) -> None:
            self.step = step or beginnings.onboarding.next_open() or next(iter(FirstStep))
            self._take(beginnings)

        self.desk.background.start(self, service.beginnings).success(begun).failure(self.failed.emit)

    def go_to(self, step: FirstStep) -> None:
        self.step = step
        if self.beginnings is not None:
            self.changed.emit(self.beginnings)

    def mark(self, step: FirstStep, standing: StepStanding = StepStanding.DONE) -> None:
        """Keep how a step stands, and stay where one is."""
        self._change(step, standing, moves_on=False)

    def pass_on(self, standing: StepStanding) -> None:
        """Keep how the step on show stands and go on to the next open one; `finished` when there is none."""
        if self.step is not None:
            self._change(self.step, standing, moves_on=True)

    def put_away(self, *, is_put_away: bool = True) -> None:
        service = self.desk.workspace.onboarding
        self.desk.background.start(self, lambda: service.put_away(is_put_away=is_put_away)).success(
            lambda _onboarding: self.load()
        ).failure(self.failed.emit)

    def _change(self, step: FirstStep, standing: StepStanding, *, moves_on: bool) -> None:
        service = self.desk.workspace.onboarding

        def kept(onboarding: Onboarding) -> None:
            following = onboarding.next_open(after=step)
            if moves_on and following is None:
                self.finished.emit()
            elif moves_on:
                self.step = following
            self.load()

        self.desk.background.start(self, lambda: service.mark(step, standing)).success(kept).failure(self.failed.emit)

    def _take(self, beginnings: Beginnings) -> None:
        self.beginnings = beginnings
        self.changed.emit(beginnings)

    # ------------------------------------------------------------ recovery code

    @property
    def code(self) -> str:
        """The code on show, to compare what is typed back with; empty when there is none."""
        return self._code

    def make_code(self) -> None:
        """Make a code and show it; `code_shown` carries it. It opens nothing yet."""
        service = self.desk.workspace.onboarding
        self.desk.background.start(self, service.new_recovery_code).success(self._show_code).failure(
            self.code_refused.emit
        )

    def use_code(self, typed: str) -> bool:
        """Put the code on show in force if it was typed back rightly; say whether it was."""
        code = self._code
        if not is_same_code(typed, code):
            return False
        service = self.desk.workspace.onboarding
        self.desk.background.start(self, lambda: service.use_recovery_code(code)).success(self._on_code_used).failure(
            self.code_refused.emit
        )
        return True

    def drop_code(self) -> None:
        """Forget a code that was only shown."""
        self._code = ""

    def _show_code(self, code: str) -> None:
        self._code = code
        self.code_shown.emit(code)

    def _on_code_used(self, _onboarding: Onboarding) -> None:
        self._code = ""
        self.code_in_force.emit()
        self.load()
