"""The window of an unlocked vault: the rail, one place at a time, and the running job. Shell and navigation only."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from therapease.domain.client import Client
from therapease.domain.ids import ClientId, SessionId
from therapease.domain.session import TherapySession
from therapease.errors import TherapEaseError
from therapease.services.schedule import SessionReview
from therapease.ui import strings
from therapease.ui.about_sheet import AboutSheet
from therapease.ui.clients.controller import ClientListController
from therapease.ui.clients.list_view import ClientListView
from therapease.ui.clients.page_controller import ClientPageController
from therapease.ui.clients.page_view import ClientPageView
from therapease.ui.commands import Command, Offers
from therapease.ui.desk import Desk
from therapease.ui.intake.controller import NewSessionController, ProgressController
from therapease.ui.intake.job_bar import JobBar
from therapease.ui.intake.new_session_view import NewSessionView
from therapease.ui.intake.progress_view import ProgressView
from therapease.ui.jobs import JobState, JobStatus, JobStep, JobSubject
from therapease.ui.leaving import Departure, LeaveGuard
from therapease.ui.menu_bar import Menus
from therapease.ui.place import Place
from therapease.ui.regions import go_to_region
from therapease.ui.session.controller import ReviewController
from therapease.ui.session.view import ReviewView
from therapease.ui.settings.controller import SettingsController
from therapease.ui.settings.view import SettingsView
from therapease.ui.shortcuts_sheet import ShortcutsSheet
from therapease.ui.status_line import StatusLine
from therapease.ui.theme import TEXT_SCALES
from therapease.ui.today.controller import TodayController
from therapease.ui.today.view import TodayView
from therapease.ui.unlock.view import MINIMUM_SIZE_PX
from therapease.ui.widgets import QuestionSheet, Rail, Toast
from therapease.ui.window_state import PlaceKind

TODAY, CLIENTS, SETTINGS = "today", "clients", "settings"
_KEPT_STEPS_BACK = 20
_NOTHING_LOST = Departure(None, stops_job=False, confirm="")


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
        self._guard = LeaveGuard(self)
        self._make_places()
        self._lay_out()
        self._connect()
        self.menus = Menus(self, self._offers)
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
            place.commands_changed.connect(self._on_commands_changed)
        self.job_bar = JobBar(self.desk.jobs)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.stack, 1)
        right.addWidget(self.job_bar)
        self.status_line = StatusLine(self.desk)
        central = QWidget()
        central.setProperty("surface", "paper")
        central.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row, 1)
        column.addWidget(self.status_line)
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

    def _offers(self) -> Offers:
        """What can be done now: the window's own commands, and before them the place's."""
        preferences = self.desk.preferences
        offers: dict[Command, Callable[[], object]] = {
            Command.NEW_CLIENT: self.add_client,
            Command.SETTINGS: self.open_settings,
            Command.LOCK: self.request_lock,
            Command.QUIT: self.close,
            Command.TODAY: self.open_today,
            Command.CLIENTS: self.open_clients,
            Command.NEXT_REGION: lambda: go_to_region(self._regions(), 1),
            Command.PREVIOUS_REGION: lambda: go_to_region(self._regions(), -1),
            Command.FULL_SCREEN: self._toggle_full_screen,
            Command.SHORTCUTS: lambda: ShortcutsSheet(self).open(),
            Command.ABOUT: lambda: AboutSheet(self).open(),
        }
        if preferences.text_scale < TEXT_SCALES[-1]:
            offers[Command.LARGER_TEXT] = lambda: preferences.step_text_scale(1)
        if preferences.text_scale > TEXT_SCALES[0]:
            offers[Command.SMALLER_TEXT] = lambda: preferences.step_text_scale(-1)
        if preferences.text_scale != 1.0:
            offers[Command.NORMAL_TEXT] = lambda: preferences.set_text_scale(1.0)
        if self._back:
            offers[Command.BACK] = self.go_back
        if self.place is not self.review:
            offers[Command.FIND] = self._find_client
        return {**offers, **self.place.commands()}

    def _on_commands_changed(self) -> None:
        self.menus.refresh()

    def _regions(self) -> list[QWidget]:
        return [self.rail, *self.place.regions(), self.job_bar]

    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    # ------------------------------------------------------------ places

    @property
    def place(self) -> Place:
        """The place on show."""
        place = self.stack.currentWidget()
        assert isinstance(place, Place)
        return place

    @property
    def place_kind(self) -> PlaceKind:
        """What of the place may be kept for the next start."""
        return PlaceKind.TODAY if self.place in (self.today, self.settings) else PlaceKind.CLIENTS

    def open_kind(self, kind: PlaceKind) -> None:
        """Open where the last window was left."""
        if kind is PlaceKind.CLIENTS:
            self.open_clients()

    def open_today(self) -> None:
        self._go(self.today, TODAY, self.open_today, self.today.controller.load)

    def open_clients(self) -> None:
        self._go(self.client_list, CLIENTS, self.open_clients, self.client_list.controller.load)

    def open_settings(self) -> None:
        self._go(self.settings, SETTINGS, self.open_settings)

    def open_client(self, client_id: ClientId) -> None:
        controller = self.client_page.controller
        self._go(self.client_page, CLIENTS, lambda: self.open_client(client_id), lambda: controller.open(client_id))

    def open_new_session(self) -> None:
        """Open the form for the client whose page is open."""
        page = self.client_page.controller.page
        if page is not None:
            client_id = page.client.id
            self._open_form(client_id, lambda: self.open_client(client_id))

    def open_session(self, session_id: SessionId) -> None:
        """Open a session where it stands: its job, what is missing, or, once there is a note, the review."""
        self._go(self.progress, CLIENTS, lambda: self.open_session(session_id), lambda: self.progress.open(session_id))

    def open_review(self, session_id: SessionId) -> None:
        again = lambda: self.open_review(session_id)  # noqa: E731 because it is named to say what it is
        self._go(self.review, CLIENTS, again, lambda: self.review.open(session_id), replaces=True)

    def add_client(self) -> None:
        if self.place is self.client_list:
            self.client_list.add_client()
            return
        self._go(self.client_list, CLIENTS, self.open_clients, self._load_list_and_add)

    def go_back(self) -> None:
        """Go to the place before this one, if there is one."""
        if self._back:
            self._guard.when_free(self._departure(), self._go_back_now)

    def _go_back_now(self) -> None:
        there = self._back.pop()
        self._here = None
        there()

    def _open_form(self, client_id: ClientId, again: Callable[[], None], session: TherapySession | None = None) -> None:
        def load() -> None:
            self.new_session.reset()
            self.new_session.controller.open(client_id, session)

        self._go(self.new_session, CLIENTS, again, load)

    def _load_list_and_add(self) -> None:
        self.client_list.controller.load()
        self.client_list.add_client()

    def _go(
        self,
        place: Place,
        rail: str,
        again: Callable[[], None],
        load: Callable[[], None] | None = None,
        *,
        replaces: bool = False,
    ) -> None:
        """Go to a place, after asking where that loses work; `again` comes back to it, `load` fills it."""

        def arrive() -> None:
            if self._here is not None and not replaces:
                self._back = [*self._back, self._here][-_KEPT_STEPS_BACK:]
            self._here = again
            if self.place is self.review and place is not self.review:
                # Nothing that was said stays in a place that is not on screen.
                self.review.controller.close()
            self.stack.setCurrentWidget(place)
            self.rail.show_place(rail)
            self.job_bar.set_wanted(place is not self.progress and place is not self.today)
            if load is not None:
                load()
            self.menus.refresh()

        self._guard.when_free(self._departure() if place is not self.place else _NOTHING_LOST, arrive)
        # A refused way leaves the rail's mark on the place that is still on show.
        self.rail.show_place(self._rail_name())

    def _rail_name(self) -> str:
        return {self.today: TODAY, self.settings: SETTINGS}.get(self.place, CLIENTS)

    def _on_rail(self, name: str) -> None:
        {TODAY: self.open_today, CLIENTS: self.open_clients, SETTINGS: self.open_settings}[name]()

    def _find_client(self) -> None:
        if self.place is not self.client_list:
            self.open_clients()
        if self.place is self.client_list:
            self.client_list.search.setFocus()

    def _on_client_added(self, client: Client) -> None:
        self.toast.show_message(strings.Clients.ADDED)
        self.open_client(client.id)

    def _open_recording_of(self, session: TherapySession) -> None:
        self.desk.jobs.dismiss()
        self._open_form(session.client_id, lambda: self.open_session(session.id), session)

    # ------------------------------------------------------------ jobs

    def _on_session_loaded(self, review: SessionReview) -> None:
        is_waiting = self.place is self.progress and self.progress.controller.job is None
        if is_waiting and review.note is not None:
            self.open_review(review.session.id)

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
            self.toast.show_message(error.message, icon="info")
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
        departure = self._departure(strings.Progress.QUIT, ends_job=True)
        if self._may_close or departure.is_free:
            event.accept()
            self.closed.emit()
            return
        event.ignore()
        self._guard.when_free(departure, self.close_for_good)

    def _departure(self, confirm: str = "", *, ends_job: bool = False) -> Departure:
        stops_job = ends_job and self.desk.jobs.is_running
        return Departure(
            self.place.unsaved_work(), stops_job, confirm if stops_job and confirm else strings.Leaving.LEAVE
        )
