"""How far a session is: three steps with their words, one bar, and what can be done when a step did not end well."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from therapease.domain.consent import ConsentPurpose
from therapease.domain.ids import SessionId
from therapease.errors import InputProblem, TherapEaseError
from therapease.services.schedule import SessionReview
from therapease.ui import strings
from therapease.ui.error_presenter import loudness, show_in_place
from therapease.ui.intake.controller import ProgressController
from therapease.ui.intake.steps import STEP_WORDS, StepStanding, StepView, kept_words, next_step, step_views
from therapease.ui.jobs import ALL_STEPS, JobState, JobStatus, JobStep
from therapease.ui.place import Place
from therapease.ui.theme import TextRole
from therapease.ui.widgets import (
    Banner,
    BannerKind,
    Button,
    ButtonKind,
    Card,
    Hairline,
    IconLabel,
    PageHeader,
    QuestionSheet,
    ScrollingPage,
    TextLabel,
)
from therapease.ui.wording import clock_time, local, weekday_date

_GLYPHS = {
    StepStanding.DONE: ("circle-check", "accent"),
    StepStanding.RUNNING: ("hourglass", "accent"),
    StepStanding.WAITING: ("circle-dashed", "ink3"),
    StepStanding.OPEN: ("circle-dashed", "ink3"),
    StepStanding.STOPPED: ("square", "ink2"),
    StepStanding.FAILED: ("circle-x", "danger"),
}
_STEPS = 1000


class StepRow(QWidget):
    """One step: glyph, name, words, and its bar while it runs."""

    def __init__(self, step: JobStep) -> None:
        super().__init__()
        self._icon = IconLabel("circle-dashed", "ink3", 22)
        self._title = TextLabel(STEP_WORDS[step], TextRole.LABEL)
        self._words = TextLabel("", TextRole.SMALL, "ink2", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(STEP_WORDS[step])
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._words)
        words.addSpacing(4)
        words.addWidget(self._bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 14, 0, 14)
        row.setSpacing(16)
        row.addWidget(self._icon)
        row.addLayout(words, 1)

    @property
    def words(self) -> str:
        return self._words.text()

    def show_step(self, view: StepView) -> None:
        self._icon.set_icon(*_GLYPHS[view.standing])
        self._title.set_tone("ink" if view.standing is not StepStanding.WAITING else "ink2")
        self._words.setText(view.words)
        is_running = view.standing is StepStanding.RUNNING
        self._bar.setVisible(is_running)
        if is_running and view.fraction is not None:
            self._bar.setRange(0, _STEPS)
            self._bar.setValue(round(view.fraction * _STEPS))
        elif is_running:
            self._bar.setRange(0, 0)
        self.setAccessibleName(f"{self._title.text()}: {view.words}")


class ProgressView(Place):
    """`recording_wanted` asks for the form again; `review_wanted` carries the session to read."""

    recording_wanted = Signal(object)
    review_wanted = Signal(object)

    def __init__(self, controller: ProgressController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.controller = controller
        self.header = PageHeader()
        self.banner = Banner()
        self.steps = {step: StepRow(step) for step in ALL_STEPS}
        self.stop_button = Button(strings.Actions.STOP, ButtonKind.QUIET)
        self.go_button = Button(strings.Actions.RETRY, ButtonKind.PRIMARY)
        self.other_button = Button(strings.Progress.OTHER_RECORDING, ButtonKind.QUIET, icon="file-audio")
        self.read_button = Button(strings.Progress.READ_TRANSCRIPT, ButtonKind.QUIET, icon="file-text")
        self.question: QuestionSheet | None = None
        self._meanwhile = TextLabel(strings.Progress.MEANWHILE, TextRole.SMALL, "ink3", wrap=True)
        self._opening = TextLabel(strings.Progress.OPENING, TextRole.BODY, "ink2")
        self._steps_card = self._card()
        page = ScrollingPage(width_px=720)
        page.content.addWidget(self.header)
        page.content.addWidget(self.banner)
        page.content.addWidget(self._opening)
        page.content.addWidget(self._steps_card)
        page.content.addLayout(self._actions())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        controller.loaded.connect(self._on_loaded)
        controller.job_changed.connect(lambda _job: self._show())
        controller.failed.connect(self._on_failed)
        self.stop_button.clicked.connect(controller.stop)
        self.go_button.clicked.connect(self._go_on)
        self.other_button.clicked.connect(self._want_recording)
        self.read_button.clicked.connect(lambda: self.review_wanted.emit(controller.session_id))

    def open(self, session_id: SessionId) -> None:
        """Open a session; nothing of the one before stays on screen, and nothing is offered until it was read."""
        self.banner.dismiss()
        if session_id != self.controller.session_id or self.controller.review is None:
            self._show_opening()
        self.controller.open(session_id)

    def keyboard_start(self) -> QWidget:
        """Return the main button, or the words that stand there until the session was read or the work has stopped.

        Without one the keyboard would go on to the rail, and come back to no button.
        """
        buttons = (self.go_button, self.stop_button, self.read_button)
        return next((button for button in buttons if not button.isHidden() and button.isEnabled()), self._words)

    @property
    def is_opening(self) -> bool:
        return not self._opening.isHidden()

    @property
    def _words(self) -> TextLabel:
        return self._opening if self.is_opening else self._meanwhile

    def _show_opening(self) -> None:
        self.header.set_texts(strings.Progress.OPENING_TITLE, "")
        self._opening.show()
        if self.window().focusWidget() in self._buttons:
            # Hiding them would hand the keyboard from one to the next and on to the rail.
            self._opening.setFocus(Qt.FocusReason.OtherFocusReason)
        for part in (self._steps_card, self._meanwhile, *self._buttons):
            part.hide()

    @property
    def _buttons(self) -> tuple[Button, ...]:
        return self.go_button, self.other_button, self.read_button, self.stop_button

    def _card(self) -> Card:
        card = Card(padding_px=24)
        card.content.setContentsMargins(24, 8, 24, 8)
        card.content.setSpacing(0)
        for number, row in enumerate(self.steps.values()):
            if number:
                card.content.addWidget(Hairline())
            card.content.addWidget(row)
        return card

    def _actions(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        for button in self._buttons:
            row.addWidget(button)
        row.addWidget(self._meanwhile, 1)
        return row

    def _on_loaded(self, review: SessionReview) -> None:
        session = review.session
        when = f"{weekday_date(local(session.starts_at).date())}, {clock_time(session.starts_at)}"
        about = strings.SEPARATOR.join(
            (self.controller.desk.label(review.client), when, strings.ATTENDANCE_WORDS[session.attendance])
        )
        self.header.set_texts(strings.Progress.TITLE.format(number=session.number), about, review.client.code)
        self._show()

    def _show(self) -> None:
        review, job = self.controller.review, self.controller.job
        if review is None or review.session.id != self.controller.session_id:
            return
        # Buttons come and go with the step; the keyboard goes from one that went to the one in its place.
        here = self.window().focusWidget()
        had_keyboard = here in (self._opening, self._meanwhile, *self._buttons)
        self._opening.hide()
        self._steps_card.show()
        for view in step_views(review.session, job):
            self.steps[view.step].show_step(view)
        is_running = job is not None and job.is_running
        self.stop_button.setVisible(is_running)
        self.stop_button.setEnabled(job is not None and job.status is JobStatus.RUNNING)
        self._meanwhile.setVisible(is_running)
        self._show_banner(job)
        self._show_way_on(review, job)
        if had_keyboard and here is not None and (here.isHidden() or not here.isEnabled()) and self.isVisible():
            self.keyboard_start().setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_banner(self, job: JobState | None) -> None:
        if job is not None and job.is_running and job.notices:
            self.banner.show_message(BannerKind.ATTENTION, strings.Progress.NOTICE, " ".join(job.notices))
        elif job is None or job.status not in (JobStatus.FAILED, JobStatus.STOPPED):
            self.banner.dismiss()
        elif job.status is JobStatus.STOPPED or job.error is None:
            self.banner.show_message(BannerKind.INFO, strings.Progress.STOPPED_TITLE, kept_words(job.step))
        else:
            self.banner.show_message(loudness(job.error), job.error.title, job.error.message)

    def _show_way_on(self, review: SessionReview, job: JobState | None) -> None:
        is_running = job is not None and job.is_running
        step = job.step if job is not None else next_step(review.session)
        if job is not None and job.status is JobStatus.DONE:
            step = None
        is_over_badly = job is not None and job.status in (JobStatus.FAILED, JobStatus.STOPPED)
        words = {
            JobStep.IMPORT: strings.NewSession.CHOOSE_TITLE,
            JobStep.TRANSCRIBE: strings.Progress.START_TRANSCRIBE,
            JobStep.DRAFT: strings.Progress.START_DRAFT,
        }
        self.go_button.setVisible(step is not None and not is_running)
        if step is not None:
            self.go_button.setText(strings.Actions.RETRY if is_over_badly else words[step])
        if self._is_wrong_file(job):
            self.go_button.setText(strings.Progress.OTHER_RECORDING)
        elif self.controller.missing_consent is not None:
            self.go_button.setText(strings.ClientPlace.NOTE_CONSENT)
        self.other_button.setVisible(is_over_badly and step is JobStep.IMPORT and not self._is_wrong_file(job))
        self.read_button.setVisible(review.transcript is not None and not is_running)

    @staticmethod
    def _is_wrong_file(job: JobState | None) -> bool:
        """Trying a file again that is no recording helps nobody."""
        return job is not None and job.step is JobStep.IMPORT and isinstance(job.error, InputProblem)

    def _go_on(self) -> None:
        review = self.controller.review
        if self._is_wrong_file(self.controller.job):
            self._want_recording()
        elif self.controller.missing_consent is not None:
            self._ask_consent(self.controller.missing_consent)
        elif self.controller.job is None and review is not None and next_step(review.session) is JobStep.IMPORT:
            self._want_recording()
        else:
            self.controller.go_on()

    def _ask_consent(self, purpose: ConsentPurpose) -> None:
        """Noting a consent is the clinician's word that it is there in writing, so it takes one step more."""
        self.question = QuestionSheet(
            strings.Progress.CONSENT_TITLE,
            strings.Progress.CONSENT_MESSAGE.format(purpose=strings.CONSENT_WORDS[purpose]),
            strings.Progress.CONSENT_CONFIRM,
            self.controller.note_consent_and_go_on,
            self.window(),
        )
        self.question.open()

    def _want_recording(self) -> None:
        if self.controller.review is not None:
            self.recording_wanted.emit(self.controller.review.session)

    def _on_failed(self, error: TherapEaseError) -> None:
        show_in_place(error, self.banner)
