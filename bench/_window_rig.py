"""A real window on a large practice, driven by input events, with a watch on how long each takes to reach the screen.

The clock starts with the input event and stops when all that it led to has been painted: what a person waits for.
Processor time of the window's thread stands beside wall time, because a busy machine lengthens only the second.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from bench._large_practice import NOW, PASSPHRASE
from therapease.bootstrap import build_engine, build_workspace
from therapease.clock import SystemClock
from therapease.domain.backup import RecordCounts
from therapease.domain.ids import UserId
from therapease.domain.user import NewOwner, VaultAccount
from therapease.errors import InternalError
from therapease.services.workspace import Workspace
from therapease.store.kdf import FLOOR
from therapease.store.vault import SqlCipherVaultStore
from therapease.ui.app import WindowSession
from therapease.ui.main_window import MainWindow

SIZE = (1440, 900)
_PATIENCE_S = 60.0
_BETWEEN_FRAMES_S = 0.004


@dataclass(frozen=True, slots=True)
class Waited:
    """What one input took until everything was painted: on the wall, and of the window thread's processor time."""

    wall_ms: float
    cpu_ms: float


@dataclass(slots=True)
class Series:
    """Many of the same."""

    waited: list[Waited] = field(default_factory=list)

    def add(self, one: Waited) -> None:
        self.waited.append(one)

    def as_json(self) -> dict[str, float]:
        wall = sorted(one.wall_ms for one in self.waited)
        cpu = sorted(one.cpu_ms for one in self.waited)
        return {
            "count": len(wall),
            "median": wall[len(wall) // 2],
            "p99": wall[min(len(wall) - 1, int(len(wall) * 0.99))],
            "worst": wall[-1],
            "cpu_median": cpu[len(cpu) // 2],
            "cpu_worst": cpu[-1],
        }


class _PaintWatch(QObject):
    """Counts the paint events of one widget."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.count += 1
        return False


class RigDoor:
    """The real store and the real engine, with the vault's own cheap key derivation."""

    def __init__(self) -> None:
        self._store = SqlCipherVaultStore(SystemClock(), FLOOR)

    def exists(self, path: Path) -> bool:
        return path.exists()

    def accounts(self, path: Path) -> list[VaultAccount]:
        return self._store.accounts(path)

    def create(self, path: Path, owner: NewOwner, passphrase: str) -> tuple[Workspace, str]:
        vault, code = self._store.create(path, owner, passphrase)
        return build_workspace(vault, build_engine(), SystemClock()), code

    def unlock(self, path: Path, passphrase: str, user_id: UserId | None = None) -> Workspace:
        return build_workspace(self._store.unlock(path, passphrase, user_id), build_engine(), SystemClock())

    def unlock_with_recovery_code(self, path: Path, code: str) -> Workspace:
        return build_workspace(self._store.unlock_with_recovery_code(path, code), build_engine(), SystemClock())

    def accept_invitation(self, path: Path, code: str, passphrase: str) -> tuple[Workspace, str]:
        vault, recovery_code = self._store.accept_invitation(path, code, passphrase)
        return build_workspace(vault, build_engine(), SystemClock()), recovery_code

    def restore(
        self,
        backup: Path,
        target: Path,
        passphrase: str | None,
        recovery_code: str | None,
        told: Callable[[float], None],
    ) -> tuple[RecordCounts, Path | None]:
        return self._store.restore(backup, target, passphrase, recovery_code, told)


class Rig:
    """The unlocked window. Everything goes through events; nothing of the program is changed for the measure."""

    def __init__(self, application: QApplication, vault_path: Path) -> None:
        self.application = application
        door = RigDoor()
        self.session = WindowSession(application, door, vault_path, today=NOW.date)
        self.session.enter(door.unlock(vault_path, PASSPHRASE))
        # Waiting for events must end now and then, or a missing one would hold the measure for ever.
        self._heartbeat = QTimer(interval=50)
        self._heartbeat.start()
        self._watches: dict[int, _PaintWatch] = {}
        self.window.resize(*SIZE)
        self.settle()

    @property
    def window(self) -> MainWindow:
        if self.session.window is None:
            raise InternalError(detail="the window is gone")
        return self.session.window

    def close(self) -> None:
        self.session.close()

    def pump(self) -> None:
        self.application.processEvents()

    def until(self, is_so: Callable[[], bool], patience_s: float = _PATIENCE_S) -> None:
        """Let events run, asleep between them as in the real loop. Raise InternalError when it never comes true."""
        deadline = time.monotonic() + patience_s
        while not is_so():
            if time.monotonic() > deadline:
                raise InternalError(detail="a measure waited in vain")
            self.application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def settle(self) -> None:
        """Wait until nothing works in the background and everything is painted."""
        self.until(lambda: not self.session.background.is_busy)
        for _ in range(3):
            self.pump()

    def timed(self, act: Callable[[], object], shows: QWidget, is_so: Callable[[], bool] = lambda: True) -> Waited:
        """Return how long `act` takes until `is_so` and `shows` has been painted since it became so."""
        watch = self._watch(shows)
        started, used = time.perf_counter(), time.thread_time()
        act()
        self.until(is_so)
        before = watch.count
        # What is shown may have been painted in the turn that made it so; then one more empty turn proves it.
        self.pump()
        if watch.count == before and not shows.isVisible():
            raise InternalError(detail="what should be shown is not")
        return Waited((time.perf_counter() - started) * 1000, (time.thread_time() - used) * 1000)

    def frame(self, act: Callable[[], object], shows: QWidget) -> Waited | None:
        """Return how long one input takes to reach the screen; None when it moved nothing."""
        time.sleep(_BETWEEN_FRAMES_S)
        watch = self._watch(shows)
        before = watch.count
        started, used = time.perf_counter(), time.thread_time()
        act()
        for _ in range(4):
            self.pump()
            if watch.count > before:
                self.pump()
                return Waited((time.perf_counter() - started) * 1000, (time.thread_time() - used) * 1000)
        return None

    def wheel(self, area: QAbstractScrollArea, notches: int = -1) -> None:
        """Turn the mouse wheel over the middle of an area; negative is downwards."""
        viewport = area.viewport()
        at = QPointF(viewport.rect().center())
        event = QWheelEvent(
            at,
            viewport.mapToGlobal(at),
            QPoint(),
            QPoint(0, notches * 120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        self.application.sendEvent(viewport, event)
        # What a wheel that is really turned tells the program, too: somebody is there.
        self.session.touch()

    def _watch(self, widget: QWidget) -> _PaintWatch:
        key = id(widget)
        if key not in self._watches:
            self._watches[key] = _PaintWatch(widget)
        return self._watches[key]
