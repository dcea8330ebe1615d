"""The promises about import, the engine worker and transcription, put to the test with the real worker and models."""

from __future__ import annotations

import json
import os
import signal
import socket
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from bench import engine_scoring as scoring
from bench.claims import Claim, needs_eval_data
from therapease import paths
from therapease.domain.job import CancelToken, TranscriptionOptions, ignore_progress
from therapease.domain.recording import AudioChunk
from therapease.domain.transcript import SpeakerRole, Transcription, Utterance
from therapease.engine.process import EngineProcess
from therapease.engine.roles import assign_roles
from therapease.errors import (
    EmptyAudioError,
    EngineCrashedError,
    JobCancelledError,
    NoAudioTrackError,
    NotAudioError,
    TherapEaseError,
    TruncatedAudioError,
)

MAX_WORD_ERROR_ABOVE_BARE = 0.01
MAX_DIARIZATION_ERROR = 0.10
MAX_CANCEL_S = 1.0
MIN_ROLES_RIGHT = 0.97
DIALOGUE_SETS = ("authored", "primock57", "acibench", "mtsdialog")


def claims(eval_data: Path | None) -> Iterator[Claim]:
    """Yield the claims, quick ones first; the last four kinds need the evaluation data."""
    engine = EngineProcess()
    try:
        yield _walls(engine)
        chunks = _sample_chunks(engine)
        yield _killed(engine, chunks)
        yield _cancelled(engine, chunks)
        yield from _bad_inputs(engine)
        yield from _transcripts(engine, eval_data)
    finally:
        engine.close()


# ---------------------------------------------------------------- the worker


def _walls(engine: EngineProcess) -> Claim:
    may = {"local socket", "read the program's own files"}
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as server:
        foreign = Path(folder) / "letter.txt"
        foreign.write_text("private")
        results = engine.probe_sandbox(foreign, server.getsockname()[1])
    through = sorted(r.attempt for r in results if r.answer == "allowed" and r.attempt not in may)
    tried = len([r for r in results if r.attempt not in may])
    figure = f"{tried - len(through)} of {tried} attempts refused" + (f", not: {', '.join(through)}" if through else "")
    return Claim("The worker cannot reach out, read or write foreign files", figure, "all", bool(tried) and not through)


def _sample_chunks(engine: EngineProcess) -> list[AudioChunk]:
    with (paths.sample_session_dir() / "session.flac").open("rb") as source:
        return list(engine.import_audio(source, ignore_progress, CancelToken()))


def _killed(engine: EngineProcess, chunks: Sequence[AudioChunk]) -> Claim:
    """Kill the worker while it transcribes; the job must fail by name and the same call must work again."""

    def deadly() -> Iterator[AudioChunk]:
        yield chunks[0]
        os.kill(engine.worker_pid or 0, signal.SIGKILL)
        yield chunks[1]

    try:
        engine.transcribe(deadly(), 20.0, TranscriptionOptions(engine="starter"), ignore_progress, CancelToken())
        outcome = "no error"
    except EngineCrashedError:
        outcome = "reported as failed"
    again = len(engine.decode(chunks)) == 2 * sum(chunk.sample_count for chunk in chunks)
    figure = f"{outcome}, {'next job ran' if again else 'next job failed'}"
    return Claim(
        "Killing the worker in mid-job", figure, "reported, next job runs", figure == "reported as failed, next job ran"
    )


def _cancelled(engine: EngineProcess, chunks: Sequence[AudioChunk]) -> Claim:
    """Cancel at different moments of a transcription, native calls among them; the slowest answer counts."""
    waits = [_cancel_after(engine, chunks, delay_s) for delay_s in (0.0, 0.4, 1.5, 3.0)]
    slowest_s = max(waits)
    figure = f"{slowest_s:.2f} s at worst of {len(waits)}"
    return Claim("Cancelling a transcription", figure, f"≤ {MAX_CANCEL_S:.0f} s", slowest_s <= MAX_CANCEL_S)


def _cancel_after(engine: EngineProcess, chunks: Sequence[AudioChunk], delay_s: float) -> float:
    cancel, at = CancelToken(), [0.0]

    def stop() -> None:
        at[0] = time.monotonic()
        cancel.cancel()

    def served() -> Iterator[AudioChunk]:
        # The clock starts when the worker is at it, not while it starts.
        threading.Timer(delay_s, stop).start()
        yield from chunks

    try:
        engine.transcribe(served(), 131.0, TranscriptionOptions(engine="starter"), ignore_progress, cancel)
    except JobCancelledError:
        return time.monotonic() - at[0]
    return float("inf")


def _bad_inputs(engine: EngineProcess) -> Iterator[Claim]:
    whole = (paths.sample_session_dir() / "session.flac").read_bytes()
    for name, data, expected in (
        ("A text file", b"Dear all\n" * 100, NotAudioError),
        ("An empty file", b"", EmptyAudioError),
        ("A film without sound", _silent_film(), NoAudioTrackError),
        ("An M4A without its index", b"\0\0\0\x20ftypM4A " + bytes(2_000), TruncatedAudioError),
    ):
        got = _import(engine, data)
        yield Claim(f"{name} is refused by name", got, expected.__name__, got == expected.__name__)
    got = _import(engine, whole[: len(whole) // 2])
    yield Claim("A recording cut in half keeps what decodes", got, "kept, flagged", got == "kept, flagged")


def _import(engine: EngineProcess, data: bytes) -> str:
    with tempfile.TemporaryFile() as source:
        source.write(data)
        source.seek(0)
        try:
            decoding = engine.import_audio(source, ignore_progress, CancelToken())
            chunks = list(decoding)
        except TherapEaseError as error:
            return type(error).__name__
        return f"{'kept' if chunks else 'lost'}, {'flagged' if decoding.is_truncated else 'not flagged'}"


def _silent_film() -> bytes:
    import io

    import av
    import numpy as np

    target = io.BytesIO()
    with av.open(target, "w", format="mp4") as container:
        stream = container.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
        container.mux(stream.encode(av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8), format="rgb24")))
        container.mux(stream.encode(None))
    return target.getvalue()


# ---------------------------------------------------------------- transcripts


def _transcripts(engine: EngineProcess, eval_data: Path | None) -> Iterable[Claim]:
    bound = f"≤ {MAX_WORD_ERROR_ABOVE_BARE:.0%} above bare, none of its right words less"
    if eval_data is None:
        yield needs_eval_data("Therapist found in every dialogue", f"≥ {MIN_ROLES_RIGHT:.0%}")
        yield needs_eval_data("Word error beside the bare recognizer", bound)
        yield needs_eval_data("Diarization error", f"≤ {MAX_DIARIZATION_ERROR:.0%}")
        yield needs_eval_data("Roles right in both halves", "both")
        return
    yield _dialogue_roles(eval_data)
    for text in sorted((eval_data / "real").glob("*.txt")):
        sound = text.with_suffix(".flac")
        ours = scoring.transcribe(engine, sound)
        yield _words(sound, text.read_text(encoding="utf-8"), ours, bound)
        if (rttm := text.with_suffix(".rttm")).is_file():
            yield _speakers(sound, scoring.turns_of_rttm(rttm), ours)
    for reference in sorted((eval_data / "audio").glob("*.json")):
        sound, turns = reference.with_suffix(".flac"), scoring.turns_of_json(reference)
        ours = scoring.transcribe(engine, sound)
        yield _words(sound, " ".join(turn.text for turn in turns), ours, bound)
        yield _speakers(sound, turns, ours)
        yield from _halves(sound, turns, ours)


def _words(sound: Path, reference: str, ours: Transcription, bound: str) -> Claim:
    bare = scoring.bare_call(scoring.decoded(sound))
    own_score = scoring.word_score(reference, " ".join(u.text for u in ours.utterances))
    bare_score = scoring.word_score(reference, " ".join(line.text for line in bare.lines))
    errors = f"{own_score.error:.1%} (bare {bare_score.error:.1%})"
    figure = f"{errors}, {own_score.found_count} words right (bare {bare_score.found_count})"
    ok = own_score.error <= bare_score.error + MAX_WORD_ERROR_ABOVE_BARE
    return Claim(f"Word error on {sound.stem}", figure, bound, ok and own_score.found_count >= bare_score.found_count)


def _speakers(sound: Path, turns: Sequence[scoring.ReferenceTurn], ours: Transcription) -> Claim:
    error = scoring.diarization_error(turns, ours.utterances)
    bound = f"≤ {MAX_DIARIZATION_ERROR:.0%}"
    return Claim(f"Diarization error on {sound.stem}", f"{error:.1%}", bound, error <= MAX_DIARIZATION_ERROR)


def _halves(sound: Path, turns: Sequence[scoring.ReferenceTurn], ours: Transcription) -> Iterator[Claim]:
    """Find the roles anew from each half alone: a therapist found only from the greeting would fail in the second."""
    middle_s = ours.duration_s / 2
    for name, half in (
        ("first", [u for u in ours.utterances if (u.end_s or 0) <= middle_s]),
        ("second", [u for u in ours.utterances if (u.start_s or 0) > middle_s]),
    ):
        right = scoring.role_accuracy(turns, assign_roles([replace(u, role=SpeakerRole.UNKNOWN) for u in half]))
        bound = "≥ 90% of the time spoken"
        yield Claim(f"Roles in the {name} half of {sound.stem}", f"{right:.1%}", bound, right >= 0.9)


def _dialogue_roles(eval_data: Path) -> Claim:
    tried = right = 0
    for name in DIALOGUE_SETS:
        for line in (eval_data / "dialogues" / f"{name}.dev.jsonl").read_text(encoding="utf-8").splitlines():
            turns = json.loads(line)["turns"]
            # Anonymous, as after diarization: the label must not help.
            names = {label: f"S{at}" for at, label in enumerate(sorted({turn["speaker"] for turn in turns}))}
            spoken = [
                Utterance(at, names[turn["speaker"]], SpeakerRole.UNKNOWN, turn["text"])
                for at, turn in enumerate(turns)
            ]
            found = {u.speaker for u in assign_roles(spoken) if u.role is SpeakerRole.THERAPIST}
            tried += 1
            right += found == {names[label] for label in names if label in scoring.THERAPIST_LABELS}
    share = right / tried if tried else 0.0
    figure = f"{right} of {tried}"
    return Claim("Therapist found in every dialogue", figure, f"≥ {MIN_ROLES_RIGHT:.0%}", share >= MIN_ROLES_RIGHT)
