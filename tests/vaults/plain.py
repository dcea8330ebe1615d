"""What a vault holds, as plain JSON values: to be kept beside a frozen vault and compared with by later programs."""

from __future__ import annotations

import dataclasses
from datetime import date
from enum import Enum

from therapease.store.unit_of_work import SqlUnitOfWork

Plain = dict[str, "Plain"] | list["Plain"] | str | int | float | bool | None


def plain(value: object) -> Plain:
    """Return a domain value as JSON values: bytes in hex, moments as ISO 8601, enumerations by their value."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if value is None or isinstance(value, str | int | float):
        return value
    raise TypeError(type(value))


def contents(unit: SqlUnitOfWork) -> dict[str, Plain]:
    """Read everything that can be reached from the lists of users and clients."""
    clients = unit.clients.list_all(include_archived=True)
    sessions = [session for client in clients for session in unit.sessions.list_for_client(client.id)]
    recordings = [found for session in sessions if (found := unit.recordings.for_session(session.id)) is not None]
    notes = [found for session in sessions if (found := unit.notes.for_session(session.id)) is not None]
    return {
        "users": plain(unit.users.list_all()),
        "clients": plain(clients),
        "consents": plain([unit.consents.list_for_client(client.id) for client in clients]),
        "sessions": plain(sessions),
        "recordings": plain(recordings),
        "chunks": plain([list(unit.recordings.chunks(recording.id)) for recording in recordings]),
        "transcripts": plain([unit.transcripts.versions_for_session(session.id) for session in sessions]),
        "notes": plain(notes),
        "note_versions": plain([unit.notes.versions(note.id) for note in notes]),
        "goals": plain([unit.goals.list_for_client(client.id) for client in clients]),
        "measures": plain([unit.measures.list_for_client(client.id) for client in clients]),
        "process_notes": plain(
            [
                unit.process_notes.versions(own.id)
                for session in sessions
                for user in unit.users.list_all()
                if (own := unit.process_notes.of_session(session.id, user.id)) is not None
            ]
        ),
        "consent_wordings": plain(unit.consent_wordings.list_all()),
        "settings": plain(unit.settings.list_all()),
        "audit": plain(list(reversed(unit.audit.list_recent(10_000)))),
    }


def missing(expected: Plain, found: Plain, place: str = "vault") -> list[str]:
    """Return the places where what was kept is not found any more. Fields that a later program added may be there
    besides, and later events may follow."""
    if isinstance(expected, dict) and isinstance(found, dict):
        gone = [f"{place}.{key} is gone" for key in expected if key not in found]
        kept = [key for key in expected if key in found]
        return gone + [line for key in kept for line in missing(expected[key], found[key], f"{place}.{key}")]
    if isinstance(expected, list) and isinstance(found, list):
        if len(found) < len(expected):
            return [f"{place} has {len(found)} of {len(expected)}"]
        pairs = zip(expected, found, strict=False)
        return [line for i, pair in enumerate(pairs) for line in missing(*pair, f"{place}[{i}]")]
    return [] if expected == found else [f"{place} differs"]
