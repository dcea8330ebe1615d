"""What the window does about backups: where to, now, by itself when one is due, and the rehearsal."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from therapease.domain.backup import Backup, RecordCounts
from therapease.domain.job import CancelToken, JobStage, Progress, ProgressListener
from therapease.errors import JobCancelledError, TherapEaseError
from therapease.services.backups import BackupOverview, BackupService, BackupState
from therapease.ui.background import Operation
from therapease.ui.desk import Desk

QUIET_MS = 2 * 60_000
"""After signing in: nobody waits for a client's page because a backup began."""
LOOK_EVERY_MS = 15 * 60_000


class BackupWork(StrEnum):
    """What is under way."""

    COPYING = "copying"
    CHECKING = "checking"
    REHEARSING = "rehearsing"


@dataclass(frozen=True, slots=True)
class BackupStanding:
    """Everything there is to show. `fraction` is of the copy; `problem` is why the last one was not made."""

    overview: BackupOverview | None = None
    work: BackupWork | None = None
    fraction: float | None = None
    is_stopping: bool = False
    problem: TherapEaseError | None = None


class BackupController(QObject):
    """One per window, shared by Settings and Today, so that both tell the same. One piece of work at a time."""

    changed = Signal(object)
    """The BackupStanding, after every change."""
    failed = Signal(object)
    """A TherapEaseError of something the person asked for."""
    made = Signal()
    """A backup the person asked for stands, checked."""
    rehearsed = Signal(object)
    """The RecordCounts of the last backup: it opens, and holds what it held."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.standing = BackupStanding()
        self._running: Operation[Backup] | None = None
        self._timer = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._timer.timeout.connect(self.back_up_if_due)

    @property
    def _service(self) -> BackupService:
        return self.desk.workspace.backups

    def watch(self) -> None:
        """Begin to make the daily backup by itself, after some quiet time."""
        self._timer.start()

    def load(self) -> None:
        self.desk.background.start(self, self._service.overview).success(self._take).failure(self.failed.emit)

    # ------------------------------------------------------------ choices

    def choose_folder(self, folder: Path) -> None:
        """Put backups there from now on, and make the first one at once."""
        self._choose(folder=folder, then_back_up=True)

    def choose_daily(self, is_wanted: bool) -> None:
        self._choose(daily=is_wanted)

    def choose_on_exit(self, is_wanted: bool) -> None:
        self._choose(on_exit=is_wanted)

    def _choose(
        self,
        *,
        folder: Path | None = None,
        daily: bool | None = None,
        on_exit: bool | None = None,
        then_back_up: bool = False,
    ) -> None:
        service = self._service

        def choose() -> BackupOverview:
            state: BackupState = service.state()
            service.choose(
                folder or state.folder,
                on_exit=state.on_exit if on_exit is None else on_exit,
                daily=state.daily if daily is None else daily,
            )
            return service.overview()

        def chosen(overview: BackupOverview) -> None:
            self._take(overview)
            if then_back_up:
                self.back_up()

        self.desk.background.start(self, choose).success(chosen).failure(self._on_refused)

    def _on_refused(self, error: TherapEaseError) -> None:
        self.failed.emit(error)
        self.load()

    # ------------------------------------------------------------ work

    def back_up(self) -> None:
        """Make a backup now, because the person wants one."""
        self._back_up(is_asked=True)

    def back_up_if_due(self) -> None:
        """Make the daily one where it is due. What goes wrong is shown in place and tried again later."""
        self._timer.start(LOOK_EVERY_MS)

        def decide(overview: BackupOverview) -> None:
            self._take(overview)
            if overview.is_due and overview.is_reachable:
                self._back_up(is_asked=False)

        self.desk.background.start(self, self._service.overview).success(decide).failure(self._on_problem)

    def rehearse(self) -> None:
        """Prove that the last backup opens and holds what it held."""
        if self.standing.work is not None:
            return
        service = self._service
        self._show(work=BackupWork.REHEARSING, fraction=None)

        def proved(counts: RecordCounts) -> None:
            self._end()
            self.rehearsed.emit(counts)

        def refused(error: TherapEaseError) -> None:
            self._end()
            self.failed.emit(error)

        self.desk.background.start_copy(self, lambda _listen, _token: service.rehearse()).success(proved).failure(
            refused
        )

    def cancel(self) -> None:
        """Stop the backup being made; those that are there stay."""
        if self._running is not None and self.standing.work is BackupWork.COPYING:
            self._running.cancel()
            self._show(is_stopping=True)

    def _back_up(self, *, is_asked: bool) -> None:
        if self.standing.work is not None:
            return
        service = self._service

        def copy(listen: ProgressListener, token: CancelToken) -> Backup:
            def told(done: float) -> None:
                token.raise_if_cancelled()
                # The check after the copy reads everything once more and cannot say how far it is.
                is_copied = done >= 1
                listen(Progress(JobStage.CHECKING if is_copied else JobStage.SAVING, None if is_copied else done))

            return service.back_up(told)

        self._show(work=BackupWork.COPYING, fraction=0.0, problem=None)
        self._running = self.desk.background.start_copy(self, copy)
        self._running.progress(self._on_progress)
        self._running.success(lambda _backup: self._on_made(is_asked=is_asked))
        self._running.failure(lambda error: self._on_failed(error, is_asked=is_asked))

    def _on_progress(self, progress: Progress) -> None:
        work = BackupWork.CHECKING if progress.stage is JobStage.CHECKING else BackupWork.COPYING
        self._show(work=work, fraction=progress.fraction)

    def _on_made(self, *, is_asked: bool) -> None:
        self._end()
        if is_asked:
            self.made.emit()

    def _on_failed(self, error: TherapEaseError, *, is_asked: bool) -> None:
        self._end()
        if not isinstance(error, JobCancelledError):
            self._on_problem(error)
        if is_asked:
            self.failed.emit(error)

    def _on_problem(self, error: TherapEaseError) -> None:
        self._show(problem=error)

    def _end(self) -> None:
        self._running = None
        self._show(work=None, fraction=None, is_stopping=False)
        self.load()

    # ------------------------------------------------------------ state

    def _take(self, overview: BackupOverview) -> None:
        self._show(overview=overview)

    def _show(self, **change: Any) -> None:
        self.standing = replace(self.standing, **change)
        self.changed.emit(self.standing)
