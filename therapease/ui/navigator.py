"""From place to place and back: one on show, the way one came, and the question where going loses work."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from therapease.ui import strings
from therapease.ui.leaving import Departure, LeaveGuard
from therapease.ui.place import Place

KEPT_STEPS_BACK = 20
_NOTHING_LOST = Departure(None, stops_job=False, confirm="")


class Navigator(QStackedWidget):
    """Holds the places of a window. `left` comes before another place is shown, `arrived` once it is."""

    left = Signal(object)
    arrived = Signal(object)

    def __init__(self, guard: LeaveGuard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._guard = guard
        self._back: list[Callable[[], None]] = []
        self._here: Callable[[], None] | None = None

    @property
    def place(self) -> Place:
        """The place on show."""
        place = self.currentWidget()
        assert isinstance(place, Place)
        return place

    @property
    def can_go_back(self) -> bool:
        return bool(self._back)

    def go(
        self,
        place: Place,
        again: Callable[[], None],
        load: Callable[[], object] | None = None,
        *,
        replaces: bool = False,
    ) -> None:
        """Go to a place; `again` comes back to it later, `load` fills it. With `replaces`, Back skips the last one."""

        def arrive() -> None:
            if self._here is not None and not replaces:
                self._back = [*self._back, self._here][-KEPT_STEPS_BACK:]
            self._here = again
            had_keyboard = self._has_keyboard()
            self._show(place)
            if load is not None:
                load()
                self._give_keyboard(place, had_keyboard and not self._has_keyboard())
            self.arrived.emit(place)

        departure = _NOTHING_LOST if place is self.place else self._departure()
        self._guard.when_free(departure, arrive)

    def go_back(self) -> None:
        """Go to the place before this one, if there is one."""
        if self._back:
            self._guard.when_free(self._departure(), self._go_back_now)

    def _has_keyboard(self) -> bool:
        """Whether the keyboard is in the place on show, or nowhere; on the rail and elsewhere it is left alone."""
        here = self.window().focusWidget()
        return here is None or here is self or self.place.isAncestorOf(here)

    def _show(self, place: Place) -> None:
        if place is self.place:
            return
        had_keyboard = self._has_keyboard()
        self.left.emit(self.place)
        self.setCurrentWidget(place)
        self._give_keyboard(place, had_keyboard)

    def _give_keyboard(self, place: Place, is_due: bool) -> None:
        """Put the keyboard where a place begins: Qt would give it to whatever comes next, often on the rail."""
        start = place.keyboard_start() if is_due else None
        if start is not None:
            start.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_back_now(self) -> None:
        there = self._back.pop()
        self._here = None
        there()

    def _departure(self) -> Departure:
        return Departure(self.place.unsaved_work(), stops_job=False, confirm=strings.Leaving.LEAVE)
