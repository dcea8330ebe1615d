"""How far a session is, from its status and its job."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.fakes import START
from therapease.domain.ids import ClientId, SessionId, UserId
from therapease.domain.job import JobStage
from therapease.domain.session import SessionStatus, TherapySession
from therapease.errors import EngineCrashedError
from therapease.ui.intake.steps import (
    StepStanding,
    kept_words,
    next_step,
    progress_note,
    stage_words,
    step_views,
    subject_words,
)
from therapease.ui.jobs import JobState, JobStatus, JobStep, JobSubject

SUBJECT = JobSubject(SessionId("s"), ClientId("c"), "M. K.", 9)
RUNNING = JobState(SUBJECT, JobStep.TRANSCRIBE, stage=JobStage.RECOGNIZING, fraction=0.629, left_s=185.0)


def session(status: SessionStatus) -> TherapySession:
    return TherapySession(SessionId("s"), ClientId("c"), UserId("u"), 9, START, status, START)


DONE, OPEN, WAITING = StepStanding.DONE, StepStanding.OPEN, StepStanding.WAITING


@pytest.mark.parametrize(
    ("status", "standings", "step"),
    [
        (SessionStatus.SCHEDULED, [OPEN, OPEN, OPEN], JobStep.IMPORT),
        (SessionStatus.RECORDED, [DONE, OPEN, OPEN], JobStep.TRANSCRIBE),
        (SessionStatus.TRANSCRIBED, [DONE, DONE, OPEN], JobStep.DRAFT),
        (SessionStatus.DRAFTED, [DONE, DONE, DONE], None),
        (SessionStatus.SIGNED, [DONE, DONE, DONE], None),
    ],
)
def test_without_a_job_the_status_tells(
    status: SessionStatus, standings: list[StepStanding], step: JobStep | None
) -> None:
    assert [view.standing for view in step_views(session(status), None)] == standings
    assert next_step(session(status)) is step


def test_a_running_job_shows_its_stage_share_and_time() -> None:
    done, current, waiting = step_views(session(SessionStatus.RECORDED), RUNNING)
    assert (done.standing, current.standing, waiting.standing) == (DONE, StepStanding.RUNNING, WAITING)
    assert current.words == "Recognizing the words. 62 %, about 3 minutes left"
    assert current.fraction == 0.629


def test_a_job_about_another_session_says_nothing_here() -> None:
    other = replace(RUNNING, subject=replace(SUBJECT, session_id=SessionId("other")))
    assert [view.standing for view in step_views(session(SessionStatus.SCHEDULED), other)] == [OPEN, OPEN, OPEN]


@pytest.mark.parametrize("step", JobStep)
def test_a_failed_step_says_what_is_kept(step: JobStep) -> None:
    failed = JobState(SUBJECT, step, JobStatus.FAILED, error=EngineCrashedError())
    view = next(v for v in step_views(session(SessionStatus.SCHEDULED), failed) if v.step is step)
    assert view.standing is StepStanding.FAILED
    assert kept_words(step) in view.words


def test_words_of_a_job() -> None:
    assert progress_note(JobState(SUBJECT, JobStep.IMPORT)) == ""
    assert stage_words(JobState(SUBJECT, JobStep.DRAFT)) == "Draft the note"
    assert stage_words(replace(RUNNING, status=JobStatus.STOPPING)) == "Stopping…"
    assert subject_words(RUNNING) == "M. K., session 9"
    last = step_views(session(SessionStatus.DRAFTED), JobState(SUBJECT, JobStep.DRAFT, JobStatus.DONE))[-1]
    assert last.standing is DONE
