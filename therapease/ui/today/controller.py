"""What Today reads and does: the day's agenda, what waits, and booking, moving and cancelling appointments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from therapease.domain.client import Client
from therapease.domain.ids import SessionId
from therapease.domain.session import TherapySession
from therapease.errors import TherapEaseError
from therapease.services.appointments import DayOverview
from therapease.ui import strings
from therapease.ui.desk import Desk
from therapease.ui.intake.steps import stage_words
from therapease.ui.jobs import JobState
from therapease.ui.rows import Row
from therapease.ui.today.item_model import AgendaItem, agenda_items, day_words, recent_rows, to_sign_rows
from therapease.ui.wording import count_words, local

_MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True)
class TodayState:
    """What the place shows."""

    day: date
    agenda: tuple[AgendaItem, ...]
    recent: tuple[Row, ...]
    to_sign: tuple[Row, ...]
    subtitle: str
    has_clients: bool


class TodayController(QObject):
    """Loads when the place is entered and when a job keeps a result; tells the time anew at each full minute."""

    changed = Signal(object)
    appointment_kept = Signal(str)
    """What happened to an appointment, in words."""
    cancelled = Signal(object, str)
    """The TherapySession that was taken off, and what to say of it; it can be put back."""
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._overview: DayOverview | None = None
        self._day: date | None = None
        self.minute = QTimer(self, singleShot=True)
        self.minute.timeout.connect(self.tick)
        desk.jobs.changed.connect(self._on_job)
        desk.preferences.changed.connect(self._tell)
        self._working: tuple[str, str] | None = None

    def load(self) -> None:
        """Read the day that it is now."""
        appointments = self.desk.workspace.appointments
        self._day = local(appointments.now()).date()
        start, end = day_span(self._day)
        self.desk.background.start(self, lambda: appointments.overview(start, end)).success(self._take).failure(
            self.failed.emit
        )

    def tick(self) -> None:
        """Tell the time anew from what was read; at midnight read the new day."""
        if self._day != local(self.desk.workspace.appointments.now()).date():
            self.load()
        else:
            self._tell()

    def session(self, session_id: SessionId) -> tuple[Client, TherapySession] | None:
        """Return an appointment of the day with its client."""
        entries = self._overview.agenda if self._overview is not None else ()
        return next(((e.client, e.session) for e in entries if e.session.id == session_id), None)

    def cancel(self, session_id: SessionId, reason: str) -> None:
        appointments = self.desk.workspace.appointments
        is_no_show = reason == strings.Appointments.NO_SHOW
        words = strings.Appointments.NOTED if is_no_show else strings.Appointments.CANCELLED

        def done(session: TherapySession) -> None:
            self.load()
            self.cancelled.emit(session, words)

        self.desk.background.start(self, lambda: appointments.cancel(session_id, reason)).success(done).failure(
            self._on_failed
        )

    def restore(self, session_id: SessionId) -> None:
        appointments = self.desk.workspace.appointments

        def done(_session: TherapySession) -> None:
            self.load()
            self.appointment_kept.emit(strings.Appointments.RESTORED)

        self.desk.background.start(self, lambda: appointments.restore(session_id)).success(done).failure(
            self._on_failed
        )

    def _on_failed(self, error: TherapEaseError) -> None:
        self.load()
        self.failed.emit(error)

    def _take(self, overview: DayOverview) -> None:
        self._overview = overview
        self._tell()

    def _on_job(self, job: JobState | None) -> None:
        """Show how far the running job is in its row; everything else stays as it was read."""
        working = _working(job)
        if working == self._working:
            return
        self._working = working
        self._tell()

    def _tell(self) -> None:
        overview, day = self._overview, self._day
        if overview is None or day is None:
            return
        label, now = self.desk.label, self.desk.workspace.appointments.now()
        self.minute.start(_MINUTE_MS - (now.second * 1000 + now.microsecond // 1000))
        self.changed.emit(
            TodayState(
                day,
                tuple(agenda_items(overview.agenda, label, now, self._working)),
                tuple(recent_rows(overview.recent, label, day)),
                tuple(to_sign_rows(overview.to_sign, label, day)),
                _subtitle(overview, now),
                overview.has_clients,
            )
        )


def day_span(day: date) -> tuple[datetime, datetime]:
    """Return the moments at which a day begins and the next one does, where this computer stands."""
    start = datetime.combine(day, time()).astimezone()
    return start, datetime.combine(day + timedelta(days=1), time()).astimezone()


def weekly_starts(day: date, at: time, count: int) -> Sequence[datetime]:
    """Return the same hour on the clock in each of `count` weeks, also across a change of summer time."""
    return [datetime.combine(day + timedelta(weeks=week), at).astimezone() for week in range(count)]


def _working(job: JobState | None) -> tuple[str, str] | None:
    if job is None or not job.is_running:
        return None
    words = stage_words(job)
    if job.fraction is not None:
        words = strings.Today.WORKING.format(stage=words, percent=int(job.fraction * 100))
    return job.subject.session_id, words


def _subtitle(overview: DayOverview, now: datetime) -> str:
    if overview.agenda:
        return day_words(overview.agenda, now)
    waiting = len(overview.to_sign)
    if waiting == 0:
        return strings.Today.NOTHING_WAITS
    return strings.Today.ONE_WAITS if waiting == 1 else strings.Today.WAIT.format(count=count_words(waiting))
