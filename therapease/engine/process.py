"""The parent's side of the engine worker: start it, hand it jobs, stop it within a second, outlive its death."""

from __future__ import annotations

import contextlib
import multiprocessing
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from multiprocessing import reduction
from pathlib import Path
from typing import Any, BinaryIO

from therapease.domain.job import (
    CancelToken,
    DraftingOptions,
    JobStage,
    Progress,
    ProgressListener,
    TranscriptionOptions,
    ignore_progress,
)
from therapease.domain.note import Draft, RiskMention
from therapease.domain.recording import AudioChunk
from therapease.domain.transcript import Transcription, Utterance
from therapease.engine import model_files
from therapease.engine.messages import (
    CancelJob,
    ChunkWanted,
    CrashJob,
    DecodeJob,
    DraftJob,
    EndOfChunks,
    FindMentionsJob,
    ImportAudioJob,
    ImportedChunk,
    ImportSummary,
    Job,
    JobDone,
    JobFailed,
    MentionsFound,
    NextChunk,
    PcmBlock,
    ProbeResult,
    ProbeSandboxJob,
    ProgressReport,
    TranscribeJob,
    WorkerReady,
    decode,
    encode,
    error_of,
)
from therapease.engine.worker import run_worker
from therapease.errors import EngineCrashedError, EngineUnavailableError, InternalError, JobCancelledError

_START_TIMEOUT_S = 60.0
_POLL_S = 0.05
_CANCEL_GRACE_S = 0.5
"""How long a cancelled worker may take to answer before it is killed: with the polling below one second in all."""


class _WorkerLink:
    """One live worker process and the pipe to it."""

    def __init__(self, granted: tuple[Path, ...], cancel: CancelToken) -> None:
        self.granted = granted
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(
            target=run_worker, args=(theirs, granted), name="therapease-engine", daemon=True
        )
        try:
            self._process.start()
        except OSError as error:
            self._connection.close()
            raise EngineUnavailableError(detail=type(error).__name__) from error
        finally:
            theirs.close()
        self._await_ready(cancel)

    @property
    def pid(self) -> int:
        return self._process.pid or 0

    @property
    def is_alive(self) -> bool:
        return self._process.is_alive()

    def send(self, message: object) -> None:
        """Raise EngineCrashedError when the worker is gone."""
        try:
            self._connection.send_bytes(encode(message))
        except OSError as error:
            raise EngineCrashedError(detail=type(error).__name__) from error

    def send_file(self, source: BinaryIO) -> None:
        """Hand over a duplicate of the file's descriptor (SCM_RIGHTS, or a duplicated handle on Windows)."""
        try:
            reduction.send_handle(self._connection, source.fileno(), self.pid)
        except OSError as error:
            raise EngineCrashedError(detail=type(error).__name__) from error

    def receive(self, timeout_s: float) -> Any | None:
        """Return the next message, or None when none came in time. Raise EngineCrashedError."""
        try:
            if not self._connection.poll(timeout_s):
                return None
            return decode(self._connection.recv_bytes())
        except (EOFError, OSError) as error:
            self._process.join(1)
            raise EngineCrashedError(detail=f"exit code {self._process.exitcode}") from error

    def end(self) -> None:
        """End the process at once. Its memory, with all it heard, goes back to the system."""
        self._process.kill()
        self._process.join(5)
        with contextlib.suppress(OSError):
            self._connection.close()

    def _await_ready(self, cancel: CancelToken) -> None:
        give_up_at = time.monotonic() + _START_TIMEOUT_S
        ready = None
        try:
            while ready is None and time.monotonic() < give_up_at:
                cancel.raise_if_cancelled()
                ready = self.receive(_POLL_S)
        except EngineCrashedError as error:
            self.end()
            raise EngineUnavailableError(detail=error.detail) from error
        except JobCancelledError:
            self.end()
            raise
        if not isinstance(ready, WorkerReady):
            self.end()
            raise EngineUnavailableError(detail="no answer from the worker")
        self.enclosure = ready


class _Conversation:
    """One job's talk with the worker: serves chunks, passes progress on, cancels, and yields what the job gives."""

    def __init__(
        self, link: _WorkerLink, progress: ProgressListener, cancel: CancelToken, chunks: Iterator[AudioChunk]
    ) -> None:
        self._link = link
        self._progress = progress
        self._cancel = cancel
        self._chunks = chunks
        self._cancelled_at: float | None = None
        self.is_over = False
        """Whether the worker answered for this job and is free for another."""

    def __iter__(self) -> Iterator[Any]:
        while not self.is_over:
            reply = self._receive()
            if isinstance(reply, JobDone):
                self.is_over = True
                self._cancel.raise_if_cancelled()
                yield reply.result
            elif isinstance(reply, JobFailed):
                self.is_over = True
                self._cancel.raise_if_cancelled()
                raise error_of(reply)
            elif self._cancelled_at is None:
                yield from self._handled(reply)

    def _receive(self) -> Any | None:
        """Return the next reply or None. Raise JobCancelledError when a cancelled worker does not answer in time."""
        if self._cancelled_at is None and self._cancel.is_cancelled:
            self._cancelled_at = time.monotonic()
            self._link.send(CancelJob())
        if self._cancelled_at is not None and time.monotonic() - self._cancelled_at > _CANCEL_GRACE_S:
            raise JobCancelledError
        try:
            return self._link.receive(_POLL_S)
        except EngineCrashedError:
            self._cancel.raise_if_cancelled()
            raise

    def _handled(self, reply: Any) -> Iterator[Any]:
        if isinstance(reply, ProgressReport):
            self._progress(reply.progress)
        elif isinstance(reply, ChunkWanted):
            chunk = next(self._chunks, None)
            self._link.send(EndOfChunks() if chunk is None else NextChunk(chunk))
        elif reply is not None:
            yield reply


class _Import:
    """`services.ports.AudioImport`: the chunks as they come from the worker."""

    def __init__(self, replies: Iterator[Any]) -> None:
        self._replies = replies
        self._summary: ImportSummary | None = None
        # Advance to the first chunk, so that a file that is no sound is refused by the call and not later.
        self._first = self._next_chunk()

    def __iter__(self) -> Iterator[AudioChunk]:
        while self._first is not None:
            chunk, self._first = self._first, None
            yield chunk
            self._first = self._next_chunk()

    @property
    def duration_s(self) -> float:
        return self._finished.duration_s

    @property
    def is_truncated(self) -> bool:
        return self._finished.is_truncated

    @property
    def _finished(self) -> ImportSummary:
        if self._summary is None:
            raise InternalError(detail="the import was asked about before all chunks were read")
        return self._summary

    def _next_chunk(self) -> AudioChunk | None:
        for reply in self._replies:
            if isinstance(reply, ImportedChunk):
                return reply.chunk
            if isinstance(reply, ImportSummary):
                self._summary = reply
        return None


class EngineProcess:
    """`services.ports.Engine` over a worker process: started with the first job, ended when idle or closed.

    Thread-safe; one job at a time, others wait. Every call blocks: call from a background thread.
    """

    def __init__(self, idle_s: float = 120.0) -> None:
        self._idle_s = idle_s
        self._one_job = threading.Lock()
        self._link: _WorkerLink | None = None
        self._idle_timer: threading.Timer | None = None

    @property
    def worker_pid(self) -> int | None:
        """The worker's process id while there is one; for measuring and for proofs."""
        return self._link.pid if self._link is not None else None

    def import_audio(self, source: BinaryIO, progress: ProgressListener, cancel: CancelToken) -> _Import:
        """Decode an open, seekable file inside the worker. Holds the worker until the chunks are all read.

        Raise NotAudioError, NoAudioTrackError, EmptyAudioError, TruncatedAudioError, JobCancelledError,
        EngineCrashedError.
        """
        progress(Progress(JobStage.READING, 0.0))
        return _Import(self._converse(ImportAudioJob(), progress, cancel, source=source))

    def transcribe(
        self,
        chunks: Iterable[AudioChunk],
        duration_s: float,
        options: TranscriptionOptions,
        progress: ProgressListener,
        cancel: CancelToken,
    ) -> Transcription:
        """Turn a recording into utterances with speakers and roles.

        Raise UnknownModelError, ModelMissingError, ModelRejectedError, JobCancelledError, EngineCrashedError.
        """
        choice = model_files.choose_recognizer(options)
        job = TranscribeJob(choice.engine, choice.folder, duration_s, options.speaker_count, options.language)
        result = self._result(job, progress, cancel, chunks=chunks, needs=choice.folder)
        if not isinstance(result, Transcription):
            raise InternalError(detail="no transcription came back")
        return result

    def draft(
        self,
        utterances: Sequence[Utterance],
        options: DraftingOptions,
        progress: ProgressListener,
        cancel: CancelToken,
    ) -> Draft:
        """Draft a note. Raise UnknownFormatError, EmptyTranscriptError, ModelRejectedError, JobCancelledError,
        EngineCrashedError."""
        chosen = model_files.choose_language_model(options)
        result = self._result(DraftJob(tuple(utterances), chosen), progress, cancel, needs=chosen.model_file)
        if not isinstance(result, Draft):
            raise InternalError(detail="no draft came back")
        return result

    def find_mentions(self, utterances: Sequence[Utterance]) -> tuple[RiskMention, ...]:
        """Return the explicit mentions of risk. No model is needed. Raise EngineCrashedError."""
        result = self._result(FindMentionsJob(tuple(utterances)), ignore_progress, CancelToken())
        if not isinstance(result, MentionsFound):
            raise InternalError(detail="no mentions came back")
        return result.mentions

    def decode(self, chunks: Iterable[AudioChunk]) -> bytes:
        """Return chunks as 16-bit little-endian mono PCM at 16 kHz, for playback."""
        replies = self._converse(DecodeJob(), ignore_progress, CancelToken(), chunks=chunks)
        return b"".join(reply.pcm for reply in replies if isinstance(reply, PcmBlock))

    def probe_sandbox(self, foreign_file: Path, port: int) -> tuple[ProbeResult, ...]:
        """Let the worker try what its sandbox must refuse; for `make prove` and the tests."""
        result = self._result(ProbeSandboxJob(foreign_file, port), ignore_progress, CancelToken())
        return result if isinstance(result, tuple) else ()

    def crash(self) -> None:
        """Make the worker die as by a defect in native code, for proofs and tests. Raise EngineCrashedError."""
        self._result(CrashJob(), ignore_progress, CancelToken())

    def close(self) -> None:
        """End the worker, in mid-job too: a job under way on another thread raises EngineCrashedError."""
        self._stop_idle_timer()
        link, self._link = self._link, None
        if link is not None:
            link.end()

    # ------------------------------------------------------------ the conversation

    def _result(
        self,
        job: Job,
        progress: ProgressListener,
        cancel: CancelToken,
        *,
        chunks: Iterable[AudioChunk] = (),
        needs: Path | None = None,
    ) -> Any:
        last = None
        for reply in self._converse(job, progress, cancel, chunks=chunks, needs=needs):
            last = reply
        return last

    def _converse(
        self,
        job: Job,
        progress: ProgressListener,
        cancel: CancelToken,
        *,
        source: BinaryIO | None = None,
        chunks: Iterable[AudioChunk] = (),
        needs: Path | None = None,
    ) -> Iterator[Any]:
        """Yield what the job gives, its result last. The worker is this job's alone until the generator ends."""
        while not self._one_job.acquire(timeout=_POLL_S):
            cancel.raise_if_cancelled()
        conversation = None
        try:
            self._stop_idle_timer()
            link = self._ready_link(needs, cancel)
            conversation = _Conversation(link, progress, cancel, iter(chunks))
            link.send(job)
            if source is not None:
                link.send_file(source)
            yield from conversation
        finally:
            if conversation is None or not conversation.is_over:
                # Cancelled, crashed or abandoned in mid-job: the next job gets a worker without a past.
                self.close()
            self._start_idle_timer()
            self._one_job.release()

    def _ready_link(self, needs: Path | None, cancel: CancelToken) -> _WorkerLink:
        granted = model_files.granted_folders(needs)
        link = self._link
        if link is not None and (not link.is_alive or not set(granted) <= set(link.granted)):
            self.close()
            link = None
        if link is None:
            link = self._link = _WorkerLink(granted, cancel)
        return link

    def _start_idle_timer(self) -> None:
        if self._link is None:
            return
        timer = threading.Timer(self._idle_s, self._end_when_idle)
        timer.daemon = True
        self._idle_timer = timer
        timer.start()

    def _stop_idle_timer(self) -> None:
        timer, self._idle_timer = self._idle_timer, None
        if timer is not None:
            timer.cancel()

    def _end_when_idle(self) -> None:
        if self._one_job.acquire(blocking=False):
            try:
                self.close()
            finally:
                self._one_job.release()
