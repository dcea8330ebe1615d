"""The sample client: made up, marked as such for good, there to try everything on, and gone in one step.

The session is the one that comes with TherapEase. Its transcript is the written one, so that there is something to
read at once; the engine can be asked to make its own instead.
"""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

from therapease import paths
from therapease.domain.audit import AuditAction
from therapease.domain.client import Client
from therapease.domain.consent import Consent, ConsentPurpose
from therapease.domain.ids import ClientId, ConsentId, TranscriptId
from therapease.domain.job import CancelToken, ProgressListener
from therapease.domain.rights import Act
from therapease.domain.session import SessionStatus, TherapySession
from therapease.domain.transcript import SpeakerRole, Transcript, Utterance
from therapease.errors import FileMissingError
from therapease.services.consent_texts import kept_version
from therapease.services.context import ServiceContext
from therapease.services.recording import RecordingService
from therapease.services.schedule import ScheduleService

SAMPLE_NAME = "Sample client (fictional)"
_SPOKEN_MIN = 50
"""How long ago the session is said to have begun."""


class SampleService:
    """Add the sample client and remove it. There is one at most."""

    def __init__(self, context: ServiceContext, schedule: ScheduleService, recording: RecordingService) -> None:
        self._context, self._schedule, self._recording = context, schedule, recording

    def find(self) -> Client | None:
        """Return the sample client if there is one."""
        with self._context.transaction() as unit:
            clients = filter(
                self._context.guard.allows(unit, Act.READ_CONTACT), unit.clients.list_all(include_archived=True)
            )
            return next((client for client in clients if client.is_sample), None)

    def add(self, progress: ProgressListener, cancel: CancelToken, *, with_transcript: bool = True) -> TherapySession:
        """Add client, consents, session and recording, and the written transcript unless the engine is to make one.

        Blocks while the recording is decoded. An earlier sample is replaced; when anything fails or is cancelled,
        nothing of the new one stays. Raise FileMissingError, EngineCrashedError, JobCancelledError.
        """
        self._context.guard.practice(Act.SET_UP)
        earlier = self.find()
        if earlier is not None:
            self.remove(earlier.id)
        client = self._add_client()
        try:
            started_at = self._context.clock.now().replace(second=0, microsecond=0) - timedelta(minutes=_SPOKEN_MIN)
            session = self._schedule.add_session(client.id, started_at)
            recording = self._recording.import_file(session.id, _file("session.flac"), progress, cancel)
            if with_transcript:
                self._add_transcript(session, recording.duration_s)
            cancel.raise_if_cancelled()
        except BaseException:  # cleans up and raises it again, an interrupt included
            self.remove(client.id)
            raise
        return session

    def remove(self, client_id: ClientId) -> None:
        """Delete the sample and all that was made of it. Raise NotASampleError for anybody else."""
        with self._context.transaction() as unit:
            self._context.guard.client(unit, Act.WRITE_RECORD, client_id)
            unit.clients.remove_sample(client_id)
            unit.audit.append(AuditAction.SAMPLE_REMOVED, client_id)

    def _add_client(self) -> Client:
        clock, user = self._context.clock, self._context.user
        with self._context.transaction() as unit:
            client = Client(
                id=ClientId(clock.new_id()),
                code=unit.clients.next_code(),
                name=SAMPLE_NAME,
                created_at=clock.now(),
                therapist_id=user.id,
                is_sample=True,
            )
            unit.clients.add(client)
            unit.audit.append(AuditAction.CLIENT_CREATED, client.id)
            for purpose in ConsentPurpose:
                version = kept_version(self._context, unit, purpose)
                consent = Consent(ConsentId(clock.new_id()), client.id, purpose, version, clock.now(), user.id)
                unit.consents.add(consent)
                unit.audit.append(AuditAction.CONSENT_GIVEN, consent.id)
        return client

    def _add_transcript(self, session: TherapySession, duration_s: float) -> None:
        clock = self._context.clock
        transcript = Transcript(
            id=TranscriptId(clock.new_id()),
            session_id=session.id,
            version=1,
            engine="written",
            model="sample session",
            utterances=written_utterances(_file("reference.json")),
            created_at=clock.now(),
            created_by=self._context.user.id,
            duration_s=duration_s,
        )
        with self._context.transaction() as unit:
            unit.transcripts.add(transcript)
            recorded = unit.sessions.get(session.id)
            unit.sessions.update(recorded.moved_to(SessionStatus.TRANSCRIBED))
            unit.audit.append(AuditAction.TRANSCRIPT_CREATED, transcript.id)


def written_utterances(reference: Path) -> tuple[Utterance, ...]:
    """Return the turns of the sample session as it was written."""
    turns = json.loads(reference.read_text(encoding="utf-8"))["turns"]
    return tuple(
        Utterance(
            id=number,
            speaker=str(turn["speaker"]),
            role=SpeakerRole(turn["role"]),
            text=str(turn["text"]),
            start_s=float(turn["start_s"]),
            end_s=float(turn["end_s"]),
        )
        for number, turn in enumerate(turns)
    )


def _file(name: str) -> Path:
    file = paths.sample_session_dir() / name
    if not file.is_file():
        raise FileMissingError("The sample session is not there. Install TherapEase again.")
    return file
