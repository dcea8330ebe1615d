"""Today as a person uses it: the agenda, appointments added, moved and cancelled, and the way to a recording."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.fake_desk import TestDesk, open_desk
from tests.fakes import START
from therapease.domain.client import Client
from therapease.domain.consent import ConsentPurpose
from therapease.domain.ids import SessionId
from therapease.domain.session import Attendance, SessionStatus
from therapease.ui import strings
from therapease.ui.commands import Command
from therapease.ui.main_window import MainWindow
from therapease.ui.theme import Mode, apply_theme
from therapease.ui.today.appointment_sheet import AppointmentSheet, CancelSheet
from therapease.ui.today.view import TodayView
from therapease.ui.wording import clock_time

_INK = 140


@pytest.fixture
def table(qtbot: QtBot) -> Iterator[TestDesk]:
    with open_desk(qtbot) as table:
        yield table


@pytest.fixture
def client(table: TestDesk) -> Client:
    return table.add_client()


@pytest.fixture
def window(table: TestDesk, client: Client, qapp: QApplication, qtbot: QtBot) -> Iterator[MainWindow]:
    apply_theme(qapp, Mode.LIGHT, 1.0)
    window = MainWindow(table.desk)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    yield window
    window.close_for_good()


def book(table: TestDesk, client: Client, minutes: int) -> SessionId:
    """Book an appointment so many minutes from now and return its id."""
    start = START + timedelta(minutes=minutes)
    return table.workspace.appointments.book(client.id, [start], 50, Attendance.IN_PERSON)[0].id


def shown(window: MainWindow, qtbot: QtBot) -> TodayView:
    window.today.controller.load()
    # The window has read the day by itself before; only the last answer counts.
    qtbot.waitUntil(lambda: not window.desk.background.is_busy)
    return window.today


def opened(today: TodayView, qtbot: QtBot) -> AppointmentSheet:
    qtbot.mouseClick(today.add_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: today.acts.sheet is not None)
    sheet = today.acts.sheet
    assert sheet is not None
    return sheet


def test_the_next_appointment_has_the_one_primary_button(
    table: TestDesk, client: Client, window: MainWindow, qtbot: QtBot
) -> None:
    past, upcoming, later = (book(table, client, minutes) for minutes in (-120, 10, 240))
    today = shown(window, qtbot)
    rows = today.agenda.rows
    assert [rows[key].button.property("kind") for key in (past, upcoming, later)] == ["quiet", "primary", "quiet"]
    assert rows[upcoming].heading.text() == "Next, in 10 minutes"
    time = clock_time(START + timedelta(minutes=10))
    assert rows[upcoming].button.accessibleName() == f"Start session, M. K., {time}"
    assert rows[past].button.text() == "Add recording"


def test_a_full_minute_leaves_the_keyboard_where_it_is(
    table: TestDesk, client: Client, window: MainWindow, qtbot: QtBot
) -> None:
    upcoming, later = (book(table, client, minutes) for minutes in (10, 240))
    today = shown(window, qtbot)
    button = today.agenda.rows[later].button
    button.setFocus()
    table.clock.advance(minutes=1)
    today.controller.tick()
    assert today.agenda.rows[upcoming].heading.text() == "Next, in 9 minutes"
    assert today.agenda.rows[later].button is button
    assert button.hasFocus()


def test_from_an_appointment_to_the_form_of_that_session(
    table: TestDesk, client: Client, window: MainWindow, qtbot: QtBot
) -> None:
    key = book(table, client, -60)
    today = shown(window, qtbot)
    form = window.new_session
    with qtbot.waitSignal(form.controller.changed):
        today.agenda.rows[key].button.click()
    assert window.place is form
    assert form.controller.state is not None and form.controller.state.session is not None
    assert form.controller.state.session.id == key
    assert form.length.box.currentText() == "50 minutes"
    assert form.when.isEnabled(), "when it really was is the therapist's to say"


def test_without_consent_it_is_asked_for_and_said(table: TestDesk, window: MainWindow, qtbot: QtBot) -> None:
    silent = table.add_client("Lena Sand", with_consents=False)
    key = book(table, silent, 10)
    row = shown(window, qtbot).agenda.rows[key]
    assert row.button.text() == "Ask for consent"
    assert row.item is not None and row.item.consent == "No consent to record yet"
    table.workspace.clients.give_consent(silent.id, ConsentPurpose.RECORDING)
    assert shown(window, qtbot).agenda.rows[key].button.text() == "Start session"


def test_an_appointment_is_added_by_keyboard_alone(
    table: TestDesk, client: Client, window: MainWindow, qtbot: QtBot
) -> None:
    today = shown(window, qtbot)
    sheet = opened(today, qtbot)
    sheet.activateWindow()
    qtbot.waitUntil(sheet.isActiveWindow)
    assert sheet.client.edit.hasFocus()
    qtbot.keyClicks(sheet.client.edit, "kell")
    assert sheet.client.completer.popup().isVisible()
    qtbot.keyClick(sheet.client.completer.popup(), Qt.Key.Key_Return)
    assert sheet.client.client == client
    assert sheet.client.text == "M. K., C-0001", "the full name is searched and not shown"
    sheet.at.edit.setFocus()
    sheet.at.edit.selectAll()
    qtbot.keyClicks(sheet.at.edit, "1430")
    with qtbot.waitSignal(today.acts.kept):
        qtbot.keyClick(sheet.at.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(today.agenda.rows) == 1)
    (session,) = table.vault.tables.sessions.values()
    assert clock_time(session.starts_at) == "14:30"
    assert today.toast.text == "Appointment added"
    assert today.acts.sheet is None


def test_a_form_that_is_not_filled_in_says_so_at_the_field(window: MainWindow, qtbot: QtBot) -> None:
    sheet = opened(shown(window, qtbot), qtbot)
    sheet.save_button.click()
    assert sheet.client.error == "Choose a client from the list."
    sheet.client.edit.setText("C-0001")
    sheet.client.edit.textEdited.emit("C-0001")
    sheet.client.edit.editingFinished.emit()
    assert sheet.client.client is not None, "one client alone has this code"
    sheet.at.set_text("noon")
    sheet.save_button.click()
    assert sheet.at.error == "Hours and minutes, for example 9:15."
    sheet.at.set_text("12:00")
    sheet.day.set_text("")
    sheet.save_button.click()
    assert sheet.day.error == "Fill in the date."


def test_an_overlap_is_shown_and_may_stand(table: TestDesk, client: Client, window: MainWindow, qtbot: QtBot) -> None:
    book(table, client, 15)
    today = shown(window, qtbot)
    sheet = opened(today, qtbot)
    sheet.client.choose(client)
    with qtbot.waitSignal(today.acts.controller.overlapping):
        sheet.save_button.click()
    assert sheet.banner.title == "This overlaps with another appointment"
    assert sheet.save_button.text() == "Add all the same"
    sheet.at.set_text("23:00")
    assert sheet.save_button.text() == "Add" and not sheet.banner.isVisible()
    sheet.at.set_text(clock_time(START + timedelta(minutes=15)))
    with qtbot.waitSignal(today.acts.controller.overlapping):
        sheet.save_button.click()
    with qtbot.waitSignal(today.acts.kept):
        sheet.save_button.click()
    assert len(table.vault.tables.sessions) == 2


def test_an_appointment_is_moved(table: TestDesk, client: Client, window: MainWindow, qtbot: QtBot) -> None:
    key = book(table, client, 60)
    today = shown(window, qtbot)
    today.agenda.change_wanted.emit(key)
    qtbot.waitUntil(lambda: today.acts.sheet is not None)
    sheet = today.acts.sheet
    assert sheet is not None
    assert not sheet.client.edit.isEnabled() and not sheet.repeat.isVisible()
    sheet.at.set_text("20:00")
    with qtbot.waitSignal(today.acts.kept) as kept:
        sheet.save_button.click()
    assert kept.args == ["Appointment changed"]
    assert clock_time(table.vault.tables.sessions[key].starts_at) == "20:00"


def test_an_appointment_is_cancelled_with_its_reason_and_put_back(
    table: TestDesk, client: Client, window: MainWindow, qtbot: QtBot
) -> None:
    key = book(table, client, 60)
    today = shown(window, qtbot)
    today.agenda.open_menu(key, QPoint(10, 10))
    assert [action.text() for action in today.agenda.menu.actions() if action.text()] == [
        "Change or move…",
        "The client did not come",
        "Cancel appointment…",
    ]
    today.agenda.menu.close()
    today.agenda.cancel_wanted.emit(key)
    sheet = today.acts.cancel_sheet
    assert sheet is not None
    sheet.reasons.button(3).click()
    sheet.cancel_button.click()
    assert sheet.other.error == "Say why; it stays in the record."
    sheet.other.set_text("Moved away")
    with qtbot.waitSignals([today.controller.cancelled, today.controller.changed]):
        sheet.cancel_button.click()
    assert table.vault.tables.sessions[key].cancelled_reason == "Moved away"
    row = today.agenda.rows[key]
    assert row.item is not None and row.item.status == "Moved away"
    assert not row.button.isVisible()
    assert today.toast.text == "Appointment cancelled"
    with qtbot.waitSignals([today.controller.appointment_kept, today.controller.changed]):
        today.agenda.restore_wanted.emit(key)
    assert table.vault.tables.sessions[key].status is SessionStatus.SCHEDULED


def test_a_clients_page_books_for_that_client(
    table: TestDesk, client: Client, window: MainWindow, qtbot: QtBot
) -> None:
    page = window.client_page
    with qtbot.waitSignal(page.controller.loaded):
        window.open_client(client.id)
    page.book_button.click()
    qtbot.waitUntil(lambda: page.appointments.sheet is not None)
    sheet = page.appointments.sheet
    assert sheet is not None and sheet.client.client == client
    sheet.repeat.set_choice(2)
    with qtbot.waitSignals([page.appointments.kept, page.controller.loaded]):
        sheet.save_button.click()
    assert page.toast.text == "3 appointments added"
    assert len(page.sessions.row_model.rows) == 3


def test_the_menu_adds_an_appointment_from_anywhere(window: MainWindow, qtbot: QtBot) -> None:
    window.open_settings()
    window.add_appointment()
    assert window.place is window.today
    qtbot.waitUntil(lambda: window.today.acts.sheet is not None)
    assert Command.NEW_APPOINTMENT in window.today.commands()


@pytest.mark.parametrize(("width", "scale", "is_beside"), [(1280, 1.0, True), (1024, 1.0, True), (1280, 2.0, False)])
def test_what_waits_stands_beside_the_day_or_under_it(
    window: MainWindow,
    client: Client,
    table: TestDesk,
    qtbot: QtBot,
    qapp: QApplication,
    *,
    width: int,
    scale: float,
    is_beside: bool,
) -> None:
    book(table, client, 10)
    apply_theme(qapp, Mode.LIGHT, scale)
    window.resize(width, 800)
    today = shown(window, qtbot)
    qtbot.waitUntil(lambda: today.width() > 600)
    side, agenda = today.side, today.agenda
    left = side.mapTo(today, QPoint(0, 0)).x() > agenda.mapTo(today, QPoint(0, 0)).x() + 200
    assert left is is_beside
    assert agenda.mapTo(today, QPoint(agenda.width(), 0)).x() <= today.width()
    apply_theme(qapp, Mode.LIGHT, 1.0)


def test_what_is_hidden_does_not_keep_the_keyboard(
    table: TestDesk, client: Client, window: MainWindow, qtbot: QtBot
) -> None:
    today = shown(window, qtbot)
    today.empty.show()
    assert today.keyboard_start() is today.first_client
    window.activateWindow()
    today.first_client.setFocus()
    assert window.focusWidget() is today.first_client
    shown(window, qtbot)
    here = window.focusWidget()
    assert here is not None
    assert here.isVisible()
    assert today.keyboard_start() is today.add_button


def test_an_appointment_typed_so_far_is_not_dropped_without_a_word(
    table: TestDesk, client: Client, window: MainWindow, qtbot: QtBot
) -> None:
    sheet = opened(shown(window, qtbot), qtbot)
    sheet.reject()
    assert window.today.acts.sheet is None, "as it was opened there is nothing to lose"
    sheet = opened(window.today, qtbot)
    sheet.at.set_text("07:10")
    sheet.reject()
    assert sheet.isVisible() and sheet.banner.title == strings.Leaving.TITLE
    sheet.reject()
    assert window.today.acts.sheet is None


def test_a_reason_of_ones_own_is_not_dropped_without_a_word(window: MainWindow) -> None:
    sheet = CancelSheet(window)
    sheet.open()
    sheet.reasons.button(len(strings.Appointments.REASONS) - 1).click()
    sheet.other.set_text("The tram stood still.")
    sheet.reject()
    assert sheet.isVisible() and sheet.banner.title == strings.Leaving.TITLE
    sheet.reject()
    assert not sheet.isVisible()


def test_recent_sessions_begin_where_the_agenda_does_and_the_parts_of_a_line_are_kept_apart(
    table: TestDesk, client: Client, window: MainWindow, qtbot: QtBot
) -> None:
    key = book(table, client, 30)
    book(table, client, -60 * 24)
    today = shown(window, qtbot)
    qtbot.waitUntil(today.recent.isVisible)
    row = today.agenda.rows[key]
    assert row.about.endswith("in person ·")
    left_px = today.agenda.mapTo(today, QPoint()).x()
    assert today.recent.viewport().mapTo(today, QPoint()).x() == left_px
    picture = today.recent.viewport().grab().toImage()
    inked = (x for x in range(60) for y in range(80) if picture.pixelColor(x, y).lightness() < _INK)
    assert next(inked) < 8, "the day in front stands at the very left"
