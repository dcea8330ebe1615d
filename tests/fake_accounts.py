"""The accounts of a vault in memory: codes that are out, who was taken out, a key that cannot be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from therapease.domain.ids import UserId
from therapease.domain.user import User
from therapease.errors import NotFoundError, TherapEaseError

if TYPE_CHECKING:
    from tests.fake_store import Tables


class FakeUsers:
    """As `store.repositories.users`."""

    def __init__(self, tables: Tables) -> None:
        self._rows = tables.users

    def add(self, user: User) -> None:
        self._rows[user.id] = user

    def update(self, user: User) -> None:
        self.get(user.id)
        self._rows[user.id] = user

    def get(self, user_id: UserId) -> User:
        if user_id not in self._rows:
            raise NotFoundError
        return self._rows[user_id]

    def list_all(self) -> list[User]:
        return list(self._rows.values())


class FakeAccounts:
    """A part of `FakeVault`. `codes` are the invitations that are out, by person."""

    tables: Tables
    codes: dict[str, str]
    removed_ids: set[str]
    fail_rotation_with: TherapEaseError | None

    def begin_accounts(self) -> None:
        self.codes, self.removed_ids, self.fail_rotation_with = {}, set(), None

    @property
    def account_ids(self) -> frozenset[UserId]:
        return frozenset(UserId(key) for key in self.tables.users if key not in self.removed_ids)

    def admit(self, user: User, code: str) -> None:
        self.codes[user.id] = code

    def dismiss(self, user_id: UserId) -> None:
        self.removed_ids.add(user_id)
        self.codes.pop(user_id, None)

    def relabel(self, user_id: UserId, name: str) -> None:
        assert user_id in self.tables.users

    def rotate_key(self, without: UserId | None = None) -> None:
        if self.fail_rotation_with is not None:
            raise self.fail_rotation_with
        if without is not None:
            self.removed_ids.add(without)
