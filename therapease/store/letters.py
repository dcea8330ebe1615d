"""Letters: what a process without the key leaves beside the vault, sealed to the vault's public key.

A lock on the open file goes to whoever is given the descriptor and ends with that process: while it is held, the letter
is still being written.
"""

from __future__ import annotations

import contextlib
import os
from typing import BinaryIO

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox

from therapease.errors import NotFoundError
from therapease.store.error_translation import storage_errors
from therapease.store.instance_lock import lock_descriptor
from therapease.store.vault_files import VaultFiles


def begin_letter(files: VaultFiles, letter_id: str) -> BinaryIO:
    """Create an empty letter, readable by its owner only, and hold it. Raise StorageFullError and its kin."""
    with storage_errors():
        descriptor = os.open(files.letter(letter_id), os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        lock_descriptor(descriptor)
        return os.fdopen(descriptor, "r+b", buffering=0)


def open_letter(files: VaultFiles, letter_id: str, private_key: bytes) -> bytes | None:
    """Return what is in a letter, None while somebody writes it. Raise NotFoundError when it is not there or not whole.

    A letter that is not whole is what a process leaves that was killed, or what somebody put there.
    """
    try:
        letter = files.letter(letter_id).open("r+b")
    except FileNotFoundError as error:
        raise NotFoundError(detail="no letter") from error
    with storage_errors(), letter:
        try:
            lock_descriptor(letter.fileno())
        except BlockingIOError:
            return None
        sealed = letter.read()
    try:
        return SealedBox(PrivateKey(private_key)).decrypt(sealed)
    except CryptoError as error:
        raise NotFoundError(detail="a letter that does not open") from error


def drop_letter(files: VaultFiles, letter_id: str) -> None:
    """Delete a letter. Harmless when there is none."""
    with storage_errors(), contextlib.suppress(FileNotFoundError):
        files.letter(letter_id).unlink()
