"""Long work on widgets, a piece per turn of the event loop: between two of them keys, clicks and paints are served.

A posted call would run in the same turn, before anything of that; a timer does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer

_BETWEEN_MS = 1


class Turns(QObject):
    """Runs pieces in order, one per turn. Lives and works on the UI thread; what a piece raises reaches Qt's hook."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pieces: list[Callable[[], object]] = []
        self._timer = QTimer(self, singleShot=True, interval=_BETWEEN_MS)
        self._timer.timeout.connect(self._run_next)

    @property
    def is_running(self) -> bool:
        return bool(self._pieces)

    def start(self, pieces: Iterable[Callable[[], object]]) -> None:
        """Forget what has not run yet and run these, the first at once."""
        self._pieces = list(pieces)
        self._run_next()

    def stop(self) -> None:
        """Forget what has not run yet."""
        self._pieces = []
        self._timer.stop()

    def finish(self) -> None:
        """Run all that is left now, for whoever needs it."""
        pieces, self._pieces = self._pieces, []
        self._timer.stop()
        for piece in pieces:
            piece()

    def _run_next(self) -> None:
        if not self._pieces:
            return
        piece = self._pieces.pop(0)
        if self._pieces:
            self._timer.start()
        piece()
