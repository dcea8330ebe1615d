"""An open window over the stand-ins, with the steps that several tests take."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.fakes import START, FakeClock, FakeDoor, FakeEngine, FakeVault, new_workspace
from therapease.domain.client import Client
from therapease.domain.consent import ConsentPurpose
from therapease.domain.session import SessionStatus
from therapease.ui.app import WindowSession
from therapease.ui.main_window import MainWindow


class OpenWindow:
    """What is seen in `window`, and what stands behind it: `workspace`, `engine`, `vault`."""

    def __init__(self, qtbot: QtBot, application: QApplication) -> None:
        self.qtbot = qtbot
        self.workspace = new_workspace(FakeClock(START))
        self.session = WindowSession(application, FakeDoor(), today=lambda: START.date())
        self.session.enter(self.workspace)
        self.wait()

    @property
    def window(self) -> MainWindow:
        assert self.session.window is not None
        return self.session.window

    @property
    def engine(self) -> FakeEngine:
        assert isinstance(self.workspace.engine, FakeEngine)
        return self.workspace.engine

    @property
    def vault(self) -> FakeVault:
        assert isinstance(self.workspace.vault, FakeVault)
        return self.workspace.vault

    def wait(self) -> None:
        self.qtbot.waitUntil(lambda: not self.session.background.is_busy)

    def client(self, name: str = "Mara Keller") -> Client:
        client = self.workspace.clients.create(name)
        for purpose in ConsentPurpose:
            self.workspace.clients.give_consent(client.id, purpose)
        return client

    def open_form(self, client: Client, recording: Path) -> None:
        self.window.open_client(client.id)
        self.wait()
        self.window.client_page.new_button.click()
        self.wait()
        self.window.new_session.drop_zone.take_dropped([recording])

    def start(self, recording: Path) -> None:
        self.open_form(self.client(), recording)
        self.window.new_session.start_button.click()
        self.qtbot.waitUntil(lambda: self.window.desk.jobs.state is not None)

    @property
    def status(self) -> SessionStatus:
        (session,) = self.vault.tables.sessions.values()
        return session.status
