"""The window of an unlocked vault: the rail, one place at a time, and the running job. Shell and navigation only."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from therapease.domain.client import Client
from therapease.domain.ids import ClientId, SessionId
from therapease.domain.session import TherapySession
from therapease.errors import TherapEaseError
from therapease.services.schedule import SessionReview
from therapease.ui import strings
from therapease.ui.announcing import announce
from therapease.ui.backup.part import BackupPart
from therapease.ui.clients.controller import ClientListController
from therapease.ui.clients.list_view import ClientListView
from therapease.ui.clients.page_controller import ClientPageController
from therapease.ui.clients.page_view import ClientPageView
from therapease.ui.desk import Desk
from therapease.ui.intake.controller import NewSessionController, ProgressController
from therapease.ui.intake.job_bar import JobBar
from therapease.ui.intake.new_session_view import NewSessionView
from therapease.ui.intake.progress_view import ProgressView
from therapease.ui.jobs import JobState, JobStatus, JobStep, JobSubject
from therapease.ui.leaving import Departure, LeaveGuard
from therapease.ui.menu_bar import Menus
from therapease.ui.navigator import Navigator
from therapease.ui.onboarding.first_run import FirstRun
from therapease.ui.passphrase.controller import PassphraseController
from therapease.ui.passphrase.panel import PassphraseCard
from therapease.ui.place import Place
from therapease.ui.session.controller import ReviewController
from therapease.ui.session.view import ReviewView
from therapease.ui.settings.controller import SettingsController
from therapease.ui.settings.view import SettingsView
from therapease.ui.status_line import StatusLine
from therapease.ui.today.controller import TodayController
from therapease.ui.today.view import TodayView
from therapease.ui.unlock.view import MINIMUM_SIZE_PX
from therapease.ui.widgets import QuestionSheet, Rail, ReadingOrder, Toast
from therapease.ui.window_commands import window_offers
from therapease.ui.window_state import PlaceKind

TODAY, CLIENTS, SETTINGS = "today", "clients", "settings"


class MainWindow(ReadingOrder, QMainWindow):
    """Goes from place to place. `lock_requested` and `close_wanted` are for the application to act on."""

    lock_requested = Signal()
    close_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setWindowTitle(strings.APP_NAME)
        self.setMinimumSize(*MINIMUM_SIZE_PX)
        self._may_close = False
        self._guard = LeaveGuard(self)
        self._make_places()
        self._lay_out()
        self._connect()
        self.menus = Menus(self, lambda: window_offers(self))
        self.stack.arrived.connect(self._on_arrived)
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
        self.passphrase = PassphraseCard(PassphraseController(desk, self))
        self.settings.add_card(self.passphrase)
        self.backup = BackupPart(desk, self)
        self.settings.add_card(self.backup.card)
        self.first_run = FirstRun(desk, self)
        self.settings.add_section(self.first_run.section)
        self.today.place_card(self.first_run.card)
        self.today.place_block(self.backup.block)

    def _lay_out(self) -> None:
        self.rail = Rail(
            {TODAY: ("sun", strings.Rail.TODAY), CLIENTS: ("users", strings.Rail.CLIENTS)},
            {SETTINGS: ("settings", strings.Rail.SETTINGS)},
        )
        self.stack = Navigator(self._guard)
        for place in (
            self.today,
            self.client_list,
            self.client_page,
            self.new_session,
            self.progress,
            self.review,
            self.settings,
            self.first_run.view,
        ):
            self.stack.addWidget(place)
            place.commands_changed.connect(self._refresh_menus)
        self.job_bar = JobBar(self.desk.jobs)
        self.status_line = StatusLine(self.desk)
        # Over the places, not over the job and the state of the window.
        room = QWidget()
        _column(room).addWidget(self.stack)
        self.toast = Toast(room)
        right = QWidget()
        beside = _column(right)
        beside.addWidget(room, 1)
        beside.addWidget(self.job_bar)
        central = QWidget()
        central.setProperty("surface", "paper")
        central.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(right, 1)
        column = _column(central)
        column.addLayout(row, 1)
        column.addWidget(self.status_line)
        self.setCentralWidget(central)

    def _connect(self) -> None:
        self.rail.chosen.connect(self._on_rail)
        self.rail.lock_requested.connect(self.request_lock)
        self.stack.left.connect(self._on_left)
        for place in (self.today, self.client_page):
            place.session_chosen.connect(lambda key: self.open_session(SessionId(key)))
        self.today.recording_wanted.connect(self._open_appointment)
        self.today.clients_wanted.connect(self.open_clients)
        self.today.new_client_wanted.connect(self.add_client)
        self.backup.settings_wanted.connect(self.open_backup)
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
        self.first_run.place_wanted.connect(self.open_first_run)
        self.first_run.today_wanted.connect(self.open_today)
        self.first_run.new_client_wanted.connect(self.add_client)
        self.first_run.client_wanted.connect(self.open_client)
        self.first_run.session_wanted.connect(self.open_session)
        self.first_run.told.connect(self.toast.show_message)
        self.desk.jobs.finished.connect(self._on_job_finished)
        self.desk.jobs.changed.connect(self._on_job_changed)

    def _refresh_menus(self) -> None:
        self.menus.refresh()

    def regions(self) -> list[QWidget]:
        """Return the parts of the window that F6 goes through."""
        return [self.rail, *self.place.regions(), self.toast, self.job_bar]

    # ------------------------------------------------------------ places

    @property
    def place(self) -> Place:
        """The place on show."""
        return self.stack.place

    @property
    def place_kind(self) -> PlaceKind:
        """What of the place may be kept for the next start."""
        return PlaceKind.CLIENTS if self._rail_name() == CLIENTS else PlaceKind.TODAY

    def open_kind(self, kind: PlaceKind) -> None:
        """Open where the last window was left."""
        if kind is PlaceKind.CLIENTS:
            self.open_clients()

    def open_today(self) -> None:
        self.stack.go(self.today, self.open_today, self._load_today)

    def open_clients(self) -> None:
        self.stack.go(self.client_list, self.open_clients, self.client_list.controller.load)

    def open_settings(self) -> None:
        self.stack.go(self.settings, self.open_settings, self._load_settings)

    def open_backup(self) -> None:
        """Open the part of Settings about backups."""
        self.open_settings()
        if self.place is self.settings:
            self.settings.show_card(self.backup.card, self.backup.card.choose_button)

    def open_first_run(self) -> None:
        self.stack.go(self.first_run.view, self.open_first_run)

    def open_client(self, client_id: ClientId) -> None:
        controller = self.client_page.controller
        self.stack.go(self.client_page, lambda: self.open_client(client_id), lambda: controller.open(client_id))

    def open_new_session(self) -> None:
        """Open the form for the client whose page is open."""
        page = self.client_page.controller.page
        if page is not None and self.client_page.controller.is_settled:
            client_id = page.client.id
            self.open_form(client_id, lambda: self.open_client(client_id))

    def open_session(self, session_id: SessionId) -> None:
        """Open a session where it stands: its job, what is missing, or, once there is a note, the review."""
        self.stack.go(self.progress, lambda: self.open_session(session_id), lambda: self.progress.open(session_id))

    def open_review(self, session_id: SessionId, read: SessionReview | None = None) -> None:
        """Open the review; with `read`, of what has been read a moment ago."""
        again = lambda: self.open_review(session_id)  # noqa: E731 because it is named to say what it is
        self.stack.go(self.review, again, lambda: self.review.open(session_id, read), replaces=True)

    def add_client(self) -> None:
        if self.place is self.client_list:
            self.client_list.add_client()
            return
        self.stack.go(self.client_list, self.open_clients, self._load_list_and_add)

    def add_appointment(self) -> None:
        """Ask for an appointment, on Today."""
        if self.place is not self.today:
            self.open_today()
        if self.place is self.today:
            self.today.add_appointment()

    def go_back(self) -> None:
        """Go to the place before this one, if there is one."""
        self.stack.go_back()

    def open_form(self, client_id: ClientId, again: Callable[[], None], session: TherapySession | None = None) -> None:
        """Open the form for a recording: of a new session, or of one that is there."""

        def load() -> None:
            self.new_session.reset()
            self.new_session.controller.open(client_id, session)

        self.stack.go(self.new_session, again, load)

    def _load_today(self) -> None:
        self.today.controller.load()
        self.first_run.controller.load()
        self.backup.controller.load()

    def _load_settings(self) -> None:
        self.first_run.section.load()
        self.backup.controller.load()

    def _load_list_and_add(self) -> None:
        self.client_list.controller.load()
        self.client_list.add_client()

    def _on_left(self, place: Place) -> None:
        if place is self.review:
            # Nothing that was said stays in a place that is not on screen.
            self.review.controller.close()
        elif place is self.progress:
            self.progress.controller.forget_words()

    def _on_arrived(self, place: Place) -> None:
        self._mark_rail()
        self.job_bar.set_wanted(place is not self.progress and place is not self.today)
        self.menus.refresh()

    def _mark_rail(self) -> None:
        self.rail.show_place(self._rail_name())

    def _rail_name(self) -> str:
        return {self.today: TODAY, self.first_run.view: TODAY, self.settings: SETTINGS}.get(self.place, CLIENTS)

    def _on_rail(self, name: str) -> None:
        {TODAY: self.open_today, CLIENTS: self.open_clients, SETTINGS: self.open_settings}[name]()
        # Where the way was refused, the mark goes back to the place that is still on show.
        self._mark_rail()

    def find_client(self) -> None:
        """Go to the list of clients and begin a search."""
        if self.place is not self.client_list:
            self.open_clients()
        if self.place is self.client_list:
            self.client_list.search.setFocus()

    def _on_client_added(self, client: Client) -> None:
        # The page that opens is the answer; a toast would only lie over the consents to note next.
        announce(self, strings.Clients.ADDED)
        self.open_client(client.id)

    def _open_appointment(self, session: TherapySession) -> None:
        """Open the form for the recording of an appointment; it belongs to that session and makes no other."""
        self.open_form(session.client_id, self.open_today, session)

    def _open_recording_of(self, session: TherapySession) -> None:
        self.desk.jobs.dismiss()
        self.open_form(session.client_id, lambda: self.open_session(session.id), session)

    # ------------------------------------------------------------ jobs

    def _on_session_loaded(self, review: SessionReview) -> None:
        is_waiting = self.place is self.progress and self.progress.controller.job is None
        if is_waiting and review.note is not None:
            self.open_review(review.session.id, review)

    def _on_job_changed(self, job: JobState | None) -> None:
        """Read again what a finished step has changed on the place that is open."""
        if job is None or job.stage is not None or job.status is JobStatus.STOPPING:
            return
        if self.place is self.client_page and self.client_page.controller.page is not None:
            self.client_page.controller.open(self.client_page.controller.page.client.id)

    def _on_job_finished(self, subject: JobSubject) -> None:
        is_waited_for = self.place is self.progress and self.progress.controller.session_id == subject.session_id
        state = self.desk.jobs.state
        notices = state.notices if state is not None else ()
        self.desk.jobs.dismiss()
        if is_waited_for:
            self.open_review(subject.session_id)
            if notices:
                self.toast.show_message(" ".join(notices), icon="triangle-alert")
            return
        if self.place is self.today:
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
            self.toast.show_message(f"{error.title}. {error.message}", icon="info")
            return
        self.open_session(session_id)

    # ------------------------------------------------------------ leaving

    @property
    def question(self) -> QuestionSheet | None:
        """The question about leaving, while it is open."""
        return self._guard.question

    def request_lock(self) -> None:
        """Lock, after asking when that stops a job or loses words."""
        self._guard.when_free(self._departure(strings.Progress.LOCK, ends_job=True), self.lock_requested.emit)

    def close_for_good(self) -> None:
        """Close without asking again."""
        self._may_close = True
        self.review.controller.close()
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask, then tell the application, which puts the vault away before it closes the window for good."""
        if self._may_close:
            event.accept()
            return
        event.ignore()
        self._guard.when_free(self._departure(strings.Progress.QUIT, ends_job=True), self.close_wanted.emit)

    def _departure(self, confirm: str = "", *, ends_job: bool = False) -> Departure:
        stops_job = ends_job and self.desk.jobs.is_running
        return Departure(
            self.place.unsaved_work(), stops_job, confirm if stops_job and confirm else strings.Leaving.LEAVE
        )


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column
