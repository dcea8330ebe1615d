"""Opens the sheet for a whole record over a client's page, and says when the archive is there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from therapease.domain.client import Client
from therapease.errors import TherapEaseError
from therapease.services.client_export import RecordOutline
from therapease.ui.desk import Desk
from therapease.ui.export.record_controller import RecordExportController
from therapease.ui.strings import Export, RecordExport
from therapease.ui.widgets import Toast

if TYPE_CHECKING:
    from therapease.ui.export.record_sheet import RecordSheet


class RecordActs(QObject):
    """One sheet at a time. What goes wrong before it is open is told by `failed`."""

    failed = Signal(object)

    def __init__(self, desk: Desk, toast: Toast, place: QWidget) -> None:
        super().__init__(place)
        self.controller = RecordExportController(desk, self)
        self.sheet: RecordSheet | None = None
        self._desk, self._toast, self._place = desk, toast, place
        self.controller.outlined.connect(self._open)
        self.controller.saved.connect(self._on_saved)
        self.controller.failed.connect(self._on_failed)

    def ask(self, client: Client) -> None:
        """Read how much there is and open the sheet."""
        if self.sheet is None:
            self.controller.read(client.id)

    def _open(self, outline: RecordOutline) -> None:
        if self.sheet is not None or not self._place.isVisible():
            return
        # The archive, pages and the judge of passphrases are loaded when somebody gives a record away.
        from therapease.ui.export.record_sheet import RecordSheet

        label = self._desk.label(outline.client)
        self.sheet = RecordSheet(self.controller, outline, label, self._place.window())
        self.sheet.finished.connect(self._forget)
        self.sheet.open()

    def _forget(self) -> None:
        self.sheet = None

    def _on_saved(self, target: Path) -> None:
        folder = target.parent
        self._toast.show_message(
            RecordExport.SAVED.format(name=target.name, folder=folder.name or folder),
            Export.SHOW_FOLDER,
            lambda: _show_folder(folder),
        )

    def _on_failed(self, error: TherapEaseError) -> None:
        if self.sheet is None:
            self.failed.emit(error)


def _show_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
