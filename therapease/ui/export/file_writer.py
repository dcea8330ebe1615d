"""Putting a file into a folder the person chose: whole or not at all, and in plain words what stands in the way."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from therapease.errors import StorageFullError, StorageUnavailableError, TherapEaseError
from therapease.ui.strings import Export

_SHARING_VIOLATIONS = (32, 33)
"""Windows: ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION."""


def replace_file(target: Path, content: bytes) -> None:
    """Write beside the target and swap; on failure the old file stays. Raise as `new_file`."""
    with new_file(target) as file:
        file.write(content)


@contextmanager
def new_file(target: Path) -> Iterator[BinaryIO]:
    """Yield a file to write to, beside the target and readable by this person only; it takes the target's place when
    the block ends well.

    The name of the unfinished file tells nothing; whatever ends the block, a cancelled job too, nothing of it is left.
    Raise StorageFullError, StorageUnavailableError.
    """
    with _in_plain_words():
        descriptor, name = tempfile.mkstemp(prefix=".therapease-", suffix=".part", dir=target.parent)
        part = Path(name)
        try:
            with os.fdopen(descriptor, "w+b") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            part.replace(target)
        except BaseException:  # cleans up and raises it again, an interrupt included
            part.unlink(missing_ok=True)
            raise
        _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """Make the new name itself safe from a power cut. Windows has no handle on a folder to do so with."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some network and FUSE file systems cannot; the file itself is written and in its place.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)


@contextmanager
def _in_plain_words() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _plain(error) from error


def _plain(error: OSError) -> TherapEaseError:
    kind = type(error).__name__
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StorageFullError(Export.DISK_FULL)
    if getattr(error, "winerror", None) in _SHARING_VIOLATIONS or error.errno in (errno.ETXTBSY, errno.EBUSY):
        return StorageUnavailableError(Export.FILE_IN_USE, detail=kind)
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return StorageUnavailableError(Export.FOLDER_GONE, detail=kind)
    if error.errno == errno.EISDIR:
        return StorageUnavailableError(Export.NAME_IS_FOLDER, detail=kind)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return StorageUnavailableError(Export.FOLDER_READ_ONLY, detail=kind)
    if error.errno in (errno.ENAMETOOLONG, errno.EINVAL):
        return StorageUnavailableError(Export.NAME_REFUSED, detail=kind)
    return StorageUnavailableError(detail=kind)
