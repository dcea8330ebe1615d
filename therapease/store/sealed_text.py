"""Texts that only their readers can open, whoever else has the vault's key: encryption to a person's own keys.

A fresh item key encrypts the text once (XChaCha20-Poly1305, libsodium's AEAD, its binding as associated data) and is
sealed to each reader's X25519 key (libsodium's SealedBox). Anybody can seal to a public key; so the writer's Ed25519
signature stands inside, and nobody can put a text into her mouth. Padding hides the length to within 256 bytes.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from nacl.bindings import sodium_pad, sodium_unpad
from nacl.exceptions import BadSignatureError, CryptoError
from nacl.public import PublicKey, SealedBox
from nacl.secret import Aead
from nacl.signing import VerifyKey

from therapease.domain.ids import UserId
from therapease.domain.process_note import SealedKey, SealedText
from therapease.errors import SealedForOthersError, VaultDamagedError
from therapease.store.key_material import UserKeys

_SIGNED = b"therapease/sealed-text/v1"
_SIGNATURE_BYTES = 64
_BLOCK_BYTES = 256


def seal_text(writer: UserKeys, readers: Mapping[UserId, bytes], text: str, binding: bytes) -> SealedText:
    """Return the text sealed to the readers' X25519 public keys; it opens only together with `binding`."""
    content = text.encode("utf-8")
    signature = writer.signing.sign(_message(binding, content)).signature
    item_key = secrets.token_bytes(Aead.KEY_SIZE)
    cipher = Aead(item_key).encrypt(sodium_pad(signature + content, _BLOCK_BYTES), binding)
    keys = (SealedKey(reader, SealedBox(PublicKey(public)).encrypt(item_key)) for reader, public in readers.items())
    return SealedText(bytes(cipher), tuple(keys))


def open_text(reader_id: UserId, keys: UserKeys, writer_public_key: bytes, sealed: SealedText, binding: bytes) -> str:
    """Return the text. `writer_public_key` is the Ed25519 key of whom it should be from.

    Raise SealedForOthersError when no key of it is sealed to the reader's present keys, VaultDamagedError when it was
    changed, moved or written by somebody else.
    """
    item_key = _item_key(reader_id, keys, sealed)
    try:
        padded = Aead(item_key).decrypt(sealed.cipher, binding)
        signed = sodium_unpad(padded, _BLOCK_BYTES)
        signature, content = signed[:_SIGNATURE_BYTES], signed[_SIGNATURE_BYTES:]
        VerifyKey(writer_public_key).verify(_message(binding, content), signature)
    except BadSignatureError as error:
        raise VaultDamagedError(detail="a private note was not written by its owner") from error
    except (CryptoError, ValueError) as error:
        raise VaultDamagedError(detail="a private note was changed") from error
    return content.decode("utf-8")


def _item_key(reader_id: UserId, keys: UserKeys, sealed: SealedText) -> bytes:
    for key in sealed.keys:
        if key.reader_id == reader_id:
            try:
                return SealedBox(keys.agreement).decrypt(key.sealed)
            except (CryptoError, ValueError) as error:
                raise SealedForOthersError from error
    raise SealedForOthersError


def _message(binding: bytes, content: bytes) -> bytes:
    return _SIGNED + len(binding).to_bytes(4, "big") + binding + content
