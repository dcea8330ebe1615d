"""An account of the key file that the database does not know is damage; the rest is in test_accounts.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.vaults.colleague import BEA, BEAS_PASSPHRASE, add_bea
from tests.vaults.making import PASSPHRASE, make_vault, store
from therapease.errors import VaultDamagedError


def test_an_account_without_a_person_is_damage(tmp_path: Path) -> None:
    made = make_vault(tmp_path)
    vault = store().unlock(made.path, PASSPHRASE)
    add_bea(vault)
    with vault._engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM users WHERE id = ?", (BEA,))
    vault.close()
    with pytest.raises(VaultDamagedError):
        store().unlock(made.path, BEAS_PASSPHRASE)
