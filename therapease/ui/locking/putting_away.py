"""Leaving an unlocked vault in order: blank, keep what is not kept, back up, close. Each step has an end in time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from therapease.domain.job import CancelToken, JobStage, Progress, ProgressListener
from therapease.errors import TherapEaseError
from therapease.ui import strings
from therapease.ui.background import Background, Operation
from therapease.ui.locking.cover import cover_window
from therapease.ui.locking.reasons import LockReason
from therapease.ui.main_window import MainWindow

LOOK_EVERY_MS = 25
SAVING_LIMIT_MS = 30_000
BACKUP_LIMIT_MS = 120_000
STOPPING_LIMIT_MS = 5_000
CLOSING_LIMIT_MS = 15_000


class PuttingAway(QObject):
    """One per lock or end of the program. `done` comes once, when nothing keeps the process any more.

    Only what could not be kept stops it, and then the person decides: nothing typed is lost unasked, and what is merely
    slow goes on by itself once it is kept. A backup that fails or takes too long stops nothing; that it failed is told
    at the next start.
    """

    done = Signal()

    def __init__(
        self,
        window: MainWindow,
        background: Background,
        reason: LockReason | None,
        unfinished: dict[str, Any] | None,
        parent: QObject | None = None,
        *,
        is_forced: bool = False,
    ) -> None:
        """`reason` is None when the program ends: where one was is not kept then, unless the desktop ends it. With
        `unfinished` None, what is kept of the lock before stays."""
        super().__init__(parent)
        self._window, self._background, self.reason = window, background, reason
        self._workspace = window.desk.workspace
        self._unfinished, self._is_kept = unfinished, reason is not None or is_forced
        self.cover = cover_window(window, is_lock=reason is not None)
        self.cover.backup_unwanted.connect(self.hurry)
        self.cover.retry_wanted.connect(self._retry)
        self.cover.leave_wanted.connect(self._clear)
        self._copy: Operation[object] | None = None
        self._is_hurried = is_forced or (reason is not None and reason.is_hurried)
        self._is_deciding = False
        self._is_done = False
        self._limit = QTimer(self, singleShot=True)
        self._poll = QTimer(self, interval=LOOK_EVERY_MS)
        self._poll.timeout.connect(self._look)

    def begin(self) -> None:
        """Hand in what stands in open fields, and go on once it is kept."""
        self._part_from_job()
        self._window.review.controller.playback.close()
        self._save()

    def _part_from_job(self) -> None:
        """Let the job go on by itself where the person allowed that, otherwise stop it."""
        jobs, step = self._window.desk.jobs, self._window.desk.unattended_step
        if step is None or jobs.state is None or self.reason is None:
            jobs.cancel()
            return
        session_id, unattended = jobs.state.subject.session_id, self._workspace.unattended
        # Where it does not go on it is stopped with everything else, when all is kept.
        self._background.start(self, lambda: unattended.let_go(session_id, step)).failure(lambda _error: jobs.cancel())

    def hurry(self) -> None:
        """Go on without the backup, or without the rest of it."""
        self._is_hurried = True
        if self._copy is not None:
            self._copy.cancel()
            self._wait_at_most(STOPPING_LIMIT_MS, self._close)
        elif self._is_deciding:
            # Whether a drive is there is asked of the system, which may not answer for minutes.
            self._close()

    def abandon(self) -> None:
        """Do nothing any more: the event loop is over, and the window goes."""
        self._limit.stop()
        self._poll.stop()

    # ------------------------------------------------------------ keeping

    def _save(self) -> None:
        self.cover.show_saving()
        self._window.review.controller.hand_in()
        self._wait_at_most(SAVING_LIMIT_MS, self._say_late)
        self._poll.start()
        self._look()

    def _say_late(self) -> None:
        """Something else holds the vault up. It is waited for all the same; only the person may give anything up."""
        self.cover.show_problem(strings.Locking.NOT_KEPT, strings.Locking.LATE)

    def _retry(self) -> None:
        self._window.review.controller.retry()
        self._save()

    def _look(self) -> None:
        controller = self._window.review.controller
        if controller.is_saving:
            return
        self._poll.stop()
        if controller.has_unkept:
            self._limit.stop()
            self.cover.show_problem(strings.Locking.NOT_KEPT, strings.Note.NOT_KEPT)
            return
        self._keep()

    def _keep(self) -> None:
        unfinished, service = self._unfinished, self._workspace.unfinished
        if not self._is_kept:
            self._clear()
            return
        keeping = self._background.start(self, lambda: service.keep(unfinished))
        keeping.success(lambda _: self._clear()).failure(self._show_problem)

    def _show_problem(self, error: TherapEaseError) -> None:
        self._limit.stop()
        self.cover.show_problem(strings.Locking.NOT_KEPT, f"{error.title}. {error.message}")

    def _clear(self) -> None:
        """Everything is kept or given up: nothing else that runs is waited for."""
        self._limit.stop()
        self._poll.stop()
        self.cover.show_saving()
        self._background.forget_all()
        self._window.review.controller.close()
        self._back_up()

    # ------------------------------------------------------------ the backup

    def _back_up(self) -> None:
        if self._is_hurried:
            self._close()
            return
        self._wait_at_most(BACKUP_LIMIT_MS, self.hurry)
        service, is_lock = self._workspace.backups, self.reason is not None
        self._is_deciding = True
        deciding = self._background.start(self, lambda: service.is_due_on_leaving(is_lock=is_lock))
        deciding.success(self._decide).failure(lambda _error: self._close())

    def _decide(self, is_due: bool) -> None:
        if not self._is_deciding:
            return
        self._is_deciding = False
        if not is_due or self._is_hurried:
            self._close()
            return
        service = self._workspace.backups

        def copy(listen: ProgressListener, token: CancelToken) -> object:
            def told(done: float) -> None:
                token.raise_if_cancelled()
                listen(Progress(JobStage.CHECKING if done >= 1 else JobStage.SAVING, done if done < 1 else None))

            return service.back_up_on_leaving(told)

        self.cover.show_backup(0.0)
        self._copy = self._background.start_copy(self, copy)
        self._copy.progress(lambda progress: self.cover.show_backup(progress.fraction))
        # What went wrong is kept in the vault, and told at the next start.
        self._copy.success(lambda _: self._close()).failure(lambda _error: self._close())

    # ------------------------------------------------------------ the end

    def _close(self) -> None:
        self._is_deciding = False
        if self._copy is not None:
            copy, self._copy = self._copy, None
            copy.forget()
        self.cover.show_saving()
        self._wait_at_most(CLOSING_LIMIT_MS, self._end)
        closing = self._background.start(self, self._workspace.close)
        # What was committed is safe even where closing fails: the next sign-in sees to the rest.
        closing.success(lambda _: self._part()).failure(lambda _error: self._part())

    def _part(self) -> None:
        """Give what was cancelled a moment to clear up after itself: a half-written archive must not stay behind."""
        self._wait_at_most(STOPPING_LIMIT_MS, self._end)
        self._poll = QTimer(self, interval=LOOK_EVERY_MS)
        self._poll.timeout.connect(self._look_for_end)
        self._poll.start()
        self._look_for_end()

    def _look_for_end(self) -> None:
        if not self._background.is_busy:
            self._end()

    def _end(self) -> None:
        self._limit.stop()
        self._poll.stop()
        if not self._is_done:
            self._is_done = True
            self.done.emit()

    def _wait_at_most(self, limit_ms: int, then: Callable[[], None]) -> None:
        self._limit.stop()
        self._limit = QTimer(self, singleShot=True, interval=limit_ms)
        self._limit.timeout.connect(then)
        self._limit.start()
