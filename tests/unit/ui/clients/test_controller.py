"""Listing, finding and adding clients; a client's page with its consents."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from pytestqt.qtbot import QtBot

from tests.fake_desk import TODAY, TestDesk, open_desk
from therapease.domain.audit import AuditAction
from therapease.domain.client import Client
from therapease.domain.consent import ConsentPurpose
from therapease.domain.ids import ClientId
from therapease.errors import InvalidFieldError, NotFoundError
from therapease.services.clients import ClientPage
from therapease.ui.clients.controller import ClientListController, ClientListState, ClientPageController


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
    table.desk.preferences.set_show_full_names(True)
    assert [row.title for row in states[-1].rows] == ["Jonas Reuter"]


def test_adding_a_client_tells_whom(qtbot: QtBot, table: TestDesk) -> None:
    controller = ClientListController(table.desk)
    with qtbot.waitSignal(controller.created) as created:
        controller.create("  Lena   Sand ", None)
    assert isinstance(created.args[0], Client)
    assert created.args[0].name == "Lena Sand"


@pytest.mark.parametrize(
    ("name", "born", "field"), [("  ", None, "name"), ("Lena Sand", TODAY + timedelta(days=1), "date_of_birth")]
)
def test_what_is_wrong_names_its_field(qtbot: QtBot, table: TestDesk, name: str, born: date | None, field: str) -> None:
    controller = ClientListController(table.desk)
    with qtbot.waitSignal(controller.failed) as failed:
        controller.create(name, born)
    assert isinstance(failed.args[0], InvalidFieldError)
    assert failed.args[0].field == field


def test_opening_a_page_is_audited_and_consents_come_and_go(qtbot: QtBot, table: TestDesk) -> None:
    client = table.add_client(with_consents=False)
    controller = ClientPageController(table.desk)
    pages: list[ClientPage] = []
    controller.loaded.connect(pages.append)
    with qtbot.waitSignal(controller.loaded):
        controller.open(client.id)
    assert AuditAction.CLIENT_VIEWED in table.vault.actions
    with qtbot.waitSignal(controller.loaded):
        controller.give_consent(ConsentPurpose.RECORDING)
    (consent,) = pages[-1].consents
    assert consent.is_in_force
    with qtbot.waitSignal(controller.loaded):
        controller.revoke_consent(consent)
    assert not pages[-1].consents[0].is_in_force
    assert table.vault.actions[-2:] == [AuditAction.CONSENT_REVOKED, AuditAction.CLIENT_VIEWED]


def test_a_client_that_is_gone_is_said(qtbot: QtBot, table: TestDesk) -> None:
    controller = ClientPageController(table.desk)
    with qtbot.waitSignal(controller.failed) as failed:
        controller.open(ClientId("nobody"))
    assert isinstance(failed.args[0], NotFoundError)
