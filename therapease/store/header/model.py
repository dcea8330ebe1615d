"""What the key file says, free of its bytes: who can sign in, how keys are locked, where the history stood."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from therapease.domain.ids import UserId
from therapease.domain.user import UserRole
from therapease.store.kdf import Argon2Parameters

FORMAT_VERSION = 1


class SlotKind(IntEnum):
    """What opens a slot. The numbers are on disk."""

    PASSPHRASE = 1
    RECOVERY = 2
    INVITATION = 3


@dataclass(frozen=True, slots=True)
class AuditAnchor:
    """The newest audit event at some moment: its `sequence` from 1 and its SHA-256 `digest`; 0 and zeros for none."""

    sequence: int
    digest: bytes


NO_ANCHOR = AuditAnchor(0, bytes(32))


@dataclass(frozen=True, slots=True)
class Account:
    """A person of the vault: label and public keys in the clear, the data-encryption key (DEK) sealed to her.

    Sealing to a public key lets an owner give everybody a new DEK without anybody's passphrase.
    """

    user_id: UserId
    role: UserRole
    label: str
    agreement_public_key: bytes
    signing_public_key: bytes
    sealed_dek: bytes


@dataclass(frozen=True, slots=True)
class KeySlot:
    """One way to a person's private keys: a key-encryption key (KEK) from a passphrase or a recovery code.

    `wrapped_keys` is AES-256-GCM over her 64 bytes of private keys, tag last, under `nonce`.
    """

    slot_id: bytes
    user_id: UserId
    kind: SlotKind
    kdf: Argon2Parameters
    salt: bytes
    nonce: bytes
    wrapped_keys: bytes


@dataclass(frozen=True, slots=True)
class Header:
    """The key file's content. `generation` grows with every write and is repeated in the database."""

    file_id: bytes
    generation: int
    spool_public_key: bytes
    anchor: AuditAnchor
    accounts: tuple[Account, ...]
    slots: tuple[KeySlot, ...]

    def account(self, user_id: UserId) -> Account:
        """Return the account of a slot. The reader has made sure that there is one."""
        return next(account for account in self.accounts if account.user_id == user_id)
