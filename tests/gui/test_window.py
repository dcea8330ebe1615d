"""The places of the window: empty and filled, searched, one primary button, a name on all that can be pressed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from tests.open_window import OpenWindow
from therapease.domain.consent import ConsentPurpose
from therapease.errors import EngineCrashedError
from therapease.ui import strings
from therapease.ui.jobs import JobStatus


def test_an_empty_practice_says_what_to_do_first(place: OpenWindow, qtbot: QtBot) -> None:
    today = place.window.today
    assert today.empty.isVisible()
    assert not today.side.isVisible()
    today.first_client.click()
    assert place.window.stack.currentWidget() is place.window.client_list
    assert place.window.client_list.sheet is not None


def test_a_new_client_is_added_and_opened(place: OpenWindow, qtbot: QtBot) -> None:
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


def test_search_finds_while_typing_and_enter_opens(place: OpenWindow, qtbot: QtBot) -> None:
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


def test_nothing_starts_without_consent_and_a_recording(place: OpenWindow, qtbot: QtBot, recording: Path) -> None:
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


def test_one_file_that_exists_can_be_dropped(place: OpenWindow, recording: Path, tmp_path: Path) -> None:
    zone = place.window.new_session.drop_zone
    zone.take_dropped([recording, recording])
    zone.take_dropped([tmp_path / "gone.wav"])
    zone.take_dropped([])
    assert zone.path is None
    zone.take_dropped([recording])
    assert zone.path == recording


def test_withdrawing_a_consent_asks_and_is_kept(place: OpenWindow, qtbot: QtBot) -> None:
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


def test_settings_apply_at_once(place: OpenWindow, qtbot: QtBot, qapp: QApplication) -> None:
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


def test_everything_that_can_be_pressed_or_typed_into_has_a_name(place: OpenWindow, qtbot: QtBot) -> None:
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


def test_one_primary_button_per_screen(place: OpenWindow, qtbot: QtBot, recording: Path) -> None:
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


def test_a_click_on_a_row_opens_it(place: OpenWindow, qtbot: QtBot) -> None:
    place.client()
    place.window.open_clients()
    place.wait()
    rows = place.window.client_list.list
    with qtbot.waitSignal(rows.opened):
        qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, 20))
    place.wait()
    assert place.window.stack.currentWidget() is place.window.client_page
