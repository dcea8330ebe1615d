"""One TherapEase per vault: an advisory lock on `NAME.lock` beside it.

The operating system gives the lock up with the process that held it, however that ended, so a lock file left behind
means nothing. The file is never deleted: a second process could be waiting on the very file that vanishes.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from therapease.errors import VaultInUseError
from therapease.store.error_translation import storage_errors

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


class InstanceLock:
    """Held from `acquire` to `release`. Two in the same process exclude each other as well."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor: int | None = descriptor

    @classmethod
    def acquire(cls, path: Path) -> InstanceLock:
        """Take the lock at once or raise VaultInUseError; never waits. Raise StorageUnavailableError."""
        with storage_errors():
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                lock_descriptor(descriptor)
            except BlockingIOError as error:
                os.close(descriptor)
                raise VaultInUseError from error
            except OSError:
                os.close(descriptor)
                raise
        return cls(descriptor)

    def release(self) -> None:
        """Give the lock up. Harmless when it was given up before."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)


if sys.platform == "win32":

    def lock_descriptor(descriptor: int) -> None:
        """Lock an open file for this descriptor alone, or raise BlockingIOError at once."""
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            raise BlockingIOError(error.errno, "held by another process") from error

else:

    def lock_descriptor(descriptor: int) -> None:
        """Lock an open file for this descriptor alone, or raise BlockingIOError at once."""
        # flock belongs to the open file, not to the process as POSIX locks do: a second window of the same process
        # is kept out as well, and closing some other descriptor of the file does not give it up.
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
