"""What Today reads: the newest sessions, and whether there is anybody yet."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from therapease.services.schedule import RecentSession
from therapease.ui import strings
from therapease.ui.desk import Desk
from therapease.ui.rows import Row
from therapease.ui.today.item_model import recent_rows, to_sign_rows
from therapease.ui.wording import count_words


@dataclass(frozen=True, slots=True)
class TodayState:
    """What the place shows."""

    recent: tuple[Row, ...]
    to_sign: tuple[Row, ...]
    subtitle: str
    has_clients: bool


class TodayController(QObject):
    """Loads when the place is entered and when a job keeps a result."""

    changed = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk

    def load(self) -> None:
        workspace = self.desk.workspace
        self.desk.background.start(
            self, lambda: (workspace.schedule.recent(), bool(workspace.clients.list_all()))
        ).success(self._take).failure(self.failed.emit)

    def _take(self, result: tuple[list[RecentSession], bool]) -> None:
        sessions, has_clients = result
        today, label = self.desk.today(), self.desk.label
        waiting = to_sign_rows(sessions, label, today)
        self.changed.emit(
            TodayState(tuple(recent_rows(sessions, label, today)), tuple(waiting), _subtitle(len(waiting)), has_clients)
        )


def _subtitle(waiting: int) -> str:
    if waiting == 0:
        return strings.Today.NOTHING_WAITS
    return strings.Today.ONE_WAITS if waiting == 1 else strings.Today.WAIT.format(count=count_words(waiting))
