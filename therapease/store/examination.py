"""`therapease vault doctor`: everything about a vault's files that can be checked, found out without writing a byte.

What a single check trips over becomes a finding and the others go on: the doctor is for the day when nothing opens.
"""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from therapease.domain.vault_finding import VaultFinding
from therapease.errors import TherapEaseError, VaultInUseError
from therapease.store.error_translation import storage_errors
from therapease.store.examination_inside import look_inside
from therapease.store.header.envelope import COPY_BYTES
from therapease.store.header.file import read_header
from therapease.store.header.model import SlotKind
from therapease.store.instance_lock import InstanceLock
from therapease.store.rotation import rotating_files
from therapease.store.sqlcipher import key_fits
from therapease.store.unsealing import Unsealed, unseal
from therapease.store.vault_files import VaultFiles
from therapease.store.write_ahead_log import read_log

_SPARE_BYTES = 1 << 30
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def examine(files: VaultFiles, kind: SlotKind, secret: str) -> Iterator[VaultFinding]:
    """Yield what is found, the outside of the files first, then what the secret opens. Reads everything: slow.

    Raise WrongPassphraseError or WrongRecoveryCodeError when the secret opens no slot of a key file that is whole.
    """
    yield from _guarded("Files", lambda: _files(files))
    yield from _guarded("Rights", lambda: _rights(files))
    yield from _guarded("Space", lambda: [_space(files)])
    yield from _guarded("Log", lambda: [_log(files)])
    if not files.database.is_file() or not files.keys.is_file():
        return
    header = list(_guarded("Key file", lambda: [_copies(files)]))
    yield from header
    try:
        unsealed = unseal(read_header(files.keys), kind, secret, fits=lambda found: key_fits(files.database, found.dek))
        lock = InstanceLock.acquire(files.lock)
    except VaultInUseError as error:
        yield VaultFinding("Content", "open in TherapEase just now", False, error.message)
        return
    except TherapEaseError as error:
        if all(finding.ok is not False for finding in header):
            raise
        yield VaultFinding("Content", "cannot be looked at without a whole key file", False, error.message)
        return
    try:
        yield from _inside(files, unsealed)
    finally:
        lock.release()


def _inside(files: VaultFiles, unsealed: Unsealed) -> Iterator[VaultFinding]:
    for subject, check in look_inside(files, unsealed):
        yield from _guarded(subject, check)


def _guarded(subject: str, check: Callable[[], list[VaultFinding]]) -> Iterator[VaultFinding]:
    try:
        yield from check()
    except TherapEaseError as error:
        yield VaultFinding(subject, error.title, False, error.message)


def _files(files: VaultFiles) -> list[VaultFinding]:
    found = []
    for name, path, next_step in (
        (
            "Database",
            files.database,
            "Copy it back from your backup together with its key file, or restore the backup.",
        ),
        ("Key file", files.keys, "The file ending in .keys belongs beside the vault. Copy it back from your backup."),
    ):
        if not path.is_file():
            found.append(VaultFinding(name, "missing", False, next_step))
    if files.database.is_file():
        found.append(VaultFinding("Database", _size(files.database.stat().st_size), True))
    left = [path.name for path in (rotating_files(files).database, _partial(files)) if path.exists()]
    if left:
        found.append(
            VaultFinding("Left over", ", ".join(left), None, "An interrupted copy; the next sign-in puts it right.")
        )
    return found


def _partial(files: VaultFiles) -> Path:
    return files.database.with_name(f".{files.database.stem}.partial{files.database.suffix}")


def _rights(files: VaultFiles) -> list[VaultFinding]:
    with storage_errors():
        folder = files.database.parent
        if not os.access(folder, os.W_OK):
            return [
                VaultFinding(
                    "Rights", "the folder cannot be written to", False, "Give yourself the right, or move the vault."
                )
            ]
        beside = [path for path in (files.database, files.keys, files.sign_ins) if path.is_file()]
        locked = [path.name for path in beside if not os.access(path, os.R_OK | os.W_OK)]
        if locked:
            return [
                VaultFinding("Rights", f"{', '.join(locked)} cannot be written to", False, "Give yourself the right.")
            ]
        # Windows keeps rights in lists that these bits do not show.
        open_to_others = [p.name for p in beside if p.stat().st_mode & _OTHERS] if sys.platform != "win32" else []
    if open_to_others:
        step = "Its words are encrypted, but nobody else needs these files: take the rights of others away."
        return [VaultFinding("Rights", f"others may read {', '.join(open_to_others)}", False, step)]
    return [VaultFinding("Rights", "yours alone", True)]


def _space(files: VaultFiles) -> VaultFinding:
    """A new key and an update of the program each take a second copy of the vault beside it for a while."""
    with storage_errors():
        free = shutil.disk_usage(files.database.parent).free
        wanted = _SPARE_BYTES + (files.database.stat().st_size if files.database.exists() else 0)
    words = f"{_size(free)} free"
    if free < wanted:
        return VaultFinding("Space", words, False, f"Free some: an update needs up to {_size(wanted)} for a while.")
    return VaultFinding("Space", words, True)


def _log(files: VaultFiles) -> VaultFinding:
    log = read_log(files.database)
    if log.is_broken:
        return VaultFinding(
            "Log",
            f"breaks off: {log.commits} changes before, {log.commits_behind_break} behind the break",
            False,
            "What was saved last may be missing. Keep these files, and compare with your last backup.",
        )
    if log.commits:
        step = "TherapEase did not end in order; the next sign-in takes them over."
        return VaultFinding("Log", f"{log.commits} changes not in the database yet", None, step)
    return VaultFinding("Log", "nothing left in it", True)


def _copies(files: VaultFiles) -> VaultFinding:
    stored = read_header(files.keys)
    whole = [copy for copy in stored.places if copy is not None]
    words = f"{len(whole)} of 2 copies whole, generation {stored.newest.generation}"
    if len(whole) < 2 or files.keys.stat().st_size != 2 * COPY_BYTES:
        return VaultFinding("Key file", words, False, "The next sign-in heals it. Sign in once, then look again.")
    if len(stored.candidates) > 1:
        step = "Closing was interrupted. The next sign-in puts it right."
        return VaultFinding("Key file", f"{words}, the other is older", None, step)
    return VaultFinding("Key file", words, True)


def _size(size_bytes: int) -> str:
    return f"{size_bytes / 1e9:.1f} GB" if size_bytes >= 1e9 else f"{size_bytes / 1e6:.1f} MB"
