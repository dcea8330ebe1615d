"""What the window holds: every place, made once, and the frame around them. A new place is made and listed here."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from therapease.ui import strings
from therapease.ui.activity.part import ActivityPart
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
from therapease.ui.leaving import LeaveGuard
from therapease.ui.navigator import Navigator
from therapease.ui.onboarding.first_run import FirstRun
from therapease.ui.passphrase.controller import PassphraseController
from therapease.ui.passphrase.panel import PassphraseCard
from therapease.ui.people.controller import PeopleController
from therapease.ui.people.view import PeopleView
from therapease.ui.place import Place
from therapease.ui.session.controller import ReviewController
from therapease.ui.session.view import ReviewView
from therapease.ui.settings.controller import SettingsController
from therapease.ui.settings.view import SettingsView
from therapease.ui.status_line import StatusLine
from therapease.ui.today.controller import TodayController
from therapease.ui.today.view import TodayView
from therapease.ui.widgets import Rail, ReadingOrder, Toast

TODAY, CLIENTS, ACTIVITY, PEOPLE, SETTINGS = "today", "clients", "activity", "people", "settings"


class WindowPlaces(ReadingOrder, QMainWindow):
    """The window's parts and how they lie. What leads from one to the other is the business of `MainWindow`."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._guard = LeaveGuard(self)
        self._make_places()
        self._fill_places()
        self._make_frame()
        for place in self.places():
            self.stack.addWidget(place)
        self._lay_out()

    def places(self) -> tuple[Place, ...]:
        """Every place of the window, in no order that anybody sees."""
        return (
            self.today,
            self.client_list,
            self.client_page,
            self.new_session,
            self.progress,
            self.review,
            self.activity.view,
            self.people,
            self.settings,
            self.first_run.view,
        )

    def regions(self) -> list[QWidget]:
        """Return the parts of the window that F6 goes through."""
        return [self.rail, *self.place.regions(), self.toast, self.job_bar]

    @property
    def place(self) -> Place:
        """The place on show."""
        return self.stack.place

    def rail_name(self) -> str:
        """Return the entry of the rail under which the place on show belongs."""
        named: dict[Place, str] = {
            self.today: TODAY,
            self.first_run.view: TODAY,
            self.activity.view: ACTIVITY,
            self.people: PEOPLE,
            self.settings: SETTINGS,
        }
        return named.get(self.place, CLIENTS)

    def _make_places(self) -> None:
        desk = self.desk
        self.today = TodayView(TodayController(desk, self))
        self.client_list = ClientListView(ClientListController(desk, self))
        self.client_page = ClientPageView(ClientPageController(desk, self))
        self.new_session = NewSessionView(NewSessionController(desk, self))
        self.progress = ProgressView(ProgressController(desk, self))
        controller = ReviewController(desk.workspace, desk.background, self)
        self.review = ReviewView(controller, label=desk.label)
        self.people = PeopleView(PeopleController(desk, self))
        self.settings = SettingsView(SettingsController(desk, self))

    def _fill_places(self) -> None:
        """Put the parts that belong to no single place into those where they are met."""
        self.passphrase = PassphraseCard(PassphraseController(self.desk, self))
        self.settings.add_card(self.passphrase)
        self.backup = BackupPart(self.desk, self)
        self.settings.add_card(self.backup.card)
        self.first_run = FirstRun(self.desk, self)
        self.settings.add_section(self.first_run.section)
        self.today.place_card(self.first_run.card)
        self.today.place_block(self.backup.block)
        self.activity = ActivityPart(self.desk, self)
        self.today.place_notice(self.activity.card)

    def _make_frame(self) -> None:
        may_read = self.desk.workspace.activity.may_read_all
        self.rail = Rail(
            {TODAY: ("sun", strings.Rail.TODAY), CLIENTS: ("users", strings.Rail.CLIENTS)},
            {
                PEOPLE: ("user-round", strings.People.RAIL),
                **({ACTIVITY: ("activity", strings.Rail.ACTIVITY)} if may_read else {}),
                SETTINGS: ("settings", strings.Rail.SETTINGS),
            },
        )
        self.stack = Navigator(self._guard)
        self.job_bar = JobBar(self.desk.jobs)
        self.status_line = StatusLine(self.desk)

    def _lay_out(self) -> None:
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


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column
