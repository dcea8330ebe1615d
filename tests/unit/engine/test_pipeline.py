"""From chunks to utterances with the real models, and what stops it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import pytest

from therapease import paths
from therapease.domain.job import CancelToken, JobStage, Progress, ignore_progress
from therapease.domain.recording import AudioChunk
from therapease.domain.transcript import Segment, SpeakerRole, SpeakerTurn, Utterance
from therapease.engine import model_files, pipeline
from therapease.engine.audio_file import AudioDecoder
from therapease.engine.messages import TranscribeJob
from therapease.errors import JobCancelledError


def job(duration_s: float) -> TranscribeJob:
    return TranscribeJob("starter", model_files.starter_recognizer_folder(), duration_s)


def sample_chunks(count: int) -> Iterator[AudioChunk]:
    with (paths.sample_session_dir() / "session.flac").open("rb") as source:
        yield from islice(AudioDecoder(source), count)


def test_a_conversation_becomes_utterances_with_speakers_roles_and_times() -> None:
    seen: list[Progress] = []
    result = pipeline.transcribe(sample_chunks(2), job(20.0), seen.append, CancelToken())
    assert (result.engine, result.model, result.duration_s) == ("starter", "moonshine-tiny-en", 20.0)
    assert [(u.id, u.role) for u in result.utterances[:2]] == [(0, SpeakerRole.THERAPIST), (1, SpeakerRole.CLIENT)]
    assert result.utterances[0].text.startswith("Good morning")
    assert "hours to fall asleep" in result.utterances[1].text
    assert {"recognition", "diarization", "roles"} <= {name for name, _ in result.stages_s}
    assert sum(seconds for _, seconds in result.stages_s) <= result.processing_s
    assert result.warnings == ()
    stages = [progress.stage for progress in seen]
    assert stages[0] is JobStage.LOADING_MODEL and stages[-1] is JobStage.FINDING_ROLES
    fractions = [progress.fraction for progress in seen if progress.fraction is not None]
    assert fractions == sorted(fractions) and fractions[-1] <= 1.0


def test_nothing_heard_is_an_empty_transcript() -> None:
    result = pipeline.transcribe([], job(0.0), ignore_progress, CancelToken())
    assert (result.utterances, result.duration_s, result.real_time_factor) == ((), 0.0, 0.0)


def test_a_cancelled_job_takes_no_further_chunk() -> None:
    cancel, taken = CancelToken(), list[int]()

    def chunks() -> Iterator[AudioChunk]:
        for chunk in sample_chunks(3):
            taken.append(chunk.sequence)
            cancel.cancel()
            yield chunk

    with pytest.raises(JobCancelledError):
        pipeline.transcribe(chunks(), job(30.0), ignore_progress, cancel)
    assert taken == [0]


def test_text_that_looks_invented_is_reported_and_kept() -> None:
    loop = "thank you for watching " * 8
    segments = [Segment(0.0, 4.0, "How are you?"), Segment(60.0, 64.0, loop)]
    turns = [SpeakerTurn(0.0, 4.0, "S1")]
    utterances = [Utterance(at, "S1", SpeakerRole.UNKNOWN, s.text) for at, s in enumerate(segments)]
    assert pipeline._warnings(segments, turns, utterances) == (pipeline.LOOP_WARNING, pipeline.SILENCE_WARNING)
    assert pipeline._warnings(segments[:1], turns, utterances[:1]) == ()
