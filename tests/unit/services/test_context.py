"""Transactions: committed when the block ends well, dropped when it does not, one at a time."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from tests.fakes import START, FakeClock, FakeVault
from therapease.domain.ids import UserId
from therapease.domain.user import User, UserRole
from therapease.errors import NotFoundError
from therapease.services.context import ServiceContext


@pytest.fixture
def vault() -> FakeVault:
    clock = FakeClock()
    return FakeVault(Path("practice.vault"), User(UserId("u"), "Erika", UserRole.OWNER, START), clock)


def test_a_block_that_ends_well_is_committed(vault: FakeVault) -> None:
    with ServiceContext(vault, vault.clock).transaction() as unit:
        unit.clients.next_code()
    assert [unit.committed for unit in vault.units] == [True]


def test_a_block_that_raises_is_not(vault: FakeVault) -> None:
    with pytest.raises(NotFoundError), ServiceContext(vault, vault.clock).transaction():
        raise NotFoundError
    assert [unit.committed for unit in vault.units] == [False]


def test_two_threads_never_hold_a_transaction_at_once(vault: FakeVault) -> None:
    context = ServiceContext(vault, vault.clock)
    inside, most = 0, 0

    def work() -> None:
        nonlocal inside, most
        for _ in range(20):
            with context.transaction():
                inside += 1
                most = max(most, inside)
                time.sleep(0.0005)
                inside -= 1

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1
