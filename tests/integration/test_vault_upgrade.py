"""A vault of an older schema is copied, brought up to date and opened; if that fails, it is as it was."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.vaults.making import MadeVault, make_vault, store
from therapease.clock import SystemClock
from therapease.errors import InternalError, VaultTooNewError
from therapease.store.kdf import FLOOR
from therapease.store.schema import MIGRATIONS, newest_revision, revision_of
from therapease.store.vault import SqlCipherVaultStore

LATER = '''"""A migration of a later version."""
from alembic import op
revision = "9000"
down_revision = "{newest}"

def upgrade():
    op.execute("ALTER TABLE clients ADD COLUMN of_later TEXT")
    op.execute("{last}")
'''


@pytest.fixture
def made(tmp_path: Path) -> MadeVault:
    folder = tmp_path / "vault"
    folder.mkdir()
    return make_vault(folder)


def later_program(tmp_path: Path, last: str = "SELECT 1") -> SqlCipherVaultStore:
    """Return the store of a program that has one migration more."""
    scripts = tmp_path / "later"
    shutil.copytree(MIGRATIONS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    migration = LATER.format(newest=newest_revision(), last=last)
    (scripts / "versions" / "9000_later.py").write_text(migration, encoding="utf-8")
    return SqlCipherVaultStore(SystemClock(), FLOOR, scripts)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.suffix != ".signins"}


def test_an_older_vault_is_copied_and_brought_up_to_date(made: MadeVault, tmp_path: Path) -> None:
    vault = later_program(tmp_path).unlock(made.path, made.passphrase)
    with vault._engine.connect() as connection:
        assert revision_of(connection) == "9000"
        connection.execute(text("SELECT of_later FROM clients"))
    vault.close()
    stem = f"practice.before-upgrade-from-{newest_revision()}"
    assert {f"{stem}.vault", f"{stem}.keys"} <= names(made.path.parent)
    copy = store().unlock(made.path.parent / f"{stem}.vault", made.passphrase)
    assert copy.user.name == "Ada Sommer"
    copy.close()
    with pytest.raises(VaultTooNewError):
        store().unlock(made.path, made.passphrase)


def test_an_up_to_date_vault_is_not_copied(made: MadeVault) -> None:
    before = names(made.path.parent)
    store().unlock(made.path, made.passphrase).close()
    assert names(made.path.parent) == before


def test_a_migration_that_fails_leaves_the_vault_to_the_older_program(made: MadeVault, tmp_path: Path) -> None:
    broken = later_program(tmp_path, "INSERT INTO no_such_table VALUES (1)")
    with pytest.raises(InternalError):
        broken.unlock(made.path, made.passphrase)
    vault = store().unlock(made.path, made.passphrase)
    assert vault.user.name == "Ada Sommer"
    vault.close()
