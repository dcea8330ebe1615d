"""What the list of models reads, and the folder a person may put more into."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from therapease.domain.model import ModelOverview
from therapease.errors import StorageUnavailableError
from therapease.ui.desk import Desk


class ModelsController(QObject):
    """Looks through the folders in the background; nothing is loaded."""

    changed = Signal(object)
    """A ModelOverview."""
    folder_ready = Signal(object)
    """The Path of the person's own folder, which now exists."""
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.overview: ModelOverview | None = None

    def load(self) -> None:
        options, models = self.desk.preferences.job_options, self.desk.workspace.models
        self.desk.background.start(self, lambda: models.overview(options.transcription, options.drafting)).success(
            self._take
        ).failure(self.failed.emit)

    def prepare_folder(self) -> None:
        """Make the person's own folder if it is not there, then tell that it can be opened."""
        if self.overview is None:
            return
        folder = self.overview.folder
        self.desk.background.start(self, lambda: _make(folder)).success(self.folder_ready.emit).failure(
            self.failed.emit
        )

    def _take(self, overview: ModelOverview) -> None:
        self.overview = overview
        self.changed.emit(overview)


def _make(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageUnavailableError(detail=type(error).__name__) from error
    return folder
