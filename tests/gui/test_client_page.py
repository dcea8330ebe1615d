"""A client's page: its parts, the forms it opens, archiving, and how it takes narrow windows and long names."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QBoxLayout
from pytestqt.qtbot import QtBot

from tests.fake_desk import TODAY, TestDesk, open_desk
from tests.fakes import START
from therapease.domain.client import Client
from therapease.domain.goal import GoalStatus
from therapease.domain.measure import GAD_7, PHQ_9, results_in_force
from therapease.domain.session import SessionStatus
from therapease.services.clients import ClientPage
from therapease.services.measures import Result
from therapease.ui import strings
from therapease.ui.clients.client_sheet import ClientSheet
from therapease.ui.clients.goal_sheets import MoveGoalSheet, NewGoalSheet
from therapease.ui.clients.measure_sheet import MeasureSheet
from therapease.ui.clients.page_controller import ClientPageController
from therapease.ui.clients.page_view import MEASURES, NOTES, OVERVIEW, ClientPageView
from therapease.ui.theme import current_theme

Key = Qt.Key
ANSWERS = (1, 2, 1, 2, 1, 1, 1, 1, 1)


class Page:
    """One client's page on its own, with the steps that several tests take."""

    def __init__(self, qtbot: QtBot, table: TestDesk) -> None:
        self.qtbot, self.table = qtbot, table
        self.client = table.add_client()
        self.view = ClientPageView(ClientPageController(table.desk))
        qtbot.addWidget(self.view)
        self.view.resize(1300, 900)
        self.view.show()

    def open(self, client: Client | None = None) -> None:
        self.view.controller.open((client or self.client).id)
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.table.desk.background.is_busy)

    @property
    def page(self) -> ClientPage:
        assert self.view.controller.page is not None
        return self.view.controller.page

    def measure_sheet(self) -> MeasureSheet:
        assert isinstance(self.view.forms.sheet, MeasureSheet)
        return self.view.forms.sheet

    def close_form(self) -> None:
        self.qtbot.waitUntil(lambda: self.view.forms.sheet is None)
        self.settle()


@pytest.fixture
def place(qtbot: QtBot) -> Iterator[Page]:
    with open_desk(qtbot) as table:
        place = Page(qtbot, table)
        place.open()
        yield place


def test_an_empty_record_says_what_comes_where(place: Page) -> None:
    view = place.view
    assert view.header.title == "M. K."
    assert view.no_sessions.isVisible()
    assert not view.overview.cards[PHQ_9.key].chart.isVisible()
    view.tabs.setCurrentIndex(NOTES)
    assert view.no_notes.isVisible()
    assert not view.overview.isVisible()


def test_tabs_are_gone_through_by_keys(place: Page, qtbot: QtBot) -> None:
    tabs = place.view.tabs
    tabs.setFocus()
    qtbot.keyClick(tabs, Key.Key_Right)
    qtbot.keyClick(tabs, Key.Key_Right)
    assert tabs.currentIndex() == MEASURES
    assert place.view.measures.isVisible()
    other = place.table.add_client("Jonas Reuter")
    place.open(other)
    assert tabs.currentIndex() == OVERVIEW, "another client's page begins at its beginning"


def test_a_session_is_opened_from_the_timeline(place: Page, qtbot: QtBot) -> None:
    session = place.table.workspace.schedule.add_session(place.client.id, START)
    place.open()
    opened: list[str] = []
    place.view.session_chosen.connect(opened.append)
    place.view.sessions.setFocus()
    qtbot.keyClick(place.view.sessions, Key.Key_Return)
    assert opened == [session.id]


def test_a_cancelled_session_says_why(place: Page) -> None:
    session = place.table.workspace.schedule.add_session(place.client.id, START)
    cancelled = replace(session, status=SessionStatus.CANCELLED, cancelled_reason="With two days’ notice.")
    place.table.vault.tables.sessions[session.id] = cancelled
    place.open()
    (row,) = place.view.sessions.row_model.rows
    assert row.spoken.startswith("Cancelled, ")
    assert row.line == "With two days’ notice."


# ---------------------------------------------------------------- the client


def test_the_client_is_edited_in_the_same_form(place: Page, qtbot: QtBot) -> None:
    place.view.edit_action.trigger()
    sheet = place.view.forms.sheet
    assert isinstance(sheet, ClientSheet)
    assert (sheet.name.text, sheet.birth_date.text) == ("Mara Keller", "4 May 1991")
    sheet.pronouns.set_text("she/her")
    sheet.email.set_text("nowhere")
    assert place.view.unsaved_work() == strings.Leaving.TYPED
    sheet.add_button.click()
    assert sheet.email.error
    sheet.email.set_text("mara@example.org")
    sheet.add_button.click()
    place.close_form()
    assert place.page.client.email == "mara@example.org"
    assert place.view.unsaved_work() is None


def test_one_clients_details_are_never_saved_over_anothers(place: Page, qtbot: QtBot) -> None:
    """While the vault is busy the page before is still on show; its form would be sent once the next one is there."""
    other = place.table.add_client("Jonas Reuter")
    gate = threading.Event()
    place.table.desk.background.start(place.view, lambda: gate.wait(5))
    place.view.controller.open(other.id)
    place.view.edit_action.trigger()
    opened = place.view.forms.sheet
    gate.set()
    place.settle()
    if isinstance(opened, ClientSheet):
        opened.pronouns.set_text("she/her")
        opened.add_button.click()
        place.settle()
    clients = place.table.workspace.clients
    assert {client.name for client in clients.list_all()} == {"Mara Keller", "Jonas Reuter"}
    place.view.edit_action.trigger()
    assert isinstance(place.view.forms.sheet, ClientSheet)
    assert place.view.forms.sheet.name.text == "Jonas Reuter"
    place.view.forms.sheet.reject()


def test_archiving_is_asked_about_and_can_be_taken_back(place: Page, qtbot: QtBot) -> None:
    view = place.view
    view.archive_action.trigger()
    assert view.question is not None
    view.question.reject()
    place.settle()
    assert place.page.client.archived_at is None
    view.new_button.setFocus()
    view.archive_action.trigger()
    view.question.confirm_button.click()
    place.settle()
    assert view.notice.isVisible()
    assert view.window().focusWidget() is view.notice.action_button
    assert not view.new_button.isEnabled()
    assert not view.overview.goals.add_button.isVisible()
    assert view.commands() == {}
    view.notice.action_button.click()
    place.settle()
    assert not view.notice.isVisible()
    assert view.new_button.isEnabled()


def test_a_sample_says_that_it_is_one(place: Page) -> None:
    rows = place.table.vault.tables.clients
    rows[place.client.id] = replace(rows[place.client.id], is_sample=True)
    place.open()
    assert place.view.notice.title == strings.ClientPlace.SAMPLE_TITLE


# ---------------------------------------------------------------- goals


def test_a_goal_is_set_and_moved_to_its_end(place: Page, qtbot: QtBot) -> None:
    view = place.view
    view.overview.goals.add_button.click()
    new = view.forms.sheet
    assert isinstance(new, NewGoalSheet)
    new.save_button.click()
    qtbot.waitUntil(lambda: bool(new.name.error))
    qtbot.keyClicks(new.name.edit, "Travel to work by train")
    new.save_button.click()
    place.close_form()
    (button,) = view.overview.goals.buttons
    assert button.accessibleName() == "Change: Travel to work by train"
    button.click()
    moving = view.forms.sheet
    assert isinstance(moving, MoveGoalSheet)
    assert moving.windowTitle() == strings.Goals.SHEET_MOVE  # the goal itself would stand in the task switcher
    moving.step.set_choice(5)
    moving.step.chosen.emit(5)
    assert moving.status.choice == list(GoalStatus).index(GoalStatus.REACHED)
    moving.save_button.click()
    place.close_form()
    assert (place.page.goals[0].step, place.page.goals[0].status) == (5, GoalStatus.REACHED)


def test_going_on_with_a_reached_goal_takes_a_step_back(place: Page, qtbot: QtBot) -> None:
    goal = place.table.workspace.goals.add(place.client.id, "Sleep", 3)
    place.table.workspace.goals.move(goal.id, 0, 3, GoalStatus.REACHED)
    place.open()
    place.view.overview.goals.buttons[0].click()
    moving = place.view.forms.sheet
    assert isinstance(moving, MoveGoalSheet)
    qtbot.mouseClick(moving.status.button(list(GoalStatus).index(GoalStatus.OPEN)), Qt.MouseButton.LeftButton)
    assert moving.step.choice == 2
    moving.reject()
    assert moving.isVisible() and moving.banner.title == strings.Leaving.TITLE
    moving.banner.action_button.click()
    assert place.view.forms.sheet is None


# ---------------------------------------------------------------- measures


def test_a_questionnaire_is_filled_in_by_figures_alone(place: Page, qtbot: QtBot) -> None:
    place.view.overview.cards[PHQ_9.key].enter_button.click()
    sheet = place.measure_sheet()
    assert sheet.sum.text() == "9 items left"
    for item, answer in enumerate(ANSWERS):
        qtbot.keyClick(sheet.items.button(item, 0), str(answer))
    assert sheet.items.answers == ANSWERS
    assert sheet.sum.text() == "Total 11 of 27, moderate"
    sheet.save_button.click()
    place.close_form()
    (measure,) = place.page.measures
    assert (measure.total, measure.answers, measure.taken_on) == (11, ANSWERS, TODAY)
    card = place.view.overview.cards[PHQ_9.key]
    assert card.accessibleName() == "PHQ-9, 11, Moderate, first result, Item 9: 1, several days"
    assert card.chart.isVisible()


def test_what_is_missing_is_said_where_it_is(place: Page, qtbot: QtBot) -> None:
    place.view.measures.parts[GAD_7.key].enter_button.click()
    sheet = place.measure_sheet()
    sheet.save_button.click()
    assert sheet.banner.isVisible()
    sheet.day.edit.clear()
    sheet.save_button.click()
    assert sheet.day.error == strings.Measures.DATE_MISSING
    sheet.day.set_day(TODAY)
    sheet.way.button(1).click()
    assert sheet.total.isVisible()
    for wrong in ("", "x", "22"):
        sheet.total.set_text(wrong)
        sheet.total.clear_error()
        sheet.save_button.click()
        place.settle()
        assert sheet.total.error
    sheet.total.set_text("9")
    sheet.save_button.click()
    place.close_form()
    assert place.page.measures[0].total == 9


def test_a_result_is_opened_corrected_and_taken_back(place: Page, qtbot: QtBot) -> None:
    place.table.workspace.measures.add(place.client.id, Result(PHQ_9.key, TODAY, answers=ANSWERS))
    place.open()
    place.view.tabs.setCurrentIndex(MEASURES)
    results = place.view.measures.parts[PHQ_9.key].results
    results.setFocus()
    qtbot.keyClick(results, Key.Key_Return)
    sheet = place.measure_sheet()
    assert sheet.items.answers == ANSWERS
    sheet.items.button(0, 3).setChecked(True)
    sheet.save_button.click()
    place.close_form()
    assert results.row_model.rows[0].title == "13"
    results.opened.emit(results.row_model.rows[0].key)
    sheet = place.measure_sheet()
    sheet.withdraw_button.click()
    assert place.view.forms.question is not None
    place.view.forms.question.confirm_button.click()
    place.close_form()
    assert results_in_force(place.page.measures) == []
    assert len(place.page.measures) == 3


def test_the_chart_is_read_point_by_point(place: Page, qtbot: QtBot) -> None:
    for days, total in ((14, 14), (7, 11), (0, 9)):
        day = TODAY.fromordinal(TODAY.toordinal() - days)
        place.table.workspace.measures.add(place.client.id, Result(PHQ_9.key, day, total=total))
    place.open()
    chart = place.view.overview.cards[PHQ_9.key].chart
    assert chart.accessibleName() == "PHQ-9: 3 March, 14, moderate; 10 March, 11, moderate; 17 March, 9, mild"
    qtbot.keyClick(chart, Key.Key_Left)
    qtbot.keyClick(chart, Key.Key_Left)
    assert chart.accessibleName() == "PHQ-9: 10 March, 11, moderate"
    qtbot.keyClick(chart, Key.Key_Home)
    assert chart.chosen == 0
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(chart.width(), 20))
    assert chart.chosen == 2
    for width in (160, 240, 900):
        chart.resize(width, chart.height())
        assert not chart.grab().isNull()


@pytest.mark.parametrize("count", [1, 2, 60])
def test_a_chart_takes_few_and_many_results(place: Page, count: int) -> None:
    for number in range(count):
        day = TODAY.fromordinal(TODAY.toordinal() - number * 7)
        place.table.workspace.measures.add(place.client.id, Result(GAD_7.key, day, total=number % 22))
    place.open()
    place.view.tabs.setCurrentIndex(MEASURES)
    part = place.view.measures.parts[GAD_7.key]
    assert part.results.row_model.rowCount() == count
    assert not part.chart.grab().isNull()


# ---------------------------------------------------------------- room


def test_a_narrow_page_has_one_column(place: Page, qtbot: QtBot) -> None:
    layout = place.view.overview.layout()
    assert isinstance(layout, QBoxLayout)
    assert layout.direction() is QBoxLayout.Direction.LeftToRight
    place.view.resize(900, 700)
    qtbot.waitUntil(lambda: layout.direction() is QBoxLayout.Direction.TopToBottom)


@pytest.mark.parametrize("name", ["x" * 200, "Maria-Magdalena von und zu Hohenstein " * 5, "مريم " * 40])
def test_a_very_long_name_leaves_room_for_the_rest(place: Page, qapp: QApplication, name: str) -> None:
    client = place.table.workspace.clients.create(name)
    place.table.desk.preferences.set_show_full_names(True)
    place.view.resize(932, 560)
    place.open(client)
    qapp.processEvents()
    assert place.view.header.title == client.name
    right = place.view.new_button.mapTo(place.view, QPoint(place.view.new_button.width(), 0)).x()
    assert right <= place.view.width()


def test_forms_scroll_in_a_low_window_and_keep_their_buttons(place: Page, qtbot: QtBot) -> None:
    place.view.resize(1024, 420)
    place.view.forms.enter_measure(PHQ_9.key)
    sheet = place.measure_sheet()
    qtbot.waitUntil(sheet.isVisible)
    assert sheet.height() <= current_theme().px(460)
    assert sheet.rect().contains(sheet.save_button.geometry())
    last = sheet.items.button(8, 0)
    last.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: sheet.area.viewport().rect().contains(last.mapTo(sheet.area.viewport(), QPoint(4, 4))))
    sheet.reject()
