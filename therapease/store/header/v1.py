"""Format version 1 of the key file's body. All numbers are big-endian; lengths in bytes.

    body      file id 16 | spool public key 32 | anchor sequence 8 | anchor digest 32
              | number of accounts 2 | accounts | number of slots 2 | slots
    account   user id 16 | role 1 | label length 2 | label, UTF-8 | X25519 public key 32 | Ed25519 public key 32
              | sealed DEK 80
    slot      slot id 16 | user id 16 | kind 1 | Argon2id memory KiB 4 | iterations 4 | lanes 4 | salt 16 | nonce 12
              | wrapped private keys 80

The envelope around it (magic, version, generation, length, checksum, MAC) is the same in all versions and lives in
`file`. Frozen key files of this version are kept in the tests: this module may be tidied, its bytes never change.
"""

from __future__ import annotations

import struct
import uuid

from therapease.domain.ids import UserId
from therapease.domain.user import UserRole
from therapease.errors import HeaderDamagedError
from therapease.store.header.model import Account, AuditAnchor, Header, KeySlot, SlotKind
from therapease.store.kdf import SALT_BYTES, Argon2Parameters

ID_BYTES = 16
PUBLIC_KEY_BYTES = 32
DIGEST_BYTES = 32
NONCE_BYTES = 12
SEALED_DEK_BYTES = 80
WRAPPED_KEYS_BYTES = 80
LABEL_BYTES_MAX = 512

_ROLE_CODES = {UserRole.OWNER: 1, UserRole.THERAPIST: 2, UserRole.SUPERVISOR: 3, UserRole.ASSISTANT: 4}
_ROLES = {code: role for role, code in _ROLE_CODES.items()}


def encode_body(header: Header) -> bytes:
    """Return the body's bytes. The generation is in the envelope."""
    parts = [
        header.file_id,
        header.spool_public_key,
        struct.pack(">Q", header.anchor.sequence),
        header.anchor.digest,
        struct.pack(">H", len(header.accounts)),
        *(_encode_account(account) for account in header.accounts),
        struct.pack(">H", len(header.slots)),
        *(_encode_slot(slot) for slot in header.slots),
    ]
    return b"".join(parts)


def decode_body(body: bytes, generation: int) -> Header:
    """Return what the body says. Raise HeaderDamagedError for anything that `encode_body` would not have written."""
    reader = _Reader(body)
    file_id = reader.take(ID_BYTES)
    spool_public_key = reader.take(PUBLIC_KEY_BYTES)
    anchor = AuditAnchor(reader.number(8), reader.take(DIGEST_BYTES))
    accounts = tuple(_decode_account(reader) for _ in range(reader.number(2)))
    slots = tuple(_decode_slot(reader) for _ in range(reader.number(2)))
    reader.expect_end()
    people = {account.user_id for account in accounts}
    if len(people) != len(accounts) or any(slot.user_id not in people for slot in slots):
        raise HeaderDamagedError(detail="accounts and slots do not fit")
    return Header(file_id, generation, spool_public_key, anchor, accounts, slots)


def slot_binding(file_id: bytes, slot_id: bytes, user_id: UserId, kind: SlotKind, role: UserRole) -> bytes:
    """Return what AES-GCM binds a slot's keys to, so that no slot can be moved, promoted or taken for another kind."""
    return b"".join(
        [b"therapease/slot/v1", file_id, slot_id, _id_bytes(user_id), bytes([kind.value, _ROLE_CODES[role]])]
    )


def kdf_bytes(kdf: Argon2Parameters) -> bytes:
    """Return the 12 bytes of the key derivation's parameters, as stored and as bound by AES-GCM."""
    return struct.pack(">III", kdf.memory_kib, kdf.iterations, kdf.lanes)


def cut_label(name: str) -> str:
    """Return the name as far as a label holds it, never cutting through a character."""
    return name.encode("utf-8", "replace")[:LABEL_BYTES_MAX].decode("utf-8", "ignore")


def _encode_account(account: Account) -> bytes:
    label = account.label.encode("utf-8")
    return b"".join(
        [
            _id_bytes(account.user_id),
            struct.pack(">BH", _ROLE_CODES[account.role], len(label)),
            label,
            account.agreement_public_key,
            account.signing_public_key,
            account.sealed_dek,
        ]
    )


def _decode_account(reader: _Reader) -> Account:
    user_id = _id_text(reader.take(ID_BYTES))
    role = _ROLES.get(reader.number(1))
    label_bytes = reader.number(2)
    if role is None or label_bytes > LABEL_BYTES_MAX:
        raise HeaderDamagedError(detail="unknown role or oversized label")
    try:
        label = reader.take(label_bytes).decode("utf-8")
    except UnicodeDecodeError as error:
        raise HeaderDamagedError(detail="label is not UTF-8") from error
    return Account(
        user_id=user_id,
        role=role,
        label=label,
        agreement_public_key=reader.take(PUBLIC_KEY_BYTES),
        signing_public_key=reader.take(PUBLIC_KEY_BYTES),
        sealed_dek=reader.take(SEALED_DEK_BYTES),
    )


def _encode_slot(slot: KeySlot) -> bytes:
    return b"".join(
        [
            slot.slot_id,
            _id_bytes(slot.user_id),
            bytes([slot.kind.value]),
            kdf_bytes(slot.kdf),
            slot.salt,
            slot.nonce,
            slot.wrapped_keys,
        ]
    )


def _decode_slot(reader: _Reader) -> KeySlot:
    slot_id = reader.take(ID_BYTES)
    user_id = _id_text(reader.take(ID_BYTES))
    try:
        kind = SlotKind(reader.number(1))
    except ValueError as error:
        raise HeaderDamagedError(detail="unknown kind of slot") from error
    return KeySlot(
        slot_id=slot_id,
        user_id=user_id,
        kind=kind,
        kdf=Argon2Parameters(reader.number(4), reader.number(4), reader.number(4)),
        salt=reader.take(SALT_BYTES),
        nonce=reader.take(NONCE_BYTES),
        wrapped_keys=reader.take(WRAPPED_KEYS_BYTES),
    )


def _id_bytes(user_id: UserId) -> bytes:
    return uuid.UUID(user_id).bytes


def _id_text(raw: bytes) -> UserId:
    return UserId(str(uuid.UUID(bytes=raw)))


class _Reader:
    """Takes fixed lengths off the front of bytes. Raises HeaderDamagedError where they end early or late."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._at = 0

    def take(self, length: int) -> bytes:
        taken = self._raw[self._at : self._at + length]
        if len(taken) != length:
            raise HeaderDamagedError(detail="body ends early")
        self._at += length
        return taken

    def number(self, length: int) -> int:
        return int.from_bytes(self.take(length), "big")

    def expect_end(self) -> None:
        if self._at != len(self._raw):
            raise HeaderDamagedError(detail="body goes on after its end")
