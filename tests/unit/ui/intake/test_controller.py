"""The form for a new session and the page of one on its way."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.fake_desk import TestDesk, open_desk
from tests.fakes import START
from therapease.domain.consent import ConsentPurpose
from therapease.domain.session import Attendance, SessionStatus
from therapease.errors import EngineCrashedError, InvalidTransitionError
from therapease.ui.intake.controller import NewSessionController, ProgressController
from therapease.ui.jobs import JobStatus


@pytest.fixture
def table(qtbot: QtBot) -> Iterator[TestDesk]:
    with open_desk(qtbot) as table:
        yield table


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "session.wav"
    path.write_bytes(b"sound")
    return path


def test_both_consents_are_needed(qtbot: QtBot, table: TestDesk) -> None:
    client = table.add_client(with_consents=False)
    form = NewSessionController(table.desk)
    with qtbot.waitSignal(form.changed):
        form.open(client.id)
    assert form.state is not None and not form.state.has_consent
    for purpose in (ConsentPurpose.RECORDING, ConsentPurpose.AI_NOTES):
        assert not form.state.has_consent
        with qtbot.waitSignal(form.changed):
            form.give_consent(purpose)
    assert form.state.has_consent
    assert form.state.number == 1


def test_a_form_for_another_client_never_starts_for_the_one_before(qtbot: QtBot, table: TestDesk, source: Path) -> None:
    """While the vault is busy the former client's page is what is known: her session must not be begun with it."""
    first, second = table.add_client(), table.add_client(name="Jonas Roth")
    form, gate = NewSessionController(table.desk), threading.Event()
    with qtbot.waitSignal(form.changed):
        form.open(first.id)
    table.desk.background.start(form, lambda: gate.wait(5))
    form.open(second.id)
    form.start(START, Attendance.VIDEO, source)
    with qtbot.waitSignal(form.changed):
        gate.set()
    assert form.state is not None and form.state.client.id == second.id
    assert not table.vault.tables.sessions


def test_starting_adds_the_session_and_begins_its_job(qtbot: QtBot, table: TestDesk, source: Path) -> None:
    client = table.add_client()
    form = NewSessionController(table.desk)
    with qtbot.waitSignal(form.changed):
        form.open(client.id)
    with qtbot.waitSignals([form.started, table.desk.jobs.finished]):
        form.start(START, Attendance.VIDEO, source)
    (session,) = table.vault.tables.sessions.values()
    assert (session.attendance, session.starts_at, session.status) == (
        Attendance.VIDEO,
        START,
        SessionStatus.DRAFTED,
    )


def test_a_session_without_a_recording_is_used_again(qtbot: QtBot, table: TestDesk, source: Path) -> None:
    client = table.add_client()
    session = table.workspace.schedule.add_session(client.id, START)
    form = NewSessionController(table.desk)
    with qtbot.waitSignal(form.changed):
        form.open(client.id, session)
    with qtbot.waitSignals([form.started, table.desk.jobs.finished]):
        form.start(START, Attendance.IN_PERSON, source)
    assert len(table.vault.tables.sessions) == 1


def test_an_appointment_keeps_when_it_really_was(qtbot: QtBot, table: TestDesk, source: Path) -> None:
    client = table.add_client()
    (session,) = table.workspace.appointments.book(client.id, [START], 50, Attendance.IN_PERSON)
    form = NewSessionController(table.desk)
    with qtbot.waitSignal(form.changed):
        form.open(client.id, session)
    assert form.state is not None and form.state.has_times_to_confirm
    began = START - timedelta(minutes=5)
    with qtbot.waitSignals([form.started, table.desk.jobs.finished]):
        form.start(began, Attendance.PHONE, source, 45)
    (held,) = table.vault.tables.sessions.values()
    assert (held.id, held.number) == (session.id, session.number)
    assert (held.starts_at, held.ends_at, held.attendance) == (began, began + timedelta(minutes=45), Attendance.PHONE)


def test_an_end_that_nobody_noted_stays_away(qtbot: QtBot, table: TestDesk, source: Path) -> None:
    client = table.add_client()
    (session,) = table.workspace.appointments.book(client.id, [START], 50, Attendance.IN_PERSON)
    form = NewSessionController(table.desk)
    with qtbot.waitSignal(form.changed):
        form.open(client.id, session)
    with qtbot.waitSignals([form.started, table.desk.jobs.finished]):
        form.start(START, Attendance.IN_PERSON, source)
    (held,) = table.vault.tables.sessions.values()
    assert held.ends_at is None, "the plan is not when it was"


def test_while_another_session_is_worked_on_the_form_says_so(qtbot: QtBot, table: TestDesk, source: Path) -> None:
    table.engine.hold.add("import")
    client = table.add_client()
    form = NewSessionController(table.desk)
    with qtbot.waitSignal(form.changed):
        form.open(client.id)
    with qtbot.waitSignal(form.started):
        form.start(START, Attendance.IN_PERSON, source)
    with qtbot.waitSignal(form.failed) as failed:
        form.start(START, Attendance.IN_PERSON, source)
    assert isinstance(failed.args[0], InvalidTransitionError)
    table.desk.jobs.cancel()
    qtbot.waitUntil(lambda: not table.desk.jobs.is_running)


def test_a_kept_recording_is_transcribed_later(qtbot: QtBot, table: TestDesk, source: Path) -> None:
    client = table.add_client()
    table.engine.fail_with["transcribe"] = EngineCrashedError()
    form = NewSessionController(table.desk)
    with qtbot.waitSignal(form.changed):
        form.open(client.id)
    with qtbot.waitSignal(form.started) as started:
        form.start(START, Attendance.IN_PERSON, source)
    qtbot.waitUntil(lambda: not table.desk.jobs.is_running)
    page = ProgressController(table.desk)
    with qtbot.waitSignal(page.loaded):
        page.open(started.args[0])
    assert page.job is not None and page.job.status is JobStatus.FAILED
    table.desk.jobs.dismiss()
    assert page.job is None
    with qtbot.waitSignal(table.desk.jobs.finished):
        page.go_on()
    assert table.engine.calls == ["import", "transcribe", "transcribe", "draft"]


def test_going_on_after_a_failure_tries_the_same_step(qtbot: QtBot, table: TestDesk, source: Path) -> None:
    client = table.add_client()
    table.engine.fail_with["draft"] = EngineCrashedError()
    form = NewSessionController(table.desk)
    page = ProgressController(table.desk)
    with qtbot.waitSignal(form.changed):
        form.open(client.id)
    with qtbot.waitSignal(form.started) as started:
        form.start(START, Attendance.IN_PERSON, source)
    page.open(started.args[0])
    qtbot.waitUntil(lambda: not table.desk.jobs.is_running)
    with qtbot.waitSignal(table.desk.jobs.finished):
        page.go_on()
    assert table.engine.calls == ["import", "transcribe", "draft", "draft"]
