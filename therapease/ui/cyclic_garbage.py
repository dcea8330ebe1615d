"""Cycles of dead objects are cleared away on the UI thread only.

Python looks for them in whatever thread happens to allocate. A window that is gone is full of such cycles, and a
widget torn down from a worker thread takes the program with it (Qt: widgets live and die on the UI thread). So the
search by itself is off, and a timer here does what it would have done, by the same thresholds.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_EVERY_MS = 250
_OLDEST = 2


class CyclicGarbageTimer(QObject):
    """Takes over from the collector for as long as it lives. Made on the UI thread, which then is where cycles end."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(clear_if_due)
        self._timer.start(LOOK_EVERY_MS)


def clear_if_due() -> int | None:
    """Clear the oldest generation that is due by `gc.get_threshold`; return which, or None when none is."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    if counts[0] <= thresholds[0]:
        return None
    due = 0
    while due < _OLDEST and counts[due + 1] > thresholds[due + 1]:
        due += 1
    gc.collect(due)
    return due
