"""A session being worked on while the vault locks: it goes on where that was allowed, and comes in afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.fakes import START, FakeClock, FakeDoor, FakeEngine, FakeVault, conversation, new_workspace
from therapease.domain.consent import ConsentPurpose
from therapease.domain.session import SessionStatus
from therapease.domain.transcript import Transcription
from therapease.errors import EngineCrashedError
from therapease.ui import strings
from therapease.ui.app import WindowSession
from therapease.ui.jobs import JobStep, JobSubject
from therapease.ui.locking.homecoming import Homecoming
from therapease.ui.locking.reasons import LockReason
from therapease.ui.main_window import MainWindow


class Desk:
    """A window in which a session is being transcribed."""

    def __init__(self, qtbot: QtBot, application: QApplication, recording: Path) -> None:
        self.qtbot, self.engine = qtbot, FakeEngine()
        self.workspace = new_workspace(FakeClock(START), self.engine)
        client = self.workspace.clients.create("Mara Keller")
        for purpose in ConsentPurpose:
            self.workspace.clients.give_consent(client.id, purpose)
        planned = self.workspace.schedule.add_session(client.id, START)
        self.subject = JobSubject(planned.id, client.id, "M. K.", 1)
        self.session = WindowSession(application, FakeDoor(), today=lambda: START.date())
        self.engine.hold.add("transcribe")
        self.engine.outcome_of_letters = Transcription("stand-in", "stand-in", 60.0, 6.0, conversation())
        self.session.enter(self.workspace)
        self.window.desk.jobs.start(self.subject, JobStep.IMPORT, recording)
        qtbot.waitUntil(lambda: self.engine.calls[-1:] == ["transcribe"])

    @property
    def window(self) -> MainWindow:
        assert self.session.window is not None
        return self.session.window

    @property
    def vault(self) -> FakeVault:
        assert isinstance(self.workspace.vault, FakeVault)
        return self.workspace.vault

    @property
    def status(self) -> SessionStatus:
        return self.vault.tables.sessions[self.subject.session_id].status

    def wait_for_lock(self) -> None:
        self.qtbot.waitUntil(lambda: self.session.window is None)

    def come_back(self) -> Homecoming:
        self.engine.hold.clear()
        self.engine.is_let_go = False
        self.vault.is_closed = False
        self.session.enter(self.workspace)
        self.qtbot.waitUntil(lambda: bool(self.window.findChildren(Homecoming)))
        return self.window.findChildren(Homecoming)[0]


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    recording = tmp_path / "session.wav"
    recording.write_bytes(b"sound")
    desk = Desk(qtbot, qapp, recording)
    yield desk
    desk.engine.release.set()
    desk.session.close()


@pytest.mark.parametrize("reason", [LockReason.ASKED, LockReason.IDLE, LockReason.SLEEP])
def test_it_goes_on_where_that_was_allowed(desk: Desk, reason: LockReason) -> None:
    desk.session.preferences.set_work_goes_on_locked(True)
    desk.session.lock(reason)
    desk.wait_for_lock()
    assert desk.session.exit_status == reason
    assert desk.engine.is_let_go
    assert desk.status is SessionStatus.RECORDED
    desk.come_back()
    desk.qtbot.waitUntil(lambda: desk.status is SessionStatus.TRANSCRIBED)
    desk.qtbot.waitUntil(lambda: strings.Locking.TRANSCRIBED in desk.window.toast.text)


def test_locking_asks_nothing_then(desk: Desk) -> None:
    desk.session.preferences.set_work_goes_on_locked(True)
    desk.window.request_lock()
    assert desk.window.question is None
    desk.wait_for_lock()


def test_otherwise_it_is_asked_about_and_idleness_waits(desk: Desk) -> None:
    desk.session.lock(LockReason.IDLE)
    assert desk.session.putting_away is None
    desk.window.request_lock()
    assert desk.window.question is not None
    desk.window.question.confirm_button.click()
    desk.wait_for_lock()
    assert not desk.engine.is_let_go
    assert desk.vault.letters == {}


def test_closing_the_program_stops_it_all_the_same(desk: Desk) -> None:
    desk.session.preferences.set_work_goes_on_locked(True)
    desk.window.close()
    assert desk.window.question is not None
    desk.window.question.confirm_button.click()
    desk.wait_for_lock()
    assert not desk.engine.is_let_go


def test_what_still_runs_is_told_once_and_comes_in_by_itself(desk: Desk) -> None:
    desk.session.preferences.set_work_goes_on_locked(True)
    desk.session.lock()
    desk.wait_for_lock()
    desk.vault.held_letters.update(desk.vault.letters)
    homecoming = desk.come_back()
    desk.qtbot.waitUntil(lambda: desk.window.toast.text == strings.Locking.STILL_RUNNING)
    assert homecoming.isActive()
    desk.vault.held_letters.clear()
    homecoming.look()
    desk.qtbot.waitUntil(lambda: desk.window.toast.text == strings.Locking.TRANSCRIBED)
    assert desk.status is SessionStatus.TRANSCRIBED


def test_what_brought_nothing_says_why(desk: Desk) -> None:
    desk.session.preferences.set_work_goes_on_locked(True)
    desk.session.lock()
    desk.wait_for_lock()
    for letter in desk.vault.letters:
        desk.vault.letters[letter] = b""
    desk.come_back()
    desk.qtbot.waitUntil(lambda: EngineCrashedError().title in desk.window.toast.text)
    assert desk.status is SessionStatus.RECORDED


def test_the_choice_is_in_the_settings(desk: Desk) -> None:
    desk.window.open_settings()
    assert not desk.window.settings.goes_on.isChecked()
    desk.window.settings.goes_on.click()
    assert desk.session.preferences.work_goes_on_locked
