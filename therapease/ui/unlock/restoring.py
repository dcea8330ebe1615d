"""From a backup to a vault to sign in to: what was chosen, and the work in the background. No secret is kept."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from therapease.domain.backup import RecordCounts
from therapease.domain.job import CancelToken, JobStage, Progress, ProgressListener
from therapease.errors import StorageUnavailableError, TherapEaseError
from therapease.ui.background import Background, Operation

if TYPE_CHECKING:
    from therapease.services.workspace import Door

Restored = tuple[RecordCounts, Path | None]

_STAMP = re.compile(r" \d{4}-\d{2}-\d{2} \d{6}$")


@dataclass(frozen=True, slots=True)
class RestoreState:
    """What the form shows. `stage` is None while nothing runs, `fraction` None while it cannot be known."""

    target: Path
    backup: Path | None = None
    stage: JobStage | None = None
    fraction: float | None = None
    is_stopping: bool = False

    @property
    def is_running(self) -> bool:
        return self.stage is not None


class RestoreController(QObject):
    """One for each time the form is opened."""

    changed = Signal(object)
    restored = Signal(object)
    """What the vault holds (RecordCounts) and where a former one was put (a Path or None), as a pair."""
    refused = Signal(object)
    """A TherapEaseError; what was there before is there still."""

    def __init__(self, door: Door, background: Background, target: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._door, self._background = door, background
        self._running: Operation[Restored] | None = None
        self._has_chosen_target = False
        self.state = RestoreState(target)

    @property
    def replaces_vault(self) -> bool:
        """Whether a vault is at the place already."""
        return self._door.exists(self.state.target)

    def choose_backup(self, backup: Path) -> None:
        """Take a backup, and offer the place of the vault that it is of."""
        target = self.state.target
        if not self._has_chosen_target:
            target = target.with_name(f"{_STAMP.sub('', backup.stem)}{backup.suffix}")
        self._set(replace(self.state, backup=backup, target=target))

    def choose_target(self, target: Path) -> None:
        self._has_chosen_target = True
        self._set(replace(self.state, target=target))

    def restore(self, *, passphrase: str | None = None, recovery_code: str | None = None) -> None:
        """Begin; exactly one of the two secrets is given."""
        backup, target, door = self.state.backup, self.state.target, self._door
        if backup is None or self.state.is_running:
            return

        def work(listen: ProgressListener, token: CancelToken) -> Restored:
            def told(done: float) -> None:
                token.raise_if_cancelled()
                is_copied = done >= 1
                listen(Progress(JobStage.CHECKING if is_copied else JobStage.SAVING, None if is_copied else done))

            _make_folder(target.parent)
            return door.restore(backup, target, passphrase, recovery_code, told)

        self._set(replace(self.state, stage=JobStage.READING, fraction=None, is_stopping=False))
        self._running = self._background.start_copy(self, work)
        self._running.progress(self._on_progress)
        self._running.success(self._on_restored)
        self._running.failure(self._on_refused)

    def cancel(self) -> None:
        """Stop as soon as it is possible: before the copy is whole."""
        if self._running is not None:
            self._running.cancel()
            self._set(replace(self.state, is_stopping=True))

    def _on_progress(self, progress: Progress) -> None:
        self._set(replace(self.state, stage=progress.stage, fraction=progress.fraction))

    def _on_restored(self, restored: Restored) -> None:
        self._end()
        self.restored.emit(restored)

    def _on_refused(self, error: TherapEaseError) -> None:
        self._end()
        self.refused.emit(error)

    def _end(self) -> None:
        self._running = None
        self._set(replace(self.state, stage=None, fraction=None, is_stopping=False))

    def _set(self, state: RestoreState) -> None:
        self.state = state
        self.changed.emit(state)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageUnavailableError(detail=type(error).__name__) from error
