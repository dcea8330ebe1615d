"""A client's sessions numbered anew after one came, moved or was cancelled."""

from __future__ import annotations

from dataclasses import replace

from therapease.domain.ids import ClientId
from therapease.domain.session_numbers import renumbered
from therapease.services.ports import UnitOfWork

_ASIDE = -1_000_000
"""From here down lie the numbers that sessions have for a moment, while they change places: no two may be the same."""


def number_sessions(unit: UnitOfWork, client_id: ClientId) -> None:
    """Give each session of a client the number it should have, within the caller's transaction."""
    changed = renumbered(unit.sessions.list_for_client(client_id))
    for place, session in enumerate(changed):
        unit.sessions.update(replace(session, number=_ASIDE - place))
    for session in changed:
        unit.sessions.update(session)
