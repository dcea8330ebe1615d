"""What stands in a form when the vault locks stands there again when it is unlocked, wherever the form was open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.fakes import START, FakeClock, FakeDoor, FakeVault, new_workspace
from tests.reviewing import drafted_session
from therapease.domain.client import Client
from therapease.domain.consent import ConsentPurpose
from therapease.domain.ids import SessionId
from therapease.domain.note import StatementKind
from therapease.domain.session import Attendance
from therapease.services.notes import open_items
from therapease.services.workspace import Workspace
from therapease.ui.app import WindowSession
from therapease.ui.locking.reasons import LockReason
from therapease.ui.main_window import MainWindow


class Desk:
    """A window that can be locked and unlocked again, with one client."""

    def __init__(self, qtbot: QtBot, application: QApplication) -> None:
        self.qtbot = qtbot
        self.clock = FakeClock(START)
        self.workspace = new_workspace(self.clock)
        self.session = WindowSession(application, FakeDoor(), today=lambda: START.date())
        self.client: Client = self.workspace.clients.create("Mara Keller")
        self.enter()

    @property
    def window(self) -> MainWindow:
        assert self.session.window is not None
        return self.session.window

    def enter(self) -> None:
        self.session.enter(self.workspace)
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.session.background.is_busy)

    def open_client(self) -> None:
        self.window.open_client(self.client.id)
        self.settle()

    def lock_and_come_back(self) -> None:
        self.lock()
        self.enter()
        self.settle()

    def lock(self) -> None:
        self.session.lock(LockReason.IDLE)
        self.qtbot.waitUntil(lambda: self.session.window is None)
        vault = self.workspace.vault
        assert isinstance(vault, FakeVault)
        vault.is_closed = False


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication) -> Iterator[Desk]:
    desk = Desk(qtbot, qapp)
    yield desk
    desk.session.close()


def test_a_new_client(desk: Desk) -> None:
    desk.window.add_client()
    sheet = desk.window.client_list.sheet
    assert sheet is not None
    sheet.name.set_text("Jonas Reuter")
    sheet.birth_date.set_text("31.2.")
    desk.lock_and_come_back()
    sheet = desk.window.client_list.sheet
    assert sheet is not None
    assert (sheet.name.text, sheet.birth_date.text) == ("Jonas Reuter", "31.2.")
    assert sheet.has_changes
    sheet.birth_date.set_text("")
    sheet.add_button.click()
    desk.settle()
    assert [client.name for client in desk.workspace.clients.list_all()] == ["Jonas Reuter", "Mara Keller"]


def test_what_was_typed_outlives_a_second_lock_on_the_way_back(desk: Desk) -> None:
    """As when the screen locks in the moment in which the vault was unlocked."""
    desk.window.add_client()
    sheet = desk.window.client_list.sheet
    assert sheet is not None
    sheet.name.set_text("Jonas Reuter")
    desk.lock()
    desk.session.enter(desk.workspace)
    desk.lock()
    desk.session.enter(desk.workspace)
    desk.qtbot.waitUntil(lambda: desk.session._kept is not None)
    desk.lock()
    desk.enter()
    sheet = desk.window.client_list.sheet
    assert sheet is not None
    assert sheet.name.text == "Jonas Reuter"
    assert desk.workspace.unfinished.kept() is None


def test_a_change_of_a_client(desk: Desk) -> None:
    desk.open_client()
    desk.window.client_page.forms.edit_client()
    sheet = desk.window.client_page.forms.sheet
    assert sheet is not None
    sheet.phone.set_text("030 1234")  # type: ignore[union-attr]  # because it is the client's form
    desk.lock_and_come_back()
    sheet = desk.window.client_page.forms.sheet
    assert sheet is not None
    assert sheet.phone.text == "030 1234"  # type: ignore[union-attr]  # because it is the client's form
    assert sheet.name.text == "Mara Keller"  # type: ignore[union-attr]  # because it is the client's form


def test_a_goal_and_the_part_of_the_page(desk: Desk) -> None:
    desk.open_client()
    page = desk.window.client_page
    page.tabs.setCurrentIndex(2)
    page.forms.add_goal()
    sheet = page.forms.sheet
    assert sheet is not None
    sheet.name.set_text("To sing in the choir")  # type: ignore[union-attr]  # because it is the goal's form
    desk.lock_and_come_back()
    page = desk.window.client_page
    assert page.tabs.currentIndex() == 2
    assert page.forms.sheet is not None
    assert page.forms.sheet.name.text == "To sing in the choir"  # type: ignore[union-attr]  # because it is the goal's form


def test_a_questionnaire_half_answered(desk: Desk) -> None:
    from therapease.ui.clients.measure_sheet import MeasureSheet

    desk.open_client()
    desk.window.client_page.forms.enter_measure("phq-9")
    sheet = desk.window.client_page.forms.sheet
    assert isinstance(sheet, MeasureSheet)
    for item, answer in enumerate((1, 3, 0)):
        sheet.items.button(item, answer).setChecked(True)
    chosen, left = sheet.items.chosen, sheet.sum.text()
    desk.lock_and_come_back()
    sheet = desk.window.client_page.forms.sheet
    assert isinstance(sheet, MeasureSheet)
    assert sheet.items.chosen == chosen
    assert sheet.sum.text() == left


def test_a_new_appointment_with_the_client_chosen(desk: Desk) -> None:
    desk.window.add_appointment()
    desk.settle()
    sheet = desk.window.today.acts.sheet
    assert sheet is not None
    sheet.client.choose(desk.client)
    sheet.at.set_text("16:20")
    desk.lock_and_come_back()
    sheet = desk.window.today.acts.sheet
    assert sheet is not None
    assert sheet.at.text == "16:20"
    assert sheet.client.client == desk.client


@pytest.mark.parametrize("act", ["change", "cancel"])
def test_a_change_of_an_appointment(desk: Desk, act: str) -> None:
    (session,) = desk.workspace.appointments.book(
        desk.client.id, (START + timedelta(hours=2),), 50, Attendance.IN_PERSON
    )
    desk.window.open_today()
    desk.settle()
    acts = desk.window.today.acts
    if act == "change":
        acts.change(desk.client, session)
        desk.settle()
        assert acts.sheet is not None
        acts.sheet.at.set_text("18:45")
    else:
        acts.ask_cancel(session)
        assert acts.cancel_sheet is not None
        acts.cancel_sheet.reasons.buttons()[-1].click()
        acts.cancel_sheet.other.set_text("Her train did not come.")
    desk.lock_and_come_back()
    acts = desk.window.today.acts
    if act == "change":
        assert acts.sheet is not None
        assert acts.sheet.at.text == "18:45"
        assert acts.sheet.client.client == desk.client
        acts.sheet.save_button.click()
        desk.settle()
        assert len(desk.workspace.appointments.overview(START, START + timedelta(days=1)).agenda) == 1
    else:
        assert acts.cancel_sheet is not None
        assert acts.cancel_sheet.other.isVisible()
        assert acts.cancel_sheet.other.text == "Her train did not come."


def signed_session(workspace: Workspace, folder: Path) -> SessionId:
    """Sign a drafted session as someone does who has read it all."""
    session_id, notes = drafted_session(workspace, folder), workspace.notes
    note = workspace.schedule.open_review(session_id).note
    assert note is not None
    for item in open_items(note.latest):
        if item.kind is StatementKind.NOT_ASSESSED:
            note = notes.accept(note.id, note.latest.version, item.id)
        else:
            note = notes.edit(note.id, note.latest.version, item.id, "Calm, good contact.")
    notes.sign(note.id, note.latest.version, frozenset(line.id for line in note.latest.statements))
    return session_id


def test_an_amendment(desk: Desk, tmp_path: Path) -> None:
    session_id = signed_session(desk.workspace, tmp_path)
    desk.window.open_review(session_id)
    desk.settle()
    sheet = desk.window.review.questions.ask_amend()
    sheet.text.setPlainText("She meant her sister.")
    sheet.reason.set_text("Misheard")
    desk.lock_and_come_back()
    assert desk.window.place is desk.window.review
    again = desk.window.review.questions.amendment
    assert again is not None
    assert (again.text.toPlainText(), again.reason.text) == ("She meant her sister.", "Misheard")


@pytest.mark.parametrize("place", ["settings", "first_run"])
def test_a_consent_text(desk: Desk, place: str) -> None:
    def controller() -> object:
        window = desk.window
        part = window.first_run.section if place == "settings" else window.first_run.view
        return part.consent.controller

    getattr(desk.window, f"open_{place}")()
    first = controller()
    if place == "first_run":
        first.load()  # type: ignore[attr-defined]  # because it is the controller of consent texts
    desk.settle()
    first.write(ConsentPurpose.RECORDING, "Our own words.")  # type: ignore[attr-defined]  # because it is that controller
    desk.lock_and_come_back()
    assert controller().text(ConsentPurpose.RECORDING) == "Our own words."  # type: ignore[attr-defined]  # because it is


def test_the_form_for_a_recording(desk: Desk, tmp_path: Path) -> None:
    recording = tmp_path / "session.wav"
    recording.write_bytes(b"sound")
    desk.open_client()
    desk.window.open_new_session()
    desk.settle()
    form = desk.window.new_session
    form.drop_zone.take_dropped([recording])
    form.attendance.button(1).setChecked(True)
    form.when.setDateTime(form.when.dateTime().addDays(-2))
    desk.settle()
    moment = form.when.moment
    desk.lock_and_come_back()
    form = desk.window.new_session
    assert desk.window.place is form
    assert form.drop_zone.path == recording
    assert form.attendance.checkedId() == 1
    assert form.when.moment == moment


def test_locking_asks_nothing_about_what_comes_back(desk: Desk) -> None:
    desk.window.add_client()
    sheet = desk.window.client_list.sheet
    assert sheet is not None
    sheet.name.set_text("Jonas Reuter")
    desk.window.request_lock()
    assert desk.window.question is None
    assert desk.session.putting_away is not None
    desk.qtbot.waitUntil(lambda: desk.session.window is None)


def test_the_key_that_locks_works_over_an_open_form(desk: Desk) -> None:
    desk.window.add_client()
    sheet = desk.window.client_list.sheet
    assert sheet is not None
    sheet.activateWindow()
    desk.qtbot.waitUntil(sheet.isActiveWindow)
    desk.qtbot.keyClick(sheet.name.edit, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    desk.qtbot.waitUntil(lambda: desk.session.window is None)
    assert desk.session.exit_status == LockReason.ASKED
