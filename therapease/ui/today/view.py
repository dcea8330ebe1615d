"""Today: the day's name, the appointments at the left, what waits and what runs at the right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from therapease.domain.ids import SessionId
from therapease.domain.session import TherapySession
from therapease.ui import strings
from therapease.ui.commands import Command, Offers
from therapease.ui.error_presenter import show_in_place
from therapease.ui.intake.job_bar import show_job
from therapease.ui.jobs import JobState, JobStatus
from therapease.ui.place import Place
from therapease.ui.theme import TextRole, current_theme, theme_changed
from therapease.ui.today.agenda import Agenda
from therapease.ui.today.appointment_acts import AppointmentActs
from therapease.ui.today.controller import TodayController, TodayState
from therapease.ui.today.item_model import AgendaAct
from therapease.ui.widgets import (
    Banner,
    Button,
    ButtonKind,
    EmptyState,
    PageHeader,
    ProgressRow,
    RowKind,
    RowList,
    ScrollingPage,
    TextLabel,
    Toast,
)
from therapease.ui.wording import weekday_date

_SIDE_PX = 376
_SIDE_BY_SIDE_FROM_PX = 880
"""Below this width, at 100 % text size, what waits stands under the day instead of beside it."""
_ANY_WIDTH_PX = 16_777_215


class TodayView(Place):
    """`session_chosen` carries a session's id, `recording_wanted` a TherapySession that has no recording yet."""

    session_chosen = Signal(str)
    recording_wanted = Signal(object)
    clients_wanted = Signal()
    new_client_wanted = Signal()

    def __init__(self, controller: TodayController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.controller = controller
        self.header = PageHeader()
        self.add_button = Button(strings.Today.ADD_APPOINTMENT, ButtonKind.QUIET, icon="plus")
        self.header.action_row.addWidget(self.add_button)
        self.banner = Banner()
        self.agenda = Agenda()
        self.recent = RowList(strings.Today.RECENT, RowKind.AGENDA)
        self.recent_title = TextLabel(strings.Today.RECENT, TextRole.LABEL)
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
        self.free = TextLabel(strings.Today.FREE, TextRole.BODY, "ink2", wrap=True)
        self.acts = AppointmentActs(controller.desk, self)
        self._build()
        self.toast = Toast(self)
        self._connect()
        self._connect_agenda()
        theme_changed.connect(self._arrange)
        self._show_job(controller.desk.jobs.state)

    def commands(self) -> Offers:
        return {Command.NEW_APPOINTMENT: self.add_appointment}

    def keyboard_start(self) -> QWidget:
        """Return the first thing to do, as far as the day is known: hidden, it would swallow every key."""
        return self.first_client if self.empty.isVisible() else self.add_button

    def unfinished(self) -> dict[str, Any] | None:
        return self.acts.unfinished()

    def take_up(self, unfinished: Mapping[str, Any]) -> None:
        session_id = unfinished.get("session")
        client, session = self.controller.session(SessionId(str(session_id))) or (None, None)
        self.acts.take_up(unfinished, client, session)

    def add_appointment(self) -> None:
        self.acts.add()

    def _build(self) -> None:
        page = self._page = ScrollingPage()
        for widget in (self.header, self.banner):
            page.content.addWidget(widget)
        page.content.addSpacing(8)
        page.content.addLayout(self._make_columns())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)

    def _make_columns(self) -> QBoxLayout:
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.agenda)
        left.addWidget(self.free)
        left.addSpacing(16)
        for widget in (self.recent_title, self.recent, self.no_sessions, self.empty):
            left.addWidget(widget)
        left.addStretch(1)
        self.side = QWidget()
        right = QVBoxLayout(self.side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(8)
        right.addWidget(TextLabel(strings.Today.TO_SIGN, TextRole.LABEL))
        right.addWidget(self.to_sign)
        right.addWidget(self.nothing_to_sign)
        right.addSpacing(24)
        right.addWidget(self.progress_title)
        right.addWidget(self.progress)
        right.addStretch(1)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(56)
        self._columns.addLayout(left, 1)
        self._beside = QWidget()
        beside = QVBoxLayout(self._beside)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(24)
        beside.addWidget(self.side)
        self._columns.addWidget(self._beside, 0, Qt.AlignmentFlag.AlignTop)
        return self._columns

    def place_card(self, card: QWidget) -> None:
        """Put a card at the top of the right column; it shows itself when it has something to say."""
        layout = self._beside.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(0, card)

    def place_notice(self, notice: QWidget) -> None:
        """Put something that has to be told at once below the head of the page; it shows itself when it has to."""
        self._page.content.insertWidget(1, notice)

    def place_block(self, block: QWidget) -> None:
        """Put a block at the end of the right column."""
        layout = self._beside.layout()
        if layout is not None:
            layout.addWidget(block)

    def _connect(self) -> None:
        controller = self.controller
        controller.changed.connect(self._show)
        controller.failed.connect(lambda error: show_in_place(error, self.banner, controller.load))
        controller.cancelled.connect(self._on_cancelled)
        controller.appointment_kept.connect(self.toast.show_message)
        controller.desk.jobs.changed.connect(self._show_job)
        self.progress.cancel_requested.connect(controller.desk.jobs.cancel)
        for rows in (self.recent, self.to_sign):
            rows.opened.connect(self.session_chosen)
        self.first_client.clicked.connect(self.new_client_wanted)
        self.open_clients.clicked.connect(self.clients_wanted)
        self.add_button.clicked.connect(self.add_appointment)
        self.acts.kept.connect(self._on_kept)
        self.acts.failed.connect(lambda error: show_in_place(error, self.banner))
        self.acts.cancel_wanted.connect(lambda session, reason: controller.cancel(session.id, reason))

    def _connect_agenda(self) -> None:
        agenda, controller = self.agenda, self.controller
        agenda.acted.connect(self._on_act)
        agenda.change_wanted.connect(self._change)
        agenda.cancel_wanted.connect(self._ask_cancel)
        agenda.no_show_noted.connect(lambda key: controller.cancel(SessionId(key), strings.Appointments.NO_SHOW))
        agenda.restore_wanted.connect(lambda key: controller.restore(SessionId(key)))

    # ------------------------------------------------------------ showing

    def _show(self, state: TodayState) -> None:
        self.banner.dismiss()
        self.header.set_texts(weekday_date(state.day), state.subtitle)
        self.agenda.show_items(state.agenda)
        self.agenda.setVisible(bool(state.agenda))
        for rows, shown in ((self.recent, state.recent), (self.to_sign, state.to_sign)):
            if tuple(rows.row_model.rows) != shown:
                rows.show_rows(list(shown), fit=True)
        for widget in (self.recent, self.recent_title):
            widget.setVisible(bool(state.recent))
        self.to_sign.setVisible(bool(state.to_sign))
        self.nothing_to_sign.setVisible(not state.to_sign)
        self.free.setVisible(state.has_clients and bool(state.recent) and not state.agenda)
        self.no_sessions.setVisible(state.has_clients and not state.recent and not state.agenda)
        self.empty.setVisible(not state.has_clients)
        self.side.setVisible(state.has_clients)
        self.add_button.setVisible(state.has_clients)
        here = self.window().focusWidget()
        if here is not None and self.isAncestorOf(here) and not here.isVisible() and self.isVisible():
            self.keyboard_start().setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_job(self, job: JobState | None) -> None:
        is_shown = job is not None and job.status is not JobStatus.DONE
        self.progress.setVisible(is_shown)
        self.progress_title.setVisible(is_shown)
        if job is not None and is_shown:
            show_job(self.progress, job)

    # ------------------------------------------------------------ acts

    def _on_act(self, key: str, act: AgendaAct) -> None:
        found = self.controller.session(SessionId(key))
        if found is not None and act in (AgendaAct.START, AgendaAct.ADD_RECORDING, AgendaAct.ASK_CONSENT):
            self.recording_wanted.emit(found[1])
        else:
            self.session_chosen.emit(key)

    def _change(self, key: str) -> None:
        found = self.controller.session(SessionId(key))
        if found is not None:
            self.acts.change(*found)

    def _ask_cancel(self, key: str) -> None:
        found = self.controller.session(SessionId(key))
        if found is not None:
            self.acts.ask_cancel(found[1])

    def _on_kept(self, words: str) -> None:
        self.toast.show_message(words)
        self.controller.load()

    def _on_cancelled(self, session: TherapySession, words: str) -> None:
        self.toast.show_message(words, strings.Appointments.UNDO, lambda: self.controller.restore(session.id))

    # ------------------------------------------------------------ arrangement

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        theme = current_theme()
        is_beside = self.width() / theme.scale >= _SIDE_BY_SIDE_FROM_PX
        direction = QBoxLayout.Direction.LeftToRight if is_beside else QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(direction)
        self._columns.setSpacing(theme.px(56) if is_beside else theme.px(32))
        self._beside.setMinimumWidth(theme.px(_SIDE_PX - 56) if is_beside else 0)
        self._beside.setMaximumWidth(theme.px(_SIDE_PX) if is_beside else _ANY_WIDTH_PX)
