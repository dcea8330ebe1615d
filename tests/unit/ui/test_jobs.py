"""The chain from recording to draft: it keeps each step, stops, fails and goes on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.fake_desk import TestDesk, open_desk
from tests.fakes import START
from therapease.domain.carrying import own_lines
from therapease.domain.ids import SessionId
from therapease.domain.session import SessionStatus
from therapease.errors import (
    EngineCrashedError,
    InternalError,
    InvalidTransitionError,
    NotAudioError,
    TruncatedAudioError,
)
from therapease.ui.jobs import JobState, JobStatus, JobStep, JobSubject, SessionJobs


@pytest.fixture
def table(qtbot: QtBot) -> Iterator[TestDesk]:
    with open_desk(qtbot) as table:
        yield table


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "session.wav"
    path.write_bytes(b"sound")
    return path


def subject_of(table: TestDesk) -> JobSubject:
    client = table.add_client()
    session = table.workspace.schedule.add_session(client.id, START)
    return JobSubject(session.id, client.id, "M. K.", session.number)


def status_of(table: TestDesk, session_id: SessionId) -> SessionStatus:
    return table.vault.tables.sessions[session_id].status


def test_three_steps_lead_to_a_draft(qtbot: QtBot, table: TestDesk, source: Path) -> None:
    jobs, subject = table.desk.jobs, subject_of(table)
    states: list[JobState] = []
    jobs.changed.connect(states.append)
    with qtbot.waitSignal(jobs.finished) as finished:
        jobs.start(subject, JobStep.IMPORT, source)
    assert finished.args == [subject]
    assert table.engine.calls == ["import", "transcribe", "draft"]
    assert status_of(table, subject.session_id) is SessionStatus.DRAFTED
    assert [state.step for state in states if state.stage is None] == list(JobStep)
    assert states[-1].status is JobStatus.DONE


def test_a_second_session_has_to_wait(qtbot: QtBot, table: TestDesk, source: Path) -> None:
    table.engine.hold.add("import")
    subject = subject_of(table)
    table.desk.jobs.start(subject, JobStep.IMPORT, source)
    with pytest.raises(InvalidTransitionError):
        table.desk.jobs.start(subject, JobStep.IMPORT, source)
    table.desk.jobs.cancel()
    qtbot.waitUntil(lambda: not table.desk.jobs.is_running)


def test_importing_needs_a_file(qtbot: QtBot, table: TestDesk) -> None:
    with pytest.raises(InternalError):
        table.desk.jobs.start(subject_of(table), JobStep.IMPORT)


def test_stopping_while_drafting_keeps_the_transcript_and_goes_on_from_there(
    qtbot: QtBot, table: TestDesk, source: Path
) -> None:
    jobs, subject = table.desk.jobs, subject_of(table)
    table.engine.hold.add("draft")
    jobs.start(subject, JobStep.IMPORT, source)
    qtbot.waitUntil(lambda: table.engine.calls[-1:] == ["draft"])
    jobs.cancel()
    assert jobs.state is not None
    assert jobs.state.status is JobStatus.STOPPING
    qtbot.waitUntil(lambda: not jobs.is_running)
    assert jobs.state.status is JobStatus.STOPPED
    assert status_of(table, subject.session_id) is SessionStatus.TRANSCRIBED
    table.engine.hold.clear()
    with qtbot.waitSignal(jobs.finished):
        jobs.retry()
    assert table.engine.calls == ["import", "transcribe", "draft", "draft"]


@pytest.mark.parametrize("keeps", [True, False])
def test_a_new_draft_keeps_what_is_hers_as_she_wished_after_a_failure_too(
    qtbot: QtBot, table: TestDesk, source: Path, keeps: bool
) -> None:
    jobs, subject, notes = table.desk.jobs, subject_of(table), table.desk.workspace.notes
    with qtbot.waitSignal(jobs.finished):
        jobs.start(subject, JobStep.IMPORT, source)
    (first,) = table.vault.tables.notes.values()
    notes.accept(first.id, 1, first.latest.statements[0].id)
    table.engine.fail_with["draft"] = EngineCrashedError()
    jobs.start(subject, JobStep.DRAFT, keeps_own_lines=keeps)
    qtbot.waitUntil(lambda: not jobs.is_running)
    with qtbot.waitSignal(jobs.finished):
        jobs.retry()
    *_, second = table.vault.tables.notes.values()
    assert second.id != first.id and bool(own_lines(second.latest.statements)) is keeps


def test_a_crash_is_told_and_can_be_tried_again(qtbot: QtBot, table: TestDesk, source: Path) -> None:
    jobs, subject = table.desk.jobs, subject_of(table)
    table.engine.fail_with["transcribe"] = EngineCrashedError()
    jobs.start(subject, JobStep.IMPORT, source)
    qtbot.waitUntil(lambda: not jobs.is_running)
    assert jobs.state is not None
    assert (jobs.state.status, jobs.state.step) == (JobStatus.FAILED, JobStep.TRANSCRIBE)
    assert isinstance(jobs.state.error, EngineCrashedError)
    assert status_of(table, subject.session_id) is SessionStatus.RECORDED
    with qtbot.waitSignal(jobs.finished):
        jobs.retry()


def test_a_file_that_is_no_audio_leaves_the_session_without_a_recording(
    qtbot: QtBot, table: TestDesk, tmp_path: Path
) -> None:
    jobs, subject = table.desk.jobs, subject_of(table)
    wrong = tmp_path / "letter.txt"
    wrong.write_bytes(b"not audio at all")
    jobs.start(subject, JobStep.IMPORT, wrong)
    qtbot.waitUntil(lambda: not jobs.is_running)
    assert jobs.state is not None
    assert isinstance(jobs.state.error, NotAudioError)
    assert status_of(table, subject.session_id) is SessionStatus.SCHEDULED


def test_a_recording_that_is_cut_off_is_told_to_the_end(qtbot: QtBot, table: TestDesk, source: Path) -> None:
    jobs = table.desk.jobs
    table.engine.is_truncated = True
    with qtbot.waitSignal(jobs.finished):
        jobs.start(subject_of(table), JobStep.IMPORT, source)
    assert jobs.state is not None
    assert jobs.state.notices == (f"{TruncatedAudioError.title}. {TruncatedAudioError.default_message}",)


def test_what_the_engine_warns_of_is_told_to_the_end(qtbot: QtBot, table: TestDesk, source: Path) -> None:
    jobs = table.desk.jobs
    table.engine.warnings = ("Some lines repeat themselves.",)
    with qtbot.waitSignal(jobs.finished):
        jobs.start(subject_of(table), JobStep.IMPORT, source)
    assert jobs.state is not None
    assert jobs.state.notices == ("Some lines repeat themselves.",)


def test_what_is_over_can_be_dismissed_and_what_runs_cannot(qtbot: QtBot, table: TestDesk, source: Path) -> None:
    jobs = table.desk.jobs
    table.engine.hold.add("import")
    jobs.start(subject_of(table), JobStep.IMPORT, source)
    jobs.dismiss()
    assert jobs.state is not None
    jobs.cancel()
    qtbot.waitUntil(lambda: not jobs.is_running)
    jobs.dismiss()
    assert jobs.state is None


def test_time_left_is_said_only_once_it_can_be_known(qtbot: QtBot, table: TestDesk, source: Path) -> None:
    now_s = 0.0
    jobs = SessionJobs(table.workspace, table.desk.background, clock_s=lambda: now_s)
    estimates: list[float | None] = []
    jobs.changed.connect(lambda state: estimates.append(state.left_s))
    table.engine.hold.add("import")
    jobs.start(subject_of(table), JobStep.IMPORT, source)
    qtbot.waitUntil(lambda: len(estimates) == 3)
    assert estimates == [None, None, None]
    now_s = 20.0
    table.engine.hold.clear()
    qtbot.waitUntil(lambda: len(estimates) > 3)
    assert estimates[3] == 0.0
    jobs.cancel()
    qtbot.waitUntil(lambda: not jobs.is_running)
