"""Tells when nobody has touched keyboard or mouse for a while, so that an unattended vault locks."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

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
    """Watches the application it is installed on. `idled` comes once per stretch without input.

    A laptop that slept counts as idle where the monotonic clock runs on through sleep; where it stands still, the
    wall clock's jump is not trusted either way.
    """

    idled = Signal()

    def __init__(
        self, application: QObject, limit_s: Callable[[], float], clock_s: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(application)
        self._limit_s, self._clock_s = limit_s, clock_s
        self._touched_s = clock_s()
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        application.installEventFilter(self)

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
