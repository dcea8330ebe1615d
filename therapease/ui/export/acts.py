"""What can be done with an open note's words, as the review offers it: export, preview and print, copy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from therapease.domain.ids import StatementId
from therapease.errors import TherapEaseError
from therapease.ui.commands import Command, Offers
from therapease.ui.export.clipboard import KEPT_S, copy_secretly
from therapease.ui.export.controller import ExportController
from therapease.ui.export.document import EVERYTHING, Contents
from therapease.ui.export.sheet import ExportSheet
from therapease.ui.session.controller import ReviewController
from therapease.ui.strings import Copying, Export, Preview
from therapease.ui.widgets import Toast

if TYPE_CHECKING:
    from therapease.ui.export.preview import PreviewSheet


class NoteExports(QObject):
    """Opens the sheets over `window` and tells by `toast`. `hand_in` keeps a line that is still being written."""

    failed = Signal(object)
    """A TherapEaseError that no open sheet shows."""

    def __init__(self, review: ReviewController, toast: Toast, hand_in: Callable[[], object], window: QWidget) -> None:
        super().__init__(window)
        self._review, self._toast, self._hand_in, self._window = review, toast, hand_in, window
        self.controller = ExportController(review.workspace, review.background, lambda: review.review, self)
        self.sheet: ExportSheet | None = None
        self.preview: PreviewSheet | None = None
        self.controller.saved.connect(self._on_saved)
        self.controller.copied.connect(self._on_copied)
        self.controller.printed.connect(lambda: toast.show_message(Preview.PRINTED, icon="printer"))
        self.controller.failed.connect(self._on_failed)
        review.closed.connect(self.close)

    def offers(self) -> Offers:
        """Return the commands these acts answer; none without a note."""
        if self._review.note is None:
            return {}
        return {
            Command.EXPORT: self.ask_export,
            Command.PRINT: self.ask_print,
            Command.COPY_NOTE: lambda: self.copy(""),
        }

    def ask_export(self) -> None:
        if self._review.note is None or self.sheet is not None:
            return
        self._hand_in()
        self.sheet = ExportSheet(self.controller, self._window)
        self.sheet.preview_wanted.connect(self._open_preview)
        self.sheet.finished.connect(self._forget_sheet)
        self.sheet.open()

    def ask_print(self) -> None:
        """Show the pages; the printer is asked for from there."""
        self._hand_in()
        self._open_preview(EVERYTHING)

    def copy(self, section: str) -> None:
        """Copy one section, or the whole note."""
        self._hand_in()
        if section:
            self.controller.copy_section(section)
        else:
            self.controller.copy_note()

    def copy_line(self, statement_id: StatementId) -> None:
        """Copy one line."""
        statement = self._review.statement(statement_id)
        if statement is not None:
            self.controller.copy_line(statement.text)

    def close(self) -> None:
        """Close what is open: the note it was about is no longer on screen."""
        for sheet in (self.preview, self.sheet):
            if sheet is not None:
                sheet.reject()

    def _open_preview(self, contents: Contents) -> None:
        if self._review.note is None or self.preview is not None:
            return
        # Printing and PDF reading are libraries of their own, loaded when somebody wants to see pages.
        from therapease.ui.export.preview import PreviewSheet

        self.preview = PreviewSheet(self.controller, contents, self.sheet or self._window)
        self.preview.finished.connect(self._forget_preview)
        self.preview.fit_to(self._window.window())
        self.preview.open()

    def _forget_sheet(self) -> None:
        self.sheet = None

    def _forget_preview(self) -> None:
        self.preview = None

    def _on_saved(self, target: Path) -> None:
        folder = target.parent
        self._toast.show_message(
            Export.SAVED.format(name=target.name, folder=folder.name or folder),
            Export.SHOW_FOLDER,
            lambda: _show_folder(folder),
        )

    def _on_copied(self, text: str) -> None:
        copy_secretly(text)
        self._toast.show_message(Copying.COPIED.format(seconds=KEPT_S), icon="copy")

    def _on_failed(self, error: TherapEaseError) -> None:
        if self.sheet is None and self.preview is None:
            self.failed.emit(error)


def _show_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
