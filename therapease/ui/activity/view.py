"""The Activity place: whether the history holds, filters, and the events, page after page as one scrolls."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from therapease.domain.activity import SignInReport
from therapease.ui import strings
from therapease.ui.activity.controller import KINDS, ActivityController, ActivityState, CheckState
from therapease.ui.activity.item_model import broken_words, moment_words, sign_in_words
from therapease.ui.commands import Command, Offers
from therapease.ui.error_presenter import show_in_place
from therapease.ui.place import Place
from therapease.ui.theme import TextRole, current_theme
from therapease.ui.widgets import (
    Banner,
    BannerKind,
    Button,
    ButtonKind,
    ComboField,
    EmptyState,
    IconLabel,
    PageHeader,
    RowKind,
    RowList,
    TextLabel,
    Toast,
)

_LEAST_LIST_PX = 120
_FILTERS_IN_ONE_ROW_PX = 900
_MORE_BEFORE_END_PX = 600
_Words = strings.Activity


class ActivityView(Place):
    """`client_chosen` and `session_chosen` carry the id of what a row leads to."""

    client_chosen = Signal(str)
    session_chosen = Signal(str)

    def __init__(self, controller: ActivityController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.controller = controller
        self.header = PageHeader(_Words.TITLE, _Words.SUBTITLE)
        self.export_button = Button(_Words.EXPORT, ButtonKind.QUIET, icon="file-down")
        self.header.action_row.addWidget(self.export_button)
        self.banner, self.warning, self.sign_ins = Banner(), Banner(), Banner()
        self._check_icon = IconLabel("shield-check", "ink2", 18)
        self.check_line = TextLabel("", TextRole.SMALL, "ink2", wrap=True)
        self.check_button = Button(_Words.CHECK, ButtonKind.GHOST)
        self.person = ComboField(_Words.PERSON, (_Words.EVERYBODY,))
        self.client = ComboField(_Words.CLIENT, (_Words.ALL_CLIENTS,))
        self.kind = ComboField(_Words.KIND, (_Words.EVERYTHING, *(strings.KIND_WORDS[kind] for kind in KINDS)))
        self.span = ComboField(_Words.TIME, _Words.SPANS)
        self.list = RowList(_Words.LIST, RowKind.TIMELINE)
        self.show_all = Button(_Words.SHOW_ALL)
        self.empty = EmptyState(_Words.EMPTY_TITLE, _Words.EMPTY, self.show_all)
        self._stack = QStackedWidget()
        self._choices_shown: object = None
        self._lay_out()
        self.toast = Toast(self)
        self._connect()
        self._show_check(controller.check_state)

    def commands(self) -> Offers:
        return {Command.EXPORT: self.ask_export} if self.controller.state.rows else {}

    def keyboard_start(self) -> QWidget:
        return self._fields()[0].box

    def regions(self) -> list[QWidget]:
        return [self.keyboard_start(), self.list, self.check_button]

    def ask_export(self) -> None:
        """Ask for the file that what is shown is to be written into."""
        dialog = QFileDialog(self, _Words.EXPORT_TITLE, str(Path.home()))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_Words.EXPORT_FILES)
        dialog.setDefaultSuffix("csv")
        dialog.selectFile(_Words.EXPORT_NAME.format(date=self.controller.desk.today().isoformat()))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: self.controller.export(Path(chosen)))
        dialog.open()

    # ------------------------------------------------------------ inside

    def _lay_out(self) -> None:
        status = QHBoxLayout()
        status.setSpacing(8)
        status.addWidget(self._check_icon, 0, Qt.AlignmentFlag.AlignVCenter)
        status.addWidget(self.check_line, 1)
        status.addWidget(self.check_button)
        self._filters = QGridLayout()
        self._filters.setHorizontalSpacing(16)
        self._filters.setVerticalSpacing(8)
        self._place_filters(in_one_row=True)
        empty = QWidget()
        column = QVBoxLayout(empty)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.empty)
        column.addStretch(1)
        for page in (self.list, empty):
            self._stack.addWidget(page)
        # The page that is not on show must not take the room that the filters need at the largest text.
        self._stack.setMinimumHeight(_LEAST_LIST_PX)
        column = QVBoxLayout(self)
        column.setContentsMargins(48, 32, 48, 0)
        column.setSpacing(16)
        for widget in (self.header, self.banner, self.warning, self.sign_ins):
            column.addWidget(widget)
        column.addLayout(self._filters)
        column.addLayout(status)
        column.addWidget(self._stack, 1)

    def _fields(self) -> list[ComboField]:
        """Return the filters one may use: of one's own client's record the kind and the time alone."""
        may_read_all = self.controller.service.may_read_all
        return [*((self.person, self.client) if may_read_all else ()), self.kind, self.span]

    def _place_filters(self, *, in_one_row: bool) -> None:
        shown = self._fields()
        columns = 4 if in_one_row else 2
        for number, field in enumerate(shown):
            self._filters.addWidget(field, number // columns, number % columns)
        for number in range(4):
            self._filters.setColumnStretch(number, 1 if number < columns else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_filters(in_one_row=self.width() >= current_theme().px(_FILTERS_IN_ONE_ROW_PX))

    def _connect(self) -> None:
        controller = self.controller
        controller.changed.connect(self._show)
        controller.checked.connect(self._show_check)
        controller.reported.connect(self._show_report)
        controller.exported.connect(lambda: self.toast.show_message(_Words.EXPORTED, icon="file-down"))
        controller.failed.connect(lambda error: show_in_place(error, self.banner, controller.load))
        self.person.chosen.connect(controller.choose_person)
        self.client.chosen.connect(controller.choose_client)
        self.kind.chosen.connect(controller.choose_kind)
        self.span.chosen.connect(controller.choose_span)
        self.show_all.clicked.connect(controller.show_everything)
        self.check_button.clicked.connect(controller.check)
        self.export_button.clicked.connect(self.ask_export)
        self.list.opened.connect(self._open)
        self.list.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def _on_scrolled(self, value: int) -> None:
        if value >= self.list.verticalScrollBar().maximum() - _MORE_BEFORE_END_PX:
            self.controller.more()

    def _open(self, key: str) -> None:
        subject = self.controller.subject_of(key)
        if subject is None:
            return
        client_id, session_id = subject
        if session_id is not None:
            self.session_chosen.emit(session_id)
        else:
            self.client_chosen.emit(client_id)

    def _show(self, state: ActivityState) -> None:
        self.banner.dismiss()
        self._show_filters(state)
        had = self.list.row_model.rowCount()
        rows = list(state.rows)
        if rows != self.list.row_model.rows:
            current, at = self.list.currentIndex().row(), self.list.verticalScrollBar().value()
            is_longer = had < len(rows) and self.list.row_model.rows == rows[:had]
            self.list.show_rows(rows)
            if is_longer and had:
                # More of the same: the place where one was reading stays.
                self.list.setCurrentIndex(self.list.row_model.index(max(current, 0)))
                self.list.verticalScrollBar().setValue(at)
        self.export_button.setEnabled(bool(rows))
        self._stack.setCurrentIndex(0 if rows or not state.is_read else 1)
        self.show_all.setVisible(state.is_filtered and self.controller.service.may_read_all)
        self.commands_changed.emit()

    def _show_filters(self, state: ActivityState) -> None:
        if self._choices_shown is not state.choices:
            self._choices_shown = state.choices
            _fill(self.person, _Words.EVERYBODY, [user.name for user in state.choices.people])
            label = self.controller.desk.label
            _fill(self.client, _Words.ALL_CLIENTS, [f"{label(c)}  {c.code}" for c in state.choices.clients])
        wanted = state.wanted
        self.person.set_choice(_number(wanted.user_id, [user.id for user in state.choices.people]))
        self.client.set_choice(_number(wanted.client_id, [client.id for client in state.choices.clients]))
        self.kind.set_choice(_number(wanted.kind, list(KINDS)))
        self.span.set_choice(state.span)

    def _show_check(self, state: CheckState) -> None:
        report, today = state.report, self.controller.desk.today()
        self.check_button.setEnabled(not state.is_running)
        if state.is_running:
            self._say("shield-check", "ink2", _Words.CHECKING)
        elif state.error is not None:
            self._say("triangle-alert", "attention", _Words.CHECK_FAILED)
            show_in_place(state.error, self.warning, self.controller.check)
        elif report is None or state.at is None:
            self._say("shield-check", "ink2", "")
        elif report.holds:
            self.warning.dismiss()
            time = moment_words(state.at, today)
            self._say("shield-check", "accent", _Words.HOLDS.format(count=f"{report.event_count:,}", time=time))
        else:
            self._say("circle-x", "danger", _Words.HOLDS_NOT.format(time=moment_words(state.at, today)))
            self.warning.show_message(BannerKind.DANGER, _Words.BROKEN_TITLE, broken_words(report))

    def _say(self, icon: str, tone: str, words: str) -> None:
        self._check_icon.set_icon(icon, tone)
        self.check_line.setText(words)

    def _show_report(self, report: SignInReport) -> None:
        if report.is_quiet:
            self.sign_ins.dismiss()
        else:
            self.sign_ins.show_message(BannerKind.ATTENTION, *sign_in_words(report))


def _number(wanted: object, known: list[object]) -> int:
    return known.index(wanted) + 1 if wanted in known else 0


def _fill(field: ComboField, first: str, others: list[str]) -> None:
    field.box.clear()
    field.box.addItems([first, *others])
