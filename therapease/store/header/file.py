"""The key file on disk: two copies of the header, of which one is whole at every moment.

A write replaces the older copy, waits for the disk, reads it back, and only then replaces the other. A crash or a bad
sector therefore costs one copy at most; the next unlock or write restores it from the other.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from therapease.errors import HeaderDamagedError, HeaderMissingError, StorageUnavailableError, VaultTooNewError
from therapease.store.error_translation import storage_errors
from therapease.store.header.envelope import COPY_BYTES, HeaderCopy, decode_copy, encode_copy
from therapease.store.header.model import Header

FILE_BYTES = 2 * COPY_BYTES
OWNER_ONLY = 0o600


@dataclass(frozen=True, slots=True)
class StoredHeader:
    """What was found in a key file: both places, with None where a copy is damaged. One at least is whole."""

    places: tuple[HeaderCopy | None, HeaderCopy | None]

    @property
    def candidates(self) -> tuple[HeaderCopy, ...]:
        """Return the whole copies, newest first, without repeating an identical one."""
        whole = [copy for copy in self.places if copy is not None]
        whole.sort(key=lambda copy: copy.header.generation, reverse=True)
        # The MAC counts, too: it is not under the checksum, and a copy that differs in it alone may be the good one.
        return tuple(copy for i, copy in enumerate(whole) if i == 0 or not copy.is_same(whole[0]))

    @property
    def newest(self) -> Header:
        return self.candidates[0].header


def read_header(path: Path) -> StoredHeader:
    """Read a key file; nothing is authenticated yet.

    Raise HeaderMissingError, HeaderDamagedError if no copy is whole, VaultTooNewError if an intact copy is of a newer
    format (an older one beside it may be out of date), StorageUnavailableError.
    """
    try:
        with storage_errors(), path.open("rb") as file:
            raw = file.read(FILE_BYTES)
    except StorageUnavailableError as error:
        if not path.exists():
            raise HeaderMissingError from error
        raise
    places = (_copy_or_none(raw[:COPY_BYTES]), _copy_or_none(raw[COPY_BYTES:]))
    if places == (None, None):
        raise HeaderDamagedError(detail="neither copy is whole")
    return StoredHeader(places)


def create_header(path: Path, header: Header, mac_key: bytes) -> None:
    """Write a new key file, readable by its owner only. Raise StorageFullError, StorageUnavailableError."""
    copy = encode_copy(header, mac_key)
    with storage_errors():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), OWNER_ONLY)
        with os.fdopen(descriptor, "wb") as file:
            file.write(copy + copy)
            file.flush()
            os.fsync(file.fileno())
        sync_folder(path.parent)


def write_header(path: Path, header: Header, mac_key: bytes) -> None:
    """Replace both copies, the older or damaged one first, each synced and read back before the next is touched."""
    _write_copies(path, encode_copy(header, mac_key))


def write_one_copy(path: Path, header: Header, mac_key: bytes) -> None:
    """Replace the older copy alone: until the other follows, the key file opens what was and what comes after."""
    _write_copies(path, encode_copy(header, mac_key), places=1)


def heal_header(path: Path, good: HeaderCopy) -> bool:
    """Put the authenticated copy in place of one that differs from it; say whether there was anything to do."""
    with storage_errors():
        raw = path.read_bytes()
    if raw[:COPY_BYTES] == good.raw and raw[COPY_BYTES:] == good.raw:
        return False
    _write_copies(path, good.raw)
    return True


def _write_copies(path: Path, copy: bytes, places: int = 2) -> None:
    with storage_errors(), path.open("r+b", buffering=0) as file:
        for place in _older_first(file.read(FILE_BYTES))[:places]:
            file.seek(place * COPY_BYTES)
            _write_all(file.fileno(), copy)
            os.fsync(file.fileno())
            file.seek(place * COPY_BYTES)
            if file.read(COPY_BYTES) != copy:
                raise StorageUnavailableError(detail="key file reads back differently")


def _write_all(descriptor: int, content: bytes) -> None:
    left = memoryview(content)
    while left:
        left = left[os.write(descriptor, left) :]


def _older_first(raw: bytes) -> tuple[int, int]:
    generations = [
        -1 if copy is None else copy.header.generation
        for copy in (_copy_or_none(raw[:COPY_BYTES]), _copy_or_none(raw[COPY_BYTES:]))
    ]
    return (0, 1) if generations[0] <= generations[1] else (1, 0)


def _copy_or_none(raw: bytes) -> HeaderCopy | None:
    try:
        return decode_copy(raw)
    except VaultTooNewError:
        raise
    except HeaderDamagedError:
        return None


def sync_folder(folder: Path) -> None:
    """Make a new or removed name in a folder last through a power loss. Windows does so by itself."""
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
