"""A desk over the stand-ins, for tests of controllers and places of the window."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from pytestqt.qtbot import QtBot

from tests.fakes import START, FakeClock, FakeEngine, FakeVault, new_workspace
from therapease.domain.client import Client
from therapease.domain.consent import ConsentPurpose
from therapease.services.workspace import Workspace
from therapease.ui.background import Background
from therapease.ui.desk import Desk
from therapease.ui.jobs import SessionJobs
from therapease.ui.preferences import Preferences

TODAY = START.date()


@dataclass
class TestDesk:
    """The desk with its stand-ins at hand."""

    __test__ = False

    desk: Desk
    engine: FakeEngine
    clock: FakeClock

    @property
    def workspace(self) -> Workspace:
        return self.desk.workspace

    @property
    def vault(self) -> FakeVault:
        assert isinstance(self.workspace.vault, FakeVault)
        return self.workspace.vault

    def add_client(self, name: str = "Mara Keller", *, with_consents: bool = True) -> Client:
        client = self.workspace.clients.create(name, date(1991, 5, 4))
        if with_consents:
            for purpose in ConsentPurpose:
                self.workspace.clients.give_consent(client.id, purpose)
        return client


@contextmanager
def open_desk(qtbot: QtBot) -> Iterator[TestDesk]:
    """Build a desk and close its threads at the end. `qtbot` stands for the application that must exist."""
    assert qtbot is not None
    clock, engine, background = FakeClock(), FakeEngine(), Background()
    workspace = new_workspace(clock, engine)
    jobs = SessionJobs(workspace, background)
    try:
        yield TestDesk(Desk(workspace, background, jobs, Preferences(), lambda: TODAY), engine, clock)
    finally:
        engine.release.set()
        background.close()
