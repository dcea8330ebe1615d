"""Clients, sessions and consents as rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from therapease.domain.client import Client
from therapease.domain.consent import Consent, ConsentPurpose
from therapease.domain.session import SessionStatus, TherapySession
from therapease.ui import strings
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


def client_rows(clients: Sequence[Client], label: Callable[[Client], str]) -> list[Row]:
    """Return clients in the order given."""
    return [
        Row(
            key=client.id,
            title=label(client),
            addition=client.code,
            right=strings.Clients.SINCE.format(date=long_date(local(client.created_at).date())),
        )
        for client in clients
    ]


def matching_clients(clients: Sequence[Client], wanted: str) -> list[Client]:
    """Return those whose name or code has every word of `wanted`, wherever in it, whatever the case."""
    words = wanted.casefold().split()
    return [c for c in clients if all(word in f"{c.name} {c.code} {c.initials}".casefold() for word in words)]


def session_rows(sessions: Sequence[TherapySession], today: date) -> list[Row]:
    """Return a client's sessions as a timeline, in the order given (newest first)."""
    return [_session_row(session, today) for session in sessions]


def _session_row(session: TherapySession, today: date) -> Row:
    waits = session.status is SessionStatus.DRAFTED
    return Row(
        key=session.id,
        title=strings.ClientPlace.SESSION.format(number=session.number),
        addition=f"{short_date(local(session.starts_at).date(), today)}, {clock_time(session.starts_at)}",
        line=strings.ATTENDANCE_WORDS[session.attendance],
        right=strings.STATUS_WORDS[session.status],
        right_tone="accent" if waits else "ink2",
        glyph=_GLYPHS[session.status],
        is_open=not session.is_signed,
    )


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
