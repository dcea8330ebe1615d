"""A recording comes in whole or not at all, and only with consent."""

from __future__ import annotations

import io
import wave
from pathlib import Path

import pytest

from tests.fakes import START, FakeEngine, new_workspace
from therapease.domain.consent import ConsentPurpose
from therapease.domain.ids import SessionId
from therapease.domain.job import CancelToken, ignore_progress
from therapease.domain.session import SessionStatus
from therapease.errors import (
    ConsentMissingError,
    EngineCrashedError,
    FileMissingError,
    JobCancelledError,
    NotAudioError,
)
from therapease.services.workspace import Workspace


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def work(engine: FakeEngine) -> Workspace:
    return new_workspace(engine=engine)


@pytest.fixture
def session_id(work: Workspace) -> SessionId:
    client = work.clients.create("Mara Keller")
    work.clients.give_consent(client.id, ConsentPurpose.RECORDING)
    return work.schedule.add_session(client.id, START).id


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    path = tmp_path / "sound.wav"
    path.write_bytes(b"RIFF sound")
    return path


def test_an_imported_recording_is_kept_and_moves_the_session_on(
    work: Workspace, session_id: SessionId, sound: Path
) -> None:
    recording = work.recording.import_file(session_id, sound, ignore_progress, CancelToken())
    review = work.schedule.open_review(session_id)
    assert review.recording == recording
    assert review.session.status is SessionStatus.RECORDED
    assert len(review.peaks) == 6 * 500


def test_without_consent_nothing_is_read(work: Workspace, engine: FakeEngine, sound: Path) -> None:
    client = work.clients.create("Noor Aziz")
    session = work.schedule.add_session(client.id, START)
    with pytest.raises(ConsentMissingError):
        work.recording.import_file(session.id, sound, ignore_progress, CancelToken())
    assert engine.calls == []


@pytest.mark.parametrize("error", [NotAudioError(), EngineCrashedError()])
def test_a_failed_import_leaves_the_session_as_it_was(
    work: Workspace, engine: FakeEngine, session_id: SessionId, sound: Path, error: NotAudioError | EngineCrashedError
) -> None:
    engine.fail_with["import"] = error
    with pytest.raises(type(error)):
        work.recording.import_file(session_id, sound, ignore_progress, CancelToken())
    review = work.schedule.open_review(session_id)
    assert (review.recording, review.session.status) == (None, SessionStatus.SCHEDULED)
    assert work.recording.import_file(session_id, sound, ignore_progress, CancelToken()).chunk_count == 6


def test_a_cancelled_import_keeps_nothing(work: Workspace, session_id: SessionId, sound: Path) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(JobCancelledError):
        work.recording.import_file(session_id, sound, ignore_progress, cancel)
    assert work.schedule.open_review(session_id).recording is None


def test_a_missing_file_and_a_folder_are_told_apart(work: Workspace, session_id: SessionId, tmp_path: Path) -> None:
    for path, word in ((tmp_path / "none.wav", "name"), (tmp_path, "folder")):
        with pytest.raises(FileMissingError) as caught:
            work.recording.import_file(session_id, path, ignore_progress, CancelToken())
        assert word in caught.value.message


def test_playback_is_a_wav_of_the_whole_recording(work: Workspace, session_id: SessionId, sound: Path) -> None:
    assert work.recording.wav(session_id) == b""
    work.recording.import_file(session_id, sound, ignore_progress, CancelToken())
    with wave.open(io.BytesIO(work.recording.wav(session_id))) as wav:
        assert (wav.getframerate(), wav.getnchannels(), wav.getsampwidth()) == (16_000, 1, 2)
        assert wav.getnframes() == 60 * 16_000
