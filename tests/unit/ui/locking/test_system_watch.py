"""Sleep, screen lock and user switch, told over a real D-Bus connection from one end of a socket to the other."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusServer,
    QDBusUnixFileDescriptor,
    QDBusVariant,
    QDBusVirtualObject,
)
from pytestqt.qtbot import QtBot

from therapease.ui.locking.reasons import LockReason
from therapease.ui.locking.system_watch import (
    LOGIN_PATH,
    MANAGER,
    PROPERTIES,
    SCREEN_SAVERS,
    SESSION,
    SystemWatch,
    watch_system,
)

OWN_SESSION = f"{LOGIN_PATH}/session/_32"


class Logind(QDBusVirtualObject):
    """Answers as systemd-logind does, and notes what it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.server = QDBusServer("unix:tmpdir=/tmp")
        self.server.newConnection.connect(self._take)
        self.peer: QDBusConnection | None = None
        self.asked: list[list[object]] = []
        self.properties = {"Active": True, "LockedHint": False}
        self.reading, self.writing = os.pipe()

    def _take(self, connection: QDBusConnection) -> None:
        self.peer = QDBusConnection(connection)
        self.peer.registerVirtualObject(LOGIN_PATH, self, QDBusConnection.VirtualObjectRegisterOption.SubPath)

    def introspect(self, _path: str) -> str:
        return ""

    def handleMessage(self, message: QDBusMessage, connection: QDBusConnection) -> bool:
        words = list(message.arguments())
        self.asked.append([message.member(), *words])
        answer: object = {
            "GetSession": lambda: QDBusObjectPath(OWN_SESSION),
            "Inhibit": lambda: QDBusUnixFileDescriptor(self.writing),
            "Get": lambda: QDBusVariant(self.properties[str(words[1])]),
        }[message.member()]()
        reply = message.createReply()
        reply.setArguments([answer])
        return bool(connection.send(reply))

    def tell(self, path: str, interface: str, name: str, *words: object) -> None:
        assert self.peer is not None
        signal = QDBusMessage.createSignal(path, interface, name)
        signal.setArguments(list(words))
        assert self.peer.send(signal)


class Watched:
    def __init__(self, qtbot: QtBot) -> None:
        self.logind = Logind()
        name = f"watched-{id(self)}"
        self.connection = QDBusConnection.connectToPeer(self.logind.server.address(), name)
        qtbot.waitUntil(lambda: self.logind.peer is not None)
        self.watch = SystemWatch(self.connection, self.connection)
        self.heard: list[LockReason] = []
        self.watch.lock_wanted.connect(self.heard.append)
        qtbot.waitUntil(lambda: len(self.logind.asked) == 2 and self.watch.delay is not None)
        self.close: Callable[[], None] = lambda: QDBusConnection.disconnectFromPeer(name)


@pytest.fixture
def watched(qtbot: QtBot) -> Iterator[Watched]:
    watched = Watched(qtbot)
    yield watched
    watched.close()
    for end in (watched.logind.reading, watched.logind.writing):
        os.close(end)


def test_sleep_is_held_back_until_the_vault_is_put_away(watched: Watched) -> None:
    inhibit = next(call for call in watched.logind.asked if call[0] == "Inhibit")
    assert (inhibit[1], inhibit[4]) == ("sleep", "delay")
    assert watched.watch.delay.isValid()


def test_falling_asleep_locks_and_waking_up_does_not(qtbot: QtBot, watched: Watched) -> None:
    for begins in (False, True):
        watched.logind.tell(LOGIN_PATH, MANAGER, "PrepareForSleep", begins)
    qtbot.waitUntil(lambda: watched.heard == [LockReason.SLEEP])


@pytest.mark.parametrize("name", SCREEN_SAVERS)
def test_a_locked_screen_locks(qtbot: QtBot, watched: Watched, name: str) -> None:
    path = "/" + name.replace(".", "/")
    for is_locked in (False, True):
        watched.logind.tell(path, name, "ActiveChanged", is_locked)
    qtbot.waitUntil(lambda: watched.heard == [LockReason.SCREEN])


def test_a_lock_of_this_session_locks_and_one_of_another_does_not(qtbot: QtBot, watched: Watched) -> None:
    qtbot.waitUntil(lambda: watched.watch._own_path == OWN_SESSION)
    watched.logind.tell(f"{LOGIN_PATH}/session/_99", SESSION, "Lock")
    watched.logind.tell(OWN_SESSION, SESSION, "Lock")
    qtbot.waitUntil(lambda: watched.heard == [LockReason.SCREEN])


@pytest.mark.parametrize(
    ("change", "reason"), [({"Active": False}, LockReason.USER_SWITCH), ({"LockedHint": True}, LockReason.SCREEN)]
)
def test_somebody_elses_turn_at_this_computer_locks(
    qtbot: QtBot, watched: Watched, change: dict[str, bool], reason: LockReason
) -> None:
    qtbot.waitUntil(lambda: watched.watch._own_path == OWN_SESSION)
    watched.logind.properties |= change
    watched.logind.tell(OWN_SESSION, PROPERTIES, "PropertiesChanged", SESSION, {}, [])
    qtbot.waitUntil(lambda: watched.heard == [reason])


def test_without_a_bus_nothing_comes_and_nothing_breaks(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    nowhere = QDBusConnection.connectToPeer("unix:path=/nowhere/at/all", "nowhere")
    assert not nowhere.isConnected()
    watch = SystemWatch(nowhere, nowhere)
    assert watch.delay is None
    monkeypatch.setattr("sys.platform", "win32")
    assert watch_system(watch) is None
