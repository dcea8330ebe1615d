"""Whether a vault is whole, opened by a passphrase or by the keys of who is signed in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.vaults.making import MadeVault, bytes_of, make_vault, store
from therapease.errors import VaultDamagedError, VaultMissingError
from therapease.store.backup_check import check_whole, unseal_with_keys
from therapease.store.header.file import read_header
from therapease.store.header.model import SlotKind
from therapease.store.key_material import UserKeys
from therapease.store.unsealing import Unsealed, unseal
from therapease.store.vault_files import VaultFiles


@pytest.fixture
def unsealed(made: MadeVault) -> Unsealed:
    return unseal(read_header(made.keys), SlotKind.PASSPHRASE, made.passphrase)


def test_a_whole_vault_is_counted_and_left_byte_for_byte(made: MadeVault, unsealed: Unsealed, tmp_path: Path) -> None:
    before = bytes_of(tmp_path)
    assert check_whole(VaultFiles(made.path), unsealed).events == 3
    assert bytes_of(tmp_path) == before


def test_one_flipped_bit_anywhere_is_found(made: MadeVault, unsealed: Unsealed) -> None:
    whole = made.path.read_bytes()
    for at in range(100, len(whole), len(whole) // 12):
        damaged = bytearray(whole)
        damaged[at] ^= 0x10
        made.path.write_bytes(damaged)
        with pytest.raises(VaultDamagedError):
            check_whole(VaultFiles(made.path), unsealed)


def test_a_persons_keys_open_her_vault_without_a_passphrase(made: MadeVault, unsealed: Unsealed) -> None:
    assert unseal_with_keys(VaultFiles(made.path), unsealed.keys).dek == unsealed.dek


def test_foreign_keys_open_nothing(made: MadeVault, tmp_path: Path) -> None:
    with pytest.raises(VaultDamagedError, match="keys do not open"):
        unseal_with_keys(VaultFiles(made.path), UserKeys.generate())
    folder = tmp_path / "other"
    folder.mkdir()
    other = make_vault(folder)
    keys = unseal(read_header(other.keys), SlotKind.PASSPHRASE, other.passphrase).keys
    with pytest.raises(VaultDamagedError):
        unseal_with_keys(VaultFiles(made.path), keys)


def test_no_file_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(VaultMissingError):
        unseal_with_keys(VaultFiles(tmp_path / "gone.vault"), UserKeys.generate())


def test_a_vault_is_checked_by_its_passphrase_through_the_store(made: MadeVault) -> None:
    assert store().check(made.path, made.passphrase).clients == 0
