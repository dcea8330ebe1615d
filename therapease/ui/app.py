"""The application: sign-in window, unlocked window, and the way between the two.

What is unlocked is built from the door's Workspace when the vault opens. Locking ends the process that holds it; the
next process begins here again, at the sign-in window.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from therapease.logs import configure_logs, get_logger
from therapease.ui import strings
from therapease.ui.background import Background
from therapease.ui.cyclic_garbage import CyclicGarbageTimer, leave_out_what_is_there
from therapease.ui.error_presenter import ErrorPresenter
from therapease.ui.export.clipboard import ClipboardGuard
from therapease.ui.idle_watch import IdleWatch
from therapease.ui.locking.reasons import Locked, LockReason
from therapease.ui.preferences import Preferences
from therapease.ui.theme import Mode, apply_theme
from therapease.ui.unlock.controller import SignInController, default_vault_path
from therapease.ui.unlock.view import SignInView
from therapease.ui.visited_folders import forget_visited_folders, keep_no_visited_folders
from therapease.ui.widgets import paint_logo
from therapease.ui.widgets.spoken_roles import install_spoken_roles
from therapease.ui.window_state import WindowState
from therapease.ui.wording import lock_words

if TYPE_CHECKING:
    from therapease.errors import TherapEaseError
    from therapease.services.workspace import Door, Workspace
    from therapease.ui.locking.putting_away import PuttingAway
    from therapease.ui.main_window import MainWindow

_LOAD_PAUSE_MS = 100
_QUIET_AFTER_S = 3.0
_WATCH_AFTER_MS = 500
"""After unlocking: the first page comes first."""
_FOR_LATER = (
    "PySide6.QtMultimedia",
    "therapease.ui.today.view",
    "therapease.ui.clients.list_view",
    "therapease.ui.clients.page_view",
    "therapease.ui.intake.new_session_view",
    "therapease.ui.session.controller",
    "therapease.ui.session.note_sheet",
    "therapease.ui.session.view",
    "therapease.ui.main_window",
)
"""What the unlocked window is made of, in pieces that each load in some tens of milliseconds."""


def run(door: Door, vault_path: Path | None = None, locked: Locked | None = None) -> int:
    """Open the sign-in window for a vault (the one used last without `vault_path`) and return the exit status.

    `locked` is what ended the process before this one. When the status is that of a LockReason, the process must end
    at once: nothing is cleared up first, threads that still run included.
    """
    application = make_application()
    session = WindowSession(application, door, vault_path, locked=locked)
    session.start()
    status = application.exec()
    if session.exit_status is None:
        session.close()
    return session.exit_status or status


def make_application() -> QApplication:
    """Return the one QApplication, named and with its icon."""
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName(strings.APP_NAME)
    application.setApplicationDisplayName(strings.APP_NAME)
    application.setQuitOnLastWindowClosed(False)
    keep_no_visited_folders()
    QGuiApplication.setDesktopFileName("therapease")
    return application


class WindowSession(QObject):
    """From start to quit: which of the two windows is open, the worker threads, the preferences, the idle lock."""

    def __init__(
        self,
        application: QApplication,
        door: Door,
        vault_path: Path | None = None,
        today: Callable[[], date] = date.today,
        locked: Locked | None = None,
    ) -> None:
        super().__init__(application)
        self._today, self._locked = today, locked
        self.putting_away: PuttingAway | None = None
        self._is_back = True
        """Whether the window shows what was kept of the lock before, `_kept`, or there was nothing."""
        self._kept: dict[str, object] | None = None
        self.exit_status: int | None = None
        """Set once a vault was open here and is closed again: this process ends with it and opens no other."""
        self._application, self._door = application, door
        install_spoken_roles()
        self.preferences = Preferences(self)
        self.state = WindowState()
        self._look: tuple[Mode, float, bool] | None = None
        self._apply_preferences()
        application.setWindowIcon(_window_icon())
        self.presenter = ErrorPresenter(self)
        self.background = Background(self)
        self.background.unhandled.connect(self.presenter.show_dialog)
        self.preferences.changed.connect(self._apply_preferences)
        self._vault_path = vault_path or self.preferences.settings.vault.last_path or default_vault_path()
        self.sign_in: SignInView | None = None
        self.window: MainWindow | None = None
        self._idle = IdleWatch(application, lambda: self.preferences.lock_after_idle_min * 60, parent=self)
        CyclicGarbageTimer(self, is_quiet=lambda: self._idle.untouched_s() > _QUIET_AFTER_S)
        self._idle.idled.connect(lambda: self.lock(LockReason.IDLE))
        application.commitDataRequest.connect(lambda _manager: self.end_session())
        self.clipboard = ClipboardGuard(application.clipboard(), self)

    def start(self) -> None:
        """Take over uncaught errors, begin the log and show the sign-in window."""
        self.presenter.install()
        try:
            configure_logs()
        except OSError:
            # Without a place for logs the program works all the same.
            get_logger().warning("logs.unavailable")
        self.show_sign_in()
        if self.preferences.problem is not None:
            self.presenter.show_dialog(self.preferences.problem)
        self._load_later(iter(_FOR_LATER))

    def touch(self) -> None:
        """Somebody is at the window: what its own events tell, for input that does not come through it."""
        self._idle.touch()

    def show_sign_in(self) -> None:
        notice, self._locked = lock_words(self._locked, self.preferences.lock_after_idle_min), None
        controller = SignInController(self._door, self.background, self._vault_path, self, notice=notice)
        view = SignInView(controller)
        controller.unlocked.connect(self.enter)
        controller.made.connect(self.enter_new)
        view.closed.connect(self._on_sign_in_closed)
        self.state.restore(view)
        self.sign_in = view
        view.show()
        controller.look()
        QTimer.singleShot(_LOAD_PAUSE_MS, view, lambda: self._add_keys(view))

    def _add_keys(self, view: SignInView) -> None:
        # Imported here: nobody presses a key before the window is painted.
        from therapease.ui.menu_bar import add_keys
        from therapease.ui.window_commands import COMMON_COMMANDS, common_offers

        add_keys(view, COMMON_COMMANDS, lambda: common_offers(view, self.preferences))

    def enter(self, workspace: Workspace) -> None:
        """Build everything unlocked and show its window, where the last lock found it."""
        self._vault_path = workspace.vault.path
        self.preferences.set_last_vault(self._vault_path)
        # Before the window is built, so that it is there with the first paint.
        self._is_back, self._kept = False, None
        reading = self.background.start(self, workspace.unfinished.kept)
        window = self._make_window(workspace)
        reading.success(lambda kept: self._return_to(window, kept)).failure(self._on_not_back)
        window.lock_requested.connect(self.lock)
        window.close_wanted.connect(lambda: self._put_away(None))
        self.state.restore(window)
        self.window = window
        window.open_kind(self.state.place)
        window.show()
        window.passphrase.offer(window)
        leave_out_what_is_there()
        QTimer.singleShot(_WATCH_AFTER_MS, window, lambda: self._settle_in(window))
        if self.sign_in is not None:
            view, self.sign_in = self.sign_in, None
            view.forget_secrets()
            view.retire()

    def _settle_in(self, window: MainWindow) -> None:
        """Begin what belongs to an unlocked window and not to its first paint."""
        from therapease.ui.locking.homecoming import Homecoming
        from therapease.ui.locking.system_watch import watch_system

        if window is not self.window or self.putting_away is not None:
            return
        watch = watch_system(window)
        if watch is not None:
            watch.lock_wanted.connect(self.lock)
        Homecoming(window).look()

    def _return_to(self, window: MainWindow, kept: dict[str, object] | None) -> None:
        from therapease.ui.locking.whereabouts import return_to

        if window is not self.window or self.putting_away is not None:
            return
        self._is_back, self._kept = kept is None, kept
        if kept is not None:
            return_to(window, kept, lambda: self._forget_kept(window))

    def _forget_kept(self, window: MainWindow) -> None:
        """What was kept stands in the window again: from now on that counts."""
        if self.putting_away is not None:
            return
        forgetting = self.background.start(window, window.desk.workspace.unfinished.forget)
        forgetting.success(lambda _: self._on_back()).failure(self._on_not_back)

    def _on_back(self) -> None:
        self._is_back, self._kept = True, None

    def _on_not_back(self, error: TherapEaseError) -> None:
        self._on_back()
        self.presenter.show_dialog(error)

    def enter_new(self, workspace: Workspace, has_recovery_code: bool) -> None:
        """Show the window of a vault that was just made."""
        self.enter(workspace)
        if self.window is not None:
            self.window.first_run.begin(has_recovery_code=has_recovery_code)

    def _make_window(self, workspace: Workspace) -> MainWindow:
        # Imported here: the sign-in window is on screen before the places behind it are loaded.
        from therapease.ui.desk import Desk
        from therapease.ui.jobs import SessionJobs
        from therapease.ui.main_window import MainWindow

        jobs = SessionJobs(workspace, self.background, self.preferences.job_options)
        window = MainWindow(Desk(workspace, self.background, jobs, self.preferences, self._today))
        jobs.setParent(window)
        return window

    def _load_later(self, names: Iterator[str]) -> None:
        """Load what unlocking will need while the passphrase is typed, a piece at a time between the keys.

        On this thread, because a QObject made at import would belong to the thread that imports.
        """

        def load() -> None:
            name = next(names, None)
            if name is not None and self.window is None:
                importlib.import_module(name)
                self._load_later(names)

        QTimer.singleShot(_LOAD_PAUSE_MS, self, load)

    def lock(self, reason: LockReason = LockReason.ASKED) -> None:
        """Blank the window at once, put the vault away, and end with the reason's number."""
        if self.putting_away is not None and reason.is_hurried:
            self.putting_away.hurry()
        desk = self.window.desk if self.window is not None else None
        waits_for_job = desk is not None and desk.jobs.is_running and desk.unattended_step is None
        if reason is not LockReason.IDLE or not waits_for_job:
            self._put_away(reason)

    def end_session(self) -> None:
        """Put everything away and end, because the desktop's session ends: there is no time and nobody to ask."""
        if self.putting_away is not None:
            self.putting_away.hurry()
        self._put_away(None, is_forced=True)

    def _put_away(self, reason: LockReason | None, *, is_forced: bool = False) -> None:
        # Imported here: it belongs to the unlocked window, which is loaded by now.
        from therapease.ui.locking.putting_away import PuttingAway
        from therapease.ui.locking.whereabouts import whereabouts

        if self.window is None or self.putting_away is not None:
            return
        self.state.keep_place(self.window.place_kind)
        self.state.keep(self.window)
        self.clipboard.empty()
        # Locked again on the way back, the window does not show yet what was kept of the lock before.
        unfinished = whereabouts(self.window) if self._is_back else self._kept
        away = PuttingAway(self.window, self.background, reason, unfinished, self, is_forced=is_forced)
        self.putting_away = away
        away.done.connect(self._on_put_away)
        away.begin()

    def _on_put_away(self) -> None:
        away, self.putting_away = self.putting_away, None
        if away is None:
            return
        self.exit_status = 0 if away.reason is None else away.reason.value
        self._drop_window()
        away.deleteLater()
        self._application.quit()

    def close(self) -> None:
        """End what is left: called once, when the event loop is over."""
        if self.putting_away is not None:
            self.putting_away.abandon()
        if self.window is not None:
            self.state.keep_place(self.window.place_kind)
            self.state.keep(self.window)
            self.background.forget_all()
            self.clipboard.empty()
            workspace = self.window.desk.workspace
            self._drop_window()
            # Behind whatever still runs on that thread, so that no transaction loses its vault under it.
            self.background.start(self, workspace.close)
        if self.sign_in is not None:
            view, self.sign_in = self.sign_in, None
            view.controller.close()
            view.retire()
        self.background.close()

    def _drop_window(self) -> None:
        window, self.window = self.window, None
        if window is not None:
            window.close_for_good()
            window.deleteLater()
            window.destroyed.connect(forget_visited_folders)

    def _on_sign_in_closed(self) -> None:
        if self.sign_in is not None:
            self.state.keep(self.sign_in)
            self._application.quit()

    def _apply_preferences(self) -> None:
        """Put the look on, if it is another one: laying out every widget again is slow."""
        look = (self.preferences.mode, self.preferences.text_scale, self.preferences.is_motion_reduced)
        if look != self._look:
            self._look = look
            apply_theme(self._application, look[0], look[1], is_motion_reduced=look[2])


def _window_icon() -> QIcon:
    icon = QIcon()
    for size_px in (16, 32, 48, 128, 256):
        pixmap = QPixmap(size_px, size_px)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        paint_logo(painter, float(size_px))
        painter.end()
        icon.addPixmap(pixmap)
    return icon
