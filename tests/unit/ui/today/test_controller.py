"""Today reads the newest sessions and counts what waits."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from tests.fake_desk import open_desk
from tests.fakes import START
from therapease.domain.session import SessionStatus
from therapease.ui.today.controller import TodayController, TodayState


def test_an_empty_practice_and_one_with_a_draft(qtbot: QtBot) -> None:
    with open_desk(qtbot) as table:
        controller = TodayController(table.desk)
        states: list[TodayState] = []
        controller.changed.connect(states.append)
        with qtbot.waitSignal(controller.changed):
            controller.load()
        assert states[-1] == TodayState((), (), "No note waits for your signature.", has_clients=False)
        client = table.add_client()
        session = table.workspace.schedule.add_session(client.id, START)
        table.vault.tables.sessions[session.id] = session.moved_to(SessionStatus.DRAFTED)
        with qtbot.waitSignal(controller.changed):
            controller.load()
        assert states[-1].subtitle == "One note waits for your signature."
        assert [row.key for row in states[-1].to_sign] == [session.id]
        assert states[-1].has_clients
