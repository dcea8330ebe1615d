"""A transcript is a new version each time; a failed job changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes import START, FakeEngine, conversation, new_workspace
from therapease.domain.consent import ConsentPurpose
from therapease.domain.ids import SessionId
from therapease.domain.job import CancelToken, JobStage, Progress, TranscriptionOptions, ignore_progress
from therapease.domain.session import SessionStatus
from therapease.errors import AiNotesConsentMissingError, EngineCrashedError, NotFoundError
from therapease.services.workspace import Workspace


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def work(engine: FakeEngine) -> Workspace:
    return new_workspace(engine=engine)


@pytest.fixture
def recorded(work: Workspace, tmp_path: Path) -> SessionId:
    client = work.clients.create("Mara Keller")
    work.clients.give_consent(client.id, ConsentPurpose.RECORDING)
    work.clients.give_consent(client.id, ConsentPurpose.AI_NOTES)
    session = work.schedule.add_session(client.id, START)
    sound = tmp_path / "sound.wav"
    sound.write_bytes(b"RIFF")
    work.recording.import_file(session.id, sound, ignore_progress, CancelToken())
    return session.id


def transcribe(work: Workspace, session_id: SessionId) -> None:
    work.transcription.transcribe(session_id, TranscriptionOptions(), ignore_progress, CancelToken())


def test_transcribing_again_makes_a_second_version(work: Workspace, recorded: SessionId) -> None:
    for version in (1, 2):
        transcribe(work, recorded)
        review = work.schedule.open_review(recorded)
        assert review.transcript is not None
        assert review.transcript.version == version
    assert review.transcript.utterances == conversation()
    assert review.session.status is SessionStatus.TRANSCRIBED


def test_a_crash_leaves_the_recording_and_the_job_can_be_tried_again(
    work: Workspace, engine: FakeEngine, recorded: SessionId
) -> None:
    engine.fail_with["transcribe"] = EngineCrashedError()
    with pytest.raises(EngineCrashedError):
        transcribe(work, recorded)
    review = work.schedule.open_review(recorded)
    assert (review.transcript, review.session.status) == (None, SessionStatus.RECORDED)
    transcribe(work, recorded)
    assert work.schedule.open_review(recorded).transcript is not None


def test_a_session_without_a_recording_says_so(work: Workspace) -> None:
    client = work.clients.create("Noor Aziz")
    session = work.schedule.add_session(client.id, START)
    with pytest.raises(NotFoundError) as caught:
        transcribe(work, session.id)
    assert "no recording" in caught.value.message


def revoke_ai_notes(work: Workspace, session_id: SessionId) -> None:
    client = work.schedule.open_review(session_id).client
    for consent in work.clients.open_page(client.id).consents:
        if consent.purpose is ConsentPurpose.AI_NOTES:
            work.clients.revoke_consent(consent)


def test_a_revoked_consent_keeps_the_engine_away(work: Workspace, engine: FakeEngine, recorded: SessionId) -> None:
    revoke_ai_notes(work, recorded)
    with pytest.raises(AiNotesConsentMissingError):
        transcribe(work, recorded)
    assert "transcribe" not in engine.calls


def test_a_consent_revoked_while_the_engine_works_keeps_nothing_of_it(work: Workspace, recorded: SessionId) -> None:
    def revoke(progress: Progress) -> None:
        if progress.stage is JobStage.SAVING:
            revoke_ai_notes(work, recorded)

    with pytest.raises(AiNotesConsentMissingError):
        work.transcription.transcribe(recorded, TranscriptionOptions(), revoke, CancelToken())
    assert work.schedule.open_review(recorded).transcript is None
