"""Transcription through the real worker, judged by references: words, voices and roles."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bench import engine_scoring as scoring
from therapease import paths
from therapease.domain.job import CancelToken, TranscriptionOptions, ignore_progress
from therapease.domain.transcript import SpeakerRole
from therapease.engine.process import EngineProcess
from therapease.errors import ModelRejectedError


@pytest.fixture(scope="module")
def engine() -> Iterator[EngineProcess]:
    engine = EngineProcess()
    yield engine
    engine.close()


def test_two_real_voices_are_told_apart_and_no_speech_is_lost(engine: EngineProcess, eval_data: Path) -> None:
    sound = eval_data / "real" / "harvard_two_speakers.flac"
    reference = sound.with_suffix(".txt").read_text(encoding="utf-8")
    ours = scoring.transcribe(engine, sound)
    bare = scoring.bare_call(scoring.decoded(sound))
    own = scoring.word_score(reference, " ".join(u.text for u in ours.utterances))
    whole = scoring.word_score(reference, " ".join(line.text for line in bare.lines))
    assert own.error <= whole.error + 0.01
    assert own.found_count >= whole.found_count
    turns = scoring.turns_of_rttm(sound.with_suffix(".rttm"))
    assert scoring.diarization_error(turns, ours.utterances) <= 0.10


def test_a_model_folder_outside_the_usual_ones_is_refused_before_the_worker_sees_it(
    engine: EngineProcess, tmp_path: Path
) -> None:
    with pytest.raises(ModelRejectedError):
        engine.transcribe([], 0.0, TranscriptionOptions(model_dir=tmp_path), ignore_progress, CancelToken())


def test_scoring_finds_known_mistakes() -> None:
    """The judge is judged: perfect is 0, one word of four is a quarter, swapped halves are confusion."""
    turns = scoring.turns_of_json(paths.sample_session_dir() / "reference.json")
    assert scoring.word_score("she slept very badly", "she slept badly").error == 0.25
    assert scoring.word_score("she slept very badly", "she slept so very badly").found_count == 4
    assert scoring.word_score("Ten minutes.", "ten minutes").error == 0.0
    same = [_utterance(at, turn) for at, turn in enumerate(turns)]
    assert scoring.diarization_error(turns, same) == 0.0
    assert scoring.role_accuracy(turns, same) == 1.0
    assert scoring.diarization_error(turns, same[: len(same) // 2]) > 0.3


def _utterance(at: int, turn: scoring.ReferenceTurn) -> scoring.Utterance:
    role = SpeakerRole.THERAPIST if turn.speaker in scoring.THERAPIST_LABELS else SpeakerRole.CLIENT
    return scoring.Utterance(at, turn.speaker, role, turn.text, turn.start_s, turn.end_s)
