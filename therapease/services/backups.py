"""Backups: where to, when, how many are kept, and proof that the last one opens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from therapease.domain.audit import AuditAction
from therapease.domain.backup import Backup, RecordCounts, Retention
from therapease.domain.rights import Act
from therapease.errors import BackupFolderError, JobCancelledError, TherapEaseError, VaultDamagedError
from therapease.services.context import ServiceContext
from therapease.services.ports import UnitOfWork

SETTING = "backups"
DUE_AFTER = timedelta(days=1)
OVERDUE_AFTER = timedelta(days=9)
DUE_AT_LOCK_AFTER, DUE_AT_EXIT_AFTER = timedelta(hours=1), timedelta(minutes=5)
"""A lock comes many times a day; the end of the program is the last chance for what was done since."""
OWN_FOLDER = (
    "This is the folder of the vault itself: what takes the one takes the other. Choose another disk or at least "
    "another folder."
)


@dataclass(frozen=True, slots=True)
class LastBackup:
    """What is remembered of the newest backup, so that a rehearsal has something to compare with."""

    name: str
    taken_at: datetime
    counts: RecordCounts
    checked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class BackupProblem:
    """Why the backup before the vault was closed last was not made, in the words of its error."""

    at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class BackupState:
    """Where backups go and how they stand. `folder` is None until the person chose one."""

    folder: Path | None = None
    on_exit: bool = True
    daily: bool = True
    retention: Retention = field(default_factory=Retention)
    last: LastBackup | None = None
    problem: BackupProblem | None = None
    """Of the last backup on leaving; gone with the next backup that is made."""

    def is_due_on_leaving(self, now: datetime, *, is_lock: bool) -> bool:
        """Say whether one belongs before this lock or end: chosen, and the last one is not from a moment ago."""
        if self.folder is None or not self.on_exit:
            return False
        after = DUE_AT_LOCK_AFTER if is_lock else DUE_AT_EXIT_AFTER
        return self.last is None or not timedelta(0) <= now - self.last.taken_at < after

    def is_due(self, now: datetime) -> bool:
        """Say whether the daily backup should be made: chosen, and none for a day. A clock put back makes it due."""
        if self.folder is None or not self.daily:
            return False
        return self.last is None or not timedelta(0) <= now - self.last.taken_at < DUE_AFTER


@dataclass(frozen=True, slots=True)
class BackupOverview:
    """How backups stand now, read in one go for the window."""

    state: BackupState
    backups: tuple[Backup, ...]
    """Those in the folder, newest first; none while its drive is not connected."""
    is_reachable: bool
    is_due: bool
    age: timedelta | None
    """Since the last one; None when there is none."""

    @property
    def is_overdue(self) -> bool:
        """Whether a folder is chosen and the last backup is older than a careful person would let it be."""
        return self.state.folder is not None and self.age is not None and self.age >= OVERDUE_AFTER


class BackupService:
    """Every method that copies or checks blocks: run it on a background thread. Paths stay in the vault."""

    def __init__(self, context: ServiceContext) -> None:
        self._context = context

    def state(self) -> BackupState:
        with self._context.transaction() as unit:
            return _state(unit.settings.get(SETTING))

    def is_due_on_leaving(self, *, is_lock: bool) -> bool:
        """Say whether a backup is made before the vault closes: chosen, its drive is there, and the last one is old."""
        state = self.state()
        is_there = state.folder is not None and state.folder.is_dir()
        return (
            is_there
            and self._context.guard.may(Act.BACK_UP)
            and state.is_due_on_leaving(self._context.clock.now(), is_lock=is_lock)
        )

    def back_up_on_leaving(self, told: Callable[[float], None] = lambda done: None) -> Backup:
        """As `back_up`; what goes wrong is kept as well, to be told at the next start."""
        try:
            return self.back_up(told)
        except TherapEaseError as error:
            if not isinstance(error, JobCancelledError):
                problem = BackupProblem(self._context.clock.now(), f"{error.title}. {error.message}")
                with self._context.transaction() as unit:
                    _keep(unit, replace(_state(unit.settings.get(SETTING)), problem=problem))
            raise

    def overview(self) -> BackupOverview:
        """Return how backups stand. Raise StorageUnavailableError when the folder is there but cannot be read."""
        state, now = self.state(), self._context.clock.now()
        is_reachable = state.folder is not None and state.folder.is_dir()
        return BackupOverview(
            state,
            tuple(self._context.vault.backups(state.folder)) if state.folder is not None and is_reachable else (),
            is_reachable,
            state.is_due(now),
            None if state.last is None else now - state.last.taken_at,
        )

    def choose(self, folder: Path | None, *, on_exit: bool = True, daily: bool = True) -> BackupState:
        """Set where backups go and when; None stops them.

        Raise BackupFolderError when the folder is not there or is the vault's own.
        """
        self._context.guard.practice(Act.SET_UP)
        if folder is not None:
            if not folder.is_dir():
                raise BackupFolderError
            if folder.resolve() == self._context.vault.path.parent.resolve():
                raise BackupFolderError(OWN_FOLDER)
        with self._context.transaction() as unit:
            state = replace(_state(unit.settings.get(SETTING)), folder=folder, on_exit=on_exit, daily=daily)
            _keep(unit, state)
            unit.audit.append(AuditAction.SETTINGS_CHANGED)
        return state

    def back_up(self, told: Callable[[float], None] = lambda done: None) -> Backup:
        """Make a backup now, checked whole, and remove those that no rule of retention keeps.

        Raise BackupFolderError when none is chosen or the drive is gone, StorageFullError, StorageUnavailableError,
        VaultDamagedError; the backups there are stay then.
        """
        self._context.guard.practice(Act.BACK_UP)
        state, vault = self.state(), self._context.vault
        if state.folder is None:
            raise BackupFolderError("No folder for backups is chosen yet. Choose one under Backup.")
        now = self._context.clock.now()
        backup, counts = vault.back_up(state.folder, now, told)
        with self._context.transaction() as unit:
            kept = _state(unit.settings.get(SETTING))
            _keep(unit, replace(kept, last=LastBackup(backup.path.name, backup.taken_at, counts, now), problem=None))
            unit.audit.append(AuditAction.VAULT_BACKED_UP)
        for old in state.retention.superfluous(vault.backups(state.folder)):
            vault.remove_backup(old)
        return backup

    def rehearse(self) -> RecordCounts:
        """Prove that the last backup opens and holds what it held when it was made; return the counts.

        Raise BackupFolderError when it is not where it was put, VaultDamagedError when it differs.
        """
        self._context.guard.practice(Act.BACK_UP)
        state = self.state()
        if state.folder is None or state.last is None:
            raise BackupFolderError("There is no backup yet. Make one first.")
        path = state.folder / state.last.name
        if not path.is_file():
            raise BackupFolderError("The last backup is not where it was put. Connect its drive, or make a new one.")
        counts = self._context.vault.check_backup(path)
        if counts != state.last.counts:
            raise VaultDamagedError(
                "The last backup does not hold what it held when it was made. Make a new one, on another drive.",
                detail="counts of the backup differ",
            )
        with self._context.transaction() as unit:
            kept = _state(unit.settings.get(SETTING))
            if kept.last is not None:
                _keep(unit, replace(kept, last=replace(kept.last, checked_at=self._context.clock.now())))
            unit.audit.append(AuditAction.BACKUP_REHEARSED)
        return counts

    def list_all(self) -> list[Backup]:
        """Return the backups in the chosen folder, newest first; none while its drive is not connected."""
        folder = self.state().folder
        return [] if folder is None else self._context.vault.backups(folder)


def _keep(unit: UnitOfWork, state: BackupState) -> None:
    last, problem = state.last, state.problem
    unit.settings.put(
        SETTING,
        {
            "folder": None if state.folder is None else str(state.folder),
            "on_exit": state.on_exit,
            "daily": state.daily,
            "problem": None if problem is None else {"at": problem.at.isoformat(), "words": problem.words},
            "last": None
            if last is None
            else {
                "name": last.name,
                "taken_at": last.taken_at.isoformat(),
                "counts": last.counts.as_json(),
                "checked_at": None if last.checked_at is None else last.checked_at.isoformat(),
            },
        },
    )


def _state(kept: object) -> BackupState:
    if not isinstance(kept, dict):
        return BackupState()
    folder = kept.get("folder")
    return BackupState(
        folder=Path(folder) if isinstance(folder, str) else None,
        on_exit=bool(kept.get("on_exit", True)),
        daily=bool(kept.get("daily", True)),
        last=_last(kept.get("last")),
        problem=_problem(kept.get("problem")),
    )


def _problem(kept: object) -> BackupProblem | None:
    if not isinstance(kept, dict):
        return None
    at, words = kept.get("at"), kept.get("words")
    if not isinstance(at, str) or not isinstance(words, str):
        return None
    return BackupProblem(datetime.fromisoformat(at), words)


def _last(kept: object) -> LastBackup | None:
    if not isinstance(kept, dict):
        return None
    name, taken_at, counts = kept.get("name"), kept.get("taken_at"), RecordCounts.from_json(kept.get("counts"))
    if not isinstance(name, str) or not isinstance(taken_at, str) or counts is None:
        return None
    checked_at = kept.get("checked_at")
    return LastBackup(
        name,
        datetime.fromisoformat(taken_at),
        counts,
        datetime.fromisoformat(checked_at) if isinstance(checked_at, str) else None,
    )
