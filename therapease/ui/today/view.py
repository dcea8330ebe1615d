"""Today: the day's name, the sessions at the left, what waits and what runs at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from therapease.ui import strings
from therapease.ui.error_presenter import show_in_place
from therapease.ui.intake.job_bar import show_job
from therapease.ui.jobs import JobState, JobStatus
from therapease.ui.place import Place
from therapease.ui.theme import TextRole
from therapease.ui.today.controller import TodayController, TodayState
from therapease.ui.widgets import (
    Banner,
    Button,
    ButtonKind,
    Chip,
    ChipKind,
    EmptyState,
    PageHeader,
    ProgressRow,
    RowKind,
    RowList,
    ScrollingPage,
    TextLabel,
)
from therapease.ui.wording import weekday_date

_SIDE_PX = 376


class TodayView(Place):
    """`session_chosen` carries a session's id; the two others ask for the clients' place and its form."""

    session_chosen = Signal(str)
    clients_wanted = Signal()
    new_client_wanted = Signal()

    def __init__(self, controller: TodayController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.controller = controller
        self.header = PageHeader()
        self.header.action_row.addWidget(Chip(strings.Today.OFFLINE, ChipKind.ACCENT, "wifi-off"))
        self.banner = Banner()
        self.recent = RowList(strings.Today.RECENT, RowKind.AGENDA)
        self.to_sign = RowList(strings.Today.TO_SIGN, RowKind.LINE)
        self.nothing_to_sign = TextLabel(strings.Today.NOTHING_TO_SIGN, TextRole.SMALL, "ink2", wrap=True)
        self.progress = ProgressRow()
        self.progress_title = TextLabel(strings.Today.IN_PROGRESS, TextRole.LABEL)
        self.first_client = Button(strings.Today.FIRST_CLIENT, ButtonKind.PRIMARY, icon="plus")
        self.empty = EmptyState(strings.Today.EMPTY_TITLE, strings.Today.EMPTY, self.first_client)
        self.open_clients = Button(strings.Today.OPEN_CLIENTS, ButtonKind.QUIET, icon="users")
        self.no_sessions = EmptyState(
            strings.ClientPlace.NO_SESSIONS_TITLE, strings.Today.NO_SESSIONS, self.open_clients
        )
        page = ScrollingPage()
        for widget in (self.header, self.banner):
            page.content.addWidget(widget)
        page.content.addSpacing(8)
        page.content.addLayout(self._columns())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        self._connect()
        self._show_job(controller.desk.jobs.state)

    def _connect(self) -> None:
        self.controller.changed.connect(self._show)
        self.controller.failed.connect(lambda error: show_in_place(error, self.banner, self.controller.load))
        self.controller.desk.jobs.changed.connect(self._show_job)
        self.progress.cancel_requested.connect(self.controller.desk.jobs.cancel)
        for rows in (self.recent, self.to_sign):
            rows.opened.connect(self.session_chosen)
        self.first_client.clicked.connect(self.new_client_wanted)
        self.open_clients.clicked.connect(self.clients_wanted)

    def _columns(self) -> QHBoxLayout:
        left = QVBoxLayout()
        left.setSpacing(8)
        self.recent_title = TextLabel(strings.Today.RECENT, TextRole.LABEL)
        for widget in (self.recent_title, self.recent, self.no_sessions, self.empty):
            left.addWidget(widget)
        left.addStretch(1)
        side = QWidget()
        side.setFixedWidth(_SIDE_PX)
        right = QVBoxLayout(side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(8)
        right.addWidget(TextLabel(strings.Today.TO_SIGN, TextRole.LABEL))
        right.addWidget(self.to_sign)
        right.addWidget(self.nothing_to_sign)
        right.addSpacing(24)
        right.addWidget(self.progress_title)
        right.addWidget(self.progress)
        right.addStretch(1)
        self.side = side
        columns = QHBoxLayout()
        columns.setSpacing(56)
        columns.addLayout(left, 1)
        beside = QWidget()
        self._beside = QVBoxLayout(beside)
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._beside.setSpacing(24)
        self._beside.addWidget(side)
        columns.addWidget(beside, 0, Qt.AlignmentFlag.AlignTop)
        return columns

    def place_card(self, card: QWidget) -> None:
        """Put a card at the top of the right column; it shows itself when it has something to say."""
        card.setFixedWidth(_SIDE_PX)
        self._beside.insertWidget(0, card)

    def _show(self, state: TodayState) -> None:
        self.banner.dismiss()
        self.header.set_texts(weekday_date(self.controller.desk.today()), state.subtitle)
        self.recent.show_rows(list(state.recent), fit=True)
        self.to_sign.show_rows(list(state.to_sign), fit=True)
        for widget in (self.recent, self.recent_title):
            widget.setVisible(bool(state.recent))
        self.to_sign.setVisible(bool(state.to_sign))
        self.nothing_to_sign.setVisible(not state.to_sign)
        self.no_sessions.setVisible(state.has_clients and not state.recent)
        self.empty.setVisible(not state.has_clients)
        self.side.setVisible(state.has_clients)

    def _show_job(self, job: JobState | None) -> None:
        is_shown = job is not None and job.status is not JobStatus.DONE
        self.progress.setVisible(is_shown)
        self.progress_title.setVisible(is_shown)
        if job is not None and is_shown:
            show_job(self.progress, job)
