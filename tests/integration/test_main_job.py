"""The main job with the real vault, the real worker and the starter models, and everything that may go wrong in it."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import soundfile

from therapease import paths
from therapease.bootstrap import build_workspace
from therapease.clock import SystemClock
from therapease.domain.consent import ConsentPurpose
from therapease.domain.ids import SessionId
from therapease.domain.job import (
    CancelToken,
    DraftingOptions,
    JobStage,
    Progress,
    TranscriptionOptions,
    ignore_progress,
)
from therapease.domain.session import SessionStatus
from therapease.domain.user import NewOwner
from therapease.engine.process import EngineProcess
from therapease.errors import (
    EngineCrashedError,
    JobCancelledError,
    NotAudioError,
    VaultInUseError,
)
from therapease.services.workspace import Workspace
from therapease.store.kdf import FLOOR
from therapease.store.vault import SqlCipherVaultStore

PASSPHRASE = "copper lantern meadow river"
SHORT_S = 27.0
"""The opening of the sample session: two speakers, a question and an answer."""


@pytest.fixture
def store() -> SqlCipherVaultStore:
    return SqlCipherVaultStore(SystemClock(), kdf=FLOOR)


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    samples, rate_hz = soundfile.read(paths.sample_session_dir() / "session.flac", dtype="int16")
    path = tmp_path_factory.mktemp("sound") / "opening.wav"
    soundfile.write(path, samples[: int(SHORT_S * rate_hz)], rate_hz)
    return path


@pytest.fixture
def engine() -> EngineProcess:
    return EngineProcess()


@pytest.fixture
def work(store: SqlCipherVaultStore, engine: EngineProcess, tmp_path: Path) -> Iterator[Workspace]:
    vault, _ = store.create(tmp_path / "practice.vault", NewOwner("Dana Demo"), PASSPHRASE)
    workspace = build_workspace(vault, engine, SystemClock())
    yield workspace
    workspace.close()


@pytest.fixture
def session_id(work: Workspace) -> SessionId:
    client = work.clients.create("Mara Keller")
    work.clients.give_consent(client.id, ConsentPurpose.RECORDING)
    work.clients.give_consent(client.id, ConsentPurpose.AI_NOTES)
    return work.schedule.add_session(client.id, datetime.now(UTC)).id


def on_stage(stage: JobStage, act: Callable[[], None]) -> Callable[[Progress], None]:
    """Return a listener that acts once, when the job first reports that stage."""
    done = threading.Event()

    def listen(progress: Progress) -> None:
        if progress.stage is stage and not done.is_set():
            done.set()
            act()

    return listen


def test_a_killed_worker_is_a_failed_job_that_can_be_tried_again(
    work: Workspace, engine: EngineProcess, session_id: SessionId, recording: Path
) -> None:
    work.recording.import_file(session_id, recording, ignore_progress, CancelToken())

    def kill() -> None:
        assert engine.worker_pid is not None
        os.kill(engine.worker_pid, signal.SIGKILL)

    with pytest.raises(EngineCrashedError):
        work.transcription.transcribe(
            session_id, TranscriptionOptions(), on_stage(JobStage.RECOGNIZING, kill), CancelToken()
        )
    review = work.schedule.open_review(session_id)
    assert (review.transcript, review.session.status) == (None, SessionStatus.RECORDED)

    transcript, _ = work.transcription.transcribe(session_id, TranscriptionOptions(), ignore_progress, CancelToken())
    assert len({u.speaker for u in transcript.utterances}) == 2


def test_cancel_answers_within_a_second_and_keeps_the_recording(
    work: Workspace, engine: EngineProcess, session_id: SessionId, recording: Path
) -> None:
    work.recording.import_file(session_id, recording, ignore_progress, CancelToken())
    cancel, asked_at = CancelToken(), []

    def ask() -> None:
        asked_at.append(time.monotonic())
        cancel.cancel()

    with pytest.raises(JobCancelledError):
        work.transcription.transcribe(session_id, TranscriptionOptions(), on_stage(JobStage.RECOGNIZING, ask), cancel)
    assert time.monotonic() - asked_at[0] < 1.5  # the bound is 1 s; `make prove` measures it
    review = work.schedule.open_review(session_id)
    assert review.recording is not None
    assert review.session.status is SessionStatus.RECORDED


def test_a_text_file_named_like_a_recording_is_refused_and_nothing_is_kept(
    work: Workspace, session_id: SessionId, tmp_path: Path
) -> None:
    letter = tmp_path / "session.wav"
    letter.write_text("Dear colleague, " * 100, encoding="utf-8")
    with pytest.raises(NotAudioError):
        work.recording.import_file(session_id, letter, ignore_progress, CancelToken())
    assert work.schedule.open_review(session_id).recording is None


def test_a_second_instance_is_told_and_the_first_goes_on(
    work: Workspace, store: SqlCipherVaultStore, session_id: SessionId
) -> None:
    with pytest.raises(VaultInUseError):
        store.unlock(work.vault.path, PASSPHRASE)
    assert work.schedule.open_review(session_id).session.id == session_id


def test_everything_is_there_after_locking_and_unlocking(
    work: Workspace, store: SqlCipherVaultStore, session_id: SessionId, recording: Path
) -> None:
    work.recording.import_file(session_id, recording, ignore_progress, CancelToken())
    work.transcription.transcribe(session_id, TranscriptionOptions(), ignore_progress, CancelToken())
    work.notes.draft(session_id, DraftingOptions(), ignore_progress, CancelToken())
    before = work.schedule.open_review(session_id)
    work.close()

    vault = store.unlock(work.vault.path, PASSPHRASE)
    again = build_workspace(vault, EngineProcess(), SystemClock())
    try:
        after = again.schedule.open_review(session_id)
        assert after.transcript == before.transcript
        assert after.note == before.note
        assert after.recording == before.recording
        assert after.peaks == before.peaks
        wav = again.recording.wav(session_id)
        assert after.recording is not None
        assert abs((len(wav) - 44) / 32_000 - after.recording.duration_s) < 0.01
    finally:
        again.close()
