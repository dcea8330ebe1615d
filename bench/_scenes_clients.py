"""The scenes of the clients' places: the list, a client's page with all that can be on it, and their forms."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtWidgets import QWidget

from bench._practice import NOW, TODAY
from bench._stage import NARROW, WIDE, Stage, scene
from therapease.domain.goal import GoalStatus
from therapease.domain.ids import ClientId, SessionId
from therapease.domain.measure import GAD_7, PHQ_9, Instrument
from therapease.services.client_details import ClientDetails
from therapease.services.measures import Result
from therapease.ui.clients.client_filter import ClientFilter
from therapease.ui.clients.page_view import MEASURES, NOTES

SMALLEST = (1024, 640)
_PHQ_9 = (
    (2, 2, 2, 2, 1, 2, 2, 1, 1),
    (2, 2, 2, 2, 1, 2, 1, 1, 0),
    (2, 2, 2, 2, 1, 1, 1, 1, 0),
    (2, 1, 2, 2, 1, 1, 1, 1, 0),
    (1, 1, 2, 1, 1, 1, 1, 1, 0),
)
_GAD_7 = (
    (3, 3, 3, 2, 2, 1, 3),
    (3, 2, 3, 2, 2, 1, 2),
    (2, 2, 3, 2, 1, 1, 2),
    (2, 2, 2, 1, 1, 1, 2),
    (1, 1, 2, 1, 1, 1, 2),
)
_GOALS = (
    ("Sing the solo at the May concert", 5, 2, GoalStatus.OPEN),
    ("Sleep through four nights a week", 5, 1, GoalStatus.OPEN),
    ("Tell one colleague about the panic", 5, 5, GoalStatus.REACHED),
    ("Answer every message the same day", 3, 1, GoalStatus.DROPPED),
)
_LONG_NAME = "Dr. Maria-Magdalena Anneliese von und zu Hohenstein-Wittelsbach-Sachsenhausen, geborene Ó Súilleabháin"


@scene("clients", sizes=(WIDE, NARROW))
def clients(stage: Stage) -> QWidget:
    _more_clients(stage)
    stage.window.open_clients()
    return stage.settled(stage.window)


@scene("clients-full-names")
def full_names(stage: Stage) -> QWidget:
    stage.window.desk.preferences.set_show_full_names(True)
    return clients(stage)


@scene("clients-nobody-found")
def nobody_found(stage: Stage) -> QWidget:
    clients(stage)
    stage.window.client_list.search.setText("ruth")
    return stage.settled(stage.window)


@scene("clients-archived")
def archived(stage: Stage) -> QWidget:
    clients(stage)
    stage.window.client_list.controller.choose_filter(ClientFilter.ARCHIVED)
    return stage.settled(stage.window)


@scene("client-new")
def new_client(stage: Stage) -> QWidget:
    stage.window.open_clients()
    stage.settled(stage.window)
    stage.window.add_client()
    sheet = stage.window.client_list.sheet
    return stage.settled(sheet if sheet is not None else stage.window)


@scene("client-wrong")
def wrong_client(stage: Stage) -> QWidget:
    new_client(stage)
    sheet = stage.window.client_list.sheet
    if sheet is None:
        return stage.window
    sheet.birth_date.set_text("31.2.1988")
    sheet.phone.set_text("ask her")
    sheet.email.set_text("mara@example")
    sheet.add_button.click()
    return stage.settled(sheet)


@scene("client", sizes=(WIDE, NARROW))
def client(stage: Stage) -> QWidget:
    client_id = stage.client_id("Mara Keller")
    _outcomes(stage, client_id)
    stage.window.open_client(client_id)
    return stage.settled(stage.window)


@scene("client-empty")
def empty_client(stage: Stage) -> QWidget:
    stage.window.open_client(stage.client_id("Lena Sand"))
    return stage.settled(stage.window)


@scene("client-archived")
def archived_client(stage: Stage) -> QWidget:
    client_id = stage.client_id("Paul Wieland")
    stage.window.desk.workspace.clients.archive(client_id)
    stage.window.open_client(client_id)
    return stage.settled(stage.window)


@scene("client-long-name", sizes=(SMALLEST,))
def long_name(stage: Stage) -> QWidget:
    stage.window.desk.preferences.set_show_full_names(True)
    details = ClientDetails(_LONG_NAME, date(1960, 2, 29), "Lena", "they/them", "+44 20 7946 0000")
    added = stage.window.desk.workspace.clients.add(details)
    stage.window.open_client(added.id)
    return stage.settled(stage.window)


@scene("client-notes")
def notes(stage: Stage) -> QWidget:
    client(stage)
    stage.window.client_page.tabs.setCurrentIndex(NOTES)
    return stage.settled(stage.window)


@scene("client-measures")
def measures(stage: Stage) -> QWidget:
    client(stage)
    stage.window.client_page.tabs.setCurrentIndex(MEASURES)
    return stage.settled(stage.window)


@scene("measure-new")
def new_measure(stage: Stage) -> QWidget:
    client(stage)
    forms = stage.window.client_page.forms
    forms.enter_measure(PHQ_9.key)
    sheet = forms.sheet
    return stage.settled(sheet if sheet is not None else stage.window)


@scene("goal")
def goal(stage: Stage) -> QWidget:
    client(stage)
    page, forms = stage.window.client_page.controller.page, stage.window.client_page.forms
    if page is not None:
        forms.move_goal(page.goals[0])
    return stage.settled(forms.sheet if forms.sheet is not None else stage.window)


def _more_clients(stage: Stage) -> None:
    """Give the list somebody of each kind: with an appointment, archived, with names of other scripts."""
    workspace = stage.window.desk.workspace
    for name in ("Łukasz Górski", "مريم كيلر", "Ruth Øverland", "Seán Ó Faoláin"):
        workspace.clients.create(name)
    workspace.clients.archive(stage.client_id("Ruth Øverland"))
    for name, days in (("Mara Keller", 7), ("Jonas Reuter", 2), ("Łukasz Górski", 1)):
        workspace.schedule.add_session(stage.client_id(name), NOW + timedelta(days=days))


def _outcomes(stage: Stage, client_id: ClientId) -> None:
    """Give a client a year's worth of what the page can show."""
    workspace = stage.window.desk.workspace
    workspace.clients.edit(
        client_id, ClientDetails("Mara Keller", date(1991, 5, 4), "", "she/her", "+44 20 7946 0000", "mara@example.org")
    )
    sessions = {session.starts_at.date(): session.id for session in workspace.clients.open_page(client_id).sessions}
    _measure(stage, client_id, PHQ_9, _PHQ_9, sessions)
    _measure(stage, client_id, GAD_7, _GAD_7, sessions)
    for title, steps, step, status in _GOALS:
        made = workspace.goals.add(client_id, title, steps)
        workspace.goals.move(made.id, 0, step, status)


def _measure(
    stage: Stage,
    client_id: ClientId,
    asked: Instrument,
    answers: Sequence[tuple[int, ...]],
    sessions: dict[date, SessionId],
) -> None:
    for weeks_ago, given in zip(range(len(answers) - 1, -1, -1), answers, strict=True):
        day = TODAY - timedelta(weeks=weeks_ago)
        result = Result(asked.key, day, answers=given, session_id=sessions.get(day))
        stage.window.desk.workspace.measures.add(client_id, result)
