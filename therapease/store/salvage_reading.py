"""Reading around damage: every row of a table that can still be had, and what its indexes know of the others.

SQLCipher refuses a whole connection after one damaged page, so each failure costs a fresh one. A range of rows that
fails is halved until single rows are left; what cannot be read then is lost.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from therapease.errors import StorageUnavailableError, VaultDamagedError
from therapease.store.dbapi import Connection, DatabaseError
from therapease.store.sqlcipher import open_for_inspection

Row = tuple[Any, ...]
_LAST_ROWID = (1 << 63) - 1
_ROWS_BEYOND = 64
"""How far behind the last row that could be read others are looked for, where no index tells where they are."""


class DamagedDatabase:
    """A database of which some pages cannot be read. Writes nothing."""

    def __init__(self, path: Path, dek: bytes) -> None:
        """Raise VaultDamagedError when not even its first page can be read."""
        self._path, self._dek = path, dek
        self.is_gapless = True
        """Whether the table that `rows` read last could be read to its end without a stop."""
        self._connection: Connection | None = open_for_inspection(path, dek)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def columns(self, table: str) -> list[str]:
        """Return the names of a table's columns; none for a table that is not there."""
        return [row[1] for row in self._all(f"PRAGMA table_info({table})") or ()]

    def revision(self) -> str | None:
        """Return the schema version recorded, None where it cannot be read."""
        rows = self._all("SELECT version_num FROM alembic_version")
        return str(rows[0][0]) if rows else None

    def rows(self, table: str, columns: list[str]) -> Iterator[Row]:
        """Yield every row that can be read, its rowid first."""
        query = (
            f"SELECT rowid, {', '.join(columns)} FROM {table} NOT INDEXED WHERE rowid BETWEEN ? AND ? ORDER BY rowid"
        )
        self.is_gapless = True
        seen = [0]
        yield from self._between(query, 1, _LAST_ROWID, seen, None)
        if self.is_gapless:
            return
        # Something stopped it. What the indexes know tells where rows are, so that nobody looks where none can be.
        known = self.known_rows(table)
        places = sorted(known) if known else list(range(1, seen[0] + _ROWS_BEYOND))
        behind = places[bisect_right(places, seen[0]) :]
        if behind:
            yield from self._between(query, seen[0] + 1, _LAST_ROWID, seen, behind)

    def known_rows(self, table: str) -> dict[int, dict[str, Any]] | None:
        """Return what the table's indexes know of its rows, by rowid, without the table itself; None if none reads."""
        known: dict[int, dict[str, Any]] = {}
        is_read = False
        for _, index, *_ in self._all(f"PRAGMA index_list({table})") or ():
            names = [row[2] for row in self._all(f"PRAGMA index_info({index})") or ()]
            found = self._all(f"SELECT rowid, {', '.join(names)} FROM {table} INDEXED BY {index}")
            is_read = is_read or found is not None
            for rowid, *values in found or ():
                known.setdefault(rowid, {}).update(zip(names, values, strict=True))
        return known if is_read else None

    def _between(self, query: str, first: int, last: int, seen: list[int], places: list[int] | None) -> Iterator[Row]:
        """Yield the rows from `first` to `last`; where that stops, try each half of the `places` that are left."""
        start = first
        try:
            for row in self._each(query, (first, last)):
                seen[0], start = row[0], row[0] + 1
                yield row
        except VaultDamagedError:
            self.is_gapless = False
            left = places[bisect_left(places, start) :] if places else []
            if len(left) > 1:
                middle = left[len(left) // 2]
                yield from self._between(query, start, middle - 1, seen, left[: len(left) // 2])
                yield from self._between(query, middle, last, seen, left[len(left) // 2 :])

    def _all(self, query: str) -> list[Row] | None:
        try:
            return list(self._each(query, ()))
        except VaultDamagedError:
            return None

    def _each(self, query: str, parameters: tuple[int, ...]) -> Iterator[Row]:
        if self._connection is None:
            self._connection = open_for_inspection(self._path, self._dek)
        fetch: Callable[[], Row | None]
        try:
            fetch = self._connection.execute(query, parameters).fetchone
            while (row := fetch()) is not None:
                yield row
        except (DatabaseError, VaultDamagedError, StorageUnavailableError) as error:
            # After a damaged page nothing more comes from this connection.
            self.close()
            raise VaultDamagedError(detail=type(error).__name__) from error
