"""Which version of the schema a vault has, and bringing an older one up to date.

Migrations only go forward, each in a transaction of its own together with its own record, so that a crash in the
middle of an upgrade leaves a whole older version to go on from. The vault was copied before (see `backup`).
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from therapease.errors import VaultDamagedError, VaultTooNewError

MIGRATIONS = Path(__file__).parent / "migrations"


def revision_of(connection: Connection) -> str | None:
    """Return the schema version recorded in the database, or None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def newest_revision(scripts: Path = MIGRATIONS) -> str:
    """Return the schema version this program makes and reads."""
    head = ScriptDirectory.from_config(_config(scripts)).get_current_head()
    assert head is not None, "there is at least the first migration"
    return head


def needs_upgrade(revision: str | None, scripts: Path = MIGRATIONS) -> bool:
    """Say whether a vault of this schema version is older than the program.

    Raise VaultTooNewError for a version not known here, VaultDamagedError when none is recorded.
    """
    if revision is None:
        raise VaultDamagedError(detail="no schema version recorded")
    known = [script.revision for script in ScriptDirectory.from_config(_config(scripts)).walk_revisions()]
    if revision not in known:
        raise VaultTooNewError(detail="schema version not known")
    return revision != known[0]


def upgrade(engine: Engine, scripts: Path = MIGRATIONS, to: str = "head") -> None:
    """Run every migration that is missing, up to the newest or the one named.

    Raise the store's errors; migrations finished before an error stay.
    """
    with engine.connect() as connection:
        command.upgrade(_config(scripts, connection), to)


def _config(scripts: Path, connection: Connection | None = None) -> Config:
    config = Config()
    # Alembic expands % as configparser does.
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    if connection is not None:
        config.attributes["connection"] = connection
    return config
