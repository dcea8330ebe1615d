"""Clients, and the codes that stand for them where others may look on."""

from __future__ import annotations

import re
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from therapease.domain.client import Client
from therapease.domain.ids import ClientId
from therapease.domain.overview import ClientOverview
from therapease.errors import NotASampleError, NotFoundError
from therapease.store.repositories.overviews import list_client_overviews
from therapease.store.repositories.removal import remove_everything_of
from therapease.store.repositories.rows import to_client
from therapease.store.tables import clients as table

_CODE = re.compile(r"C-(\d+)")


class SqlClientRepository:
    """`services.ports.ClientRepository` over one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, client: Client) -> None:
        """Store a client. Raise ConflictError when the id or the code is taken."""
        self._connection.execute(insert(table).values(_values(client)))

    def get(self, client_id: ClientId) -> Client:
        """Return a client. Raise NotFoundError."""
        row = self._connection.execute(select(table).where(table.c.id == client_id)).one_or_none()
        if row is None:
            raise NotFoundError
        return to_client(row)

    def update(self, client: Client) -> None:
        """Replace what is known of a client; whether it is a sample cannot change. Raise NotFoundError, ConflictError
        when the code is taken."""
        changed = self._connection.execute(update(table).where(table.c.id == client.id).values(_values(client)))
        if changed.rowcount == 0:
            raise NotFoundError

    def list_all(self, *, include_archived: bool = False) -> list[Client]:
        """Return clients by name, case-insensitively in every alphabet, which SQLite's own NOCASE is not."""
        chosen = select(table) if include_archived else select(table).where(table.c.archived_at.is_(None))
        clients = [to_client(row) for row in self._connection.execute(chosen)]
        return sorted(clients, key=lambda client: (client.name.casefold(), client.code))

    def list_overview(self, now: datetime) -> list[ClientOverview]:
        """Return every client, archived ones included, by name, with what a list tells besides, in one query."""
        return list_client_overviews(self._connection, now)

    def remove_sample(self, client_id: ClientId) -> None:
        """Delete a sample client and everything of it. Raise NotFoundError, NotASampleError for anybody else."""
        if not self.get(client_id).is_sample:
            raise NotASampleError
        remove_everything_of(self._connection, client_id)

    def next_code(self) -> str:
        """Return the code after the highest ever given, archived clients included: no code means two people."""
        numbers = [
            int(match[1])
            for code in self._connection.execute(select(table.c.code)).scalars()
            if (match := _CODE.fullmatch(code))
        ]
        return f"C-{max(numbers, default=0) + 1:04d}"


def _values(client: Client) -> dict[str, object]:
    return {
        "id": client.id,
        "code": client.code,
        "name": client.name,
        "created_at": client.created_at,
        "date_of_birth": client.date_of_birth,
        "therapist_id": client.therapist_id,
        "archived_at": client.archived_at,
        "preferred_name": client.preferred_name,
        "pronouns": client.pronouns,
        "phone": client.phone,
        "email": client.email,
        "emergency_contact": client.emergency_contact,
        "is_sample": client.is_sample,
    }
