"""Making a recovery code anew: shown, typed back, and in force only then."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from therapease.domain.onboarding import FirstStep, StepStanding
from therapease.errors import TherapEaseError
from therapease.services.onboarding import Beginnings
from therapease.ui import strings
from therapease.ui.error_presenter import show_in_place
from therapease.ui.onboarding.controller import OnboardingController
from therapease.ui.theme import TextRole
from therapease.ui.unlock.code_form import RecoveryCodeForm
from therapease.ui.widgets import Banner, BannerKind, Button, ButtonKind, Sheet, TextLabel


class NewCodeSheet(Sheet):
    """The code and the field to type it back into. Closing it before that changes nothing."""

    def __init__(self, controller: OnboardingController, parent: QWidget) -> None:
        super().__init__(strings.NewCode.TITLE, parent, width_px=520)
        self._controller = controller
        self.banner = Banner()
        self.form = RecoveryCodeForm()
        self.body.addWidget(TextLabel(strings.NewCode.MESSAGE, TextRole.BODY, "ink2", wrap=True))
        self.body.addWidget(self.banner)
        self.body.addWidget(self.form)
        self.cancel_button = Button(strings.Actions.CANCEL, ButtonKind.QUIET)
        self.use_button = Button(strings.NewCode.USE, ButtonKind.PRIMARY)
        self.buttons.addWidget(self.cancel_button)
        self.buttons.addWidget(self.use_button)
        self.cancel_button.clicked.connect(self.reject)
        self.use_button.clicked.connect(self._use)
        self.form.entered.connect(self._use)
        controller.code_shown.connect(self._show_code)
        controller.code_in_force.connect(self.accept)
        controller.code_refused.connect(self._on_refused)
        self.finished.connect(lambda _result: self._forget())
        controller.make_code()
        self.form.typed.edit.setFocus()

    def _show_code(self, code: str) -> None:
        self.form.show_code(code)

    def _use(self) -> None:
        if self.form.check(self._controller.code) and self._controller.use_code(self.form.typed.text):
            self.use_button.setEnabled(False)
            self.use_button.setText(strings.NewCode.USING)

    def _on_refused(self, error: TherapEaseError) -> None:
        self.use_button.setEnabled(True)
        self.use_button.setText(strings.NewCode.USE)
        show_in_place(error, self.banner)

    def _forget(self) -> None:
        self.form.forget()
        self._controller.drop_code()


class RecoveryCodePanel(QWidget):
    """How it stands with the recovery code, and the button to make one, unless the page around it has one."""

    def __init__(self, controller: OnboardingController, *, has_button: bool = True) -> None:
        super().__init__()
        self.controller = controller
        self.sheet: NewCodeSheet | None = None
        self.banner = Banner()
        self.words = TextLabel(strings.NewCode.INTRO, TextRole.BODY, "ink2", wrap=True)
        self.make_button = Button(strings.NewCode.MAKE, ButtonKind.QUIET, icon="key-round")
        self._has_button = has_button
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget in (self.banner, self.words, self.make_button):
            column.addWidget(widget)
        controller.changed.connect(self._show)
        controller.code_in_force.connect(self._on_in_force)
        self.make_button.clicked.connect(self.make)

    def make(self) -> None:
        """Open the sheet with a new code."""
        if self.sheet is None:
            self.sheet = NewCodeSheet(self.controller, self.window())
            self.sheet.finished.connect(self._on_closed)
            self.sheet.open()

    def _show(self, beginnings: Beginnings) -> None:
        lacks = beginnings.onboarding.standing(FirstStep.RECOVERY_CODE) is not StepStanding.DONE
        # A vault from before the first steps has a code, only nobody noted that it was typed back.
        is_missing = lacks and beginnings.has_begun
        self.words.setText(strings.NewCode.INTRO if is_missing else strings.NewCode.IN_FORCE)
        self.make_button.setText(strings.NewCode.MAKE if is_missing else strings.NewCode.MAKE_NEW)
        # The guided path has a primary button of its own while there is no code.
        self.make_button.setVisible(self._has_button or not is_missing)

    def _on_in_force(self) -> None:
        if self.sheet is not None:
            self.banner.show_message(BannerKind.INFO, strings.NewCode.DONE)

    def _on_closed(self) -> None:
        self.sheet = None
