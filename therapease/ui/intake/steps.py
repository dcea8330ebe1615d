"""How far a session is on its way from recording to draft, as plain values for page, bar and rows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from therapease.domain.session import SessionStatus, TherapySession
from therapease.ui import strings
from therapease.ui.jobs import ALL_STEPS, JobState, JobStatus, JobStep
from therapease.ui.wording import left_words

STEP_WORDS = {
    JobStep.IMPORT: strings.Progress.STEP_IMPORT,
    JobStep.TRANSCRIBE: strings.Progress.STEP_TRANSCRIBE,
    JobStep.DRAFT: strings.Progress.STEP_DRAFT,
}

_DONE_COUNT = {
    SessionStatus.SCHEDULED: 0,
    SessionStatus.CANCELLED: 0,
    SessionStatus.RECORDED: 1,
    SessionStatus.TRANSCRIBED: 2,
    SessionStatus.DRAFTED: 3,
    SessionStatus.SIGNED: 3,
    SessionStatus.AMENDED: 3,
}


class StepStanding(StrEnum):
    """How one step stands."""

    DONE = "done"
    RUNNING = "running"
    WAITING = "waiting"
    STOPPED = "stopped"
    FAILED = "failed"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class StepView:
    """One step with its words; `fraction` only while it runs and can be known."""

    step: JobStep
    standing: StepStanding
    words: str
    fraction: float | None = None


def next_step(session: TherapySession) -> JobStep | None:
    """Return the first step that has no result yet, or None when there is a draft."""
    done = _DONE_COUNT[session.status]
    return ALL_STEPS[done] if done < len(ALL_STEPS) else None


def step_views(session: TherapySession, job: JobState | None) -> list[StepView]:
    """Return the three steps. `job` counts only when it is about this session; the session's status says the rest."""
    if job is None or job.subject.session_id != session.id:
        done = _DONE_COUNT[session.status]
        return [_idle(step, is_done=at < done) for at, step in enumerate(ALL_STEPS)]
    current = ALL_STEPS.index(job.step)
    views = [_idle(step, is_done=True) for step in ALL_STEPS[:current]]
    views.append(_current(job))
    is_running = job.is_running
    waiting = StepStanding.WAITING if is_running else StepStanding.OPEN
    words = strings.Progress.WAITING if is_running else strings.Progress.NOT_DONE
    views += [StepView(step, waiting, words) for step in ALL_STEPS[current + 1 :]]
    return views


def progress_note(job: JobState) -> str:
    """Return the line under a bar: “62 %, about 3 minutes left”, as far as it can be said."""
    parts = []
    if job.fraction is not None:
        parts.append(strings.Progress.PERCENT.format(percent=int(job.fraction * 100)))
    if job.left_s is not None:
        parts.append(left_words(job.left_s))
    return ", ".join(parts)


def stage_words(job: JobState) -> str:
    """Return what a job does now."""
    if job.status is JobStatus.STOPPING:
        return strings.Actions.STOPPING
    return strings.STAGE_WORDS[job.stage] if job.stage is not None else STEP_WORDS[job.step]


def kept_words(step: JobStep) -> str:
    """Return what is safe in the vault when `step` did not come to its end."""
    return {
        JobStep.IMPORT: strings.Progress.KEPT_NOTHING,
        JobStep.TRANSCRIBE: strings.Progress.KEPT_RECORDING,
        JobStep.DRAFT: strings.Progress.KEPT_TRANSCRIPT,
    }[step]


def subject_words(job: JobState) -> str:
    """Return whose session it is: “M. K., session 9”."""
    return strings.NewSession.SUBTITLE.format(client=job.subject.client_label, number=job.subject.session_number)


def _idle(step: JobStep, *, is_done: bool) -> StepView:
    if is_done:
        return StepView(step, StepStanding.DONE, strings.Progress.DONE)
    return StepView(step, StepStanding.OPEN, strings.Progress.NOT_DONE)


def _current(job: JobState) -> StepView:
    if job.status is JobStatus.DONE:
        return StepView(job.step, StepStanding.DONE, strings.Progress.DONE)
    if job.status is JobStatus.FAILED:
        return StepView(job.step, StepStanding.FAILED, f"{strings.Progress.FAILED_STEP}. {kept_words(job.step)}")
    if job.status is JobStatus.STOPPED:
        return StepView(job.step, StepStanding.STOPPED, strings.Progress.STOPPED_TITLE)
    words = ". ".join(part for part in (stage_words(job), progress_note(job)) if part)
    return StepView(job.step, StepStanding.RUNNING, words, job.fraction)
