"""Out of a place: back where one came from, and the question where leaving stops a job."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.open_window import OpenWindow
from therapease.domain.session import SessionStatus


def test_leaving_while_a_job_runs_asks_first(place: OpenWindow, qtbot: QtBot, recording: Path) -> None:
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


def test_back_goes_where_one_came_from(place: OpenWindow, qtbot: QtBot) -> None:
    client = place.client()
    place.window.open_clients()
    place.window.open_client(client.id)
    place.window.open_settings()
    for expected in (place.window.client_page, place.window.client_list, place.window.today, place.window.today):
        qtbot.keyClick(place.window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
        assert place.window.stack.currentWidget() is expected
    place.wait()
