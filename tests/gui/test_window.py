"""The way of a recording through the window: client, consent, import, progress, review; stopping, failing, leaving."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from tests.fakes import START, FakeClock, FakeDoor, FakeEngine, FakeVault, new_workspace
from therapease.domain.client import Client
from therapease.domain.consent import ConsentPurpose
from therapease.domain.session import SessionStatus
from therapease.errors import AiNotesConsentMissingError, EngineCrashedError, NotAudioError, TruncatedAudioError
from therapease.ui import strings
from therapease.ui.app import WindowSession
from therapease.ui.jobs import JobStatus
from therapease.ui.main_window import MainWindow


class Place:
    """An open window over the stand-ins, with the steps that several tests take."""

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


@pytest.fixture
def place(qtbot: QtBot, qapp: QApplication) -> Iterator[Place]:
    place = Place(qtbot, qapp)
    yield place
    place.engine.release.set()
    place.session.close()


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    path = tmp_path / "session.wav"
    path.write_bytes(b"sound")
    return path


def test_an_empty_practice_says_what_to_do_first(place: Place, qtbot: QtBot) -> None:
    today = place.window.today
    assert today.empty.isVisible()
    assert not today.side.isVisible()
    today.first_client.click()
    assert place.window.stack.currentWidget() is place.window.client_list
    assert place.window.client_list.sheet is not None


def test_a_new_client_is_added_and_opened(place: Place, qtbot: QtBot) -> None:
    place.window.add_client()
    sheet = place.window.client_list.sheet
    assert sheet is not None
    qtbot.keyClicks(sheet.name.edit, "Mara Keller")
    qtbot.keyClicks(sheet.birth_date.edit, "31.2.1990")
    sheet.add_button.click()
    assert sheet.birth_date.error == strings.Clients.BIRTH_DATE_WRONG
    sheet.birth_date.edit.clear()
    qtbot.keyClicks(sheet.birth_date.edit, "4.5.2099")
    sheet.add_button.click()
    qtbot.waitUntil(lambda: "future" in sheet.birth_date.error)
    sheet.birth_date.edit.clear()
    qtbot.keyClicks(sheet.birth_date.edit, "4.5.1991")
    sheet.add_button.click()
    qtbot.waitUntil(lambda: place.window.stack.currentWidget() is place.window.client_page)
    place.wait()
    assert place.window.client_page.header.title == "M. K."
    assert place.window.client_page.no_sessions.isVisible()
    assert place.window.focusWidget() is place.window.client_page.new_button
    assert not place.window.toast.isVisible(), "a toast would lie over the consents"


def test_search_finds_while_typing_and_enter_opens(place: Place, qtbot: QtBot) -> None:
    for name in ("Mara Keller", "Jonas Reuter"):
        place.client(name)
    place.window.open_clients()
    place.wait()
    view = place.window.client_list
    qtbot.keyClicks(view.search, "jon")
    assert [row.title for row in view.list.row_model.rows] == ["J. R."]
    qtbot.keyClicks(view.search, "xyz")
    assert view.nothing_found.isVisible()
    view.search.clear()
    view.list.setCurrentIndex(view.list.row_model.index(1))
    qtbot.keyClick(view.list, Qt.Key.Key_Return)
    place.wait()
    assert place.window.client_page.header.title == "M. K."


def test_nothing_starts_without_consent_and_a_recording(place: Place, qtbot: QtBot, recording: Path) -> None:
    client = place.workspace.clients.create("Lena Sand")
    place.open_form(client, recording)
    form = place.window.new_session
    assert not form.start_button.isEnabled()
    for purpose in (ConsentPurpose.RECORDING, ConsentPurpose.AI_NOTES):
        assert not form.start_button.isEnabled()
        form.consents.buttons[purpose].click()
        place.wait()
    assert form.start_button.isEnabled()
    form.drop_zone.clear()
    form.reset()
    assert not form.start_button.isEnabled()


def test_one_file_that_exists_can_be_dropped(place: Place, recording: Path, tmp_path: Path) -> None:
    zone = place.window.new_session.drop_zone
    zone.take_dropped([recording, recording])
    zone.take_dropped([tmp_path / "gone.wav"])
    zone.take_dropped([])
    assert zone.path is None
    zone.take_dropped([recording])
    assert zone.path == recording


def test_a_recording_becomes_a_draft_and_the_review_opens(place: Place, qtbot: QtBot, recording: Path) -> None:
    place.start(recording)
    qtbot.waitUntil(lambda: place.window.stack.currentWidget() is place.window.review)
    place.wait()
    assert place.status is SessionStatus.DRAFTED
    assert place.window.review.sheet.lines
    place.window.open_today()
    place.wait()
    assert [row.button.text() for row in place.window.today.agenda.rows.values()] == [strings.Today.REVIEW]
    assert place.window.review.controller.review is None


def test_a_recording_that_is_cut_off_is_said_beside_its_draft(place: Place, qtbot: QtBot, recording: Path) -> None:
    place.engine.is_truncated = True
    place.engine.hold.add("transcribe")
    place.start(recording)
    qtbot.waitUntil(lambda: TruncatedAudioError.title in place.window.progress.banner.message)
    place.engine.hold.clear()
    qtbot.waitUntil(lambda: place.window.stack.currentWidget() is place.window.review)
    assert TruncatedAudioError.title in place.window.toast.text


def test_stopping_while_drafting_keeps_the_transcript(place: Place, qtbot: QtBot, recording: Path) -> None:
    place.engine.hold.add("draft")
    place.start(recording)
    qtbot.waitUntil(lambda: place.engine.calls[-1:] == ["draft"])
    page = place.window.progress
    qtbot.waitUntil(page.stop_button.isVisible)
    page.stop_button.click()
    qtbot.waitUntil(lambda: not place.window.desk.jobs.is_running)
    assert place.status is SessionStatus.TRANSCRIBED
    assert page.banner.message == strings.Progress.KEPT_TRANSCRIPT
    place.engine.hold.clear()
    page.go_button.click()
    qtbot.waitUntil(lambda: place.window.stack.currentWidget() is place.window.review)


def test_until_the_session_was_read_nothing_is_offered(place: Place, qtbot: QtBot, recording: Path) -> None:
    place.engine.hold.add("draft")
    place.start(recording)
    qtbot.waitUntil(lambda: place.engine.calls[-1:] == ["draft"])
    place.window.open_clients()
    page, (session_id,) = place.window.progress, place.vault.tables.sessions
    place.window.open_session(session_id)
    assert page.is_opening and page.keyboard_start().isVisible() and not page.go_button.isVisible()
    page.keyboard_start().setFocus()
    qtbot.waitUntil(page.stop_button.hasFocus)
    assert page.keyboard_start() is page.stop_button
    page.stop_button.click()
    qtbot.waitUntil(page.go_button.hasFocus)
    assert page.keyboard_start() is page.go_button


def test_a_crash_is_shown_with_a_way_to_try_again(place: Place, qtbot: QtBot, recording: Path) -> None:
    place.engine.fail_with["transcribe"] = EngineCrashedError()
    place.start(recording)
    page = place.window.progress
    qtbot.waitUntil(lambda: not place.window.desk.jobs.is_running)
    place.wait()
    assert page.banner.title == EngineCrashedError.title
    assert page.go_button.text() == strings.Actions.RETRY
    page.go_button.click()
    qtbot.waitUntil(lambda: place.window.stack.currentWidget() is place.window.review)


def test_a_file_that_is_no_audio_leads_to_choosing_another(
    place: Place, qtbot: QtBot, recording: Path, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_bytes(b"not audio")
    place.start(letter)
    page = place.window.progress
    qtbot.waitUntil(lambda: page.banner.title == NotAudioError.title)
    place.wait()
    assert page.go_button.text() == strings.Progress.OTHER_RECORDING
    page.go_button.click()
    place.wait()
    assert place.window.stack.currentWidget() is place.window.new_session
    place.window.new_session.drop_zone.take_dropped([recording])
    place.window.new_session.start_button.click()
    qtbot.waitUntil(lambda: place.window.stack.currentWidget() is place.window.review)
    assert len(place.vault.tables.sessions) == 1


def test_a_consent_that_is_missing_is_asked_for_where_the_work_stopped(
    place: Place, qtbot: QtBot, recording: Path
) -> None:
    place.engine.hold.add("import")
    place.start(recording)
    qtbot.waitUntil(lambda: place.engine.calls == ["import"])
    (given,) = [c for c in place.vault.tables.consents.values() if c.purpose is ConsentPurpose.AI_NOTES]
    place.workspace.clients.revoke_consent(given)
    place.engine.hold.clear()
    page = place.window.progress
    qtbot.waitUntil(lambda: page.banner.title == AiNotesConsentMissingError.title)
    place.wait()
    assert place.engine.calls == ["import"]
    assert page.go_button.text() == strings.ClientPlace.NOTE_CONSENT
    page.go_button.click()
    assert page.question is not None
    assert place.engine.calls == ["import"]
    page.question.confirm_button.click()
    qtbot.waitUntil(lambda: place.window.stack.currentWidget() is place.window.review)


def test_the_running_job_is_seen_from_every_place(place: Place, qtbot: QtBot, recording: Path) -> None:
    place.engine.hold.add("transcribe")
    place.start(recording)
    qtbot.waitUntil(lambda: place.engine.calls[-1:] == ["transcribe"])
    assert not place.window.job_bar.isVisible()
    place.window.open_clients()
    assert place.window.job_bar.isVisible()
    qtbot.waitUntil(lambda: place.window.job_bar.row.fraction == 0.4)
    place.window.open_today()
    assert not place.window.job_bar.isVisible()
    qtbot.waitUntil(place.window.today.side.isVisible)
    assert place.window.today.progress.isVisible()
    place.window.open_settings()
    place.engine.hold.clear()
    qtbot.waitUntil(lambda: "ready" in place.window.toast.text)
    assert not place.window.job_bar.isVisible()
    assert place.window.stack.currentWidget() is place.window.settings


def test_leaving_while_a_job_runs_asks_first(place: Place, qtbot: QtBot, recording: Path) -> None:
    place.engine.hold.add("transcribe")
    place.start(recording)
    qtbot.waitUntil(lambda: place.engine.calls[-1:] == ["transcribe"])
    place.window.close()
    assert place.window.isVisible()
    question = place.window.question
    assert question is not None
    assert question.keep_button.isDefault()
    question.keep_button.click()
    assert place.window.desk.jobs.is_running
    place.window.rail.lock_button.click()
    question = place.window.question
    assert question is not None
    question.confirm_button.click()
    qtbot.waitUntil(lambda: place.session.window is None)
    qtbot.waitUntil(lambda: place.vault.is_closed)
    assert place.status is SessionStatus.RECORDED


def test_withdrawing_a_consent_asks_and_is_kept(place: Place, qtbot: QtBot) -> None:
    client = place.client()
    place.window.open_client(client.id)
    place.wait()
    page = place.window.client_page
    page.consents.buttons[ConsentPurpose.RECORDING].click()
    assert page.question is not None
    page.question.confirm_button.click()
    place.wait()
    consents = place.vault.tables.consents.values()
    assert [c.purpose for c in consents if not c.is_in_force] == [ConsentPurpose.RECORDING]
    assert page.consents.buttons[ConsentPurpose.RECORDING].text() == strings.ClientPlace.NOTE_CONSENT


def test_back_goes_where_one_came_from(place: Place, qtbot: QtBot) -> None:
    client = place.client()
    place.window.open_clients()
    place.window.open_client(client.id)
    place.window.open_settings()
    for expected in (place.window.client_page, place.window.client_list, place.window.today, place.window.today):
        qtbot.keyClick(place.window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
        assert place.window.stack.currentWidget() is expected
    place.wait()


def test_settings_apply_at_once(place: Place, qtbot: QtBot, qapp: QApplication) -> None:
    place.window.open_settings()
    settings = place.window.settings
    before = qapp.font().pixelSize()
    settings.scales.button(4).click()
    settings.modes.button(2).click()
    assert qapp.font().pixelSize() == 2 * before
    assert place.session.preferences.settings.window.appearance == "dark"
    settings.full_names.click()
    place.client()
    place.window.open_clients()
    place.wait()
    assert place.window.client_list.list.row_model.rows[0].title == "Mara Keller"
    settings.scales.button(0).click()


def test_everything_that_can_be_pressed_or_typed_into_has_a_name(place: Place, qtbot: QtBot) -> None:
    client = place.client()
    place.window.open_client(client.id)
    place.wait()
    place.window.open_new_session()
    place.wait()
    controls = [*place.window.findChildren(QAbstractButton), *place.window.findChildren(QLineEdit)]
    own = [c for c in controls if not c.objectName().startswith("qt_") and "qt_" not in str(c.parent().objectName())]
    assert len(own) > 25
    nameless = [
        c
        for c in own
        if not (c.accessibleName() or (isinstance(c, QAbstractButton) and (c.text() or c.toolTip())))
        and c.isVisibleTo(place.window)
    ]
    assert not nameless


def test_one_primary_button_per_screen(place: Place, qtbot: QtBot, recording: Path) -> None:
    client = place.client()
    window = place.window

    def primaries() -> int:
        page = window.stack.currentWidget()
        assert page is not None
        buttons = page.findChildren(QAbstractButton)
        return sum(1 for button in buttons if button.property("kind") == "primary" and button.isVisibleTo(page))

    for go in (window.open_today, window.open_clients, lambda: window.open_client(client.id), window.open_new_session):
        go()
        place.wait()
        assert primaries() <= 1
    place.engine.fail_with["draft"] = EngineCrashedError()
    window.new_session.drop_zone.take_dropped([recording])
    window.new_session.start_button.click()
    qtbot.waitUntil(lambda: window.desk.jobs.state is not None and window.desk.jobs.state.status is JobStatus.FAILED)
    place.wait()
    assert primaries() == 1


def test_a_click_on_a_row_opens_it(place: Place, qtbot: QtBot) -> None:
    place.client()
    place.window.open_clients()
    place.wait()
    rows = place.window.client_list.list
    with qtbot.waitSignal(rows.opened):
        qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, 20))
    place.wait()
    assert place.window.stack.currentWidget() is place.window.client_page
