"""The keys themselves: a person's private keys, and subkeys of the vault's data-encryption key (DEK).

None of these classes shows key bytes in its `repr`: tracebacks and logs print it.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from enum import StrEnum

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from nacl.public import PrivateKey
from nacl.signing import SigningKey

DEK_BYTES = 32
SEED_BYTES = 32
PRIVATE_KEYS_BYTES = 2 * SEED_BYTES


@dataclass(frozen=True, slots=True)
class UserKeys:
    """A person's private keys: X25519 opens what is sealed to her (RFC 7748), Ed25519 signs for her (RFC 8032)."""

    agreement: PrivateKey = field(repr=False)
    signing: SigningKey = field(repr=False)

    @classmethod
    def generate(cls) -> UserKeys:
        return cls(PrivateKey.generate(), SigningKey.generate())

    @classmethod
    def from_bytes(cls, raw: bytes) -> UserKeys:
        """Return the keys from the 64 bytes that `to_bytes` gave."""
        return cls(PrivateKey(raw[:SEED_BYTES]), SigningKey(raw[SEED_BYTES:]))

    def to_bytes(self) -> bytes:
        """Return 64 bytes: the X25519 private key, then the Ed25519 seed. Only ever to be encrypted at once."""
        return bytes(self.agreement) + bytes(self.signing)


class SubkeyPurpose(StrEnum):
    """What a subkey is for. The text is the HKDF `info` and must never change for a purpose in use."""

    HEADER_MAC = "therapease/header-mac/v1"
    AUDIT_MAC = "therapease/audit-mac/v1"


def new_dek() -> bytes:
    """Return a fresh data-encryption key: 32 bytes from the operating system."""
    return secrets.token_bytes(DEK_BYTES)


def subkey(dek: bytes, purpose: SubkeyPurpose, file_id: bytes) -> bytes:
    """Return the 32-byte HKDF-SHA256 subkey (RFC 5869) of one vault for one purpose.

    The DEK itself encrypts pages and nothing else; the vault's id is the salt, so that a copied DEK in another vault
    would still give other subkeys.
    """
    derivation = HKDF(algorithm=hashes.SHA256(), length=32, salt=file_id, info=purpose.value.encode("ascii"))
    return derivation.derive(dek)
