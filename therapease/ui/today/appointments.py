"""Keeping an appointment: whether it overlaps, then booking or moving it. No widgets; sheets and pages show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from PySide6.QtCore import QObject, Signal

from therapease.domain.ids import ClientId, SessionId
from therapease.domain.session import Attendance
from therapease.services.schedule import RecentSession
from therapease.ui import strings
from therapease.ui.desk import Desk
from therapease.ui.wording import clock_time, local, weekday_date

_NAMED_OVERLAPS = 3


@dataclass(frozen=True, slots=True)
class Booking:
    """What stands in the form. With `session_id` that appointment is moved; otherwise one is added for each start."""

    client_id: ClientId
    starts: tuple[datetime, ...]
    length_min: int
    attendance: Attendance
    session_id: SessionId | None = None


class AppointmentController(QObject):
    """Asks the vault what overlaps and keeps the appointment unless that has to be decided first."""

    kept = Signal(str)
    """What happened, in words."""
    overlapping = Signal(object, object)
    """The Booking and the RecentSessions in its way; keep it again with `despite_overlap` to let both stand."""
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk

    def next_quarter(self, step_min: int) -> datetime:
        """Return the next time on the clock that a person would name."""
        now = local(self.desk.workspace.appointments.now()).replace(second=0, microsecond=0)
        return now + timedelta(minutes=step_min - now.minute % step_min)

    def keep(self, booking: Booking, *, despite_overlap: bool = False) -> None:
        appointments = self.desk.workspace.appointments

        def work() -> list[RecentSession]:
            if not despite_overlap:
                found = appointments.overlapping(booking.starts, booking.length_min, booking.session_id)
                if found:
                    return found
            if booking.session_id is None:
                appointments.book(booking.client_id, booking.starts, booking.length_min, booking.attendance)
            else:
                appointments.change(booking.session_id, booking.starts[0], booking.length_min, booking.attendance)
            return []

        def done(found: list[RecentSession]) -> None:
            if found:
                self.overlapping.emit(booking, found)
            else:
                self.kept.emit(_kept_words(booking))

        self.desk.background.start(self, work).success(done).failure(self.failed.emit)

    def overlap_words(self, found: Sequence[RecentSession]) -> str:
        """Return “A. T., Tuesday 17 March at 11:15”, and how many more."""
        named = "; ".join(
            strings.Appointments.OVERLAP.format(
                client=self.desk.label(entry.client),
                date=weekday_date(local(entry.session.starts_at).date()),
                time=clock_time(entry.session.starts_at),
            )
            for entry in found[:_NAMED_OVERLAPS]
        )
        more = len(found) - _NAMED_OVERLAPS
        return strings.Appointments.OVERLAPS_MORE.format(sessions=named, count=more) if more > 0 else named


def parse_clock(text: str) -> time:
    """Return the time on the clock a person typed: “9”, “9:15”, “09.15”, “915”. Raise ValueError for anything else."""
    tidy = text.strip().replace(".", ":").replace(" ", ":")
    if ":" not in tidy and len(tidy) > 2:
        tidy = f"{tidy[:-2]}:{tidy[-2:]}"
    parts = tidy.split(":")
    if len(parts) > 2 or not all(part.isdecimal() and len(part) <= 2 for part in parts):
        raise ValueError("not hours and minutes")
    return time(int(parts[0]), int(parts[1]) if len(parts) == 2 else 0)


def _kept_words(booking: Booking) -> str:
    if booking.session_id is not None:
        return strings.Appointments.MOVED
    count = len(booking.starts)
    return strings.Appointments.ADDED if count == 1 else strings.Appointments.ADDED_MANY.format(count=count)
