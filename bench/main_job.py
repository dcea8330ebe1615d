"""How fast import and transcription are beside the library's own call in the same run, and how memory grows."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bench import engine_scoring as scoring
from bench.claims import Figure
from therapease import paths
from therapease.domain.job import CancelToken, TranscriptionOptions, ignore_progress
from therapease.domain.recording import CHUNK_S, SAMPLE_RATE_HZ, AudioChunk
from therapease.engine import model_files
from therapease.engine.audio_file import Samples, decode_flac, encode_flac
from therapease.engine.diarization import diarizer_options
from therapease.engine.process import EngineProcess
from therapease.engine.transcribers.starter import StarterTranscriber

_EXCERPT_S = 40
_SHORT_S, _LONG_S = 120, 1_200


@dataclass(frozen=True, slots=True)
class _Timed:
    result: Any
    seconds: float


def figures(_eval_data: Path | None) -> Iterator[Figure]:
    """Yield the figures; the sample session is enough for them."""
    chunks, imported_s = _imported()
    duration_s = sum(chunk.sample_count for chunk in chunks) / SAMPLE_RATE_HZ
    yield Figure(f"Import of {duration_s:.0f} s of FLAC, worker start included", f"{imported_s:.2f} s")
    excerpt = chunks[: int(_EXCERPT_S / CHUNK_S)]
    yield _transcription(excerpt)
    yield from _memory(chunks)


def _imported() -> tuple[list[AudioChunk], float]:
    engine = EngineProcess()
    try:
        with (paths.sample_session_dir() / "session.flac").open("rb") as source:
            timed = _time(lambda: list(engine.import_audio(source, ignore_progress, CancelToken())))
    finally:
        engine.close()
    return timed.result, timed.seconds


def _transcription(chunks: list[AudioChunk]) -> Figure:
    """Time the whole of ours (worker, decoding, recognition, diarization, roles) beside the library's one call."""
    duration_s = sum(chunk.sample_count for chunk in chunks) / SAMPLE_RATE_HZ
    engine, options = EngineProcess(), TranscriptionOptions(engine=model_files.STARTER)
    try:
        engine.decode(chunks[:1])  # The worker starts outside the watch, as the library is imported outside it below.
        ours = _time(lambda: engine.transcribe(chunks, duration_s, options, ignore_progress, CancelToken()))
    finally:
        engine.close()
    samples = np.concatenate([decode_flac(chunk) for chunk in chunks])
    same = {name: value for name, value in diarizer_options(duration_s).items() if name.startswith("diarization_")}
    scoring.bare_call(samples[:SAMPLE_RATE_HZ])
    bare = _time(lambda: scoring.bare_call(samples, {"identify_speakers": "true", **same}))
    return Figure(
        f"Transcription with speakers of {duration_s:.0f} s",
        f"{ours.seconds:.1f} s",
        f"{bare.seconds:.1f} s",
        ours.seconds / bare.seconds,
    )


def _memory(chunks: list[AudioChunk]) -> Iterator[Figure]:
    """Peak memory of recognition at two lengths: it must not grow with the session. The sample is played over again."""
    samples = np.concatenate([decode_flac(chunk) for chunk in chunks])
    for duration_s in (_SHORT_S, _LONG_S):
        peak = _peak_of_recognition(samples, duration_s)
        yield Figure(f"Peak memory of recognizing {duration_s // 60} minutes", f"{peak / 2**20:.0f} MiB")


def _peak_of_recognition(samples: Samples, duration_s: int) -> int:
    """Return the peak resident bytes of a fresh process that recognizes `duration_s` of the samples, repeated."""
    import multiprocessing

    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_recognize, args=(encode_flac(samples), len(samples), duration_s, sender))
    process.start()
    try:
        return int(receiver.recv())
    finally:
        process.join()


def _recognize(flac: bytes, sample_count: int, duration_s: int, sender: Any) -> None:
    import resource

    samples = decode_flac(AudioChunk(0, 0, sample_count, flac))
    transcriber = StarterTranscriber(model_files.starter_recognizer_folder())
    block = int(CHUNK_S * SAMPLE_RATE_HZ)
    for start in range(0, duration_s * SAMPLE_RATE_HZ, block):
        at = start % (len(samples) - block)
        transcriber.feed(samples[at : at + block])
    transcriber.finish(lambda share: None)
    transcriber.close()
    sender.send(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)


def _time(work: Any) -> _Timed:
    started = time.perf_counter()
    result = work()
    return _Timed(result, time.perf_counter() - started)
