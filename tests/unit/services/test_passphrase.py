"""Changing one's passphrase, on a real vault."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes import FakeClock
from tests.vaults.making import make_vault, store
from therapease.errors import WrongPassphraseError
from therapease.services.context import ServiceContext
from therapease.services.passphrase import PassphraseService

NEW = "copper lantern slow river"


def test_a_change_needs_the_passphrase_so_far(tmp_path: Path) -> None:
    made = make_vault(tmp_path)
    vault = store().unlock(made.path, made.passphrase)
    service = PassphraseService(ServiceContext(vault, FakeClock()))
    assert service.needs_current
    with pytest.raises(WrongPassphraseError):
        service.change(NEW, "not the one it was")
    service.change(NEW, made.passphrase)
    vault.close()
    with pytest.raises(WrongPassphraseError):
        store().unlock(made.path, made.passphrase)
    store().unlock(made.path, NEW).close()


def test_who_came_by_the_recovery_code_needs_none(tmp_path: Path) -> None:
    made = make_vault(tmp_path)
    vault = store().unlock_with_recovery_code(made.path, made.recovery_code)
    service = PassphraseService(ServiceContext(vault, FakeClock()))
    assert not service.needs_current
    service.change(NEW)
    vault.close()
    store().unlock(made.path, NEW).close()
