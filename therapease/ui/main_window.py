"""The window of an unlocked vault: the rail, one place at a time, and the running job. Shell and navigation only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from therapease.domain.ids import ClientId, SessionId
from therapease.domain.session import TherapySession
from therapease.services.schedule import SessionReview
from therapease.ui import strings
from therapease.ui.desk import Desk
from therapease.ui.leaving import Departure
from therapease.ui.menu_bar import Menus
from therapease.ui.place import Place
from therapease.ui.unlock.view import MINIMUM_SIZE_PX
from therapease.ui.widgets import QuestionSheet
from therapease.ui.window_commands import window_offers
from therapease.ui.window_jobs import WindowJobs
from therapease.ui.window_places import ACTIVITY, CLIENTS, PEOPLE, SETTINGS, TODAY, WindowPlaces
from therapease.ui.window_state import PlaceKind
from therapease.ui.window_wiring import connect_places


class MainWindow(WindowPlaces):
    """Goes from place to place. `lock_requested` and `close_wanted` are for the application to act on."""

    lock_requested = Signal()
    close_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setWindowTitle(strings.APP_NAME)
        self.setMinimumSize(*MINIMUM_SIZE_PX)
        self._may_close = False
        connect_places(self)
        WindowJobs(self)
        self.rail.chosen.connect(self._on_rail)
        self.stack.left.connect(self._on_left)
        self.menus = Menus(self, lambda: window_offers(self))
        self.stack.arrived.connect(self._on_arrived)
        self.open_today()
        # The keyboard begins nowhere in particular: Tab then goes to the first place.
        self.stack.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.stack.setFocus()

    def refresh_menus(self) -> None:
        """Enable what the place on show offers now."""
        self.menus.refresh()

    # ------------------------------------------------------------ places

    @property
    def place_kind(self) -> PlaceKind:
        """What of the place may be kept for the next start."""
        return PlaceKind.CLIENTS if self.rail_name() == CLIENTS else PlaceKind.TODAY

    def open_kind(self, kind: PlaceKind) -> None:
        """Open where the last window was left."""
        if kind is PlaceKind.CLIENTS:
            self.open_clients()

    def open_today(self) -> None:
        self.stack.go(self.today, self.open_today, self._load_today)

    def open_clients(self) -> None:
        self.stack.go(self.client_list, self.open_clients, self.client_list.controller.load)

    def open_activity(self) -> None:
        self.stack.go(self.activity.view, self.open_activity, self.activity.controller.load)

    def open_activity_of(self, client_id: ClientId) -> None:
        """Open Activity with everything about one client's record."""
        controller = self.activity.controller
        again = lambda: self.open_activity_of(client_id)  # noqa: E731 because it is named to say what it is
        self.stack.go(self.activity.view, again, lambda: controller.show_client(client_id))

    def open_people(self) -> None:
        self.stack.go(self.people, self.open_people, self.people.controller.load)

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
        self.rail.show_place(self.rail_name())

    def _on_rail(self, name: str) -> None:
        ways = {
            TODAY: self.open_today,
            CLIENTS: self.open_clients,
            ACTIVITY: self.open_activity,
            PEOPLE: self.open_people,
            SETTINGS: self.open_settings,
        }
        ways[name]()
        # Where the way was refused, the mark goes back to the place that is still on show.
        self._mark_rail()

    def find_client(self) -> None:
        """Go to the list of clients and begin a search."""
        if self.place is not self.client_list:
            self.open_clients()
        if self.place is self.client_list:
            self.client_list.search.setFocus()

    def open_appointment(self, session: TherapySession) -> None:
        """Open the form for the recording of an appointment; it belongs to that session and makes no other."""
        self.open_form(session.client_id, self.open_today, session)

    def open_recording_of(self, session: TherapySession) -> None:
        self.desk.jobs.dismiss()
        self.open_form(session.client_id, lambda: self.open_session(session.id), session)

    # ------------------------------------------------------------ leaving

    @property
    def question(self) -> QuestionSheet | None:
        """The question about leaving, while it is open."""
        return self._guard.question

    def request_lock(self) -> None:
        """Lock, after asking when that stops a job. What stands in a form comes back, and is not asked about."""
        departure = self._departure(strings.Progress.LOCK, ends_job=True)
        if self.place.unfinished() is not None:
            departure = replace(departure, unsaved=None)
        if self.desk.unattended_step is not None:
            departure = replace(departure, stops_job=False)
        self._guard.when_free(departure, self.lock_requested.emit)

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
