"""Tells when nobody has touched keyboard or mouse for a while, so that an unattended vault locks."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)
_LOOK_EVERY_MS = 5_000


class IdleWatch(QObject):
    """Watches whichever window has the keyboard. `idled` comes once per stretch without input.

    It filters the events of native windows, which are the input and little else: a filter on the whole application
    would see every event of every widget, in Python, and made a change of the theme take minutes.
    """

    idled = Signal()

    def __init__(
        self,
        application: QGuiApplication,
        limit_s: Callable[[], float],
        clock_s: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._limit_s, self._clock_s = limit_s, clock_s
        self._touched_s = clock_s()
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        application.focusWindowChanged.connect(self.watch)

    def watch(self, window: QWindow | None) -> None:
        """Watch this window too; coming to it is a touch."""
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)
            self.touch()

    def untouched_s(self) -> float:
        """Return for how long nobody has touched anything."""
        return self._clock_s() - self._touched_s

    def touch(self) -> None:
        self._touched_s = self._clock_s()

    def look(self) -> None:
        """Compare with the limit; called by the timer."""
        if self._clock_s() - self._touched_s >= self._limit_s():
            self.touch()
            self.idled.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self.touch()
        return False
