"""One copy of the header as bytes. This envelope is the same in every format version, so that any version can tell
damage from a file made by a newer program.

    magic 8 | format version 2 | generation 8 | body length 4 | body | SHA-256 of all before 32
    | HMAC-SHA256 of all before 32 | zeros up to 32,768

The checksum finds damage before anything is unlocked. The MAC, under a subkey of the data-encryption key, finds
tampering after it: whoever has no key can repair a checksum but not the MAC.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
from dataclasses import dataclass

from therapease.errors import HeaderDamagedError, InternalError, VaultTooNewError
from therapease.store.header import v1
from therapease.store.header.model import FORMAT_VERSION, Header

MAGIC = b"TE-KEYS\n"
COPY_BYTES = 32_768

_PREFIX = struct.Struct(">8sHQI")
_DIGEST_BYTES = 32
BODY_BYTES_MAX = COPY_BYTES - _PREFIX.size - 2 * _DIGEST_BYTES

_DECODERS = {1: v1.decode_body}


@dataclass(frozen=True, slots=True)
class HeaderCopy:
    """One copy whose checksum holds: what it says, its `raw` bytes with padding, and what its MAC covers."""

    header: Header
    raw: bytes
    covered: bytes
    mac: bytes

    def is_same(self, other: HeaderCopy) -> bool:
        """Say whether two copies agree in all but their padding."""
        return self.covered == other.covered and self.mac == other.mac

    def is_authentic(self, mac_key: bytes) -> bool:
        """Say whether the MAC was made with this vault's key. Compares in constant time."""
        return hmac.compare_digest(_mac(mac_key, self.covered), self.mac)


def encode_copy(header: Header, mac_key: bytes) -> bytes:
    """Return the 32,768 bytes of a copy in the newest format. Raise InternalError when the accounts do not fit."""
    body = v1.encode_body(header)
    if len(body) > BODY_BYTES_MAX:
        raise InternalError("This vault has as many accounts as it can hold.", detail="header body too long")
    start = _PREFIX.pack(MAGIC, FORMAT_VERSION, header.generation, len(body)) + body
    covered = start + hashlib.sha256(start).digest()
    return (covered + _mac(mac_key, covered)).ljust(COPY_BYTES, b"\0")


def decode_copy(raw: bytes) -> HeaderCopy:
    """Return a copy whose checksum holds.

    Raise HeaderDamagedError for bytes that are none, VaultTooNewError for an intact copy of a format not known here.
    """
    if len(raw) < _PREFIX.size:
        raise HeaderDamagedError(detail="copy too short")
    magic, version, generation, body_bytes = _PREFIX.unpack_from(raw)
    end = _PREFIX.size + body_bytes
    if magic != MAGIC or body_bytes > BODY_BYTES_MAX or len(raw) < end + 2 * _DIGEST_BYTES:
        raise HeaderDamagedError(detail="no header here")
    covered, mac = raw[: end + _DIGEST_BYTES], raw[end + _DIGEST_BYTES : end + 2 * _DIGEST_BYTES]
    if hashlib.sha256(covered[:end]).digest() != covered[end:]:
        raise HeaderDamagedError(detail="checksum does not hold")
    decode = _DECODERS.get(version)
    if decode is None:
        raise VaultTooNewError(detail=f"key file format {version}")
    return HeaderCopy(decode(raw[_PREFIX.size : end], generation), raw, covered, mac)


def _mac(mac_key: bytes, covered: bytes) -> bytes:
    return hmac.digest(mac_key, covered, "sha256")
