"""From a recording to a draft: import, transcribe and draft as one chain in the background, one session at a time.

Each step keeps its result in the vault before the next begins, so that stopping or failing loses one step only, and
`retry` goes on from there.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from therapease.domain.ids import ClientId, SessionId
from therapease.domain.job import (
    CancelToken,
    DraftingOptions,
    JobStage,
    Progress,
    ProgressListener,
    TranscriptionOptions,
)
from therapease.domain.recording import Recording
from therapease.domain.transcript import Transcription
from therapease.errors import (
    InternalError,
    InvalidTransitionError,
    JobCancelledError,
    TherapEaseError,
    TruncatedAudioError,
)
from therapease.services.workspace import Workspace
from therapease.ui import strings
from therapease.ui.background import Background, JobWork, Operation

_TRUST_AFTER_S = 4.0
_TRUST_AFTER_FRACTION = 0.04
"""Before this much of a step is done, how long it takes cannot honestly be said."""


class JobStep(StrEnum):
    """The three steps of the chain, in order."""

    IMPORT = "import"
    TRANSCRIBE = "transcribe"
    DRAFT = "draft"


ALL_STEPS = (JobStep.IMPORT, JobStep.TRANSCRIBE, JobStep.DRAFT)


class JobStatus(StrEnum):
    """How the chain stands."""

    RUNNING = "running"
    STOPPING = "stopping"
    STOPPED = "stopped"
    FAILED = "failed"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class JobSubject:
    """Whose session is being worked on, in the words the window shows."""

    session_id: SessionId
    client_id: ClientId
    client_label: str
    session_number: int


@dataclass(frozen=True, slots=True)
class JobOptions:
    """What to transcribe and draft with, from the settings."""

    transcription: TranscriptionOptions = TranscriptionOptions()
    drafting: DraftingOptions = DraftingOptions()


@dataclass(frozen=True, slots=True)
class JobState:
    """Everything there is to show of the chain. `fraction` is of the current step; `left_s` is an estimate or None."""

    subject: JobSubject
    step: JobStep
    status: JobStatus = JobStatus.RUNNING
    stage: JobStage | None = None
    fraction: float | None = None
    left_s: float | None = None
    error: TherapEaseError | None = None
    notices: tuple[str, ...] = ()
    """Sentences to know although all went on, such as that the recording is cut off."""

    @property
    def is_running(self) -> bool:
        return self.status in (JobStatus.RUNNING, JobStatus.STOPPING)


class SessionJobs(QObject):
    """Runs the chain of one session. Lives on the UI thread; `changed` carries each new state, None after dismissal."""

    changed = Signal(object)
    finished = Signal(object)
    """The JobSubject whose draft is ready."""

    def __init__(
        self,
        workspace: Workspace,
        background: Background,
        options: JobOptions | None = None,
        parent: QObject | None = None,
        clock_s: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._background = workspace, background
        self._options = options or JobOptions()
        self._clock_s = clock_s
        self._state: JobState | None = None
        self._source: Path | None = None
        self._keeps_own_lines = True
        self._operation: Operation[object] | None = None
        self._step_began_s = 0.0

    @property
    def state(self) -> JobState | None:
        return self._state

    @property
    def is_running(self) -> bool:
        return self._state is not None and self._state.is_running

    def start(
        self,
        subject: JobSubject,
        first: JobStep = JobStep.IMPORT,
        source: Path | None = None,
        *,
        keeps_own_lines: bool = True,
    ) -> None:
        """Begin at `first`; importing needs the `source` file. Raise InvalidTransitionError while another runs.

        `keeps_own_lines`: what the clinician made hers in an earlier draft goes into the new one, in a retry, too.
        """
        if self.is_running:
            raise InvalidTransitionError(strings.Progress.BUSY)
        if first is JobStep.IMPORT and source is None:
            raise InternalError(detail="import without a file")
        self._source, self._keeps_own_lines = source, keeps_own_lines
        self._begin(subject, first)

    def cancel(self) -> None:
        """Ask the running step to stop; `changed` says when it has."""
        if self._state is None or not self.is_running or self._operation is None:
            return
        self._operation.cancel()
        self._set(replace(self._state, status=JobStatus.STOPPING))

    def retry(self) -> None:
        """Go on with the step that failed or was stopped."""
        if self._state is not None and self._state.status in (JobStatus.FAILED, JobStatus.STOPPED):
            self._begin(self._state.subject, self._state.step, self._state.notices)

    def dismiss(self) -> None:
        """Take a chain that is over off the screen."""
        if not self.is_running and self._state is not None:
            self._state = None
            self.changed.emit(None)

    def _begin(self, subject: JobSubject, step: JobStep, notices: tuple[str, ...] = ()) -> None:
        self._step_began_s = self._clock_s()
        self._set(JobState(subject, step, notices=notices))
        self._operation = (
            self._background.start_job(self, self._work(subject.session_id, step))
            .progress(self._on_progress)
            .success(self._on_step_done)
            .failure(self._on_failure)
        )

    def _work(self, session_id: SessionId, step: JobStep) -> JobWork[object]:
        workspace, options, source = self._workspace, self._options, self._source
        keeps_own_lines = self._keeps_own_lines

        def work(progress: ProgressListener, cancel: CancelToken) -> object:
            if step is JobStep.TRANSCRIBE:
                return workspace.transcription.transcribe(session_id, options.transcription, progress, cancel)
            if step is JobStep.DRAFT:
                return workspace.notes.draft(
                    session_id, options.drafting, progress, cancel, keeps_own_lines=keeps_own_lines
                )
            if source is None:
                raise InternalError(detail="import without a file")
            return workspace.recording.import_file(session_id, source, progress, cancel)

        return work

    def _on_progress(self, progress: Progress) -> None:
        if self._state is None:
            return
        left_s = self._estimate_left_s(progress.fraction)
        self._set(replace(self._state, stage=progress.stage, fraction=progress.fraction, left_s=left_s))

    def _estimate_left_s(self, fraction: float | None) -> float | None:
        elapsed_s = self._clock_s() - self._step_began_s
        if fraction is None or fraction < _TRUST_AFTER_FRACTION or elapsed_s < _TRUST_AFTER_S:
            return None
        return elapsed_s / fraction * (1 - fraction)

    def _on_step_done(self, result: object) -> None:
        if self._state is None:
            return
        state = replace(self._state, notices=(*self._state.notices, *_notices(result)))
        at = ALL_STEPS.index(state.step) + 1
        if state.status is JobStatus.STOPPING and at < len(ALL_STEPS):
            # The step ended just before the wish to stop arrived: it is kept, and the chain stops before the next.
            self._set(JobState(state.subject, ALL_STEPS[at], JobStatus.STOPPED, notices=state.notices))
        elif at < len(ALL_STEPS):
            self._begin(state.subject, ALL_STEPS[at], state.notices)
        else:
            self._set(replace(state, status=JobStatus.DONE, fraction=1.0, left_s=None))
            self.finished.emit(state.subject)

    def _on_failure(self, error: TherapEaseError) -> None:
        if self._state is None:
            return
        status = JobStatus.STOPPED if isinstance(error, JobCancelledError) else JobStatus.FAILED
        self._set(replace(self._state, status=status, error=error, left_s=None))

    def _set(self, state: JobState) -> None:
        self._state = state
        self.changed.emit(state)


def _notices(result: object) -> tuple[str, ...]:
    """Return what a step's result has to say besides having worked."""
    if isinstance(result, Recording) and result.is_truncated:
        cut = TruncatedAudioError(result.duration_s)
        return (f"{cut.title}. {cut.message}",)
    if isinstance(result, tuple) and isinstance(result[-1], Transcription):
        return result[-1].warnings
    return ()
