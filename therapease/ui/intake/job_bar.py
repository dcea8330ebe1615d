"""The bar at the foot of the window while a session is being worked on, so that no place hides it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from therapease.ui import strings
from therapease.ui.intake.steps import kept_words, progress_note, stage_words, subject_words
from therapease.ui.jobs import JobState, JobStatus, SessionJobs
from therapease.ui.widgets import Button, ButtonKind, IconButton, ProgressRow


def show_job(row: ProgressRow, job: JobState) -> None:
    """Put a job into a progress row."""
    if job.is_running:
        row.show_progress(stage_words(job), subject_words(job), job.fraction, progress_note(job))
        row.cancel_button.setVisible(job.status is JobStatus.RUNNING)
        return
    is_failed = job.status is JobStatus.FAILED and job.error is not None
    words = job.error.title if is_failed and job.error is not None else strings.Progress.STOPPED_TITLE
    row.show_stopped(words, subject_words(job), kept_words(job.step))


class JobBar(QFrame):
    """Progress with Cancel while running; what happened, with Show, once it stopped. `show_wanted` opens its page."""

    show_wanted = Signal(object)

    def __init__(self, jobs: SessionJobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "footer")
        self._jobs = jobs
        self._is_wanted = True
        self.row = ProgressRow()
        self.show_button = Button(strings.Progress.SHOW, ButtonKind.QUIET)
        self.dismiss_button = IconButton("x", strings.Actions.CLOSE)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(32, 10, 24, 10)
        layout.setSpacing(20)
        layout.addWidget(self.row, 1)
        layout.addWidget(self.show_button)
        layout.addWidget(self.dismiss_button)
        jobs.changed.connect(lambda _state: self._refresh())
        self.row.cancel_requested.connect(jobs.cancel)
        self.dismiss_button.clicked.connect(jobs.dismiss)
        self.show_button.clicked.connect(self._show_page)
        self._refresh()

    def set_wanted(self, is_wanted: bool) -> None:
        """Hide the bar on places that show the job themselves."""
        self._is_wanted = is_wanted
        self._refresh()

    def _refresh(self) -> None:
        job = self._jobs.state
        if job is None or job.status is JobStatus.DONE or not self._is_wanted:
            self.hide()
            return
        show_job(self.row, job)
        self.dismiss_button.setVisible(not job.is_running)
        self.show()

    def _show_page(self) -> None:
        if self._jobs.state is not None:
            self.show_wanted.emit(self._jobs.state.subject.session_id)
