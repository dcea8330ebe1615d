"""A second account in a vault, for tests of what happens when its person is removed."""

from __future__ import annotations

from dataclasses import replace

from therapease.domain.ids import UserId
from therapease.domain.user import User, UserRole
from therapease.store.header.file import write_header
from therapease.store.header.model import SlotKind
from therapease.store.kdf import FLOOR
from therapease.store.key_material import UserKeys
from therapease.store.open_vault import OpenVault
from therapease.store.slots import new_account, new_slot, open_dek

BEA = UserId("00000000-0000-7000-8000-00000000bbbb")
BEAS_PASSPHRASE = "paper kite marble gate seven"


def add_bea(vault: OpenVault) -> None:
    """Give Bea an account, written to the disk."""
    user = User(BEA, "Bea Winter", UserRole.THERAPIST, vault.user.created_at)
    with vault.unit_of_work() as unit:
        unit.users.add(user)
        unit.commit()
    header, keys = vault._header, UserKeys.generate()
    account = new_account(user, keys, open_dek(header.account(vault.user.id), vault._keys.user))
    slot = new_slot(header.file_id, account, keys, SlotKind.PASSPHRASE, BEAS_PASSPHRASE, FLOOR)
    grown = replace(header, accounts=(*header.accounts, account), slots=(*header.slots, slot))
    write_header(vault._files.keys, grown, vault._keys.header_mac)
    vault._header = grown
