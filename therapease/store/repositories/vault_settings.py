"""Settings of the practice, which belong to the vault and not to a machine: JSON values by name."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from therapease.store.tables import vault_settings as table


class SqlVaultSettings:
    """`services.ports.VaultSettings` over one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, key: str) -> object:
        """Return a value as JSON gives it back, None for a name never set."""
        return self._connection.execute(select(table.c.value).where(table.c.key == key)).scalar_one_or_none()

    def put(self, key: str, value: object) -> None:
        """Set a value: text, number, boolean, or lists and dictionaries of them. None forgets it."""
        if value is None:
            self._connection.execute(delete(table).where(table.c.key == key))
            return
        added = insert(table).values(key=key, value=value)
        self._connection.execute(added.on_conflict_do_update(index_elements=["key"], set_={"value": value}))

    def list_all(self) -> dict[str, object]:
        """Return all of them."""
        return {row.key: row.value for row in self._connection.execute(select(table).order_by(table.c.key))}
