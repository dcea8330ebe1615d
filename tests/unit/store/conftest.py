"""What the store's tests share: a vault to copy, the same vault open, and a bare connection to migrated tables."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from tests.fakes import FakeClock
from tests.vaults.making import MadeVault, make_vault, store
from therapease.domain.ids import UserId
from therapease.domain.user import User, UserRole
from therapease.store.open_vault import OpenVault
from therapease.store.repositories.users import SqlUserRepository
from therapease.store.schema import upgrade
from therapease.store.sqlcipher import build_engine, checkpoint

DEK = bytes(range(32))


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> MadeVault:
    """A closed vault that no test may change: making one takes half a second."""
    return make_vault(tmp_path_factory.mktemp("made"))


@pytest.fixture
def made(made_once: MadeVault, tmp_path: Path) -> MadeVault:
    """A closed vault of the test's own."""
    return made_once.copied_to(tmp_path)


@pytest.fixture
def vault(made: MadeVault) -> Iterator[OpenVault]:
    """A vault of the test's own, open for its owner."""
    opened = store().unlock(made.path, made.passphrase)
    yield opened
    opened.close()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def owner() -> User:
    return User(UserId("00000000-0000-7000-8000-00000000aaaa"), "Ada Sommer", UserRole.OWNER, FakeClock().now())


@pytest.fixture(scope="session")
def migrated_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An encrypted database with all tables, empty."""
    path = tmp_path_factory.mktemp("migrated") / "tables.vault"
    engine = build_engine(path, DEK)
    upgrade(engine)
    checkpoint(engine)
    engine.dispose()
    return path


@pytest.fixture
def connection(migrated_once: Path, tmp_path: Path, owner: User) -> Iterator[Connection]:
    """A transaction on tables that hold one user, rolled back after the test."""
    path = tmp_path / "tables.vault"
    shutil.copy(migrated_once, path)
    engine = build_engine(path, DEK)
    with engine.connect() as opened:
        SqlUserRepository(opened).add(owner)
        yield opened
    engine.dispose()
