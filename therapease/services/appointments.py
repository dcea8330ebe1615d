"""Appointments: a day's sessions as an agenda, booking, moving, cancelling, and what waits for a signature."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from therapease.domain.audit import AuditAction
from therapease.domain.client import Client
from therapease.domain.consent import ConsentPurpose
from therapease.domain.ids import ClientId, SessionId
from therapease.domain.rights import Act
from therapease.domain.session import Attendance, SessionStatus, TherapySession
from therapease.errors import InvalidFieldError, InvalidTransitionError
from therapease.services.context import ServiceContext
from therapease.services.notes import open_items
from therapease.services.numbering import number_sessions
from therapease.services.ports import UnitOfWork
from therapease.services.review import read_recheck
from therapease.services.schedule import RecentSession

MIN_LENGTH_MIN, MAX_LENGTH_MIN = 5, 480
MAX_REPEATS = 52
MAX_REASON_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class AgendaEntry:
    """A session of a day with what the agenda says of it. `open_count` is how many lines of its draft wait."""

    client: Client
    session: TherapySession
    has_recording_consent: bool
    open_count: int = 0


@dataclass(frozen=True, slots=True)
class DayOverview:
    """All that Today shows, read in one transaction."""

    agenda: tuple[AgendaEntry, ...]
    to_sign: tuple[RecentSession, ...]
    recent: tuple[RecentSession, ...]
    has_clients: bool


class AppointmentService:
    """While a session is SCHEDULED its times are a plan; `confirm` makes them what really was."""

    def __init__(self, context: ServiceContext) -> None:
        self._context = context

    def now(self) -> datetime:
        """Return the time that “next” and “behind you” are told from: the vault's own clock."""
        return self._context.clock.now()

    def overview(self, day_start: datetime, day_end: datetime, recent: int = 12) -> DayOverview:
        """Return the sessions of the span in order of time, the drafts that wait oldest first, and the newest sessions
        before the span."""
        with self._context.transaction() as unit:
            treated = self._context.guard.allows(unit, Act.SIGN)
            drafted = _with_clients(unit, unit.sessions.list_with_status(SessionStatus.DRAFTED))
            newest = _with_clients(unit, unit.sessions.list_recent(recent, before=day_start))
            return DayOverview(
                agenda=self._agenda(unit, day_start, day_end),
                to_sign=tuple(entry for entry in drafted if treated(entry.client)),
                recent=tuple(
                    entry
                    for entry in newest
                    if treated(entry.client) and entry.session.status is not SessionStatus.CANCELLED
                ),
                has_clients=any(map(self._context.guard.allows(unit, Act.READ_CONTACT), unit.clients.list_all())),
            )

    def _agenda(self, unit: UnitOfWork, start: datetime, end: datetime) -> tuple[AgendaEntry, ...]:
        """Return the day: of who treats clients her own, of who only keeps appointments everybody's."""
        guard = self._context.guard
        reads = guard.allows(unit, Act.READ_RECORD)
        treats, keeps = guard.allows(unit, Act.SIGN), guard.allows(unit, Act.SCHEDULE)
        entries = [
            (client, _entry(unit, session, client, has_record=reads(client)))
            for session in unit.sessions.list_between(start, end)
            for client in [unit.clients.get(session.client_id)]
        ]
        return tuple(entry for client, entry in entries if treats(client) or (keeps(client) and not reads(client)))

    def overlapping(
        self, starts: Sequence[datetime], length_min: int, leave_out: SessionId | None = None
    ) -> list[RecentSession]:
        """Return the sessions that stand in the way of appointments of this length, in order, each once.

        Of who treats clients her own, of who only keeps appointments everybody's.
        """
        _check_length(length_min)
        length = timedelta(minutes=length_min)
        found: dict[SessionId, RecentSession] = {}
        guard = self._context.guard
        with self._context.transaction() as unit:
            for start in starts:
                earliest = start - timedelta(minutes=MAX_LENGTH_MIN)
                for session in unit.sessions.list_between(earliest, start + length):
                    if session.id == leave_out or session.status is SessionStatus.CANCELLED:
                        continue
                    if guard.treats and session.therapist_id != self._context.user.id:
                        continue
                    # A session whose end nobody noted stands in the way of its own minute only.
                    if (session.ends_at or session.starts_at + timedelta(minutes=1)) > start:
                        found[session.id] = RecentSession(unit.clients.get(session.client_id), session)
        return sorted(found.values(), key=lambda entry: entry.session.starts_at)

    def book(
        self, client_id: ClientId, starts: Sequence[datetime], length_min: int, attendance: Attendance
    ) -> list[TherapySession]:
        """Add an appointment for each start, all or none. Raise InvalidFieldError, NotFoundError."""
        _check_length(length_min)
        if not 1 <= len(starts) <= MAX_REPEATS:
            raise InvalidFieldError("repeats", f"An appointment can be repeated up to {MAX_REPEATS} times.")
        booked: list[TherapySession] = []
        with self._context.transaction() as unit:
            client = self._context.guard.client(unit, Act.SCHEDULE, client_id)
            therapist_id = self._context.guard.therapist_for(unit, client)
            number = unit.sessions.next_number(client_id)
            for offset, start in enumerate(sorted(starts)):
                session = TherapySession(
                    id=SessionId(self._context.clock.new_id()),
                    client_id=client_id,
                    therapist_id=therapist_id,
                    number=number + offset,
                    starts_at=start,
                    status=SessionStatus.SCHEDULED,
                    created_at=self._context.clock.now(),
                    ends_at=start + timedelta(minutes=length_min),
                    attendance=attendance,
                )
                unit.sessions.add(session)
                unit.audit.append(AuditAction.SESSION_CREATED, session.id)
                booked.append(session)
            number_sessions(unit, client_id)
            return [unit.sessions.get(session.id) for session in booked]

    def change(
        self, session_id: SessionId, starts_at: datetime, length_min: int, attendance: Attendance
    ) -> TherapySession:
        """Move an appointment that has not been held. Raise InvalidFieldError, InvalidTransitionError."""
        _check_length(length_min)
        return self._replace_times(
            session_id, starts_at, starts_at + timedelta(minutes=length_min), attendance, AuditAction.SESSION_MOVED
        )

    def confirm(
        self, session_id: SessionId, starts_at: datetime, ends_at: datetime | None, attendance: Attendance
    ) -> TherapySession:
        """Note when the session really was, before its recording is brought in. `None` where the end was not noted."""
        return self._replace_times(session_id, starts_at, ends_at, attendance, AuditAction.SESSION_TIMES_CONFIRMED)

    def cancel(self, session_id: SessionId, reason: str) -> TherapySession:
        """Take an appointment off the agenda; it stays in the record with its reason, which is never left out."""
        reason = " ".join(reason.split())
        if not reason:
            raise InvalidFieldError("reason", "Say why; it stays in the record.")
        if len(reason) > MAX_REASON_CHARACTERS:
            raise InvalidFieldError("reason", f"A reason can have up to {MAX_REASON_CHARACTERS} characters.")
        with self._context.transaction() as unit:
            session = self._context.guard.session(unit, Act.SCHEDULE, session_id).moved_to(SessionStatus.CANCELLED)
            session = replace(session, cancelled_reason=reason)
            unit.sessions.update(session)
            unit.audit.append(AuditAction.SESSION_CANCELLED, session_id)
            return _numbered(unit, session)

    def restore(self, session_id: SessionId) -> TherapySession:
        """Put a cancelled appointment back where it was."""
        with self._context.transaction() as unit:
            session = self._context.guard.session(unit, Act.SCHEDULE, session_id).moved_to(SessionStatus.SCHEDULED)
            session = replace(session, cancelled_reason=None)
            unit.sessions.update(session)
            unit.audit.append(AuditAction.SESSION_RESTORED, session_id)
            return _numbered(unit, session)

    def _replace_times(
        self,
        session_id: SessionId,
        starts_at: datetime,
        ends_at: datetime | None,
        attendance: Attendance,
        action: AuditAction,
    ) -> TherapySession:
        if ends_at is not None and ends_at <= starts_at:
            raise InvalidFieldError("length", "The end lies before the start.")
        with self._context.transaction() as unit:
            session = self._context.guard.session(unit, Act.SCHEDULE, session_id)
            if session.status is not SessionStatus.SCHEDULED:
                raise InvalidTransitionError
            session = replace(session, starts_at=starts_at, ends_at=ends_at, attendance=attendance)
            unit.sessions.update(session)
            unit.audit.append(action, session_id)
            return _numbered(unit, session)


def _numbered(unit: UnitOfWork, session: TherapySession) -> TherapySession:
    """Return a session as it is once its client's sessions are counted again."""
    number_sessions(unit, session.client_id)
    return unit.sessions.get(session.id)


def _with_clients(unit: UnitOfWork, sessions: Sequence[TherapySession]) -> list[RecentSession]:
    return [RecentSession(unit.clients.get(session.client_id), session) for session in sessions]


def _entry(unit: UnitOfWork, session: TherapySession, client: Client, *, has_record: bool) -> AgendaEntry:
    open_count = 0
    if has_record and session.status is SessionStatus.DRAFTED:
        note = unit.notes.for_session(session.id)
        if note is not None:
            open_count = len(open_items(note.latest, read_recheck(unit, note).stale(note.latest)))
    return AgendaEntry(
        client=client,
        session=session,
        has_recording_consent=any(
            consent.is_in_force and consent.purpose is ConsentPurpose.RECORDING
            for consent in unit.consents.list_for_client(session.client_id)
        ),
        open_count=open_count,
    )


def _check_length(length_min: int) -> None:
    if not MIN_LENGTH_MIN <= length_min <= MAX_LENGTH_MIN:
        raise InvalidFieldError("length", f"An appointment lasts {MIN_LENGTH_MIN} to {MAX_LENGTH_MIN} minutes.")
