"""Clients, sessions and consents as rows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date

from therapease.domain.client import Client
from therapease.domain.consent import Consent, ConsentPurpose
from therapease.domain.ids import SessionId
from therapease.domain.overview import ClientOverview, SessionEntry
from therapease.domain.session import SessionStatus
from therapease.ui import strings
from therapease.ui.clients.client_filter import ClientEntry, searched_text
from therapease.ui.rows import Row
from therapease.ui.wording import clock_time, local, long_date, short_date

_GLYPHS = {
    SessionStatus.SCHEDULED: "circle-dashed",
    SessionStatus.RECORDED: "audio-lines",
    SessionStatus.TRANSCRIBED: "file-text",
    SessionStatus.DRAFTED: "pen-line",
    SessionStatus.SIGNED: "check",
    SessionStatus.AMENDED: "check",
    SessionStatus.CANCELLED: "x",
}


def client_entries(
    overviews: Sequence[ClientOverview], label: Callable[[Client], str], today: date, *, show_full_name: bool
) -> list[ClientEntry]:
    """Return clients as entries of the list, in the order given. Takes long for thousands: not on the UI thread."""
    return [
        ClientEntry(overview, _client_row(overview, label, today, show_full_name), searched_text(overview))
        for overview in overviews
    ]


def _client_row(overview: ClientOverview, label: Callable[[Client], str], today: date, show_full_name: bool) -> Row:
    client = overview.client
    marks = [client.code]
    if show_full_name and client.preferred_name:
        marks.insert(0, f"“{client.preferred_name}”")
    if client.is_sample:
        marks.append(strings.Clients.SAMPLE)
    seen = strings.Clients.NEVER_SEEN
    if overview.last_session_at is not None:
        day = short_date(local(overview.last_session_at).date(), today)
        seen = strings.Clients.LAST_SESSION.format(date=day)
    right, tone = _client_state(overview)
    return Row(
        key=client.id,
        title=label(client),
        addition=strings.SEPARATOR.join(marks),
        line=seen,
        lead=_next_words(overview, today),
        right=right,
        right_tone=tone,
        is_open=overview.unsigned_count > 0,
    )


def _next_words(overview: ClientOverview, today: date) -> str:
    at = overview.next_appointment_at
    if at is None:
        return ""
    return strings.Clients.NEXT.format(date=short_date(local(at).date(), today), time=clock_time(at))


def _client_state(overview: ClientOverview) -> tuple[str, str]:
    archived_at, count = overview.client.archived_at, overview.unsigned_count
    if archived_at is not None:
        return strings.Clients.ARCHIVED.format(date=long_date(local(archived_at).date())), "ink2"
    if count == 0:
        return "", "ink2"
    return strings.Clients.UNSIGNED_ONE if count == 1 else strings.Clients.UNSIGNED.format(count=count), "accent"


def session_rows(
    entries: Sequence[SessionEntry], today: date, private: Collection[SessionId] = frozenset()
) -> list[Row]:
    """Return a client's sessions as a timeline, in the order given (newest first).

    `private` are those that the person who looks has a private note on.
    """
    return [_session_row(entry, today, has_private_note=entry.session.id in private) for entry in entries]


def _session_row(entry: SessionEntry, today: date, *, has_private_note: bool) -> Row:
    session = entry.session
    is_cancelled = session.status is SessionStatus.CANCELLED
    words = strings.ClientPlace.CANCELLED if is_cancelled else strings.ClientPlace.SESSION
    right, tone = _session_state(entry, today)
    when = f"{short_date(local(session.starts_at).date(), today)}, {clock_time(session.starts_at)}"
    return Row(
        key=session.id,
        title=words.format(number=session.number),
        addition=strings.SEPARATOR.join((when, strings.PrivateNote.IN_TIMELINE)) if has_private_note else when,
        line=(session.cancelled_reason or "") if is_cancelled else _session_line(entry),
        right=right,
        right_tone=tone,
        glyph=_GLYPHS[session.status],
        is_open=not session.is_signed,
    )


def _session_line(entry: SessionEntry) -> str:
    return entry.headline or strings.ATTENDANCE_WORDS[entry.session.attendance]


def _session_state(entry: SessionEntry, today: date) -> tuple[str, str]:
    """Return how a session stands, and whether it waits for the person (in the accent's colour)."""
    place, status = strings.ClientPlace, entry.session.status
    if status is SessionStatus.CANCELLED:
        return place.NO_NOTE, "ink2"
    if status is SessionStatus.SCHEDULED and local(entry.session.starts_at).date() > today:
        return place.BOOKED, "ink2"
    if status is not SessionStatus.DRAFTED:
        return strings.STATUS_WORDS[status], "ink2"
    if entry.open_item_count == 0:
        return place.READY_TO_SIGN, "accent"
    one = entry.open_item_count == 1
    return place.OPEN_ITEM if one else place.OPEN_ITEMS.format(count=entry.open_item_count), "accent"


def note_rows(entries: Sequence[SessionEntry], today: date) -> list[Row]:
    """Return the notes among a client's sessions, signed and drafts, newest first."""
    words = {
        SessionStatus.SIGNED: strings.ClientPlace.NOTE_SIGNED,
        SessionStatus.AMENDED: strings.ClientPlace.NOTE_AMENDED,
    }
    return [
        Row(
            key=entry.session.id,
            title=strings.ClientPlace.SESSION.format(number=entry.session.number),
            addition=short_date(local(entry.session.starts_at).date(), today),
            line=entry.headline,
            right=words.get(entry.session.status, strings.ClientPlace.NOTE_DRAFT),
            right_icon="check" if entry.session.is_signed else "pen-line",
            right_tone="ink2" if entry.session.is_signed else "accent",
        )
        for entry in entries
        if entry.has_note
    ]


def consent_in_force(consents: Sequence[Consent], purpose: ConsentPurpose) -> Consent | None:
    """Return the newest consent to a purpose that was not withdrawn."""
    given = [c for c in consents if c.purpose is purpose and c.is_in_force]
    return max(given, key=lambda consent: consent.given_at, default=None)


def consent_words(consents: Sequence[Consent], purpose: ConsentPurpose) -> str:
    """Return how a purpose stands: noted, withdrawn or not noted, with its date."""
    current = consent_in_force(consents, purpose)
    if current is not None:
        return strings.ClientPlace.CONSENT_NOTED.format(date=long_date(local(current.given_at).date()))
    withdrawn = [c.revoked_at for c in consents if c.purpose is purpose and c.revoked_at is not None]
    if withdrawn:
        return strings.ClientPlace.CONSENT_WITHDRAWN.format(date=long_date(local(max(withdrawn)).date()))
    return strings.ClientPlace.CONSENT_MISSING
