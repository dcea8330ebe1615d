"""The people who work in a vault."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from therapease.domain.ids import UserId
from therapease.domain.user import User, UserRole, UserStatus
from therapease.errors import NotFoundError
from therapease.store.tables import users as table


class SqlUserRepository:
    """`services.ports.UserRepository` over one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, user: User) -> None:
        """Store a person. Her keys are in the key file, not here."""
        self._connection.execute(
            insert(table).values(
                id=user.id,
                name=user.name,
                role=user.role.value,
                created_at=user.created_at,
                credentials=user.credentials,
                licence_number=user.licence_number,
                contact=user.contact,
                status=user.status.value,
            )
        )

    def update(self, user: User) -> None:
        """Change profile, role or status. Raise NotFoundError."""
        changed = self._connection.execute(
            update(table)
            .where(table.c.id == user.id)
            .values(
                name=user.name,
                role=user.role.value,
                credentials=user.credentials,
                licence_number=user.licence_number,
                contact=user.contact,
                status=user.status.value,
            )
        )
        if changed.rowcount != 1:
            raise NotFoundError

    def get(self, user_id: UserId) -> User:
        """Return a person. Raise NotFoundError."""
        row = self._connection.execute(select(table).where(table.c.id == user_id)).one_or_none()
        if row is None:
            raise NotFoundError
        return _user(row)

    def list_all(self) -> list[User]:
        """Return everybody, by name and case-insensitively."""
        people = [_user(row) for row in self._connection.execute(select(table))]
        return sorted(people, key=lambda user: (user.name.casefold(), user.id))


def _user(row: Row[Any]) -> User:
    return User(
        id=UserId(row.id),
        name=row.name,
        role=UserRole(row.role),
        created_at=row.created_at,
        credentials=row.credentials,
        licence_number=row.licence_number,
        contact=row.contact,
        status=UserStatus(row.status),
    )
