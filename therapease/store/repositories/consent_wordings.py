"""The practice's own consent texts, by version and purpose. A text that a client agreed to never changes."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, insert, select

from therapease.domain.consent import ConsentPurpose, ConsentWording
from therapease.domain.ids import UserId
from therapease.store.tables import consent_wordings as table


class SqlConsentWordingRepository:
    """`services.ports.ConsentWordingRepository` over one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, wording: ConsentWording) -> None:
        """Store a wording. Raise ConflictError when there is one of this version for this purpose."""
        self._connection.execute(
            insert(table).values(
                version=wording.version,
                purpose=wording.purpose.value,
                text=wording.text,
                created_at=wording.created_at,
                created_by=wording.created_by,
            )
        )

    def list_all(self) -> list[ConsentWording]:
        """Return every wording in the order it was added."""
        return [_wording(row) for row in self._connection.execute(select(table).order_by(table.c.sequence))]

    def newest(self, purpose: ConsentPurpose) -> ConsentWording | None:
        """Return the wording that clients agree to now, or None while the practice has none of its own."""
        chosen = select(table).where(table.c.purpose == purpose.value).order_by(table.c.sequence.desc()).limit(1)
        row = self._connection.execute(chosen).one_or_none()
        return None if row is None else _wording(row)


def _wording(row: Row[Any]) -> ConsentWording:
    return ConsentWording(
        version=row.version,
        purpose=ConsentPurpose(row.purpose),
        text=row.text,
        created_at=row.created_at,
        created_by=UserId(row.created_by),
    )
