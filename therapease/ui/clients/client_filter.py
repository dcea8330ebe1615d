"""Which clients the list shows and in which order: search, filters, sorting. Plain values, fast enough per letter."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from therapease.domain.overview import ClientOverview
from therapease.ui.rows import Row
from therapease.ui.wording import local

LONG_AGO = timedelta(days=30)
# Letters that Unicode does not take apart into a letter and a mark, but that people type without it.
_PLAIN = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})


class ClientFilter(StrEnum):
    """Whom the list shows. Archived clients are seen under their own filter alone."""

    ALL = "all"
    UNSIGNED = "unsigned"
    NOT_SEEN = "not_seen"
    ARCHIVED = "archived"


class ClientSort(StrEnum):
    NAME = "name"
    LAST_SESSION = "last_session"
    NEXT_APPOINTMENT = "next_appointment"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class ClientEntry:
    """A client with its row, made once when the list is read, and what searching in it looks at."""

    overview: ClientOverview
    row: Row
    searched: str


def fold(text: str) -> str:
    """Return a text without case and diacritics, so that “gorski” finds “Górski” and “strasse” finds “Straße”."""
    if text.isascii():
        return text.casefold()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c)).translate(_PLAIN)


def searched_text(overview: ClientOverview) -> str:
    """Return what is searched of a client: name, preferred name, code and initials."""
    client = overview.client
    return fold(" ".join((client.name, client.preferred_name or "", client.code, client.initials)))


def belongs(overview: ClientOverview, wanted: ClientFilter, today: date) -> bool:
    """Say whether a filter shows a client."""
    if wanted is ClientFilter.ARCHIVED:
        return overview.client.archived_at is not None
    if overview.client.archived_at is not None:
        return False
    if wanted is ClientFilter.UNSIGNED:
        return overview.unsigned_count > 0
    if wanted is ClientFilter.NOT_SEEN:
        seen = overview.last_session_at or overview.client.created_at
        return today - local(seen).date() > LONG_AGO
    return True


def filtered(entries: Sequence[ClientEntry], wanted: ClientFilter, today: date) -> list[ClientEntry]:
    return [entry for entry in entries if belongs(entry.overview, wanted, today)]


def matching(entries: Sequence[ClientEntry], typed: str) -> list[ClientEntry]:
    """Return those in whom every word typed is found, wherever and in any order."""
    words = fold(typed).split()
    return [entry for entry in entries if all(word in entry.searched for word in words)]


def in_order(entries: Sequence[ClientEntry], sort: ClientSort) -> list[ClientEntry]:
    """Return the entries sorted; whom a date is missing comes last, and equals stay in the order given."""
    return sorted(entries, key=_KEYS[sort])


def _by_last_session(entry: ClientEntry) -> tuple[bool, float]:
    at = entry.overview.last_session_at
    return at is None, 0.0 if at is None else -at.timestamp()


def _by_next_appointment(entry: ClientEntry) -> tuple[bool, float]:
    at = entry.overview.next_appointment_at
    return at is None, 0.0 if at is None else at.timestamp()


def _by_name(entry: ClientEntry) -> tuple[str, str]:
    return fold(entry.overview.client.name), entry.overview.client.code


_KEYS: dict[ClientSort, Callable[[ClientEntry], tuple[bool, float] | tuple[str, str]]] = {
    ClientSort.NAME: _by_name,
    ClientSort.LAST_SESSION: _by_last_session,
    ClientSort.NEXT_APPOINTMENT: _by_next_appointment,
    ClientSort.CODE: lambda entry: (entry.overview.client.code, ""),
}
