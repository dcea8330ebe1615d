"""The day as plain values: the agenda with what comes next and what is free, what waits for a signature, what was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from therapease.domain.client import Client
from therapease.domain.session import SessionStatus, TherapySession
from therapease.services.appointments import AgendaEntry
from therapease.services.schedule import RecentSession
from therapease.ui import strings
from therapease.ui.rows import Row
from therapease.ui.wording import age_words, clock_time, count_words, local

OLD_AFTER_DAYS = 7
"""A draft this old is marked: what the clinician remembers fades."""
_FREE_FROM = timedelta(minutes=45)
"""A shorter gap is a break, not free time."""
_ASSUMED_LENGTH = timedelta(minutes=50)

Label = Callable[[Client], str]


class AgendaAct(StrEnum):
    """What the button of an appointment does. Its words are in `words`."""

    START = "start"
    ADD_RECORDING = "add recording"
    ASK_CONSENT = "ask for consent"
    REVIEW = "review"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One appointment as it is shown. `heading` is set for the next one alone, which stands out as a card."""

    key: str
    time: str
    client: str
    code: str
    line: str
    status: str = ""
    consent: str = ""
    has_consent: bool = False
    state: str = ""
    heading: str = ""
    act: AgendaAct = AgendaAct.OPEN
    is_past: bool = False
    is_planned: bool = False
    is_cancelled: bool = False
    free_until: str = ""
    """“Free until 13:30” where the appointment is followed by free time."""

    @property
    def is_next(self) -> bool:
        return bool(self.heading)

    @property
    def act_words(self) -> str:
        if self.act is AgendaAct.START:
            return strings.Today.START_SESSION if self.is_next else strings.Today.START
        return {
            AgendaAct.ADD_RECORDING: strings.Today.ADD_RECORDING,
            AgendaAct.ASK_CONSENT: strings.Today.ASK_CONSENT,
            AgendaAct.REVIEW: strings.Today.REVIEW,
            AgendaAct.OPEN: strings.Today.OPEN,
        }[self.act]

    @property
    def spoken(self) -> str:
        """The appointment as a screen reader says it."""
        parts = (self.heading, self.time, self.client, self.code, self.line, self.status, self.consent, self.state)
        return ", ".join(part for part in parts if part)


def agenda_items(
    entries: Sequence[AgendaEntry], label: Label, now: datetime, working: tuple[str, str] | None = None
) -> list[AgendaItem]:
    """Return a day's appointments in order. `working` is the session a job is about and how far it is, in words."""
    upcoming = next((e for e in entries if _is_planned(e) and _ends_at(e) > now), None)
    return [
        _item(
            entry,
            label,
            now,
            is_next=entry is upcoming,
            working=working,
            free_until=_free_until(entries, at, now, upcoming),
        )
        for at, entry in enumerate(entries)
    ]


def day_words(entries: Sequence[AgendaEntry], now: datetime) -> str:
    """Return “Five appointments. Two are behind you.”"""
    held = [entry for entry in entries if entry.session.status is not SessionStatus.CANCELLED]
    behind = sum(_ends_at(entry) <= now for entry in held)
    if not held:
        return strings.Today.APPOINTMENTS_NONE
    if len(held) == 1:
        return (
            f"{strings.Today.APPOINTMENTS_ONE} {strings.Today.BEHIND_IT}" if behind else strings.Today.APPOINTMENTS_ONE
        )
    words = strings.Today.APPOINTMENTS.format(count=count_words(len(held)))
    if not behind:
        return words
    if behind == len(held):
        return f"{words} {strings.Today.BEHIND_ALL}"
    past = strings.Today.BEHIND_ONE if behind == 1 else strings.Today.BEHIND.format(count=count_words(behind))
    return f"{words} {past}"


def duration_words(minutes: int) -> str:
    """Return “10 minutes”, “1 hour” or “2 hours 15 minutes”."""
    hours, rest = divmod(minutes, 60)
    parts = []
    if hours:
        parts.append(strings.Today.HOUR if hours == 1 else strings.Today.HOURS.format(count=hours))
    if rest or not hours:
        parts.append(strings.Today.MINUTE if rest == 1 else strings.Today.MINUTES.format(count=rest))
    return " ".join(parts)


# ---------------------------------------------------------------- inside the agenda


def _is_planned(entry: AgendaEntry) -> bool:
    return entry.session.status is SessionStatus.SCHEDULED


def _ends_at(entry: AgendaEntry) -> datetime:
    return entry.session.ends_at or entry.session.starts_at + _ASSUMED_LENGTH


def _item(
    entry: AgendaEntry, label: Label, now: datetime, *, is_next: bool, working: tuple[str, str] | None, free_until: str
) -> AgendaItem:
    session = entry.session
    is_planned, is_cancelled = _is_planned(entry), session.status is SessionStatus.CANCELLED
    is_working = working is not None and working[0] == session.id
    return AgendaItem(
        key=session.id,
        time=clock_time(session.starts_at),
        client=label(entry.client),
        code=entry.client.code,
        line=_session_words(session),
        status=_status_words(entry),
        consent=_consent_words(entry) if is_planned else "",
        has_consent=entry.has_recording_consent,
        state=working[1] if is_working and working is not None else "",
        heading=_heading(entry, now) if is_next else "",
        act=_act(entry, now),
        is_past=_ends_at(entry) <= now,
        is_planned=is_planned,
        is_cancelled=is_cancelled,
        free_until=free_until,
    )


def _session_words(session: TherapySession) -> str:
    words = strings.ATTENDANCE_WORDS[session.attendance]
    if not session.is_counted:
        return words
    line = strings.Today.FIRST_SESSION if session.number == 1 else strings.Today.SESSION
    return line.format(number=session.number, attendance=words.lower())


def _status_words(entry: AgendaEntry) -> str:
    status = entry.session.status
    if status is SessionStatus.SCHEDULED:
        return ""
    if status is SessionStatus.CANCELLED:
        return entry.session.cancelled_reason or strings.STATUS_WORDS[status]
    if status is SessionStatus.DRAFTED:
        count = entry.open_count
        many = strings.Today.OPEN_ITEMS.format(count=count) if count else strings.Today.OPEN_ITEMS_NONE
        return strings.Today.OPEN_ITEMS_ONE if count == 1 else many
    return strings.STATUS_WORDS[status]


def _consent_words(entry: AgendaEntry) -> str:
    return strings.Today.AGREED if entry.has_recording_consent else strings.Today.NOT_AGREED


def _act(entry: AgendaEntry, now: datetime) -> AgendaAct:
    status = entry.session.status
    if status is SessionStatus.DRAFTED:
        return AgendaAct.REVIEW
    if status is not SessionStatus.SCHEDULED:
        return AgendaAct.OPEN
    if not entry.has_recording_consent:
        return AgendaAct.ASK_CONSENT
    return AgendaAct.ADD_RECORDING if _ends_at(entry) <= now else AgendaAct.START


def _heading(entry: AgendaEntry, now: datetime) -> str:
    left = entry.session.starts_at - now
    if left <= timedelta(0):
        return strings.Today.RUNNING.format(time=clock_time(_ends_at(entry)))
    minutes = round(left.total_seconds() / 60)
    return strings.Today.NEXT_IN.format(time=duration_words(minutes)) if minutes else strings.Today.NEXT_NOW


def _free_until(entries: Sequence[AgendaEntry], at: int, now: datetime, upcoming: AgendaEntry | None) -> str:
    """Say that time is free behind an appointment, as long as that lies ahead and something follows.

    Before the next appointment its own heading says how long it is.
    """
    held = [entry for entry in entries if entry.session.status is not SessionStatus.CANCELLED]
    if entries[at] not in held or entries[at] is held[-1]:
        return ""
    if held[held.index(entries[at]) + 1] is upcoming:
        return ""
    following = held[held.index(entries[at]) + 1].session.starts_at
    # Appointments may overlap: free is what lies behind all of them.
    end = max(_ends_at(entry) for entry in held[: held.index(entries[at]) + 1])
    is_ahead = following > now
    return (
        strings.Today.FREE_UNTIL.format(time=clock_time(following))
        if is_ahead and following - end >= _FREE_FROM
        else ""
    )


# ---------------------------------------------------------------- lists


def recent_rows(sessions: Sequence[RecentSession], label: Label, today: date) -> list[Row]:
    """Return sessions in the order given, with the day in front."""
    return [_recent_row(entry, label, today) for entry in sessions]


def _recent_row(entry: RecentSession, label: Label, today: date) -> Row:
    session = entry.session
    day = local(session.starts_at).date()
    waits = session.status is SessionStatus.DRAFTED
    return Row(
        key=session.id,
        title=label(entry.client),
        addition=entry.client.code,
        line=strings.Today.SESSION_LINE.format(
            number=session.number,
            attendance=strings.ATTENDANCE_WORDS[session.attendance].lower(),
            status=strings.STATUS_WORDS[session.status],
        ),
        lead=clock_time(session.starts_at) if day == today else f"{day.day} {day:%b}",
        right=strings.Today.REVIEW if waits else "",
        right_tone="accent",
        is_open=not session.is_signed,
    )


def to_sign_rows(sessions: Sequence[RecentSession], label: Label, today: date) -> list[Row]:
    """Return the waiting ones, in the order given, with their age; an old one has a clock and the attention colour."""
    rows = []
    for entry in sessions:
        day = local(entry.session.starts_at).date()
        is_old = (today - day).days > OLD_AFTER_DAYS
        rows.append(
            Row(
                key=entry.session.id,
                title=label(entry.client),
                addition=strings.ClientPlace.SESSION.format(number=entry.session.number),
                right=age_words(day, today),
                right_tone="attention" if is_old else "ink2",
                right_icon="clock" if is_old else "",
            )
        )
    return rows
