"""The form for a new session: when it was is guessed from the recording, and says so."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QDateTime, Qt
from pytestqt.qtbot import QtBot

from tests.fake_desk import TestDesk, open_desk
from tests.fakes import START
from therapease.domain.consent import ConsentPurpose
from therapease.domain.ids import ClientId
from therapease.ui import strings
from therapease.ui.intake.controller import NewSessionController
from therapease.ui.intake.new_session_view import NewSessionView

MADE = START.astimezone(UTC).replace(second=0, microsecond=0) - timedelta(hours=20, minutes=7)


@pytest.fixture
def table(qtbot: QtBot) -> Iterator[TestDesk]:
    with open_desk(qtbot) as table:
        yield table


@pytest.fixture
def client_id(table: TestDesk) -> ClientId:
    return table.add_client().id


@pytest.fixture
def form(table: TestDesk, client_id: ClientId, qtbot: QtBot) -> NewSessionView:
    form = NewSessionView(NewSessionController(table.desk))
    qtbot.addWidget(form)
    form.show()
    form.reset()
    with qtbot.waitSignal(form.controller.changed):
        form.controller.open(client_id)
    return form


def recording(folder: Path, made: datetime | None) -> Path:
    seconds = int((made - datetime(1904, 1, 1, tzinfo=UTC)).total_seconds()) if made is not None else 0
    mvhd = struct.pack(">I4sII", 16, b"mvhd", 0, seconds)
    path = folder / "session.m4a"
    path.write_bytes(struct.pack(">I4s4s", 12, b"ftyp", b"M4A ") + struct.pack(">I4s", 24, b"moov") + mvhd)
    return path


def choose(form: NewSessionView, path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(form.controller.dated):
        form.drop_zone.take_dropped([path])


def hint(form: NewSessionView) -> str:
    return form.when.accessibleDescription()


def test_before_a_recording_is_chosen_the_time_is_now_and_says_so(form: NewSessionView) -> None:
    assert timedelta() <= START - form.when.moment < timedelta(minutes=15)
    assert hint(form) == strings.NewSession.WHEN_GUESSED


def test_the_time_is_taken_from_the_recording(form: NewSessionView, tmp_path: Path, qtbot: QtBot) -> None:
    choose(form, recording(tmp_path, MADE), qtbot)
    assert form.when.moment == MADE
    assert hint(form) == strings.NewSession.WHEN_FROM_FILE


def test_a_recording_without_a_time_leaves_the_guess(form: NewSessionView, tmp_path: Path, qtbot: QtBot) -> None:
    before = form.when.moment
    choose(form, recording(tmp_path, None), qtbot)
    assert form.when.moment == before
    assert hint(form) == strings.NewSession.WHEN_NOT_IN_FILE


def test_a_time_somebody_chose_is_kept(form: NewSessionView, tmp_path: Path, qtbot: QtBot) -> None:
    chosen = QDateTime.fromSecsSinceEpoch(int(START.timestamp()) - 86_400)
    form.when.setDateTime(chosen)
    choose(form, recording(tmp_path, MADE), qtbot)
    assert form.when.dateTime() == chosen


def test_an_appointment_keeps_its_time(
    form: NewSessionView, table: TestDesk, client_id: ClientId, tmp_path: Path, qtbot: QtBot
) -> None:
    session = table.workspace.schedule.add_session(client_id, START - timedelta(hours=1))
    with qtbot.waitSignal(form.controller.changed):
        form.controller.open(client_id, session)
    choose(form, recording(tmp_path, MADE), qtbot)
    assert form.when.moment == session.starts_at
    assert hint(form) == ""


def test_once_a_recording_is_chosen_the_keyboard_is_on_what_is_missing_yet(
    form: NewSessionView, tmp_path: Path, qtbot: QtBot
) -> None:
    form.drop_zone.button.setFocus()
    choose(form, recording(tmp_path, MADE), qtbot)
    missing = next(iter(form.consents.buttons.values()), form.start_button)
    assert form.focusWidget() is missing
    assert missing.isEnabled()


def test_starting_twice_makes_one_session_and_leaves_the_keyboard_where_it_is(
    form: NewSessionView, table: TestDesk, client_id: ClientId, tmp_path: Path, qtbot: QtBot
) -> None:
    for purpose in (ConsentPurpose.RECORDING, ConsentPurpose.AI_NOTES):
        with qtbot.waitSignal(form.controller.changed):
            form.controller.give_consent(purpose)
    choose(form, recording(tmp_path, MADE), qtbot)
    form.start_button.setFocus()
    with qtbot.waitSignal(form.controller.started):
        for _ in range(2):
            qtbot.keyClick(form.start_button, Qt.Key.Key_Space)
        assert form.focusWidget() is form.start_button, "the next key would have pressed Cancel"
    assert len(table.desk.workspace.clients.open_page(client_id).sessions) == 1
