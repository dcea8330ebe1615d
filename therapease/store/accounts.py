"""Accounts in the key file: letting somebody in by a code, giving her keys of her own, taking an account out.

The keys an invitation carries are made by whoever invites and live until it is accepted; then the person gets keys that
nobody else ever had. An administrator's reset is an invitation of somebody who has an account: new keys, the vault's
key sealed to them, and nothing of what was sealed to the old ones.
"""

from __future__ import annotations

from dataclasses import replace

from therapease.domain.ids import UserId
from therapease.domain.user import User
from therapease.store.header.model import Account, Header, KeySlot, SlotKind
from therapease.store.header.v1 import cut_label
from therapease.store.kdf import FLOOR, Argon2Parameters
from therapease.store.key_material import UserKeys
from therapease.store.slots import new_account, new_slot


def with_invited(header: Header, user: User, dek: bytes, code: str) -> Header:
    """Return the header with an account whose keys the code alone opens; earlier ways in of this person are gone."""
    keys = UserKeys.generate()
    account = new_account(user, keys, dek)
    # 128 random bits need no slow derivation.
    slot = new_slot(header.file_id, account, keys, SlotKind.INVITATION, code, FLOOR)
    return _with(without(header, user.id), account, (slot,))


def with_own_keys(
    header: Header, user: User, dek: bytes, passphrase: str, code: str, cost: Argon2Parameters
) -> tuple[Header, UserKeys]:
    """Return the header with fresh keys for a person under her passphrase and recovery code, and those keys. Slow."""
    keys = UserKeys.generate()
    account = new_account(user, keys, dek)
    slots = (
        new_slot(header.file_id, account, keys, SlotKind.PASSPHRASE, passphrase, cost),
        new_slot(header.file_id, account, keys, SlotKind.RECOVERY, code, FLOOR),
    )
    return _with(without(header, user.id), account, slots), keys


def without(header: Header, user_id: UserId) -> Header:
    """Return the header without a person's account and slots. The vault's key stays what it was."""
    return replace(
        header,
        accounts=tuple(account for account in header.accounts if account.user_id != user_id),
        slots=tuple(slot for slot in header.slots if slot.user_id != user_id),
    )


def relabelled(header: Header, user_id: UserId, name: str) -> Header:
    """Return the header with another name at an account, for the list at sign-in."""
    accounts = (
        replace(account, label=cut_label(name)) if account.user_id == user_id else account
        for account in header.accounts
    )
    return replace(header, accounts=tuple(accounts))


def _with(header: Header, account: Account, slots: tuple[KeySlot, ...]) -> Header:
    return replace(header, accounts=(*header.accounts, account), slots=(*header.slots, *slots))
