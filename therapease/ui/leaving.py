"""The one question before work is left behind: a job that would stop, words that are not kept yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from therapease.ui import strings
from therapease.ui.widgets import QuestionSheet


@dataclass(frozen=True, slots=True)
class Departure:
    """What leaving now would cost. `confirm` is the word of the button that leaves all the same."""

    unsaved: str | None
    stops_job: bool
    confirm: str

    @property
    def is_free(self) -> bool:
        return self.unsaved is None and not self.stops_job

    @property
    def title(self) -> str:
        return strings.Progress.QUIT_TITLE if self.stops_job else strings.Leaving.TITLE

    @property
    def message(self) -> str:
        reasons = [self.unsaved or "", strings.Progress.QUIT_MESSAGE if self.stops_job else ""]
        return " ".join(reason for reason in reasons if reason)

    @property
    def keep(self) -> str:
        return strings.Progress.KEEP_WORKING if self.stops_job else strings.Leaving.STAY


class LeaveGuard:
    """Asks at most one question at a time, over `window`."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self.question: QuestionSheet | None = None
        self._is_allowed = False

    def when_free(self, departure: Departure, act: Callable[[], None]) -> None:
        """Run `act` at once where nothing would be lost, otherwise once the person has said so."""
        if departure.is_free or self._is_allowed:
            act()
        elif self.question is None:
            self._ask(departure, lambda: self._allow(act))

    def _allow(self, act: Callable[[], None]) -> None:
        # What leaves may go through further doors on its way; it has been asked already.
        self._is_allowed = True
        try:
            act()
        finally:
            self._is_allowed = False

    def _ask(self, departure: Departure, act: Callable[[], None]) -> None:
        self.question = QuestionSheet(
            departure.title,
            departure.message,
            departure.confirm,
            act,
            self._window,
            keep=departure.keep,
            is_dangerous=True,
        )
        self.question.finished.connect(self._forget)
        self.question.open()

    def _forget(self) -> None:
        self.question = None
