"""Activity in the window: from the rail, from a client's page, filtered, paged, checked, exported."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from tests.fakes import START, FakeClock, FakeDoor, FakeVault, new_workspace
from tests.lockable_window import settle
from therapease.domain.activity import ActivityKind
from therapease.domain.audit import AuditAction
from therapease.domain.history_check import BreakKind, HistoryBreak
from therapease.domain.user import UserRole
from therapease.services.activity import PAGE_ROWS
from therapease.services.workspace import Workspace
from therapease.ui import strings
from therapease.ui.activity.controller import KINDS
from therapease.ui.app import WindowSession
from therapease.ui.main_window import MainWindow

WORDS = strings.Activity


@pytest.fixture
def workspace() -> Workspace:
    work = new_workspace(FakeClock(START))
    mara = work.clients.create("Mara Keller")
    work.clients.create("Noor Aziz")
    work.schedule.add_session(mara.id, START)
    return work


@pytest.fixture
def window(session: WindowSession) -> MainWindow:
    assert session.window is not None
    return session.window


def vault_of(work: Workspace) -> FakeVault:
    assert isinstance(work.vault, FakeVault)
    return work.vault


def happen(work: Workspace, action: AuditAction, times: int = 1, object_id: str | None = None) -> None:
    with vault_of(work).unit_of_work() as unit:
        for _ in range(times):
            unit.audit.append(action, object_id)
        unit.commit()


def titles(window: MainWindow) -> list[str]:
    return [row.title for row in window.activity.view.list.row_model.rows]


def test_the_rail_leads_to_everything_newest_first(window: MainWindow, session: WindowSession, qtbot: QtBot) -> None:
    window.rail.button("activity").click()
    settle(qtbot, session)
    assert window.place is window.activity.view
    assert window.rail.button("activity").isChecked()
    assert titles(window) == ["Session added", "Client added", "Client added"]
    first = window.activity.view.list.row_model.rows[0]
    assert first.line == "Erika Lindqvist"
    assert first.addition.endswith("session 1")
    assert first.right.startswith("Today, ")


def test_one_click_tells_who_looked_at_a_record(
    window: MainWindow, session: WindowSession, workspace: Workspace, qtbot: QtBot
) -> None:
    mara, noor = sorted(workspace.clients.list_all(), key=lambda client: client.name)
    window.open_client(noor.id)
    settle(qtbot, session)
    window.client_page.activity_button.click()
    settle(qtbot, session)
    view = window.activity.view
    assert window.place is view
    assert titles(window) == ["Client's page opened", "Client added"]
    assert view.client.box.currentText().endswith(noor.code)
    view.client.box.setCurrentIndex(0)
    view.client.chosen.emit(0)
    settle(qtbot, session)
    assert len(titles(window)) == 4
    window.go_back()
    settle(qtbot, session)
    assert window.place is window.client_page
    assert mara.id != noor.id


def test_filters_narrow_down_and_nothing_found_leads_back(
    window: MainWindow, session: WindowSession, qtbot: QtBot
) -> None:
    window.open_activity()
    settle(qtbot, session)
    view = window.activity.view
    view.kind.chosen.emit(KINDS.index(ActivityKind.GIVEN_OUT) + 1)
    settle(qtbot, session)
    assert view.empty.isVisible()
    assert not view.export_button.isEnabled()
    view.show_all.click()
    settle(qtbot, session)
    assert len(titles(window)) == 3
    assert view.kind.choice == 0


def test_more_events_come_as_one_scrolls(
    window: MainWindow, session: WindowSession, workspace: Workspace, qtbot: QtBot
) -> None:
    happen(workspace, AuditAction.SETTINGS_CHANGED, PAGE_ROWS + 20)
    window.open_activity()
    settle(qtbot, session)
    assert len(titles(window)) == PAGE_ROWS
    bar = window.activity.view.list.verticalScrollBar()
    # The rows are laid out in the turn after they came.
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    at = bar.value()
    assert at > 0
    qtbot.waitUntil(lambda: len(titles(window)) == PAGE_ROWS + 23)
    assert bar.value() == at


def test_a_row_leads_to_what_it_is_about(window: MainWindow, session: WindowSession, qtbot: QtBot) -> None:
    window.open_activity()
    settle(qtbot, session)
    rows = window.activity.view.list
    rows.setFocus()
    rows.setCurrentIndex(rows.row_model.index(1))
    qtbot.keyClick(rows, Qt.Key.Key_Return)
    settle(qtbot, session)
    assert window.place is window.client_page


def test_the_check_says_when_and_how_many(window: MainWindow, session: WindowSession, qtbot: QtBot) -> None:
    window.open_activity()
    view = window.activity.view
    view.check_button.click()
    assert view.check_line.text() == WORDS.CHECKING
    settle(qtbot, session)
    assert view.check_line.text().startswith("3 events checked, nothing missing and nothing changed. Today, ")
    assert view.warning.isHidden()
    assert window.activity.card.isHidden()


def test_a_damaged_history_is_told_here_and_on_today(
    window: MainWindow, session: WindowSession, workspace: Workspace, qtbot: QtBot
) -> None:
    vault_of(workspace).history_breaks = (HistoryBreak(BreakKind.MISSING_AT_END, 4, 12, START),)
    window.activity.controller.check()
    settle(qtbot, session)
    card = window.activity.card
    assert card.isVisible()
    assert card.title == WORDS.BROKEN_TITLE
    assert "12 events missing after" in card.message
    card.action_button.click()
    settle(qtbot, session)
    assert window.place is window.activity.view
    assert window.activity.view.warning.isVisible()
    assert titles(window)[0] == "History found damaged"


def test_failed_attempts_since_one_was_last_here_are_told(qtbot: QtBot, qapp: QApplication) -> None:
    work = new_workspace(FakeClock(START))
    happen(work, AuditAction.SIGN_IN)
    for hours in (3, 2):
        happen(work, AuditAction.SIGN_IN_FAILED, 1, (START - timedelta(hours=hours)).isoformat(timespec="seconds"))
    happen(work, AuditAction.SIGN_IN)
    session = WindowSession(qapp, FakeDoor(), today=lambda: START.date())
    session.enter(work)
    settle(qtbot, session)
    assert session.window is not None
    card = session.window.activity.card
    assert card.title == "2 failed attempts to sign in since you were last here"
    session.window.open_activity()
    settle(qtbot, session)
    assert session.window.activity.view.sign_ins.title == card.title
    session.close()


def test_what_is_shown_is_exported(
    window: MainWindow, session: WindowSession, qtbot: QtBot, tmp_path: Path, workspace: Workspace
) -> None:
    window.open_activity()
    settle(qtbot, session)
    view = window.activity.view
    view.export_button.click()
    dialog = view.findChild(QFileDialog)
    assert dialog is not None
    target = tmp_path / "activity.json"
    dialog.fileSelected.emit(str(target))
    dialog.close()
    settle(qtbot, session)
    assert len(json.loads(target.read_text("utf-8"))["events"]) == 3
    assert view.toast.isVisible()
    assert vault_of(workspace).actions[-1] is AuditAction.HISTORY_EXPORTED


def test_a_therapist_has_no_such_place_and_still_sees_who_looked_at_her_clients(
    qtbot: QtBot, qapp: QApplication
) -> None:
    work = new_workspace(FakeClock(START))
    object.__setattr__(work.user, "role", UserRole.THERAPIST)
    client = work.clients.create("Mara Keller")
    session = WindowSession(qapp, FakeDoor(), today=lambda: START.date())
    session.enter(work)
    settle(qtbot, session)
    window = session.window
    assert window is not None
    with pytest.raises(KeyError):
        window.rail.button("activity")
    window.open_activity_of(client.id)
    settle(qtbot, session)
    assert titles(window) == ["Client added"]
    assert not window.activity.view.client.isVisible()
    assert window.activity.view.kind.isVisible()
    session.close()
