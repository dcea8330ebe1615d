"""The window of an unlocked vault: the rail, one place at a time, and the running job. Shell and navigation only."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from therapease.domain.client import Client
from therapease.domain.ids import ClientId, SessionId
from therapease.domain.session import TherapySession
from therapease.errors import TherapEaseError
from therapease.services.schedule import SessionReview
from therapease.ui import strings
from therapease.ui.clients.controller import ClientListController, ClientPageController
from therapease.ui.clients.list_view import ClientListView
from therapease.ui.clients.page_view import ClientPageView
from therapease.ui.desk import Desk
from therapease.ui.intake.controller import NewSessionController, ProgressController
from therapease.ui.intake.job_bar import JobBar
from therapease.ui.intake.new_session_view import NewSessionView
from therapease.ui.intake.progress_view import ProgressView
from therapease.ui.jobs import JobState, JobStatus, JobStep, JobSubject
from therapease.ui.session.controller import ReviewController
from therapease.ui.session.view import ReviewView
from therapease.ui.settings.controller import SettingsController
from therapease.ui.settings.view import SettingsView
from therapease.ui.today.controller import TodayController
from therapease.ui.today.view import TodayView
from therapease.ui.unlock.view import MINIMUM_SIZE_PX
from therapease.ui.widgets import QuestionSheet, Rail, Toast

TODAY, CLIENTS, SETTINGS = "today", "clients", "settings"
_KEPT_STEPS_BACK = 20


class MainWindow(QMainWindow):
    """Goes from place to place. `lock_requested` and `closed` are for the application to act on."""

    lock_requested = Signal()
    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setWindowTitle(strings.APP_NAME)
        self.setMinimumSize(*MINIMUM_SIZE_PX)
        self._back: list[Callable[[], None]] = []
        self._here: Callable[[], None] | None = None
        self._may_close = False
        self.question: QuestionSheet | None = None
        self._make_places()
        self._lay_out()
        self._connect()
        self._add_shortcuts()
        self.open_today()
        # The keyboard begins nowhere in particular: Tab then goes to the first place.
        self.stack.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.stack.setFocus()

    # ------------------------------------------------------------ building

    def _make_places(self) -> None:
        desk = self.desk
        self.today = TodayView(TodayController(desk, self))
        self.client_list = ClientListView(ClientListController(desk, self))
        self.client_page = ClientPageView(ClientPageController(desk, self))
        self.new_session = NewSessionView(NewSessionController(desk, self))
        self.progress = ProgressView(ProgressController(desk, self))
        controller = ReviewController(desk.workspace, desk.background, self)
        self.review = ReviewView(controller, label=desk.label)
        self.settings = SettingsView(SettingsController(desk, self))

    def _lay_out(self) -> None:
        self.rail = Rail(
            {TODAY: ("sun", strings.Rail.TODAY), CLIENTS: ("users", strings.Rail.CLIENTS)},
            {SETTINGS: ("settings", strings.Rail.SETTINGS)},
        )
        self.stack = QStackedWidget()
        for place in (
            self.today,
            self.client_list,
            self.client_page,
            self.new_session,
            self.progress,
            self.review,
            self.settings,
        ):
            self.stack.addWidget(place)
        self.job_bar = JobBar(self.desk.jobs)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.stack, 1)
        right.addWidget(self.job_bar)
        central = QWidget()
        central.setProperty("surface", "paper")
        central.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(central)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        self.setCentralWidget(central)
        self.toast = Toast(central)

    def _connect(self) -> None:
        self.rail.chosen.connect(self._on_rail)
        self.rail.lock_requested.connect(self.request_lock)
        for place in (self.today, self.client_page):
            place.session_chosen.connect(lambda key: self.open_session(SessionId(key)))
        self.today.clients_wanted.connect(self.open_clients)
        self.today.new_client_wanted.connect(self.add_client)
        self.client_list.client_chosen.connect(lambda key: self.open_client(ClientId(key)))
        self.client_list.client_added.connect(self._on_client_added)
        self.client_page.new_session_wanted.connect(self.open_new_session)
        self.new_session.cancelled.connect(self.go_back)
        self.new_session.controller.started.connect(self.open_session)
        self.progress.recording_wanted.connect(self._open_recording_of)
        self.progress.review_wanted.connect(self.open_review)
        self.progress.controller.loaded.connect(self._on_session_loaded)
        self.review.redraft_wanted.connect(self._redraft)
        self.job_bar.show_wanted.connect(self.open_session)
        self.desk.jobs.finished.connect(self._on_job_finished)
        self.desk.jobs.changed.connect(self._on_job_changed)

    def _add_shortcuts(self) -> None:
        for keys, act in (
            ("Ctrl+1", self.open_today),
            ("Ctrl+2", self.open_clients),
            ("Ctrl+,", self.open_settings),
            ("Ctrl+L", self.request_lock),
            ("Alt+Left", self.go_back),
            ("Ctrl+N", self.add_client),
            ("Ctrl+F", self._find_client),
            ("Ctrl+Q", self.close),
        ):
            action = QAction(self)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(act)
            self.addAction(action)

    # ------------------------------------------------------------ places

    def open_today(self) -> None:
        self._go(self.today, TODAY, self.open_today)
        self.today.controller.load()

    def open_clients(self) -> None:
        self._go(self.client_list, CLIENTS, self.open_clients)
        self.client_list.controller.load()

    def open_settings(self) -> None:
        self._go(self.settings, SETTINGS, self.open_settings)

    def open_client(self, client_id: ClientId) -> None:
        self._go(self.client_page, CLIENTS, lambda: self.open_client(client_id))
        self.client_page.controller.open(client_id)

    def open_new_session(self) -> None:
        """Open the form for the client whose page is open."""
        page = self.client_page.controller.page
        if page is None:
            return
        client_id = page.client.id
        self._go(self.new_session, CLIENTS, lambda: self.open_client(client_id))
        self.new_session.reset()
        self.new_session.controller.open(client_id)

    def open_session(self, session_id: SessionId) -> None:
        """Open a session where it stands: its job, what is missing, or, once there is a note, the review."""
        self._go(self.progress, CLIENTS, lambda: self.open_session(session_id))
        self.progress.open(session_id)

    def open_review(self, session_id: SessionId) -> None:
        self._go(self.review, CLIENTS, lambda: self.open_review(session_id), replaces=True)
        self.review.open(session_id)

    def add_client(self) -> None:
        if self.stack.currentWidget() is not self.client_list:
            self.open_clients()
        self.client_list.add_client()

    def go_back(self) -> None:
        """Go to the place before this one, if there is one."""
        if not self._back:
            return
        there = self._back.pop()
        self._here = None
        there()

    def _go(self, place: QWidget, rail: str, again: Callable[[], None], *, replaces: bool = False) -> None:
        if self._here is not None and not replaces:
            self._back = [*self._back, self._here][-_KEPT_STEPS_BACK:]
        self._here = again
        if self.stack.currentWidget() is self.review and place is not self.review:
            # Nothing that was said stays in a place that is not on screen.
            self.review.controller.close()
        self.stack.setCurrentWidget(place)
        self.rail.show_place(rail)
        self.job_bar.set_wanted(place is not self.progress and place is not self.today)

    def _on_rail(self, name: str) -> None:
        {TODAY: self.open_today, CLIENTS: self.open_clients, SETTINGS: self.open_settings}[name]()

    def _find_client(self) -> None:
        if self.stack.currentWidget() is self.review:
            return
        if self.stack.currentWidget() is not self.client_list:
            self.open_clients()
        self.client_list.search.setFocus()

    def _on_client_added(self, client: Client) -> None:
        self.toast.show_message(strings.Clients.ADDED)
        self.open_client(client.id)

    def _open_recording_of(self, session: TherapySession) -> None:
        self.desk.jobs.dismiss()
        self._go(self.new_session, CLIENTS, lambda: self.open_session(session.id))
        self.new_session.reset()
        self.new_session.controller.open(session.client_id, session)

    # ------------------------------------------------------------ jobs

    def _on_session_loaded(self, review: SessionReview) -> None:
        is_waiting = self.stack.currentWidget() is self.progress and self.progress.controller.job is None
        if is_waiting and review.note is not None:
            self.open_review(review.session.id)

    def _on_job_changed(self, job: JobState | None) -> None:
        """Read again what a finished step has changed on the place that is open."""
        if job is None or job.stage is not None or job.status is JobStatus.STOPPING:
            return
        if self.stack.currentWidget() is self.client_page and self.client_page.controller.page is not None:
            self.client_page.controller.open(self.client_page.controller.page.client.id)

    def _on_job_finished(self, subject: JobSubject) -> None:
        is_waited_for = (
            self.stack.currentWidget() is self.progress and self.progress.controller.session_id == subject.session_id
        )
        state = self.desk.jobs.state
        notices = state.notices if state is not None else ()
        self.desk.jobs.dismiss()
        if is_waited_for:
            self.open_review(subject.session_id)
            if notices:
                self.toast.show_message(" ".join(notices), icon="triangle-alert")
            return
        if self.stack.currentWidget() is self.today:
            self.today.controller.load()
        words = strings.Progress.READY.format(number=subject.session_number)
        self.toast.show_message(words, strings.Progress.SHOW, lambda: self.open_session(subject.session_id))

    def _redraft(self, session_id: SessionId) -> None:
        review = self.review.controller.review
        if review is None or review.session.id != session_id:
            return
        subject = JobSubject(session_id, review.client.id, self.desk.label(review.client), review.session.number)
        try:
            self.desk.jobs.start(subject, JobStep.DRAFT)
        except TherapEaseError as error:
            self.toast.show_message(error.message, icon="info")
            return
        self.open_session(session_id)

    # ------------------------------------------------------------ leaving

    def request_lock(self) -> None:
        """Lock, after asking when that stops a job."""
        if self.desk.jobs.is_running:
            self._ask(strings.Progress.LOCK, self.lock_requested.emit)
        else:
            self.lock_requested.emit()

    def close_for_good(self) -> None:
        """Close without asking again."""
        self._may_close = True
        self.review.controller.close()
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close or not self.desk.jobs.is_running:
            event.accept()
            self.closed.emit()
            return
        event.ignore()
        self._ask(strings.Progress.QUIT, self.close_for_good)

    def _ask(self, confirm: str, act: Callable[[], None]) -> None:
        if self.question is not None:
            return
        self.question = QuestionSheet(
            strings.Progress.QUIT_TITLE,
            strings.Progress.QUIT_MESSAGE,
            confirm,
            act,
            self,
            keep=strings.Progress.KEEP_WORKING,
            is_dangerous=True,
        )
        self.question.finished.connect(self._forget_question)
        self.question.open()

    def _forget_question(self) -> None:
        self.question = None
