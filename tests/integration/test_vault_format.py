"""docs/vault.md is enough to open a vault: a second reader, written from that page alone, with other libraries.

Nothing of `therapease.store` is imported here. It opens the frozen vault of format version 1 from its passphrase to its
last audit event, so that page and program cannot drift apart, and a practice is never bound to one program.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
import unicodedata
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import argon2.low_level
import nacl.bindings
import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlcipher3 import dbapi2

FOLDER = Path(__file__).parents[1] / "vaults" / "v1"


@dataclass
class Slot:
    slot_id: bytes
    user_id: bytes
    kind: int
    cost: tuple[int, int, int]
    salt: bytes
    nonce: bytes
    locked: bytes


@dataclass
class Account:
    user_id: bytes
    role: int
    label: str
    agreement_key: bytes
    signing_key: bytes
    sealed_dek: bytes


@dataclass
class KeyFile:
    covered: bytes
    mac: bytes
    generation: int
    file_id: bytes
    spool_key: bytes
    anchor: tuple[int, bytes]
    accounts: list[Account]
    slots: list[Slot]


def taken(raw: bytes, at: int, *lengths: int) -> tuple[list[bytes], int]:
    pieces = []
    for length in lengths:
        pieces.append(raw[at : at + length])
        at += length
    return pieces, at


def number(raw: bytes) -> int:
    return int.from_bytes(raw, "big")


def accounts_of(body: bytes, at: int) -> tuple[list[Account], int]:
    (count,), at = taken(body, at, 2)
    found = []
    for _ in range(number(count)):
        (user_id, role, length), at = taken(body, at, 16, 1, 2)
        (label, agreement, signing, sealed), at = taken(body, at, number(length), 32, 32, 80)
        found.append(Account(user_id, number(role), label.decode(), agreement, signing, sealed))
    return found, at


def slots_of(body: bytes, at: int) -> tuple[list[Slot], int]:
    (count,), at = taken(body, at, 2)
    found = []
    for _ in range(number(count)):
        pieces, at = taken(body, at, 16, 16, 1, 4, 4, 4, 16, 12, 80)
        slot_id, user_id, kind, memory, passes, lanes, salt, nonce, locked = pieces
        cost = (number(memory), number(passes), number(lanes))
        found.append(Slot(slot_id, user_id, number(kind), cost, salt, nonce, locked))
    return found, at


def read_copy(raw: bytes) -> KeyFile:
    (magic, version, generation, length), at = taken(raw, 0, 8, 2, 8, 4)
    assert (magic, number(version)) == (b"TE-KEYS\n", 1)
    (body, checksum, mac), end = taken(raw, at, number(length), 32, 32)
    assert hashlib.sha256(raw[: at + len(body)]).digest() == checksum
    assert raw[end:] == bytes(len(raw) - end)
    (file_id, spool_key, sequence, digest), at = taken(body, 0, 16, 32, 8, 32)
    accounts, at = accounts_of(body, at)
    slots, at = slots_of(body, at)
    assert at == len(body)
    anchor = (number(sequence), digest)
    return KeyFile(raw[: end - 32], mac, number(generation), file_id, spool_key, anchor, accounts, slots)


def private_keys(file: KeyFile, kind: int, secret: str) -> tuple[Account, bytes]:
    (slot,) = (slot for slot in file.slots if slot.kind == kind)
    (account,) = (account for account in file.accounts if account.user_id == slot.user_id)
    memory, passes, lanes = slot.cost
    kek = argon2.low_level.hash_secret_raw(
        unicodedata.normalize("NFKC", secret).encode(),
        slot.salt,
        time_cost=passes,
        memory_cost=memory,
        parallelism=lanes,
        hash_len=32,
        type=argon2.low_level.Type.ID,
    )
    bound = [b"therapease/slot/v1", file.file_id, slot.slot_id, slot.user_id, bytes([slot.kind, account.role])]
    bound.append(struct.pack(">III", *slot.cost))
    return account, AESGCM(kek).decrypt(slot.nonce, slot.locked, b"".join(bound))


def hkdf_sha256(key: bytes, salt: bytes, info: bytes) -> bytes:
    """RFC 5869 for one block of output."""
    extracted = hmac.digest(salt, key, "sha256")
    return hmac.digest(extracted, info + b"\x01", "sha256")


@pytest.fixture(scope="module")
def file() -> KeyFile:
    raw = (FOLDER / "practice.keys").read_bytes()
    assert len(raw) == 65_536
    assert raw[:32_768] == raw[32_768:]
    return read_copy(raw[:32_768])


@pytest.fixture(scope="module")
def dek(file: KeyFile) -> bytes:
    account, keys = private_keys(file, 1, (FOLDER / "passphrase.txt").read_text().strip())
    assert nacl.bindings.crypto_scalarmult_base(keys[:32]) == account.agreement_key
    assert nacl.bindings.crypto_sign_seed_keypair(keys[32:])[0] == account.signing_key
    opened: bytes = nacl.bindings.crypto_box_seal_open(account.sealed_dek, account.agreement_key, keys[:32])
    return opened


@pytest.fixture
def database(dek: bytes, tmp_path: Path) -> Iterator[dbapi2.Connection]:
    copy = tmp_path / "practice.vault"
    copy.write_bytes((FOLDER / "practice.vault").read_bytes())
    connection = dbapi2.connect(str(copy))
    connection.execute(f"PRAGMA key = \"x'{dek.hex()}'\"")
    connection.row_factory = dbapi2.Row
    yield connection
    connection.close()


def test_the_recovery_code_opens_the_same_keys(file: KeyFile) -> None:
    account, by_passphrase = private_keys(file, 1, (FOLDER / "passphrase.txt").read_text().strip())
    _, by_code = private_keys(file, 2, (FOLDER / "recovery_code.txt").read_text().strip())
    assert by_passphrase == by_code
    assert account.label == "Ada Sommer"


def test_the_header_s_mac_holds(file: KeyFile, dek: bytes) -> None:
    key = hkdf_sha256(dek, file.file_id, b"therapease/header-mac/v1")
    assert hmac.digest(key, file.covered, "sha256") == file.mac


def test_header_and_database_repeat_each_other(file: KeyFile, database: dbapi2.Connection) -> None:
    row = database.execute("SELECT * FROM vault_meta").fetchone()
    assert (row["file_id"], row["header_generation"]) == (file.file_id, file.generation)
    assert nacl.bindings.crypto_scalarmult_base(row["spool_private_key"]) == file.spool_key
    users = database.execute("SELECT id FROM users").fetchall()
    assert [uuid.UUID(user["id"]).bytes for user in users] == [account.user_id for account in file.accounts]


def sized(text: str | None) -> bytes:
    return b"\xff" * 4 if text is None else struct.pack(">I", len(text.encode())) + text.encode()


def test_the_history_holds_from_its_first_event_to_the_anchor(
    file: KeyFile, dek: bytes, database: dbapi2.Connection
) -> None:
    key = hkdf_sha256(dek, file.file_id, b"therapease/audit-mac/v1")
    head = (0, bytes(32))
    for row in database.execute("SELECT * FROM audit_events ORDER BY sequence"):
        texts = [row["at"].replace("Z", "+00:00"), row["boot_id"], row["user_id"], row["action"], row["object_id"]]
        content = b"therapease/audit-event/v1" + struct.pack(">QQ", row["sequence"], row["monotonic_ns"])
        content += b"".join(map(sized, texts)) + head[1]
        assert (row["sequence"], row["previous_digest"]) == (head[0] + 1, head[1])
        assert hmac.digest(key, content, "sha256") == row["mac"]
        head = (row["sequence"], hashlib.sha256(content + row["mac"]).digest())
    assert head == file.anchor
    assert head[0] > 5
