"""Hears from the desktop when the computer goes to sleep, the screen is locked, or somebody else takes over.

Linux: D-Bus, as systemd-logind and the screen savers of the desktops speak it. Without a bus, or without anybody on it,
nothing comes and nothing is waited for. Elsewhere Qt tells none of this, and the idle lock stands alone.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import SLOT, QObject, Signal, Slot

from therapease.ui import strings
from therapease.ui.locking.reasons import LockReason

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection

LOGIN, LOGIN_PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
MANAGER, SESSION = f"{LOGIN}.Manager", f"{LOGIN}.Session"
PROPERTIES = "org.freedesktop.DBus.Properties"
SCREEN_SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
)


class SystemWatch(QObject):
    """Lives as long as a vault is open. Signals are taken from whoever sends them: a false one locks, no more."""

    lock_wanted = Signal(object)
    """A LockReason."""

    def __init__(self, system: QDBusConnection, session: QDBusConnection, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._system = system
        self._own_path = ""
        self.delay: Any = None
        """Holds sleep back until this process ends, for some seconds at most (logind: Inhibit)."""
        if system.isConnected():
            self._hear(system, LOGIN_PATH, MANAGER, "PrepareForSleep", "_on_sleep(bool)")
            self._ask(LOGIN_PATH, MANAGER, "GetSession", ["auto"], self._watch_own_session)
            why = ["sleep", strings.APP_NAME, strings.Locking.BEFORE_SLEEP, "delay"]
            self._ask(LOGIN_PATH, MANAGER, "Inhibit", why, self._hold_back)
        if session.isConnected():
            for name in SCREEN_SAVERS:
                self._hear(session, "", name, "ActiveChanged", "_on_screen(bool)")

    @Slot(bool)
    def _on_sleep(self, begins: bool) -> None:
        if begins:
            self.lock_wanted.emit(LockReason.SLEEP)

    @Slot(bool)
    def _on_screen(self, is_locked: bool) -> None:
        if is_locked:
            self.lock_wanted.emit(LockReason.SCREEN)

    @Slot()
    def _on_session_lock(self) -> None:
        self.lock_wanted.emit(LockReason.SCREEN)

    @Slot()
    def _on_session_changed(self) -> None:
        self._ask(self._own_path, PROPERTIES, "Get", [SESSION, "Active"], self._take_active)
        self._ask(self._own_path, PROPERTIES, "Get", [SESSION, "LockedHint"], self._take_locked)

    def _watch_own_session(self, path: Any) -> None:
        self._own_path = path.path()
        self._hear(self._system, self._own_path, SESSION, "Lock", "_on_session_lock()")
        self._hear(self._system, self._own_path, PROPERTIES, "PropertiesChanged", "_on_session_changed()")

    def _hold_back(self, descriptor: Any) -> None:
        self.delay = descriptor

    def _take_active(self, answer: Any) -> None:
        if answer.variant() is False:
            self.lock_wanted.emit(LockReason.USER_SWITCH)

    def _take_locked(self, answer: Any) -> None:
        if answer.variant() is True:
            self.lock_wanted.emit(LockReason.SCREEN)

    def _hear(self, bus: QDBusConnection, path: str, interface: str, signal: str, slot: str) -> None:
        bus.connect("", path, interface, signal, self, SLOT(slot))  # type: ignore[call-overload]  # because of the stub

    def _ask(self, path: str, interface: str, method: str, words: list[str], take: Callable[[Any], None]) -> None:
        """Call without waiting. Whoever does not answer, or answers with an error, is not asked again."""
        from PySide6.QtDBus import QDBusMessage, QDBusPendingCallWatcher

        service = LOGIN if self._system.baseService() else ""
        message = QDBusMessage.createMethodCall(service, path, interface, method)
        message.setArguments(words)
        waiting = QDBusPendingCallWatcher(self._system.asyncCall(message), self)

        def answered(call: QDBusPendingCallWatcher) -> None:
            if not call.isError() and call.reply().arguments():
                take(call.reply().arguments()[0])
            call.deleteLater()

        waiting.finished.connect(answered)


def watch_system(parent: QObject) -> SystemWatch | None:
    """Return the watch of this desktop, or None where there is none to hear from."""
    if sys.platform != "linux":
        return None
    from PySide6.QtDBus import QDBusConnection

    return SystemWatch(QDBusConnection.systemBus(), QDBusConnection.sessionBus(), parent)
