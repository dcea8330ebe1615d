"""Versions of the schema: known, older, newer, and one transaction per migration."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect, text

from therapease.errors import InternalError, VaultDamagedError, VaultTooNewError
from therapease.store.schema import MIGRATIONS, needs_upgrade, newest_revision, revision_of, upgrade
from therapease.store.sqlcipher import build_engine

DEK = bytes(range(32))

MIGRATION = '''"""A migration of a later version."""
from alembic import op
revision = "{revision}"
down_revision = "{down_revision}"

def upgrade():
    op.execute("CREATE TABLE made_by_{revision} (id INTEGER)")
    op.execute("{last_statement}")
'''


def later_scripts(folder: Path, *last_statements: str) -> Path:
    """Return the program's migrations and one more for each statement that such a later migration ends with."""
    scripts = folder / "later"
    shutil.copytree(MIGRATIONS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    previous = newest_revision()
    for number, statement in enumerate(last_statements):
        revision = f"90{number:02d}"
        content = MIGRATION.format(revision=revision, down_revision=previous, last_statement=statement)
        (scripts / "versions" / f"{revision}_later.py").write_text(content, encoding="utf-8")
        previous = revision
    return scripts


@pytest.fixture
def engine(migrated_once: Path, tmp_path: Path) -> Engine:
    path = tmp_path / "tables.vault"
    shutil.copy(migrated_once, path)
    return build_engine(path, DEK)


def revision(engine: Engine) -> str | None:
    with engine.connect() as connection:
        return revision_of(connection)


def test_a_fresh_database_is_at_the_newest_version(engine: Engine) -> None:
    assert revision(engine) == newest_revision() == "0005"
    assert not needs_upgrade(newest_revision())
    engine.dispose()


def test_upgrading_again_changes_nothing(engine: Engine) -> None:
    upgrade(engine)
    assert revision(engine) == newest_revision()
    engine.dispose()


def test_an_older_vault_is_brought_up_to_date(engine: Engine, tmp_path: Path) -> None:
    scripts = later_scripts(tmp_path, "SELECT 1", "SELECT 1")
    assert needs_upgrade(revision(engine), scripts)
    upgrade(engine, scripts)
    assert revision(engine) == "9001"
    assert {"made_by_9000", "made_by_9001"} <= set(inspect(engine).get_table_names())
    engine.dispose()


def test_a_migration_that_fails_leaves_the_version_before_it_whole(engine: Engine, tmp_path: Path) -> None:
    scripts = later_scripts(tmp_path, "SELECT 1", "INSERT INTO no_such_table VALUES (1)")
    with pytest.raises(InternalError):
        upgrade(engine, scripts)
    assert revision(engine) == "9000"
    tables = set(inspect(engine).get_table_names())
    assert "made_by_9000" in tables
    assert "made_by_9001" not in tables
    engine.dispose()


def test_a_version_not_known_here_is_newer(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(VaultTooNewError):
        needs_upgrade(revision(engine))
    engine.dispose()


def test_no_version_at_all_is_damage() -> None:
    with pytest.raises(VaultDamagedError):
        needs_upgrade(None)


def test_a_folder_with_a_percent_sign_is_fine(engine: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "100%s"
    folder.mkdir()
    assert newest_revision(later_scripts(folder, "SELECT 1")) == "9000"
    engine.dispose()
