"""A client's page: who it is, what can be done, and the parts of the record one at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from therapease.domain.client import Client
from therapease.domain.consent import Consent
from therapease.services.clients import ClientPage
from therapease.ui import strings
from therapease.ui.clients.agreed_text import show_agreed_text
from therapease.ui.clients.consent_list import ConsentList
from therapease.ui.clients.item_model import note_rows
from therapease.ui.clients.measures_tab import MeasuresTab
from therapease.ui.clients.overview_tab import OverviewTab
from therapease.ui.clients.page_controller import ClientPageController
from therapease.ui.clients.page_forms import PageForms
from therapease.ui.commands import Command, Offers
from therapease.ui.error_presenter import show_in_place
from therapease.ui.export.record_acts import RecordActs
from therapease.ui.place import Place
from therapease.ui.today.appointment_acts import AppointmentActs
from therapease.ui.widgets import (
    Banner,
    BannerKind,
    Button,
    ButtonKind,
    EmptyState,
    IconButton,
    PageHeader,
    QuestionSheet,
    RowKind,
    RowList,
    ScrollingPage,
    Tabs,
    Toast,
)
from therapease.ui.wording import age_at, count_words, local, long_date

OVERVIEW, NOTES, MEASURES = range(3)


class ClientPageView(Place):
    """`session_chosen` carries a session's id; `new_session_wanted` asks for the form."""

    session_chosen = Signal(str)
    new_session_wanted = Signal()
    activity_wanted = Signal()

    def __init__(self, controller: ClientPageController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.controller = controller
        self.forms = PageForms(controller, self)
        self.question: QuestionSheet | None = None
        self._shown_id = ""
        words = strings.ClientPlace
        self.header = PageHeader()
        self.new_button = Button(words.NEW_SESSION, ButtonKind.PRIMARY, icon="file-audio")
        self.more_button = IconButton("ellipsis", words.MORE)
        self.book_button = Button(words.BOOK, ButtonKind.QUIET, icon="calendar-plus")
        self.appointments = AppointmentActs(controller.desk, self)
        self.activity_button = IconButton("activity", strings.Activity.WHO_LOOKED)
        self.header.action_row.addWidget(self.activity_button)
        self.header.action_row.addWidget(self.more_button)
        self.header.action_row.addWidget(self.book_button)
        self.header.action_row.addWidget(self.new_button)
        self._make_menu()
        self.banner, self.notice = Banner(), Banner()
        self.tabs = Tabs(words.TABS, (words.TAB_OVERVIEW, words.TAB_NOTES, words.TAB_MEASURES))
        self.overview = OverviewTab()
        self.notes = RowList(words.NOTES, RowKind.LINE)
        self.no_notes = EmptyState(words.NO_NOTES_TITLE, words.NO_NOTES)
        self.measures = MeasuresTab()
        self._parts = [self.overview, self._notes_part(), self.measures]
        self._lay_out()
        self.toast = Toast(self)
        self.records = RecordActs(controller.desk, self.toast, self)
        self._connect()

    @property
    def sessions(self) -> RowList:
        return self.overview.sessions

    @property
    def no_sessions(self) -> EmptyState:
        return self.overview.no_sessions

    @property
    def consents(self) -> ConsentList:
        return self.overview.consents

    def commands(self) -> Offers:
        page = self.controller.page
        if page is None or page.client.archived_at is not None:
            return {}
        record = {Command.NEW_SESSION: self.new_session_wanted.emit} if page.has_record else {}
        return {**record, Command.NEW_APPOINTMENT: self._book}

    def unfinished(self) -> dict[str, Any] | None:
        """Return the part on show and the form over it."""
        found: dict[str, Any] = {"tab": self.tabs.currentIndex()}
        form, appointment = self.forms.unfinished(), self.appointments.unfinished()
        return found | ({"page": form} if form else {}) | ({"appointment": appointment} if appointment else {})

    def take_up(self, unfinished: Mapping[str, Any]) -> None:
        page, tab = self.controller.page, unfinished.get("tab")
        if isinstance(tab, int):
            self.tabs.setCurrentIndex(tab)
        form, appointment = unfinished.get("page"), unfinished.get("appointment")
        if isinstance(form, dict):
            self.forms.take_up(form)
        if isinstance(appointment, dict) and page is not None:
            self.appointments.take_up(appointment, page.client, None)

    def unsaved_work(self) -> str | None:
        return strings.Leaving.TYPED if self.forms.has_changes else None

    def keyboard_start(self) -> QWidget:
        return self.book_button if self.new_button.isHidden() else self.new_button

    def regions(self) -> list[QWidget]:
        part = (self.sessions, self.notes, self.measures)[self.tabs.currentIndex()]
        return [self.tabs, part, self.new_button]

    # ------------------------------------------------------------ inside

    def _make_menu(self) -> None:
        words = strings.ClientPlace
        self.more_menu = QMenu(self)
        self.more_menu.setAccessibleName(words.MORE)
        self.edit_action = self._entry(words.EDIT, self.forms.edit_client)
        self.export_action = self._entry(strings.RecordExport.MENU, self._export)
        self.archive_action = self._entry(words.ARCHIVE, self._ask_archive)
        self.restore_action = self._entry(words.RESTORE, self.controller.restore)
        self.more_button.clicked.connect(self._open_menu)

    def _entry(self, words: str, act: Callable[[], object]) -> QAction:
        action = self.more_menu.addAction(words)
        action.triggered.connect(lambda: act())
        return action

    def _open_menu(self) -> None:
        # Opened and not run: a menu with a loop of its own would hold up everything behind it.
        corner = self.more_button.mapToGlobal(self.more_button.rect().bottomRight())
        self.more_menu.popup(QPoint(corner.x() - self.more_menu.sizeHint().width(), corner.y()))

    def _notes_part(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.notes)
        column.addWidget(self.no_notes)
        column.addStretch(1)
        return holder

    def _lay_out(self) -> None:
        page = ScrollingPage()
        for widget in (self.header, self.banner, self.notice, self.tabs, *self._parts):
            page.content.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        self._show_part(OVERVIEW)

    def _connect(self) -> None:
        controller, forms = self.controller, self.forms
        controller.loaded.connect(self._show)
        controller.failed.connect(lambda error: show_in_place(error, self.banner))
        self.new_button.clicked.connect(self.new_session_wanted)
        self.activity_button.clicked.connect(self.activity_wanted)
        self.book_button.clicked.connect(self._book)
        self.appointments.kept.connect(self._on_booked)
        self.appointments.failed.connect(lambda error: show_in_place(error, self.banner))
        self.records.failed.connect(lambda error: show_in_place(error, self.banner))
        self.tabs.currentChanged.connect(self._show_part)
        for rows in (self.sessions, self.notes):
            rows.opened.connect(self.session_chosen)
        self.consents.given.connect(controller.give_consent)
        self.consents.withdrawn.connect(self._ask_withdraw)
        self.consents.shown.connect(lambda consent: show_agreed_text(controller.desk, consent, self.window()))
        self.overview.goals.add_wanted.connect(forms.add_goal)
        self.overview.goals.change_wanted.connect(forms.move_goal)
        for card in self.overview.cards.values():
            card.enter_wanted.connect(forms.enter_measure)
        self.measures.enter_wanted.connect(forms.enter_measure)
        self.measures.result_chosen.connect(forms.correct_measure)

    def _show_part(self, number: int) -> None:
        for at, part in enumerate(self._parts):
            part.setVisible(at == number)

    def _show(self, page: ClientPage) -> None:
        if page.client.id != self._shown_id:
            self._shown_id = page.client.id
            self.tabs.setCurrentIndex(OVERVIEW)
        today = self.controller.desk.today()
        self.banner.dismiss()
        self._show_header(page)
        self._show_notice(page.client)
        self.export_action.setVisible(page.has_record)
        self.overview.show_page(page, today)
        rows = note_rows(page.entries, today)
        self.notes.show_rows(rows, fit=True)
        self.notes.setVisible(bool(rows))
        self.no_notes.setVisible(not rows)
        self.measures.show_page(page, today)
        self._show_record(has_record=page.has_record)
        self.commands_changed.emit()

    def _show_record(self, *, has_record: bool) -> None:
        """Take everything clinical off the page of who keeps appointments and contact data only."""
        self.tabs.setVisible(has_record)
        self.new_button.setVisible(has_record)
        if has_record:
            self._show_part(self.tabs.currentIndex())
            return
        for part in self._parts:
            part.hide()
        words = strings.ClientPlace
        if self.notice.isHidden():
            self.notice.show_message(BannerKind.INFO, words.NO_RECORD_TITLE, words.NO_RECORD)

    def _show_header(self, page: ClientPage) -> None:
        client, words, today = page.client, strings.ClientPlace, self.controller.desk.today()
        about = [words.SINCE.format(date=long_date(local(client.created_at).date()))]
        if client.date_of_birth is not None:
            born = long_date(client.date_of_birth)
            about.append(words.BORN.format(date=born, age=age_at(client.date_of_birth, today)))
        count = len(page.sessions)
        if count:
            said = words.SESSION_COUNT if count > 1 else words.SESSION_COUNT_ONE
            about.append(said.format(count=count_words(count)))
        marks = [client.pronouns or "", client.code]
        if client.preferred_name and self.controller.desk.preferences.show_full_names:
            marks.insert(0, words.CALLED.format(name=client.preferred_name))
        addition = strings.SEPARATOR.join(mark for mark in marks if mark)
        self.header.set_texts(self.controller.desk.label(client), strings.SEPARATOR.join(about), addition)

    def _show_notice(self, client: Client) -> None:
        words, is_archived = strings.ClientPlace, client.archived_at is not None
        here = self.window().focusWidget()
        had_keyboard = here is not None and self.header.isAncestorOf(here)
        self.new_button.setEnabled(not is_archived)
        self.book_button.setEnabled(not is_archived)
        self.archive_action.setVisible(not is_archived)
        self.restore_action.setVisible(is_archived)
        if client.archived_at is not None:
            title = words.ARCHIVED_TITLE.format(date=long_date(local(client.archived_at).date()))
            self.notice.show_message(
                BannerKind.INFO, title, words.ARCHIVED_MESSAGE, words.RESTORE, self.controller.restore
            )
            if had_keyboard:
                # What had it cannot be done any more; Qt would go on to the rail.
                self.notice.action_button.setFocus(Qt.FocusReason.OtherFocusReason)
        elif client.is_sample:
            self.notice.show_message(BannerKind.INFO, words.SAMPLE_TITLE, words.SAMPLE_MESSAGE)
        else:
            self.notice.dismiss()

    def _ask_archive(self) -> None:
        words = strings.ClientPlace
        self._ask(words.ARCHIVE_TITLE, words.ARCHIVE_MESSAGE, words.ARCHIVE_CONFIRM, is_dangerous=False)
        assert self.question is not None
        self.question.accepted.connect(self.controller.archive)

    def _export(self) -> None:
        if self.controller.page is not None and self.controller.is_settled:
            self.records.ask(self.controller.page.client)

    def _book(self) -> None:
        page = self.controller.page
        if page is not None:
            self.appointments.add(page.client)

    def _on_booked(self, said: str) -> None:
        """Read the page again, then say what happened: reading takes notices away."""
        page = self.controller.page
        if page is not None:
            self.toast.show_message(said)
            self.controller.open(page.client.id)

    def _ask_withdraw(self, consent: Consent) -> None:
        words = strings.ClientPlace
        self._ask(words.WITHDRAW_TITLE, words.WITHDRAW_MESSAGE, words.WITHDRAW, is_dangerous=True)
        assert self.question is not None
        self.question.accepted.connect(partial(self.controller.revoke_consent, consent))

    def _ask(self, title: str, message: str, confirm: str, *, is_dangerous: bool) -> None:
        self.question = QuestionSheet(title, message, confirm, lambda: None, self.window(), is_dangerous=is_dangerous)
        self.question.open()
