"""Finding the slot a secret opens, in a header that somebody may have tampered with."""

from __future__ import annotations

from dataclasses import replace

import pytest

from therapease.domain.ids import UserId
from therapease.domain.user import User, UserRole
from therapease.errors import HeaderDamagedError, WrongPassphraseError, WrongRecoveryCodeError
from therapease.store.header.envelope import decode_copy, encode_copy
from therapease.store.header.file import StoredHeader
from therapease.store.header.model import NO_ANCHOR, Header, SlotKind
from therapease.store.kdf import FLOOR
from therapease.store.key_material import SubkeyPurpose, UserKeys, subkey
from therapease.store.slots import new_account, new_slot
from therapease.store.unsealing import unseal

FILE_ID = b"F" * 16
DEK = b"k" * 32
MAC_KEY = subkey(DEK, SubkeyPurpose.HEADER_MAC, FILE_ID)
ADA, BEA = UserId("00000000-0000-7000-8000-00000000aaaa"), UserId("00000000-0000-7000-8000-00000000bbbb")


@pytest.fixture(scope="module")
def header() -> Header:
    accounts, slots = [], []
    for user_id, name in ((ADA, "Ada"), (BEA, "Bea")):
        keys = UserKeys.generate()
        user = User(user_id, name, UserRole.OWNER, created_at=None)  # type: ignore[arg-type]  # because no time is read
        account = new_account(user, keys, DEK)
        accounts.append(account)
        slots.append(new_slot(FILE_ID, account, keys, SlotKind.PASSPHRASE, f"{name}'s words", FLOOR))
        slots.append(new_slot(FILE_ID, account, keys, SlotKind.RECOVERY, f"{name}'s code", FLOOR))
    return Header(FILE_ID, 4, b"S" * 32, NO_ANCHOR, tuple(accounts), tuple(slots))


def stored(*headers: Header, mac_key: bytes = MAC_KEY) -> StoredHeader:
    copies = [decode_copy(encode_copy(header, mac_key)) for header in headers]
    return StoredHeader((copies[0], copies[-1]))


def test_each_secret_opens_its_own_slot(header: Header) -> None:
    ada = unseal(stored(header), SlotKind.PASSPHRASE, "Ada's words")
    bea = unseal(stored(header), SlotKind.PASSPHRASE, "Bea's words")
    assert (ada.account.user_id, bea.account.user_id) == (ADA, BEA)
    assert ada.dek == bea.dek == DEK
    assert unseal(stored(header), SlotKind.RECOVERY, "Bea's code").slot.kind is SlotKind.RECOVERY


def test_a_secret_is_tried_on_slots_of_its_kind_and_user_only(header: Header) -> None:
    with pytest.raises(WrongPassphraseError):
        unseal(stored(header), SlotKind.PASSPHRASE, "Ada's words", BEA)
    with pytest.raises(WrongPassphraseError):
        unseal(stored(header), SlotKind.PASSPHRASE, "Ada's code")
    with pytest.raises(WrongRecoveryCodeError):
        unseal(stored(header), SlotKind.RECOVERY, "Ada's words")


def test_a_forged_copy_is_neither_believed_nor_in_the_way(header: Header) -> None:
    forged = replace(header, generation=99, spool_public_key=b"X" * 32)
    mixed = StoredHeader((decode_copy(encode_copy(forged, b"wrong key" * 4)), stored(header).places[0]))
    assert unseal(mixed, SlotKind.PASSPHRASE, "Ada's words").header == header


def test_a_forged_slot_does_not_lock_anybody_out(header: Header) -> None:
    broken = replace(header, generation=99, slots=tuple(replace(s, wrapped_keys=bytes(80)) for s in header.slots))
    mixed = StoredHeader((stored(header).places[0], decode_copy(encode_copy(broken, b"x" * 32))))
    assert unseal(mixed, SlotKind.PASSPHRASE, "Ada's words").header == header


def test_a_header_that_opens_but_is_not_authentic_is_refused(header: Header) -> None:
    with pytest.raises(HeaderDamagedError):
        unseal(stored(header, mac_key=b"x" * 32), SlotKind.PASSPHRASE, "Ada's words")


def test_the_newest_authentic_copy_wins(header: Header) -> None:
    newer = replace(header, generation=5)
    assert unseal(stored(header, newer), SlotKind.PASSPHRASE, "Ada's words").header.generation == 5


def test_no_key_shows_in_a_repr(header: Header) -> None:
    shown = repr(unseal(stored(header), SlotKind.PASSPHRASE, "Ada's words"))
    assert repr(DEK) not in shown
    assert DEK.hex() not in shown
