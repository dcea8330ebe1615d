"""What can be done with the sample client: add it and have its draft made, open it, remove it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from therapease.domain.client import Client
from therapease.domain.job import TranscriptionOptions
from therapease.domain.model import ModelOverview, ModelPurpose
from therapease.domain.session import TherapySession
from therapease.errors import TherapEaseError
from therapease.services.sample import SAMPLE_NAME
from therapease.ui.desk import Desk
from therapease.ui.jobs import JobStep, JobSubject


class SampleController(QObject):
    """The rest of the way, transcript and draft, is a job like that of any session."""

    changed = Signal()
    """`client`, `can_transcribe` or `is_adding` is another."""
    started = Signal(object)
    """The SessionId of the sample, whose draft is being made."""
    removed = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.client: Client | None = None
        self.can_transcribe = False
        self.is_adding = False
        desk.jobs.changed.connect(lambda _state: self.changed.emit())

    @property
    def is_blocked(self) -> bool:
        """Whether another session is being worked on."""
        return self.desk.jobs.is_running

    def load(self) -> None:
        workspace = self.desk.workspace

        def look() -> tuple[Client | None, ModelOverview]:
            return workspace.sample.find(), workspace.models.overview(TranscriptionOptions())

        self.desk.background.start(self, look).success(self._take).failure(self.failed.emit)

    def add(self, *, with_engine: bool) -> None:
        """Add the sample, then have it drafted, after the engine's own transcript if it is asked for."""
        if self.is_adding or self.is_blocked:
            return
        self._set_adding(is_adding=True)
        sample = self.desk.workspace.sample
        operation = self.desk.background.start_job(
            self, lambda progress, cancel: sample.add(progress, cancel, with_transcript=not with_engine)
        )
        operation.success(lambda session: self._on_added(session, with_engine=with_engine)).failure(self._on_failed)

    def remove(self) -> None:
        client, sample = self.client, self.desk.workspace.sample
        if client is None:
            return
        state = self.desk.jobs.state
        if state is not None and state.subject.client_id == client.id:
            # Nothing may go on being made of what is going.
            self.desk.jobs.cancel()
            self.desk.jobs.dismiss()

        def gone(_nothing: object) -> None:
            self.client = None
            self.changed.emit()
            self.removed.emit()

        self.desk.background.start(self, lambda: sample.remove(client.id)).success(gone).failure(self.failed.emit)

    def _take(self, found: tuple[Client | None, ModelOverview]) -> None:
        self.client, overview = found
        self.can_transcribe = overview.can(ModelPurpose.RECOGNITION)
        self.changed.emit()

    def _on_added(self, session: TherapySession, *, with_engine: bool) -> None:
        self._set_adding(is_adding=False)
        self.load()
        subject = JobSubject(session.id, session.client_id, SAMPLE_NAME, session.number)
        try:
            self.desk.jobs.start(subject, JobStep.TRANSCRIBE if with_engine else JobStep.DRAFT)
        except TherapEaseError as error:
            self.failed.emit(error)
            return
        self.started.emit(session.id)

    def _on_failed(self, error: TherapEaseError) -> None:
        self._set_adding(is_adding=False)
        self.load()
        self.failed.emit(error)

    def _set_adding(self, *, is_adding: bool) -> None:
        self.is_adding = is_adding
        self.changed.emit()
