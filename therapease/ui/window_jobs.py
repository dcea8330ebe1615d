"""What the window does when a job begins, moves and ends: what is on show is read again, or a word says it is ready."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from therapease.domain.ids import SessionId
from therapease.errors import TherapEaseError
from therapease.services.schedule import SessionReview
from therapease.ui import strings
from therapease.ui.jobs import JobState, JobStatus, JobStep, JobSubject

if TYPE_CHECKING:
    from therapease.ui.main_window import MainWindow


class WindowJobs(QObject):
    """Listens to the desk's jobs for one window, and ends with it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._jobs = window.desk.jobs
        window.progress.controller.loaded.connect(self._on_session_loaded)
        window.review.redraft_wanted.connect(self._redraft)
        self._jobs.finished.connect(self._on_finished)
        self._jobs.changed.connect(self._on_changed)

    def _on_session_loaded(self, review: SessionReview) -> None:
        window = self._window
        is_waiting = window.place is window.progress and window.progress.controller.job is None
        if is_waiting and review.note is not None:
            window.open_review(review.session.id, review)

    def _on_changed(self, job: JobState | None) -> None:
        """Read again what a finished step has changed on the place that is open."""
        if job is None or job.stage is not None or job.status is JobStatus.STOPPING:
            return
        page = self._window.client_page
        if self._window.place is page and page.controller.page is not None:
            page.controller.open(page.controller.page.client.id)

    def _on_finished(self, subject: JobSubject) -> None:
        window = self._window
        is_waited_for = window.place is window.progress and window.progress.controller.session_id == subject.session_id
        notices = self._jobs.state.notices if self._jobs.state is not None else ()
        self._jobs.dismiss()
        if is_waited_for:
            window.open_review(subject.session_id)
            if notices:
                window.toast.show_message(" ".join(notices), icon="triangle-alert")
            return
        if window.place is window.today:
            window.today.controller.load()
        words = strings.Progress.READY.format(number=subject.session_number)
        window.toast.show_message(words, strings.Progress.SHOW, lambda: window.open_session(subject.session_id))

    def _redraft(self, session_id: SessionId, keeps_own_lines: bool) -> None:
        window = self._window
        review = window.review.controller.review
        if review is None or review.session.id != session_id:
            return
        subject = JobSubject(session_id, review.client.id, window.desk.label(review.client), review.session.number)
        try:
            self._jobs.start(subject, JobStep.DRAFT, keeps_own_lines=keeps_own_lines)
        except TherapEaseError as error:
            window.toast.show_message(f"{error.title}. {error.message}", icon="info")
            return
        window.open_session(session_id)
