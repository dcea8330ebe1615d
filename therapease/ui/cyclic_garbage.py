"""Cycles of dead objects are cleared away on the UI thread only.

Python looks for them in whatever thread happens to allocate. A window that is gone is full of such cycles, and a
widget torn down from a worker thread takes the program with it (Qt: widgets live and die on the UI thread). So the
search by itself is off, and a timer here does what it would have done, by the same thresholds.

A search through everything takes 100 ms with a large practice in memory. It waits for a moment in which nobody is at
the window, and what was loaded to stay is left out of it (`leave_out_what_is_there`).
"""

from __future__ import annotations

import gc
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

LOOK_EVERY_MS = 250
_OLDEST = 2
_NOT_LATER = 20
"""So many times what the threshold says are searched through at once, quiet or not: memory must not grow for hours."""


class CyclicGarbageTimer(QObject):
    """Takes over from the collector for as long as it lives. Made on the UI thread, which then is where cycles end."""

    def __init__(self, parent: QObject | None = None, is_quiet: Callable[[], bool] = lambda: True) -> None:
        """`is_quiet` says whether nobody would feel a tenth of a second now."""
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(lambda: clear_if_due(is_quiet=is_quiet()))
        self._timer.start(LOOK_EVERY_MS)


def leave_out_what_is_there() -> None:
    """Count all that is loaded now among what stays until the program ends. Later calls in a process do nothing."""
    if not gc.get_freeze_count():
        gc.freeze()


def clear_if_due(*, is_quiet: bool = True) -> int | None:
    """Clear the oldest generation that is due by `gc.get_threshold`; return which, or None when none is."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    if counts[0] <= thresholds[0]:
        return None
    due = 0
    while due < _OLDEST and counts[due + 1] > thresholds[due + 1]:
        due += 1
    if due == _OLDEST and not is_quiet and counts[_OLDEST] <= _NOT_LATER * thresholds[_OLDEST]:
        due = _OLDEST - 1
    gc.collect(due)
    return due
