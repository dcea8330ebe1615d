"""Giving away a client's whole record: how much there is, writing the archive, stopping it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from therapease.domain.client import Client
from therapease.domain.ids import ClientId
from therapease.domain.job import CancelToken, Progress, ProgressListener
from therapease.errors import JobCancelledError, TherapEaseError
from therapease.services.client_export import RecordOutline
from therapease.ui.background import Operation
from therapease.ui.desk import Desk
from therapease.ui.export.controller import checked_file_name, documents_folder
from therapease.ui.strings import RecordExport

ENDING = "zip"


class RecordExportController(QObject):
    """One record at a time. The archive is written beside whatever else runs; with sound it waits for the engine."""

    outlined = Signal(object)
    """A RecordOutline, after `read`."""
    progressed = Signal(object)
    """How far, 0 to 1, or None while it waits."""
    saved = Signal(object)
    """The Path of the archive."""
    stopped = Signal()
    failed = Signal(object)
    """A TherapEaseError to show."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.folder = documents_folder()
        """Where the last file went; kept until the vault is locked, never on disk."""
        self._operation: Operation[None] | None = None

    @property
    def is_running(self) -> bool:
        return self._operation is not None

    def read(self, client_id: ClientId) -> None:
        """Ask how much there is to give away."""
        service = self.desk.workspace.client_export
        reading = self.desk.background.start(self, lambda: service.outline(client_id))
        reading.success(self.outlined.emit).failure(self.failed.emit)

    def proposed_name(self, client: Client, today: date) -> str:
        """Return a file name that tells nobody whom the file is about."""
        return f"{RecordExport.FILE_NAME.format(code=client.code, date=today.isoformat())}.{ENDING}"

    def target(self, folder: Path, name: str) -> Path:
        """Return where the archive will be. Raise InvalidFieldError for a name that some system refuses."""
        tidy = checked_file_name(name, ENDING)
        return folder / (tidy if tidy.endswith(f".{ENDING}") else f"{tidy}.{ENDING}")

    def save(self, outline: RecordOutline, target: Path, passphrase: str | None, *, with_sound: bool) -> None:
        """Write the archive to `target`, replacing what is there."""
        if self.is_running:
            return
        # Loaded when somebody gives a record away, and not with the page.
        from therapease.ui.export.record_archive import RecordChoices, write_record

        workspace, client_id = self.desk.workspace, outline.client.id
        choices = RecordChoices(with_sound, passphrase)

        def work(listen: ProgressListener, cancel: CancelToken) -> None:
            write_record(workspace, client_id, target, choices, listen, cancel)

        background = self.desk.background
        self._operation = (background.start_job if with_sound else background.start_copy)(self, work)
        self._operation.progress(self._on_progress).success(lambda _: self._on_saved(target)).failure(self._on_failed)
        self.progressed.emit(None)

    def stop(self) -> None:
        """Ask the writing to end; nothing of the archive is left then."""
        if self._operation is not None:
            self._operation.cancel()

    def _on_progress(self, progress: Progress) -> None:
        self.progressed.emit(progress.fraction)

    def _on_saved(self, target: Path) -> None:
        self._operation = None
        self.folder = target.parent
        self.saved.emit(target)

    def _on_failed(self, error: TherapEaseError) -> None:
        self._operation = None
        if isinstance(error, JobCancelledError):
            self.stopped.emit()
        else:
            self.failed.emit(error)
