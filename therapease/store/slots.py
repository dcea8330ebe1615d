"""Locking a person's private keys into a slot and taking them out again; sealing the vault's key to her."""

from __future__ import annotations

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from nacl.exceptions import CryptoError
from nacl.public import PublicKey, SealedBox

from therapease.domain.user import User
from therapease.errors import HeaderDamagedError
from therapease.store.header.model import Account, KeySlot, SlotKind
from therapease.store.header.v1 import ID_BYTES, NONCE_BYTES, cut_label, kdf_bytes, slot_binding
from therapease.store.kdf import SALT_BYTES, Argon2Parameters, derive_kek
from therapease.store.key_material import DEK_BYTES, UserKeys


def new_account(user: User, keys: UserKeys, dek: bytes) -> Account:
    """Return the account of a person with the DEK sealed to her (libsodium's SealedBox: X25519, XSalsa20-Poly1305)."""
    return Account(
        user_id=user.id,
        role=user.role,
        label=cut_label(user.name),
        agreement_public_key=bytes(keys.agreement.public_key),
        signing_public_key=bytes(keys.signing.verify_key),
        sealed_dek=SealedBox(PublicKey(bytes(keys.agreement.public_key))).encrypt(dek),
    )


def new_slot(
    file_id: bytes, account: Account, keys: UserKeys, kind: SlotKind, secret: str, kdf: Argon2Parameters
) -> KeySlot:
    """Lock private keys under a passphrase or a recovery code. Slow on purpose (Argon2id).

    Salt and nonce are fresh, and every slot has a KEK of its own, so that no nonce is ever used twice under one key.
    """
    slot_id = secrets.token_bytes(ID_BYTES)
    salt = secrets.token_bytes(SALT_BYTES)
    nonce = secrets.token_bytes(NONCE_BYTES)
    binding = slot_binding(file_id, slot_id, account.user_id, kind, account.role) + kdf_bytes(kdf)
    wrapped = AESGCM(derive_kek(secret, salt, kdf)).encrypt(nonce, keys.to_bytes(), binding)
    return KeySlot(slot_id, account.user_id, kind, kdf, salt, nonce, wrapped)


def try_slot(file_id: bytes, account: Account, slot: KeySlot, secret: str) -> UserKeys | None:
    """Return the private keys, or None when the secret does not open this slot: another one may fit.

    Slow on purpose. Raise UnsafeKeyParametersError before any work if the slot asks for absurd or weak parameters.
    """
    binding = slot_binding(file_id, slot.slot_id, slot.user_id, slot.kind, account.role) + kdf_bytes(slot.kdf)
    try:
        raw = AESGCM(derive_kek(secret, slot.salt, slot.kdf)).decrypt(slot.nonce, slot.wrapped_keys, binding)
    except InvalidTag:
        return None
    return UserKeys.from_bytes(raw)


def open_dek(account: Account, keys: UserKeys) -> bytes:
    """Return the vault's data-encryption key. Raise HeaderDamagedError when it was not sealed to these keys."""
    try:
        dek = SealedBox(keys.agreement).decrypt(account.sealed_dek)
    except CryptoError as error:
        raise HeaderDamagedError(detail="sealed key does not open") from error
    if len(dek) != DEK_BYTES:
        raise HeaderDamagedError(detail="sealed key has a wrong length")
    return dek
