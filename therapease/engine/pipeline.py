"""Transcription from chunks to utterances: words and voices as the sound comes in, then speakers and roles."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack

from therapease.domain.job import CancelToken, JobStage, Progress, ProgressListener
from therapease.domain.recording import SAMPLE_RATE_HZ, AudioChunk
from therapease.domain.transcript import Segment, SpeakerTurn, Transcription, Utterance
from therapease.engine import alignment, model_files, roles
from therapease.engine.audio_file import Samples, decode_flac
from therapease.engine.diarization import Diarizer, MoonshineDiarizer
from therapease.engine.messages import TranscribeJob
from therapease.engine.metrics import StageTimer
from therapease.engine.transcribers import Transcriber

_LOOP_SHARE = 0.5

LOOP_WARNING = "Some lines repeat themselves as recognizers do over noise. Check them against the sound."
SILENCE_WARNING = "Some lines have text where no voice was heard. Check them against the sound."


def transcribe(
    chunks: Iterable[AudioChunk], job: TranscribeJob, progress: ProgressListener, cancel: CancelToken
) -> Transcription:
    """Transcribe one recording. Runs in the engine worker, on its working thread.

    Chunks are taken one at a time, so that memory does not grow with the session. Raise JobCancelledError,
    ModelRejectedError, InternalError.
    """
    timer = StageTimer()
    progress(Progress(JobStage.LOADING_MODEL))
    with ExitStack() as stack:
        with timer.stage("loading"):
            transcriber = _build_transcriber(job)
            stack.callback(transcriber.close)
            diarizer = MoonshineDiarizer(model_files.starter_recognizer_folder(), job.duration_s, job.speaker_count)
            stack.callback(diarizer.close)
        heard = _Listening(transcriber, diarizer, timer, progress, cancel, job.duration_s)
        segments, turns = heard.listen(chunks)
    progress(Progress(JobStage.FINDING_ROLES, 0.99))
    with timer.stage("roles"):
        utterances = roles.assign_roles(alignment.assign_speakers(segments, turns))
    return Transcription(
        engine=job.engine,
        model=transcriber.model,
        duration_s=heard.heard_s,
        processing_s=timer.total_s,
        utterances=tuple(utterances),
        stages_s=timer.stages_s,
        warnings=_warnings(segments, turns, utterances),
    )


def _build_transcriber(job: TranscribeJob) -> Transcriber:
    if job.engine == model_files.WHISPER:
        from therapease.engine.transcribers.whisper import WhisperTranscriber

        return WhisperTranscriber(job.model_dir, job.language)
    from therapease.engine.transcribers.starter import StarterTranscriber

    return StarterTranscriber(job.model_dir)


class _Listening:
    """Feeds recognizer and diarizer block by block, and says how far it is."""

    def __init__(
        self,
        transcriber: Transcriber,
        diarizer: Diarizer,
        timer: StageTimer,
        progress: ProgressListener,
        cancel: CancelToken,
        duration_s: float,
    ) -> None:
        self._transcriber = transcriber
        self._diarizer = diarizer
        self._timer = timer
        self._progress = progress
        self._cancel = cancel
        self._duration_s = duration_s
        self.heard_s = 0.0

    def listen(self, chunks: Iterable[AudioChunk]) -> tuple[list[Segment], list[SpeakerTurn]]:
        for chunk in chunks:
            with self._timer.stage("decoding"):
                samples = decode_flac(chunk)
            self._feed(samples)
        with self._timer.stage("recognition"):
            segments = self._transcriber.finish(self._recognized)
        with self._timer.stage("diarization"):
            turns = self._diarizer.finish()
        return segments, turns

    def _feed(self, samples: Samples) -> None:
        self._cancel.raise_if_cancelled()
        with self._timer.stage("recognition"):
            self._transcriber.feed(samples)
        self._cancel.raise_if_cancelled()
        with self._timer.stage("diarization"):
            self._diarizer.feed(samples)
        self.heard_s += len(samples) / SAMPLE_RATE_HZ
        share = min(1.0, self.heard_s / self._duration_s) if self._duration_s > 0 else None
        self._progress(Progress(JobStage.FINDING_SPEAKERS, None if share is None else 0.95 * share))

    def _recognized(self, share: float) -> None:
        self._cancel.raise_if_cancelled()
        self._progress(Progress(JobStage.RECOGNIZING, 0.95 + 0.03 * share))


def _warnings(segments: list[Segment], turns: list[SpeakerTurn], utterances: list[Utterance]) -> tuple[str, ...]:
    warnings = []
    if any(alignment.looping_share(utterance.text) >= _LOOP_SHARE for utterance in utterances):
        warnings.append(LOOP_WARNING)
    if any(alignment.is_over_silence(segment, turns) for segment in segments):
        warnings.append(SILENCE_WARNING)
    return tuple(warnings)
