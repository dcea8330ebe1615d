"""What the form for a new session and the progress page do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from therapease.domain.client import Client
from therapease.domain.consent import Consent, ConsentPurpose
from therapease.domain.ids import ClientId, SessionId
from therapease.domain.session import Attendance, SessionStatus, TherapySession
from therapease.domain.session_numbers import number_at
from therapease.errors import AiNotesConsentMissingError, ConsentMissingError, InvalidTransitionError, TherapEaseError
from therapease.services.clients import ClientPage
from therapease.services.recording_date import recorded_at
from therapease.services.schedule import SessionReview
from therapease.ui import strings
from therapease.ui.clients.item_model import consent_in_force
from therapease.ui.desk import Desk
from therapease.ui.intake.steps import next_step
from therapease.ui.jobs import JobState, JobStep, JobSubject
from therapease.ui.wording import local

NEEDED_CONSENTS = (ConsentPurpose.RECORDING, ConsentPurpose.AI_NOTES)
"""Written consent to recording and to software at work on it, both, before anything is brought in."""


@dataclass(frozen=True, slots=True)
class NewSessionState:
    """What the form is about. `session` is set when one exists already and only its recording is missing."""

    client: Client
    number: int
    consents: tuple[Consent, ...]
    session: TherapySession | None = None

    @property
    def has_times_to_confirm(self) -> bool:
        """Whether when it was is still a plan: for a new session and for an appointment."""
        return self.session is None or self.session.status is SessionStatus.SCHEDULED

    @property
    def has_consent(self) -> bool:
        return all(consent_in_force(self.consents, purpose) is not None for purpose in NEEDED_CONSENTS)


class NewSessionController(QObject):
    """The form for a new session, or for the recording of one that has none."""

    changed = Signal(object)
    started = Signal(object)
    """The SessionId whose job has begun."""
    failed = Signal(object)
    dated = Signal(object, object)
    """A Path, and the datetime at which it says that it was recorded, or None."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.state: NewSessionState | None = None

    @property
    def client_id(self) -> ClientId | None:
        """Whose form is open, once it is there."""
        return self.state.client.id if self.state is not None else None

    def open(self, client_id: ClientId, session: TherapySession | None = None) -> None:
        """Read the client's consents; until they are there, nothing can be started for whoever was here before."""
        clients = self.desk.workspace.clients
        known = self.state
        if known is not None and (known.client.id, known.session) != (client_id, session):
            self.state = None

        def take(page: ClientPage) -> None:
            now = self.desk.workspace.appointments.now()
            number = session.number if session else number_at(page.sessions, now)
            self.state = NewSessionState(page.client, number, page.consents, session)
            self.changed.emit(self.state)

        self.desk.background.start(self, lambda: clients.open_page(client_id)).success(take).failure(self.failed.emit)

    def give_consent(self, purpose: ConsentPurpose) -> None:
        if self.state is None:
            return
        client_id, session, clients = self.state.client.id, self.state.session, self.desk.workspace.clients
        self.desk.background.start(self, lambda: clients.give_consent(client_id, purpose)).success(
            lambda _consent: self.open(client_id, session)
        ).failure(self.failed.emit)

    def look_for_date(self, source: Path) -> None:
        """Ask a file when it was recorded; `dated` follows, unless the form has gone on to another one meanwhile."""
        now = self.now()
        self.desk.background.start(self, lambda: recorded_at(source, now)).success(
            lambda moment: self.dated.emit(source, moment)
        ).failure(self.failed.emit)

    def now(self) -> datetime:
        """Return the time of the vault's own clock, where this computer stands."""
        return local(self.desk.workspace.appointments.now())

    def start(self, starts_at: datetime, attendance: Attendance, source: Path, length_min: int | None = None) -> None:
        """Add the session, unless it exists, and begin its job with the recording at `source`.

        `length_min` is how long it was, None where nobody noted it. An appointment keeps what the form says of when it
        really was; a session that got further keeps its times.
        """
        if self.state is None:
            return
        state, schedule, appointments = self.state, self.desk.workspace.schedule, self.desk.workspace.appointments
        ends_at = starts_at + timedelta(minutes=length_min) if length_min is not None else None

        def begin(session: TherapySession) -> None:
            subject = JobSubject(session.id, state.client.id, self.desk.label(state.client), session.number)
            try:
                self.desk.jobs.start(subject, JobStep.IMPORT, source)
            except TherapEaseError as error:
                self.failed.emit(error)
                return
            self.started.emit(session.id)

        def keep() -> TherapySession:
            if state.session is None:
                return schedule.add_session(state.client.id, starts_at, attendance, ends_at)
            if state.has_times_to_confirm:
                return appointments.confirm(state.session.id, starts_at, ends_at, attendance)
            return state.session

        if self.desk.jobs.is_running:
            self.failed.emit(InvalidTransitionError(strings.NewSession.BUSY))
            return
        self.desk.background.start(self, keep).success(begin).failure(self.failed.emit)


class ProgressController(QObject):
    """One session on its way to a draft."""

    loaded = Signal(object)
    """A SessionReview, read after `open` and whenever a step was kept."""
    job_changed = Signal(object)
    """The JobState when it is about this session, else None."""
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.review: SessionReview | None = None
        self._session_id: SessionId | None = None
        desk.jobs.changed.connect(self._on_job)

    @property
    def session_id(self) -> SessionId | None:
        return self._session_id

    @property
    def job(self) -> JobState | None:
        """The job about this session, running or over."""
        state = self.desk.jobs.state
        return state if state is not None and state.subject.session_id == self._session_id else None

    def open(self, session_id: SessionId) -> None:
        self._session_id = session_id
        schedule = self.desk.workspace.schedule
        self.desk.background.start(self, lambda: schedule.open_review(session_id)).success(self._take).failure(
            self.failed.emit
        )

    def go_on(self) -> None:
        """Retry what failed or was stopped, or start the first step that has no result yet."""
        if self.job is not None and not self.job.is_running:
            self.desk.jobs.retry()
            return
        if self.review is None:
            return
        session, client = self.review.session, self.review.client
        step = next_step(session)
        if step is None or step is JobStep.IMPORT:
            return
        try:
            self.desk.jobs.start(JobSubject(session.id, client.id, self.desk.label(client), session.number), step)
        except TherapEaseError as error:
            self.failed.emit(error)

    @property
    def missing_consent(self) -> ConsentPurpose | None:
        """The consent whose lack ended the job of this session, if that is what ended it."""
        error = self.job.error if self.job is not None else None
        if isinstance(error, AiNotesConsentMissingError):
            return ConsentPurpose.AI_NOTES
        return ConsentPurpose.RECORDING if isinstance(error, ConsentMissingError) else None

    def note_consent_and_go_on(self) -> None:
        """Note the consent the job lacks, which the person has in writing, and go on with the step that asked."""
        purpose, review = self.missing_consent, self.review
        if purpose is None or review is None:
            return
        clients, client_id = self.desk.workspace.clients, review.client.id
        self.desk.background.start(self, lambda: clients.give_consent(client_id, purpose)).success(
            lambda _consent: self.go_on()
        ).failure(self.failed.emit)

    def stop(self) -> None:
        self.desk.jobs.cancel()

    def forget_words(self) -> None:
        """Let go of what was said, once the place is no longer on screen."""
        self.review = None

    def _take(self, review: SessionReview) -> None:
        if review.session.id == self._session_id:
            self.review = review
            self.loaded.emit(review)

    def _on_job(self, _state: object) -> None:
        self.job_changed.emit(self.job)
