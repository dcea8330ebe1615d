"""The parent's side: one job at a time, stopped within a second, and nothing lost when the worker dies."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from therapease.domain.job import CancelToken, JobStage, Progress, TranscriptionOptions, ignore_progress
from therapease.domain.recording import AudioChunk
from therapease.engine.audio_file import encode_flac
from therapease.engine.process import EngineProcess
from therapease.errors import EngineCrashedError, JobCancelledError, NotAudioError


@pytest.fixture
def engine() -> Iterator[EngineProcess]:
    engine = EngineProcess()
    yield engine
    engine.close()


def chunk_of(sequence: int, value: int) -> AudioChunk:
    samples = np.full(1_600, value, np.int16)
    return AudioChunk(sequence, sequence * 1_600, 1_600, encode_flac(samples))


def sound_file(folder: Path, duration_s: float) -> Path:
    """A long FLAC of noise: incompressible, so that decoding it takes a while."""
    samples = np.random.default_rng(3).integers(-9_000, 9_000, int(duration_s * 16_000)).astype(np.int16)
    path = folder / "noise.flac"
    path.write_bytes(encode_flac(samples))
    return path


def test_import_and_playback_give_back_the_samples(engine: EngineProcess, tmp_path: Path) -> None:
    seen: list[Progress] = []
    with sound_file(tmp_path, 25.0).open("rb") as source:
        decoding = engine.import_audio(source, seen.append, CancelToken())
        chunks = list(decoding)
    assert decoding.duration_s == 25.0
    assert not decoding.is_truncated
    assert len(engine.decode(chunks)) == 2 * 25 * 16_000
    assert {progress.stage for progress in seen} == {JobStage.READING}
    fractions = [progress.fraction for progress in seen if progress.fraction is not None]
    assert fractions == sorted(fractions) and fractions[-1] == 1.0


def test_chunks_are_taken_one_by_one_and_in_order(engine: EngineProcess) -> None:
    pcm = engine.decode(chunk_of(at, at) for at in range(5))
    assert np.array_equal(np.frombuffer(pcm, "<i2"), np.repeat(np.arange(5, dtype=np.int16), 1_600))


def test_a_file_that_is_no_sound_fails_at_the_call_and_leaves_the_worker_alive(
    engine: EngineProcess, tmp_path: Path
) -> None:
    text = tmp_path / "letter.mp3"
    text.write_text("Dear all")
    with text.open("rb") as source, pytest.raises(NotAudioError):
        engine.import_audio(source, ignore_progress, CancelToken())
    pid = engine.worker_pid
    assert len(engine.decode([chunk_of(0, 1)])) == 3_200
    assert engine.worker_pid == pid


def test_a_crash_is_one_failed_job_and_the_next_one_runs(engine: EngineProcess) -> None:
    engine.decode([chunk_of(0, 1)])
    first = engine.worker_pid
    with pytest.raises(EngineCrashedError):
        engine.crash()
    assert len(engine.decode([chunk_of(0, 1)])) == 3_200
    assert engine.worker_pid not in (None, first)


def test_a_worker_killed_in_mid_job_is_reported_and_replaced(engine: EngineProcess) -> None:
    def chunks() -> Iterator[AudioChunk]:
        yield chunk_of(0, 1)
        assert engine.worker_pid is not None
        os.kill(engine.worker_pid, signal.SIGKILL)
        yield chunk_of(1, 1)

    with pytest.raises(EngineCrashedError):
        engine.decode(chunks())
    assert len(engine.decode([chunk_of(0, 1)])) == 3_200


def test_cancelling_an_import_ends_it_within_a_second(engine: EngineProcess, tmp_path: Path) -> None:
    cancel = CancelToken()
    with sound_file(tmp_path, 120.0).open("rb") as source:
        chunks = iter(engine.import_audio(source, ignore_progress, cancel))
        next(chunks)
        cancel.cancel()
        started = time.monotonic()
        with pytest.raises(JobCancelledError):
            list(chunks)
    assert time.monotonic() - started < 1.0


def test_cancelling_native_work_ends_it_within_a_second(engine: EngineProcess, tmp_path: Path) -> None:
    """The diarizer computes for seconds without a pause: this cancellation cannot wait for an answer."""
    with sound_file(tmp_path, 30.0).open("rb") as source:
        chunks = list(engine.import_audio(source, ignore_progress, CancelToken()))
    cancel, cancelled_at = CancelToken(), list[float]()

    def served() -> Iterator[AudioChunk]:
        for chunk in chunks:
            yield chunk
            if not cancelled_at:
                timer = threading.Timer(0.5, lambda: (cancelled_at.append(time.monotonic()), cancel.cancel()))
                timer.start()

    with pytest.raises(JobCancelledError):
        engine.transcribe(served(), 30.0, TranscriptionOptions(engine="starter"), ignore_progress, cancel)
    assert time.monotonic() - cancelled_at[0] < 1.0
    assert len(engine.decode([chunk_of(0, 1)])) == 3_200


def test_a_job_cancelled_before_it_begins_starts_no_worker(engine: EngineProcess) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(JobCancelledError):
        engine.transcribe([], 1.0, TranscriptionOptions(engine="starter"), ignore_progress, cancel)
    assert engine.worker_pid is None


def test_an_abandoned_import_frees_the_engine(engine: EngineProcess, tmp_path: Path) -> None:
    with sound_file(tmp_path, 60.0).open("rb") as source:
        decoding = engine.import_audio(source, ignore_progress, CancelToken())
        del decoding
        assert len(engine.decode([chunk_of(0, 1)])) == 3_200


def test_jobs_from_two_threads_run_one_after_the_other(engine: EngineProcess) -> None:
    results: list[int] = []
    threads = [
        threading.Thread(target=lambda: results.append(len(engine.decode([chunk_of(0, 1)] * 3)))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert results == [3 * 3_200] * 4


def test_an_idle_worker_ends_by_itself() -> None:
    engine = EngineProcess(idle_s=0.2)
    try:
        engine.decode([chunk_of(0, 1)])
        give_up_at = time.monotonic() + 10
        while engine.worker_pid is not None and time.monotonic() < give_up_at:
            time.sleep(0.05)
        assert engine.worker_pid is None
        assert len(engine.decode([chunk_of(0, 1)])) == 3_200
    finally:
        engine.close()


def test_close_is_final_for_the_worker_and_may_be_called_twice(engine: EngineProcess) -> None:
    engine.decode([chunk_of(0, 1)])
    pid = engine.worker_pid
    assert pid is not None
    engine.close()
    engine.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
