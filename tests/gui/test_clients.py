"""The list of clients: search, filters, keyboard, the form; empty and with thousands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.fake_desk import TODAY, TestDesk, open_desk
from therapease.domain.client import Client
from therapease.services.client_details import ClientDetails
from therapease.ui import strings
from therapease.ui.clients.client_filter import ClientFilter, ClientSort
from therapease.ui.clients.client_sheet import ClientSheet
from therapease.ui.clients.controller import ClientListController
from therapease.ui.clients.list_view import ClientListView

Key = Qt.Key


class List:
    """The list on its own, with the steps that several tests take."""

    def __init__(self, qtbot: QtBot, table: TestDesk) -> None:
        self.qtbot, self.table = qtbot, table
        self.view = ClientListView(ClientListController(table.desk))
        self.opened: list[str] = []
        self.view.client_chosen.connect(self.opened.append)
        qtbot.addWidget(self.view)
        self.view.resize(1300, 800)
        self.view.show()

    def load(self) -> None:
        self.view.controller.load()
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.table.desk.background.is_busy)

    @property
    def titles(self) -> list[str]:
        return [row.title for row in self.view.list.row_model.rows]

    @property
    def sheet(self) -> ClientSheet:
        assert self.view.sheet is not None
        return self.view.sheet


@pytest.fixture
def place(qtbot: QtBot) -> Iterator[List]:
    with open_desk(qtbot) as table:
        yield List(qtbot, table)


@pytest.fixture
def people(place: List) -> List:
    """Three clients, the third archived, in a list that is loaded."""
    for name in ("Mara Keller", "Jonas Reuter", "Amira Toma"):
        place.table.add_client(name)
    archived = place.table.workspace.clients.list_all()[0]
    place.table.workspace.clients.archive(archived.id)
    place.load()
    return place


def test_without_clients_there_is_nothing_to_search_in(place: List) -> None:
    place.load()
    assert place.view.empty.isVisible()
    assert not place.view.search.isVisible()
    assert not place.view.filters.isVisible()


def test_typing_anywhere_in_the_list_searches(people: List, qtbot: QtBot) -> None:
    people.view.list.setFocus()
    qtbot.keyClick(people.view.list, Key.Key_J)
    assert people.view.search.text() == "j"
    assert people.titles == ["J. R."]
    qtbot.keyClick(people.view.search, Key.Key_Return)
    assert len(people.opened) == 1
    qtbot.keyClick(people.view.search, Key.Key_Escape)
    assert people.titles == ["J. R.", "M. K."]


def test_arrows_lead_from_the_search_into_the_list_and_back(people: List, qtbot: QtBot) -> None:
    view = people.view
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    view.search.setFocus()
    qtbot.keyClick(view.search, Key.Key_Down)
    assert view.list.hasFocus()
    qtbot.keyClick(view.list, Key.Key_Down)
    qtbot.keyClick(view.list, Key.Key_Return)
    assert people.opened == [view.list.row_model.rows[1].key]
    qtbot.keyClick(view.list, Key.Key_Up)
    qtbot.keyClick(view.list, Key.Key_Up)
    assert view.search.hasFocus()


def test_enter_in_an_empty_search_opens_nobody(people: List, qtbot: QtBot) -> None:
    qtbot.keyClick(people.view.search, Key.Key_Return)
    assert people.opened == []


def test_archived_clients_are_under_their_chip(people: List, qtbot: QtBot) -> None:
    chips = people.view.filters
    archived, not_seen = (
        chips.button(list(ClientFilter).index(f)) for f in (ClientFilter.ARCHIVED, ClientFilter.NOT_SEEN)
    )
    assert archived.text() == "Archived · 1"
    qtbot.mouseClick(archived, Qt.MouseButton.LeftButton)
    assert people.titles == ["A. T."]
    qtbot.keyClick(archived, Key.Key_Left)
    qtbot.keyClick(not_seen, Key.Key_Space)
    assert people.view.controller.filter is ClientFilter.NOT_SEEN


def test_nobody_found_says_where_else_to_look(people: List, qtbot: QtBot) -> None:
    qtbot.keyClicks(people.view.search, "amira")
    assert people.view.nothing_found.isVisible()
    assert people.view.elsewhere_button.text() == strings.Clients.LOOK_IN_ARCHIVE
    people.view.elsewhere_button.click()
    assert people.titles == ["A. T."]
    qtbot.keyClicks(people.view.search, "xyz")
    assert not people.view.elsewhere_button.isVisible()


def test_where_there_is_no_room_the_filters_are_a_menu(people: List, qtbot: QtBot) -> None:
    view = people.view
    assert view.filters.isVisible() and not view.filter_menu.isVisible()
    view.resize(700, 600)
    assert view.filter_menu.isVisible() and not view.filters.isVisible()
    view.filter_menu.menu_shown.actions()[list(ClientFilter).index(ClientFilter.ARCHIVED)].trigger()
    assert people.titles == ["A. T."]
    assert view.filter_menu.text() == "Archived · 1"


def test_the_order_is_chosen_from_a_menu(people: List) -> None:
    people.view.sort.menu_shown.actions()[list(ClientSort).index(ClientSort.CODE)].trigger()
    people.settle()
    assert people.titles == ["M. K.", "J. R."]
    assert people.view.sort.text() == "Sorted by code"


def test_names_are_shown_in_full_when_wanted(people: List) -> None:
    people.table.desk.preferences.set_show_full_names(True)
    people.settle()
    assert people.titles == ["Jonas Reuter", "Mara Keller"]


def test_every_row_is_spoken_and_painted_at_any_width(people: List, qtbot: QtBot) -> None:
    for width in (320, 700, 1000, 1600):
        people.view.list.resize(width, 400)
        assert not people.view.list.grab().isNull()
    spoken = people.view.list.row_model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "J. R., C-0002, Not seen yet"


def test_five_thousand_are_searched_letter_by_letter(place: List, qtbot: QtBot) -> None:
    vault = place.table.vault
    first = place.table.add_client("Mara Keller", with_consents=False)
    for number in range(2, 5_001):
        key = type(first.id)(f"c{number}")
        vault.tables.clients[key] = Client(key, f"C-{number:04d}", f"Name{number} Keller", first.created_at)
    place.load()
    assert len(place.titles) == 5_000
    assert place.view.list.uniformItemSizes()
    qtbot.keyClicks(place.view.search, "keller name4999")
    assert place.view.list.row_model.rows[0].addition == "C-4999"
    assert place.view.header.title == strings.Clients.TITLE


# ---------------------------------------------------------------- the form


def test_the_form_says_at_the_field_what_is_wrong(people: List, qtbot: QtBot) -> None:
    people.view.add_client()
    sheet = people.sheet
    qtbot.keyClicks(sheet.email.edit, "nowhere")
    sheet.email.edit.editingFinished.emit()
    assert sheet.email.error
    qtbot.keyClicks(sheet.email.edit, "@example.org")
    assert sheet.email.error == ""
    sheet.add_button.click()
    assert sheet.name.error == "Enter the client's name."
    assert len(people.table.workspace.clients.list_all()) == 2


def test_a_date_is_read_back_as_it_was_understood(people: List, qtbot: QtBot) -> None:
    people.view.add_client()
    edit = people.sheet.birth_date.edit
    qtbot.keyClicks(edit, "3/4/1988")
    edit.editingFinished.emit()
    assert edit.accessibleDescription() == "3 April 1988, 37 years old"


def test_every_field_reaches_the_record(people: List, qtbot: QtBot) -> None:
    people.view.add_client()
    sheet, added = people.sheet, []
    people.view.client_added.connect(added.append)
    for field, text in (
        (sheet.name, "مريم كيلر"),
        (sheet.preferred_name, "Mimi"),
        (sheet.birth_date, "4 May 1988"),
        (sheet.pronouns, "she/her"),
        (sheet.phone, "+44 20 7946 0000"),
        (sheet.email, "m@example.org"),
        (sheet.emergency_contact, "Ana, sister"),
    ):
        field.set_text(text)
    sheet.add_button.click()
    qtbot.waitUntil(lambda: bool(added))
    assert ClientDetails.of(added[0]) == ClientDetails(
        "مريم كيلر", date(1988, 5, 4), "Mimi", "she/her", "+44 20 7946 0000", "m@example.org", "Ana, sister"
    )
    people.settle()
    assert people.view.sheet is None


def test_a_namesake_is_asked_about_once(people: List, qtbot: QtBot) -> None:
    people.view.add_client()
    sheet = people.sheet
    sheet.name.set_text("mara keller")
    sheet.birth_date.set_text("4.5.1991")
    sheet.add_button.click()
    qtbot.waitUntil(sheet.banner.isVisible)
    assert "C-0001" in sheet.banner.message
    assert sheet.add_button.text() == strings.Clients.ADD_ANYWAY
    sheet.add_button.click()
    qtbot.waitUntil(lambda: people.view.sheet is None)
    assert len(people.table.workspace.clients.list_all()) == 3


def test_what_was_typed_is_not_thrown_away_by_one_key(people: List, qtbot: QtBot) -> None:
    people.view.add_client()
    sheet = people.sheet
    qtbot.keyClicks(sheet.name.edit, "Lena")
    assert people.view.unsaved_work() == strings.Leaving.TYPED
    qtbot.keyClick(sheet, Key.Key_Escape)
    assert sheet.banner.title == strings.Leaving.TITLE
    assert people.view.sheet is sheet
    sheet.banner.action_button.click()
    assert people.view.sheet is None
    people.view.add_client()
    qtbot.keyClick(people.sheet, Key.Key_Escape)
    assert people.view.sheet is None, "nothing was typed"


@pytest.mark.parametrize(
    "name", ["x" * 200, "Dr. Maria-Magdalena von und zu Hohenstein-Wittelsbach " * 3, "مريم " * 30]
)
def test_very_long_names_break_neither_list_nor_form(people: List, qapp: QApplication, name: str) -> None:
    client = people.table.workspace.clients.create(name)
    people.table.desk.preferences.set_show_full_names(True)
    people.load()
    people.view.resize(700, 500)
    qapp.processEvents()
    assert people.view.header.width() <= 700
    assert not people.view.list.grab().isNull()
    sheet = ClientSheet(TODAY, client, people.view)
    assert sheet.name.text == client.name
    sheet.deleteLater()
