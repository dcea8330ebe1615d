"""Sessions: adding one, opening it for review."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from therapease.domain.audit import AuditAction
from therapease.domain.client import Client
from therapease.domain.consent import ConsentPurpose
from therapease.domain.ids import ClientId, SessionId
from therapease.domain.note import Note
from therapease.domain.rechecking import Recheck
from therapease.domain.recording import Recording
from therapease.domain.rights import Act
from therapease.domain.session import Attendance, SessionStatus, TherapySession
from therapease.domain.transcript import Transcript
from therapease.services.context import ServiceContext
from therapease.services.numbering import number_sessions
from therapease.services.review import read_recheck


@dataclass(frozen=True, slots=True)
class SessionReview:
    """All that the review place shows of one session, read in one transaction."""

    client: Client
    session: TherapySession
    recording: Recording | None
    transcript: Transcript | None
    note: Note | None
    peaks: bytes
    has_recording_consent: bool
    recheck: Recheck = Recheck()
    """Which lines rest on words that were corrected since: `recheck.stale(note.latest)`."""


@dataclass(frozen=True, slots=True)
class RecentSession:
    """A row of Today: a session with its client."""

    client: Client
    session: TherapySession


class ScheduleService:
    """Add sessions, list them, open one."""

    def __init__(self, context: ServiceContext) -> None:
        self._context = context

    def add_session(
        self,
        client_id: ClientId,
        starts_at: datetime,
        attendance: Attendance = Attendance.IN_PERSON,
        ends_at: datetime | None = None,
    ) -> TherapySession:
        """Add a session that was or is held now. `ends_at` stays away where nobody noted it."""
        with self._context.transaction() as unit:
            client = self._context.guard.client(unit, Act.SCHEDULE, client_id)
            session = TherapySession(
                id=SessionId(self._context.clock.new_id()),
                client_id=client_id,
                therapist_id=self._context.guard.therapist_for(unit, client),
                number=unit.sessions.next_number(client_id),
                starts_at=starts_at,
                status=SessionStatus.SCHEDULED,
                created_at=self._context.clock.now(),
                ends_at=ends_at,
                attendance=attendance,
            )
            unit.sessions.add(session)
            unit.audit.append(AuditAction.SESSION_CREATED, session.id)
            number_sessions(unit, client_id)
            return unit.sessions.get(session.id)

    def recent(self, limit: int = 50) -> list[RecentSession]:
        """Return the newest sessions first."""
        with self._context.transaction() as unit:
            reads = self._context.guard.allows(unit, Act.READ_RECORD)
            newest = [RecentSession(unit.clients.get(s.client_id), s) for s in unit.sessions.list_recent(limit)]
            return [entry for entry in newest if reads(entry.client)]

    def open_review(self, session_id: SessionId) -> SessionReview:
        """Return everything about one session; looking at it is an audited act."""
        with self._context.transaction() as unit:
            session = self._context.guard.session(unit, Act.READ_RECORD, session_id)
            recording = unit.recordings.for_session(session_id)
            note = unit.notes.for_session(session_id)
            review = SessionReview(
                client=unit.clients.get(session.client_id),
                session=session,
                recording=recording,
                transcript=unit.transcripts.latest_for_session(session_id),
                note=note,
                peaks=unit.recordings.peaks(recording.id) if recording is not None else b"",
                has_recording_consent=any(
                    consent.is_in_force and consent.purpose is ConsentPurpose.RECORDING
                    for consent in unit.consents.list_for_client(session.client_id)
                ),
                recheck=read_recheck(unit, note) if note is not None else Recheck(),
            )
            unit.audit.append(AuditAction.SESSION_VIEWED, session_id)
            if note is not None:
                unit.audit.append(AuditAction.NOTE_VIEWED, note.id)
        return review
