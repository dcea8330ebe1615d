"""Backups of the vault in memory: files with nothing in them, listed and counted as the real ones are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from therapease.domain.backup import Backup, RecordCounts
from therapease.errors import BackupFolderError, TherapEaseError

_STAMP = "%Y-%m-%d %H%M%S"


class FakeBackups:
    """What `FakeVault` inherits. `fail_backup_with` is raised by the next backup."""

    path: Path
    fail_backup_with: TherapEaseError | None = None

    def back_up(self, folder: Path, at: datetime, told: Callable[[float], None]) -> tuple[Backup, RecordCounts]:
        if not folder.is_dir():
            raise BackupFolderError
        if self.fail_backup_with is not None:
            raise self.fail_backup_with
        for done in (0.5, 1.0):
            told(done)
        path = folder / f"{self.path.stem} {at.astimezone(UTC).strftime(_STAMP)}.vault"
        path.touch()
        return self._backup(path), self.check_backup(path)

    def backups(self, folder: Path) -> list[Backup]:
        found = folder.glob(f"{self.path.stem} *.vault") if folder.is_dir() else ()
        return sorted(map(self._backup, found), key=lambda backup: backup.taken_at, reverse=True)

    def remove_backup(self, backup: Backup) -> None:
        backup.path.unlink()

    def check_backup(self, path: Path) -> RecordCounts:
        return RecordCounts(1, 2, 3, 4, 5, 6, 7)

    def _backup(self, path: Path) -> Backup:
        stamp = path.stem.removeprefix(f"{self.path.stem} ")
        return Backup(path, datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC), 369_664)
