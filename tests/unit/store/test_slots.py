"""Slots: what opens them, what does not, and that no part of one can be exchanged."""

from __future__ import annotations

from dataclasses import replace

import pytest

from therapease.domain.user import User, UserRole
from therapease.errors import HeaderDamagedError, UnsafeKeyParametersError
from therapease.store.header.model import Account, KeySlot, SlotKind
from therapease.store.kdf import FLOOR, Argon2Parameters
from therapease.store.key_material import UserKeys, new_dek
from therapease.store.slots import new_account, new_slot, open_dek, try_slot

FILE_ID = b"F" * 16
SECRET = "copper violin anchor sunday lamp"
KEYS = UserKeys.generate()
DEK = new_dek()


@pytest.fixture
def account(owner: User) -> Account:
    return new_account(owner, KEYS, DEK)


@pytest.fixture
def slot(account: Account) -> KeySlot:
    return new_slot(FILE_ID, account, KEYS, SlotKind.PASSPHRASE, SECRET, FLOOR)


def test_the_secret_gives_back_the_keys_and_they_the_vault_s_key(account: Account, slot: KeySlot) -> None:
    keys = try_slot(FILE_ID, account, slot, SECRET)
    assert keys is not None
    assert keys.to_bytes() == KEYS.to_bytes()
    assert open_dek(account, keys) == DEK


def test_another_secret_gives_nothing(account: Account, slot: KeySlot) -> None:
    assert try_slot(FILE_ID, account, slot, SECRET + " ") is None


def test_nothing_that_is_bound_to_a_slot_can_be_exchanged(account: Account, slot: KeySlot) -> None:
    other_id = type(account.user_id)("00000000-0000-7000-8000-00000000bbbb")
    forged: list[tuple[bytes, Account, KeySlot]] = [
        (b"G" * 16, account, slot),
        (FILE_ID, replace(account, role=UserRole.ASSISTANT), slot),
        (FILE_ID, account, replace(slot, slot_id=b"9" * 16)),
        (FILE_ID, account, replace(slot, user_id=other_id)),
        (FILE_ID, account, replace(slot, kind=SlotKind.RECOVERY)),
        (FILE_ID, account, replace(slot, kdf=Argon2Parameters(FLOOR.memory_kib + 8, 3, 4))),
        (FILE_ID, account, replace(slot, salt=bytes(16))),
        (FILE_ID, account, replace(slot, nonce=bytes(12))),
        (FILE_ID, account, replace(slot, wrapped_keys=bytes(80))),
    ]
    assert [try_slot(*parts, SECRET) for parts in forged] == [None] * len(forged)


def test_absurd_parameters_are_refused_and_not_run(account: Account, slot: KeySlot) -> None:
    for kdf in (Argon2Parameters(2**32 - 1, 10, 8), Argon2Parameters(8, 1, 1)):
        with pytest.raises(UnsafeKeyParametersError):
            try_slot(FILE_ID, account, replace(slot, kdf=kdf), SECRET)


def test_salt_nonce_and_id_are_fresh_for_every_slot(account: Account, slot: KeySlot) -> None:
    other = new_slot(FILE_ID, account, KEYS, SlotKind.PASSPHRASE, SECRET, FLOOR)
    assert slot.salt != other.salt
    assert slot.nonce != other.nonce
    assert slot.slot_id != other.slot_id
    assert slot.wrapped_keys != other.wrapped_keys


def test_a_key_sealed_to_another_or_of_another_length_is_damage(account: Account, owner: User) -> None:
    with pytest.raises(HeaderDamagedError):
        open_dek(account, UserKeys.generate())
    with pytest.raises(HeaderDamagedError):
        open_dek(new_account(owner, KEYS, b"too short"), KEYS)
