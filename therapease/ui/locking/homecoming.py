"""Brings in what went on while the vault was locked, and says so: at once after the sign-in, and when it ends later."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer

from therapease.domain.unattended import UnattendedStep, UnattendedWork
from therapease.ui import strings
from therapease.ui.main_window import MainWindow

LOOK_EVERY_MS = 5_000
_DONE = {
    UnattendedStep.TRANSCRIBE: strings.Locking.TRANSCRIBED,
    UnattendedStep.DRAFT: strings.Locking.DRAFTED,
}


class Homecoming(QTimer):
    """Lives with the window. Looks again for as long as something still runs."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._has_told = False
        self.setSingleShot(True)
        self.setInterval(LOOK_EVERY_MS)
        self.timeout.connect(self.look)

    def look(self) -> None:
        """Bring in what is there now."""
        desk = self._window.desk
        collecting = desk.background.start(self, desk.workspace.unattended.collect)
        # What could not be brought in stays where it is, and is tried again at the next look or sign-in.
        collecting.success(self._tell).failure(lambda _error: self.start())

    def _tell(self, works: Sequence[UnattendedWork]) -> None:
        for work in works:
            if not work.is_running:
                self._tell_one(work)
        if any(work.is_running for work in works):
            if not self._has_told:
                self._has_told = True
                self._window.toast.show_message(strings.Locking.STILL_RUNNING, icon="info")
            self.start()

    def _tell_one(self, work: UnattendedWork) -> None:
        window = self._window
        if window.place is window.today:
            window.today.controller.load()
        elif window.place is window.progress and window.progress.controller.session_id == work.session_id:
            window.progress.open(work.session_id)
        if work.error is None:
            words = _DONE[work.step]
        else:
            words = strings.Locking.WITHOUT_RESULT.format(problem=f"{work.error.title}. {work.error.message}")
        window.toast.show_message(words, strings.Progress.SHOW, lambda: window.open_session(work.session_id))
