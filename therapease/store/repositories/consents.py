"""Consents. The database itself keeps them as given: revoking one, once, is the only change it lets through."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from therapease.domain.consent import Consent, ConsentPurpose
from therapease.domain.ids import ClientId, ConsentId, UserId
from therapease.errors import ConflictError, NotFoundError
from therapease.store.tables import consents as table


class SqlConsentRepository:
    """`services.ports.ConsentRepository` over one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, consent: Consent) -> None:
        """Store a consent."""
        self._connection.execute(
            insert(table).values(
                id=consent.id,
                client_id=consent.client_id,
                purpose=consent.purpose.value,
                wording_version=consent.wording_version,
                given_at=consent.given_at,
                noted_by=consent.noted_by,
                revoked_at=consent.revoked_at,
            )
        )

    def update(self, consent: Consent) -> None:
        """Note the revocation; nothing else of a consent can change. Raise NotFoundError, ConflictError when it was
        revoked before or is not the consent that was given."""
        row = self._connection.execute(select(table).where(table.c.id == consent.id)).one_or_none()
        if row is None:
            raise NotFoundError
        stored = _consent(row)
        if stored == consent:
            return
        if not stored.is_in_force or not _differs_in_revocation_only(stored, consent):
            raise ConflictError("A consent stays as it was given. Revoke it and note a new one.")
        self._connection.execute(update(table).where(table.c.id == consent.id).values(revoked_at=consent.revoked_at))

    def list_for_client(self, client_id: ClientId) -> list[Consent]:
        """Return a client's consents in the order they were noted, revoked ones included."""
        chosen = select(table).where(table.c.client_id == client_id).order_by(table.c.sequence)
        return [_consent(row) for row in self._connection.execute(chosen)]


def _differs_in_revocation_only(one: Consent, other: Consent) -> bool:
    return (one.client_id, one.purpose, one.wording_version, one.given_at, one.noted_by) == (
        other.client_id,
        other.purpose,
        other.wording_version,
        other.given_at,
        other.noted_by,
    )


def _consent(row: Row[Any]) -> Consent:
    return Consent(
        id=ConsentId(row.id),
        client_id=ClientId(row.client_id),
        purpose=ConsentPurpose(row.purpose),
        wording_version=row.wording_version,
        given_at=row.given_at,
        noted_by=UserId(row.noted_by),
        revoked_at=row.revoked_at,
    )
