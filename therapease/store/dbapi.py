"""The database driver, named once: SQLCipher's build of the standard library's `sqlite3` interface (PEP 249).

`sqlite3` lends its types, which the driver copies; nothing of it runs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2 as _dbapi2  # type: ignore[import-untyped]  # because sqlcipher3 publishes no types

if TYPE_CHECKING:
    from sqlite3 import Connection as Connection
    from sqlite3 import Error as DatabaseError
else:
    Connection = _dbapi2.Connection
    DatabaseError = _dbapi2.Error

__all__ = ["Connection", "DatabaseError", "driver"]

driver: Any = _dbapi2
"""The module itself, as SQLAlchemy wants it."""
