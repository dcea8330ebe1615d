"""The parent's side of the engine worker: start it, hand it jobs, stop it within a second, outlive its death."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from therapease.domain.job import (
    CancelToken,
    DraftingOptions,
    JobStage,
    LetGo,
    Progress,
    ProgressListener,
    TranscriptionOptions,
    ignore_progress,
)
from therapease.domain.note import Draft, RiskMention
from therapease.domain.recording import AudioChunk
from therapease.domain.transcript import Transcription, Utterance
from therapease.engine import model_files
from therapease.engine.letters import read_letter
from therapease.engine.messages import (
    CancelJob,
    ChunkWanted,
    CrashJob,
    DecodeJob,
    DraftJob,
    EndOfChunks,
    FindMentionsJob,
    GoesOnAlone,
    GoOnAlone,
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
    error_of,
)
from therapease.engine.worker_link import POLL_S, WorkerLink
from therapease.errors import EngineCrashedError, InternalError, JobCancelledError, JobLetGoError

_PARTING_LIMIT_S = 10.0
_CANCEL_GRACE_S = 0.5
"""How long a cancelled worker may take to answer before it is killed: with the polling below one second in all."""


class _Conversation:
    """One job's talk with the worker: serves chunks, passes progress on, cancels, and yields what the job gives."""

    def __init__(
        self,
        link: WorkerLink,
        progress: ProgressListener,
        cancel: CancelToken,
        chunks: Iterator[AudioChunk],
        order: Callable[[], LetGo | None] = lambda: None,
    ) -> None:
        """`order` is asked now and then whether the job is to go on alone."""
        self._link, self._order = link, order
        self._progress = progress
        self._cancel = cancel
        self._chunks = chunks
        self._cancelled_at: float | None = None
        self.is_over = False
        """Whether the worker answered for this job and is free for another."""
        self._is_parting = False
        self.has_parted = False
        """Whether the worker went on alone with this job."""

    def __iter__(self) -> Iterator[Any]:
        while not self.is_over:
            self._part_if_told()
            reply = self._receive()
            if isinstance(reply, GoesOnAlone):
                self.has_parted = True
                self._link.part()
                raise JobLetGoError
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

    def _part_if_told(self) -> None:
        """Hand over all the worker still needs, at most once; it answers with GoesOnAlone."""
        order = None if self._is_parting or self._cancelled_at is not None else self._order()
        if order is None:
            return
        self._is_parting = True
        self._link.send(GoOnAlone(order.public_key, order.ticket))
        self._link.send_file(order.sink)
        for chunk in self._chunks:
            self._link.send(NextChunk(chunk))
        self._link.send(EndOfChunks())

    def _receive(self) -> Any | None:
        """Return the next reply or None. Raise JobCancelledError when a cancelled worker does not answer in time."""
        if self._cancelled_at is None and self._cancel.is_cancelled:
            self._cancelled_at = time.monotonic()
            self._link.send(CancelJob())
        if self._cancelled_at is not None and time.monotonic() - self._cancelled_at > _CANCEL_GRACE_S:
            raise JobCancelledError
        try:
            return self._link.receive(POLL_S)
        except EngineCrashedError:
            self._cancel.raise_if_cancelled()
            raise

    def _handled(self, reply: Any) -> Iterator[Any]:
        if isinstance(reply, ProgressReport):
            self._progress(reply.progress)
        elif isinstance(reply, ChunkWanted):
            if self._is_parting:
                return
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
        self._link: WorkerLink | None = None
        self._idle_timer: threading.Timer | None = None
        self._order: LetGo | None = None
        self._is_over, self._has_parted = threading.Event(), False

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

    def let_go(self, order: LetGo) -> bool:
        """Have the transcription or the draft under way go on without this process; say whether it does.

        Its call raises JobLetGoError then. False where nothing that can go on is under way, or it ended meanwhile.
        """
        if sys.platform == "win32":
            # A file's lock does not go along with a handle there, and is what tells that the worker still lives.
            return False
        if not self._one_job.locked():
            return False
        self._is_over.clear()
        self._has_parted, self._order = False, order
        try:
            self._is_over.wait(_PARTING_LIMIT_S)
            return self._has_parted
        finally:
            self._order = None

    def read_outcome(self, unsealed: bytes, ticket: bytes) -> Transcription | Draft:
        """Return what a job that was let go brought. Raise its own error, InternalError for a letter of others."""
        outcome = read_letter(unsealed, ticket)
        if isinstance(outcome, JobFailed):
            raise error_of(outcome)
        if not isinstance(outcome.result, Transcription | Draft):
            raise InternalError(detail="neither transcription nor draft came back")
        return outcome.result

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
        while not self._one_job.acquire(timeout=POLL_S):
            cancel.raise_if_cancelled()
        conversation = None
        try:
            self._stop_idle_timer()
            link = self._ready_link(needs, cancel)
            can_go_on = isinstance(job, TranscribeJob | DraftJob)
            conversation = _Conversation(
                link, progress, cancel, iter(chunks), lambda: self._order if can_go_on else None
            )
            link.send(job)
            if source is not None:
                link.send_file(source)
            yield from conversation
        finally:
            if conversation is not None and conversation.has_parted:
                self._link, self._has_parted = None, True
            elif conversation is None or not conversation.is_over:
                # Cancelled, crashed or abandoned in mid-job: the next job gets a worker without a past.
                self.close()
            self._start_idle_timer()
            self._one_job.release()
            self._is_over.set()

    def _ready_link(self, needs: Path | None, cancel: CancelToken) -> WorkerLink:
        granted = model_files.granted_folders(needs)
        link = self._link
        if link is not None and (not link.is_alive or not set(granted) <= set(link.granted)):
            self.close()
            link = None
        if link is None:
            link = self._link = WorkerLink(granted, cancel)
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
