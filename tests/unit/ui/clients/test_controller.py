"""Listing, finding and adding clients."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from pytestqt.qtbot import QtBot

from tests.fake_desk import TODAY, TestDesk, open_desk
from therapease.domain.client import Client
from therapease.errors import InvalidFieldError
from therapease.services.client_details import ClientDetails
from therapease.ui.clients.client_filter import ClientFilter, ClientSort
from therapease.ui.clients.controller import ClientListController, ClientListState


@pytest.fixture
def table(qtbot: QtBot) -> Iterator[TestDesk]:
    with open_desk(qtbot) as table:
        yield table


def test_the_list_counts_and_finds(qtbot: QtBot, table: TestDesk) -> None:
    for name in ("Mara Keller", "Jonas Reuter", "Amira Toma"):
        table.add_client(name)
    controller = ClientListController(table.desk)
    states: list[ClientListState] = []
    controller.changed.connect(states.append)
    with qtbot.waitSignal(controller.changed):
        controller.load()
    assert [row.title for row in states[-1].rows] == ["A. T.", "J. R.", "M. K."]
    assert states[-1].subtitle == "Three clients"
    controller.search("reut")
    assert [row.title for row in states[-1].rows] == ["J. R."]
    assert states[-1].subtitle == "1 of 3 clients"
    with qtbot.waitSignal(controller.changed):
        table.desk.preferences.set_show_full_names(True)
    assert [row.title for row in states[-1].rows] == ["Jonas Reuter"]


def test_adding_a_client_tells_whom(qtbot: QtBot, table: TestDesk) -> None:
    controller = ClientListController(table.desk)
    with qtbot.waitSignal(controller.created) as created:
        controller.add(ClientDetails("  Lena   Sand "))
    assert isinstance(created.args[0], Client)
    assert created.args[0].name == "Lena Sand"


@pytest.mark.parametrize(
    ("name", "born", "field"), [("  ", None, "name"), ("Lena Sand", TODAY + timedelta(days=1), "date_of_birth")]
)
def test_what_is_wrong_names_its_field(qtbot: QtBot, table: TestDesk, name: str, born: date | None, field: str) -> None:
    controller = ClientListController(table.desk)
    with qtbot.waitSignal(controller.add_failed) as failed:
        controller.add(ClientDetails(name, born))
    assert isinstance(failed.args[0], InvalidFieldError)
    assert failed.args[0].field == field


@pytest.fixture
def loaded(qtbot: QtBot, table: TestDesk) -> tuple[ClientListController, list[ClientListState]]:
    """A list of three, one of them archived, and the states it tells of."""
    for name in ("Mara Keller", "Jonas Reuter", "Amira Toma"):
        table.add_client(name)
    archived = table.workspace.clients.list_all()[0]
    table.workspace.clients.archive(archived.id)
    controller = ClientListController(table.desk)
    states: list[ClientListState] = []
    controller.changed.connect(states.append)
    with qtbot.waitSignal(controller.changed):
        controller.load()
    return controller, states


def test_archived_clients_are_seen_under_their_filter_only(
    loaded: tuple[ClientListController, list[ClientListState]],
) -> None:
    controller, states = loaded
    assert [row.title for row in states[-1].rows] == ["J. R.", "M. K."]
    assert states[-1].counts[ClientFilter.ARCHIVED] == 1
    controller.choose_filter(ClientFilter.ARCHIVED)
    assert [row.title for row in states[-1].rows] == ["A. T."]
    assert states[-1].subtitle == "1 of 3 clients: Archived"


def test_letters_found_elsewhere_only_are_told_so(
    loaded: tuple[ClientListController, list[ClientListState]],
) -> None:
    controller, states = loaded
    controller.search("amira")
    assert (states[-1].rows, states[-1].found_elsewhere) == ((), ClientFilter.ARCHIVED)
    controller.search("nobody")
    assert states[-1].found_elsewhere is None
    controller.choose_filter(ClientFilter.UNSIGNED)
    controller.search("mara")
    assert states[-1].found_elsewhere is ClientFilter.ALL


def test_the_order_can_be_another(qtbot: QtBot, loaded: tuple[ClientListController, list[ClientListState]]) -> None:
    controller, states = loaded
    with qtbot.waitSignal(controller.changed):
        controller.choose_sort(ClientSort.CODE)
    assert [row.addition for row in states[-1].rows] == ["C-0001", "C-0002"]


def test_a_namesake_is_told_of_before_adding(qtbot: QtBot, table: TestDesk) -> None:
    client = table.add_client("Mara Keller")
    controller = ClientListController(table.desk)
    details = ClientDetails("mara keller", client.date_of_birth)
    with qtbot.waitSignal(controller.namesakes_found) as found:
        controller.add(details)
    assert found.args[0] == [client]
    assert len(table.workspace.clients.list_all()) == 1
    with qtbot.waitSignal(controller.created):
        controller.add(details, is_asked=True)
    assert len(table.workspace.clients.list_all()) == 2
