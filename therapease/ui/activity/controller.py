"""What the Activity place does: read events a page at a time by filters, check the history, export what is shown."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from therapease.domain.activity import ActivityFilter, ActivityKind, SignInReport
from therapease.domain.history_check import HistoryReport
from therapease.domain.ids import ClientId, SessionId
from therapease.domain.job import CancelToken, ProgressListener
from therapease.errors import JobCancelledError, TherapEaseError
from therapease.services.activity import Activity, ActivityChoices, ActivityForm, ActivityPage, ActivityService
from therapease.ui.activity.item_model import activity_rows, since_of
from therapease.ui.desk import Desk
from therapease.ui.export.file_writer import replace_file
from therapease.ui.rows import Row

CHECK_AFTER_MS = 5_000
"""After unlocking: first comes what the person wants to see."""
KINDS = tuple(ActivityKind)


@dataclass(frozen=True, slots=True)
class ActivityState:
    """What the place shows. `span` is the number of a span of `strings.Activity.SPANS`."""

    wanted: ActivityFilter = field(default_factory=ActivityFilter)
    span: int = 0
    rows: tuple[Row, ...] = ()
    is_read: bool = False
    is_more: bool = False
    choices: ActivityChoices = field(default_factory=lambda: ActivityChoices((), ()))

    @property
    def is_filtered(self) -> bool:
        return self.wanted != ActivityFilter()


@dataclass(frozen=True, slots=True)
class CheckState:
    """How the check of the history stands."""

    is_running: bool = False
    report: HistoryReport | None = None
    at: datetime | None = None
    error: TherapEaseError | None = None


class ActivityController(QObject):
    """`changed` carries an ActivityState, `checked` a CheckState, `reported` a SignInReport."""

    changed = Signal(object)
    checked = Signal(object)
    reported = Signal(object)
    failed = Signal(object)
    exported = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.state, self.check_state = ActivityState(), CheckState()
        self.report: SignInReport | None = None
        self._activities: list[Activity] = []
        self._next_before: int | None = None
        self._reading = 0

    @property
    def service(self) -> ActivityService:
        return self.desk.workspace.activity

    def watch(self) -> None:
        """Tell what happened at the sign-in, and begin to check the whole history once the window has settled."""
        QTimer.singleShot(CHECK_AFTER_MS, self, self.check)
        self.desk.background.start(self, self.service.sign_ins).success(self._on_report)

    # ------------------------------------------------------------ reading

    def load(self) -> None:
        """Read again what is shown, and whom one can choose."""
        service, may_read_all = self.service, self.service.may_read_all

        def read() -> ActivityChoices:
            return service.choices() if may_read_all else ActivityChoices((), ())

        self.desk.background.start(self, read).success(self._on_choices).failure(self.failed.emit)
        self._read_first()

    def show_client(self, client_id: ClientId) -> None:
        """Show everything about one client's record."""
        self._choose(ActivityFilter(client_id=client_id), 0)
        self.load()

    def show_everything(self) -> None:
        self._choose(ActivityFilter(), 0)
        self._read_first()

    def choose_person(self, number: int) -> None:
        """`number` counts from 1 in the choices; 0 stands for everybody."""
        people = self.state.choices.people
        self._narrow(user_id=people[number - 1].id if number else None)

    def choose_client(self, number: int) -> None:
        clients = self.state.choices.clients
        self._narrow(client_id=clients[number - 1].id if number else None)

    def choose_kind(self, number: int) -> None:
        self._narrow(kind=KINDS[number - 1] if number else None)

    def choose_span(self, number: int) -> None:
        self.state = replace(self.state, span=number)
        self._narrow(since=since_of(number, self.desk.today()))

    def more(self) -> None:
        """Read the next page, when there is one and none is on its way."""
        if self._next_before is not None:
            before, self._next_before = self._next_before, None
            self._read(before)

    def subject_of(self, key: str) -> tuple[ClientId, SessionId | None] | None:
        """Return what a row leads to: a client that is still there, and its session."""
        for activity in self._activities:
            if str(activity.event.sequence) == key and activity.subject is not None and activity.client is not None:
                return activity.subject.client_id, activity.subject.session_id
        return None

    def _narrow(self, **change: Any) -> None:
        self._choose(replace(self.state.wanted, **change), self.state.span)
        self._read_first()

    def _choose(self, wanted: ActivityFilter, span: int) -> None:
        self.state = replace(self.state, wanted=wanted, span=span)

    def _read_first(self) -> None:
        self._next_before = None
        self._read(None)

    def _read(self, before: int | None) -> None:
        service, wanted = self.service, self.state.wanted
        self._reading += 1
        asked = self._reading

        def take(page: ActivityPage) -> None:
            if asked == self._reading:
                self._take(page, is_first=before is None)

        self.desk.background.start(self, lambda: service.page(wanted, before)).success(take).failure(self.failed.emit)

    def _take(self, page: ActivityPage, *, is_first: bool) -> None:
        self._activities = [*([] if is_first else self._activities), *page.activities]
        self._next_before = page.next_before
        new = activity_rows(page.activities, self.desk.label, self.desk.today())
        rows = (*(() if is_first else self.state.rows), *new)
        self._show(rows=rows, is_read=True, is_more=page.next_before is not None)

    def _on_choices(self, choices: ActivityChoices) -> None:
        self._show(choices=choices)

    def _show(self, **change: Any) -> None:
        self.state = replace(self.state, **change)
        self.changed.emit(self.state)

    def _on_report(self, report: SignInReport) -> None:
        self.report = report
        self.reported.emit(report)

    # ------------------------------------------------------------ checking and exporting

    def check(self) -> None:
        """Check the whole history beside other work."""
        if self.check_state.is_running:
            return
        service = self.service
        self._show_check(replace(self.check_state, is_running=True))

        def look(_listen: ProgressListener, token: CancelToken) -> HistoryReport:
            return service.check(lambda _count: token.raise_if_cancelled())

        self.desk.background.start_copy(self, look).success(self._on_checked).failure(self._on_check_failed)

    def _on_checked(self, report: HistoryReport) -> None:
        self._show_check(CheckState(report=report, at=self.service.now()))

    def _on_check_failed(self, error: TherapEaseError) -> None:
        if isinstance(error, JobCancelledError):
            self._show_check(replace(self.check_state, is_running=False))
        else:
            self._show_check(CheckState(error=error))

    def _show_check(self, state: CheckState) -> None:
        self.check_state = state
        self.checked.emit(state)

    def export(self, target: Path) -> None:
        """Write everything that fits the filters into a file; its ending says in which form."""
        service, wanted = self.service, self.state.wanted
        form = ActivityForm.JSON if target.suffix.lower() == ".json" else ActivityForm.CSV

        def write() -> None:
            replace_file(target, service.export(wanted, form))

        self.desk.background.start(self, write).success(self._on_exported).failure(self.failed.emit)

    def _on_exported(self, _done: None) -> None:
        self.exported.emit()
        self._read_first()
