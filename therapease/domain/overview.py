"""The light values that lists show: a client in the list of clients, a session on the client's page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from therapease.domain.client import Client
from therapease.domain.session import TherapySession

HEADLINE_CHARACTERS = 90


@dataclass(frozen=True, slots=True)
class ClientOverview:
    """A client with what a list tells besides. Sessions are counted once they took place; a note is unsigned from
    the moment there is something to write it from."""

    client: Client
    session_count: int = 0
    last_session_at: datetime | None = None
    next_appointment_at: datetime | None = None
    unsigned_count: int = 0


@dataclass(frozen=True, slots=True)
class SessionEntry:
    """A session with the first line of its newest note and how many lines of it still need the clinician, those whose
    words were corrected after the draft among them."""

    session: TherapySession
    headline: str = ""
    open_item_count: int = 0
    has_note: bool = False


def headline_of(text: str, limit: int = HEADLINE_CHARACTERS) -> str:
    """Return the text on one line of at most `limit` characters, cut between words and marked by “…”."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    # A single word that long (or a script without spaces) is cut where it has to be.
    whole = cut if line[limit - 1] == " " else cut.rpartition(" ")[0] or cut
    return whole.rstrip(" ,;:") + "…"
