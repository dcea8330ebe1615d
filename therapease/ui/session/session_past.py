"""What was before: the drawer with the history of the session, and the sheet that compares versions of its note."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from therapease.services.history import SessionHistory
from therapease.ui import strings
from therapease.ui.commands import Command, Offers
from therapease.ui.session.controller import ReviewController
from therapease.ui.session.note_versions_sheet import NoteVersionsSheet
from therapease.ui.session.past_model import RemovedLine, chosen_versions, history_rows, removed_lines
from therapease.ui.session.removed_lines_sheet import RemovedLinesSheet
from therapease.ui.theme import TextRole
from therapease.ui.widgets import Button, ButtonKind, ButtonSize, Drawer, RowKind, RowList, TextLabel


class HistoryDrawer(Drawer):
    """What happened to the session, newest first, and the way to the versions of its note."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(strings.SessionHistory.TITLE, host)
        self.list = RowList(strings.SessionHistory.TITLE, RowKind.TIMELINE)
        self.compare_button = Button(
            strings.SessionHistory.COMPARE, ButtonKind.QUIET, icon="history", size=ButtonSize.SMALL
        )
        self.removed_button = Button(
            strings.RemovedLines.TITLE, ButtonKind.QUIET, icon="rotate-ccw", size=ButtonSize.SMALL
        )
        self.body.addWidget(self.list, 1)
        self.body.addWidget(TextLabel(strings.SessionHistory.SHOWN_LOOKS, TextRole.FINE, "ink3", wrap=True))
        self.body.addWidget(self.compare_button)
        self.body.addWidget(self.removed_button)

    def show_history(self, history: SessionHistory) -> None:
        self.list.show_rows(history_rows(history))
        self.compare_button.setEnabled(bool(history.drafts))
        self.removed_button.setEnabled(bool(removed_lines(history)))


class SessionPast(QObject):
    """Reads the past of the open session when it is asked for, and again after each change while it is on show."""

    def __init__(self, controller: ReviewController, host: QWidget, window: QWidget) -> None:
        super().__init__(window)
        self._controller, self._window = controller, window
        self.drawer = HistoryDrawer(host)
        self.sheet: NoteVersionsSheet | None = None
        self.removed: RemovedLinesSheet | None = None
        self._wants_sheet = self._wants_removed = False
        self.drawer.compare_button.clicked.connect(self.open_versions)
        self.drawer.removed_button.clicked.connect(self.open_removed)
        controller.history_read.connect(self._show)
        controller.note_changed.connect(self._on_changed)
        controller.closed.connect(self._close)

    def offers(self) -> Offers:
        """Return what of the past can be shown now."""
        offers: dict[Command, Callable[[], object]] = {}
        if self._controller.review is not None:
            offers[Command.HISTORY] = self.open_history
        if self._controller.note is not None:
            offers[Command.COMPARE_VERSIONS] = self.open_versions
            offers[Command.REMOVED_LINES] = self.open_removed
        return offers

    def open_history(self) -> None:
        self.drawer.open_drawer()
        self._controller.read_history()

    def open_versions(self) -> None:
        """Open the comparison once the versions have been read."""
        self._wants_sheet = True
        self._controller.read_history()

    def open_removed(self) -> None:
        """Open the lines taken out of the note once the versions have been read."""
        self._wants_removed = True
        self._controller.read_history()

    def _show(self, history: SessionHistory) -> None:
        self.drawer.show_history(history)
        self._show_removed(history)
        if not self._wants_sheet or self.sheet is not None:
            return
        self._wants_sheet = False
        versions = chosen_versions(history)
        if not versions:
            return
        restore = self._controller.restore if self._controller.is_editable else None
        self.sheet = NoteVersionsSheet(versions, restore, self._window)
        self.sheet.finished.connect(self._forget_sheet)
        self.sheet.open()

    def _show_removed(self, history: SessionHistory) -> None:
        if not self._wants_removed or self.removed is not None:
            return
        self._wants_removed = False
        bring_back = self._bring_back if self._controller.is_editable else None
        self.removed = RemovedLinesSheet(removed_lines(history), bring_back, self._window)
        self.removed.finished.connect(self._forget_removed)
        self.removed.open()

    def _bring_back(self, line: RemovedLine) -> None:
        self._controller.bring_back(line.statement.id, line.from_version)

    def _forget_removed(self) -> None:
        self.removed = None

    def _on_changed(self) -> None:
        if self.drawer.isVisible():
            self._controller.read_history()

    def _forget_sheet(self) -> None:
        self.sheet = None

    def _close(self) -> None:
        self._wants_sheet = self._wants_removed = False
        if self.removed is not None:
            self.removed.reject()
        self.drawer.hide()
        self.drawer.list.show_rows([])
        if self.sheet is not None:
            self.sheet.reject()
