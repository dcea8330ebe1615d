"""Records that others belong to and that are lost themselves, rebuilt from what is known of them."""

from __future__ import annotations

from typing import Any

from therapease.clock import Clock
from therapease.store.column_types import UtcText
from therapease.store.dbapi import Connection
from therapease.store.salvage_reading import DamagedDatabase
from therapease.store.unsealing import Unsealed

REBUILT = ("users", "clients", "therapy_sessions")
"""In this order: a session needs its client, both need somebody who is responsible."""
LOST_WORDS = "Name lost"
_ROUNDS = 20


class Rebuilder:
    """Makes every reference in a copied vault lead somewhere, or takes out what leads nowhere."""

    def __init__(self, connection: Connection, source: DamagedDatabase, unsealed: Unsealed, clock: Clock) -> None:
        self._connection, self._source, self._unsealed = connection, source, unsealed
        self._now = UtcText().process_bind_param(clock.now(), None)  # type: ignore[arg-type]  # because no dialect matters
        self._known: dict[str, dict[Any, dict[str, Any]]] = {}

    def rebuild(self) -> int:
        """Return how many records were rebuilt."""
        count = sum(self._rebuild_account(account.user_id) for account in self._unsealed.header.accounts)
        for _ in range(_ROUNDS):
            broken = self._connection.execute("PRAGMA foreign_key_check").fetchall()
            if not broken:
                break
            for table, rowid, parent, number in broken:
                count += self._mend(table, rowid, parent, number)
        return count

    def _rebuild_account(self, user_id: str) -> int:
        """Whoever can sign in needs her record; what the key file knows of her is her label and her role."""
        if self._connection.execute("SELECT 1 FROM users WHERE id = ?", (user_id,)).fetchone():
            return 0
        account = next(a for a in self._unsealed.header.accounts if a.user_id == user_id)
        self._insert("users", {"id": user_id, "name": account.label, "role": account.role.value})
        return 1

    def _mend(self, table: str, rowid: int, parent: str, number: int) -> int:
        columns = [
            (row[3], row[4] or "id")
            for row in self._connection.execute(f"PRAGMA foreign_key_list({table})").fetchall()
            if row[0] == number
        ]
        own, theirs = columns[0]
        found = self._connection.execute(f"SELECT {own} FROM {table} WHERE rowid = ?", (rowid,)).fetchone()
        if found is None:
            return 0
        is_there = self._connection.execute(f"SELECT 1 FROM {parent} WHERE {theirs} = ?", (found[0],)).fetchone()
        if parent not in REBUILT or theirs != "id" or is_there:
            self._connection.execute(f"DELETE FROM {table} WHERE rowid = ?", (rowid,))
            return 0
        self._insert(parent, self._known_row(parent, found[0]))
        return 1

    def _known_row(self, table: str, record_id: str) -> dict[str, Any]:
        if table not in self._known:
            rows = self._source.known_rows(table) or {}
            self._known[table] = {row["id"]: row for row in rows.values() if "id" in row}
        row = {"id": record_id, **self._known[table].get(record_id, {})}
        if table == "clients":
            row.setdefault("code", f"LOST-{record_id[-6:]}")
            row["name"] = f"{LOST_WORDS} ({row['code']})"
        if table == "users":
            row.update(name=LOST_WORDS, role="therapist")
        if table == "therapy_sessions":
            row.setdefault("number", self._free_number(row))
            row.setdefault("client_id", "lost")
            row.update(therapist_id=str(self._unsealed.account.user_id), attendance="in_person")
            row.setdefault("status", "drafted")
        return row

    def _free_number(self, row: dict[str, Any]) -> int:
        client_id = row.get("client_id", "lost")
        query = "SELECT coalesce(max(number), 0) + 1 FROM therapy_sessions WHERE client_id = ?"
        return int(self._connection.execute(query, (client_id,)).fetchone()[0])

    def _insert(self, table: str, values: dict[str, Any]) -> None:
        for _, name, kind, is_required, default, _ in self._connection.execute(
            f"PRAGMA table_info({table})"
        ).fetchall():
            if is_required and default is None and values.get(name) is None:
                values[name] = self._nothing(name, kind)
        names = ", ".join(values)
        places = ", ".join("?" * len(values))
        self._connection.execute(f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({places})", tuple(values.values()))

    def _nothing(self, name: str, kind: str) -> object:
        if name.endswith("_at"):
            return self._now
        return "" if kind.upper().startswith("TEXT") else b"" if kind.upper() == "BLOB" else 0
