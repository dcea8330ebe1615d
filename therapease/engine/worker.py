"""The engine worker: a process of its own that shuts itself in, then does one job at a time until its pipe closes.

Heavy libraries are imported job by job and after the sandbox is up. A second thread reads the pipe, so that a
cancellation reaches the job at once and the parent's end ends this process too.
"""

from __future__ import annotations

import os
import queue
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from multiprocessing import reduction
from multiprocessing.connection import Connection
from pathlib import Path
from typing import BinaryIO

from therapease.domain.job import CancelToken, JobStage, Progress
from therapease.domain.recording import AudioChunk
from therapease.engine import sandbox
from therapease.engine.letters import SealedLetter
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
    MentionsFound,
    NextChunk,
    PcmBlock,
    ProbeResult,
    ProbeSandboxJob,
    ProgressReport,
    Reply,
    Result,
    TranscribeJob,
    WorkerReady,
    decode,
    encode,
    failure_of,
)
from therapease.engine.priority import give_way
from therapease.errors import InternalError, JobCancelledError, TherapEaseError

ENVIRONMENT = {
    # Waiting threads that spin take the processor from the ones that work.
    "OMP_WAIT_POLICY": "PASSIVE",
    "GOMP_SPINCOUNT": "0",
    # Nothing here may look for a hub or report anything to one; the sandbox would stop it, this keeps it from trying.
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
}


def run_worker(connection: Connection, granted: tuple[Path, ...]) -> None:
    """Entry point of the process. Returns when the parent closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the parent's: it cancels the job and ends the worker.
    os.environ.update(ENVIRONMENT)
    sys.dont_write_bytecode = True
    # Network clients that libraries bring along try an IPv6 socket when imported; refused, but not to be seen at all.
    socket.has_ipv6 = False
    _silence_native_output()
    give_way()
    enclosure = sandbox.enclose(granted)
    worker = _Worker(connection)
    worker.send(WorkerReady(enclosure.network_is_closed, enclosure.files_are_closed))
    worker.run()


def _silence_native_output() -> None:
    """Native libraries print what they please; nothing of it may reach a terminal or a log."""
    sink = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (1, 2):
        os.dup2(sink, descriptor)
    os.close(sink)


class _Worker:
    """Reads messages on one thread, works on the other. Alone, it sends nothing and seals its outcome into a file."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._jobs: queue.Queue[tuple[Job, int | None]] = queue.Queue()
        self._chunks: queue.Queue[NextChunk | EndOfChunks] = queue.Queue()
        self._cancel = CancelToken()
        self._sending = threading.Lock()
        self._letter: SealedLetter | None = None
        self._is_alone = False

    def send(self, reply: Reply) -> None:
        with self._sending:
            if not self._is_alone:
                self._connection.send_bytes(encode(reply))

    def run(self) -> None:
        threading.Thread(target=self._read, name="reader", daemon=True).start()
        while True:
            job, descriptor = self._jobs.get()
            self._work(job, descriptor)

    def _read(self) -> None:
        try:
            while True:
                self._sort(decode(self._connection.recv_bytes()))
        except (EOFError, OSError):
            # The parent is gone or wants no more: end at once, native calls and all.
            if not self._is_alone:
                os._exit(0)

    def _sort(self, message: object) -> None:
        if isinstance(message, CancelJob):
            self._cancel.cancel()
        elif isinstance(message, GoOnAlone):
            self._letter = SealedLetter(message, reduction.recv_handle(self._connection))
        elif isinstance(message, NextChunk | EndOfChunks):
            self._chunks.put(message)
            if self._letter is not None and isinstance(message, EndOfChunks):
                self._part()
        elif isinstance(message, ImportAudioJob):
            self._begin(message, reduction.recv_handle(self._connection))
        else:
            self._begin(message, None)

    def _part(self) -> None:
        """Everything is here: tell the parent that it may end, and send nothing any more."""
        with self._sending:
            self._connection.send_bytes(encode(GoesOnAlone()))
            self._is_alone = True

    def _begin(self, job: object, descriptor: int | None) -> None:
        # The token is renewed here and not by the working thread: a cancellation may follow the job at once.
        self._cancel, self._chunks = CancelToken(), queue.Queue()
        self._jobs.put((job, descriptor))  # type: ignore[arg-type]  # because the parent sends jobs only

    def _work(self, job: Job, descriptor: int | None) -> None:
        reply: Reply
        try:
            reply = JobDone(self._do(job, descriptor))
        except TherapEaseError as error:
            reply = failure_of(error)
        except Exception as error:  # noqa: BLE001 because any defect must reach the person as an error, without its text
            reply = failure_of(InternalError(detail=_place_of(error)))
        try:
            self.send(reply)
        except OSError:
            os._exit(0)
        if self._is_alone and self._letter is not None:
            self._letter.write(reply)
            os._exit(0)

    def _do(self, job: Job, descriptor: int | None) -> Result:
        if isinstance(job, ImportAudioJob) and descriptor is not None:
            with os.fdopen(descriptor, "rb") as source:
                return self._import_audio(source)
        if isinstance(job, TranscribeJob):
            from therapease.engine.pipeline import transcribe

            return transcribe(self._wanted_chunks(), job, self._report, self._cancel)
        if isinstance(job, DecodeJob):
            self._decode()
            return None
        if isinstance(job, DraftJob):
            from therapease.engine.drafting.draft import draft_note

            return draft_note(job.utterances, job.options, self._report, self._cancel)
        if isinstance(job, FindMentionsJob):
            from therapease.engine.risk import find_mentions

            return MentionsFound(find_mentions(job.utterances))
        if isinstance(job, ProbeSandboxJob):
            return _probe_sandbox(job)
        if isinstance(job, CrashJob):
            os.abort()
        raise InternalError(detail=f"unknown job {type(job).__name__}")

    def _report(self, progress: Progress) -> None:
        self.send(ProgressReport(progress))

    def _import_audio(self, source: BinaryIO) -> ImportSummary:
        from therapease.engine.audio_file import AudioDecoder

        decoder = AudioDecoder(source)
        for chunk in decoder:
            self._cancel.raise_if_cancelled()
            self.send(ImportedChunk(chunk))
            share = min(1.0, decoder.duration_s / decoder.declared_s) if decoder.declared_s else None
            self._report(Progress(JobStage.READING, share))
        return ImportSummary(decoder.duration_s, decoder.is_truncated)

    def _decode(self) -> None:
        from therapease.engine.audio_file import decode_flac

        for chunk in self._wanted_chunks():
            self.send(PcmBlock(decode_flac(chunk).astype("<i2", copy=False).tobytes()))

    def _wanted_chunks(self) -> Iterator[AudioChunk]:
        """Ask for one chunk after the other, so that one at a time is under way."""
        while True:
            self._cancel.raise_if_cancelled()
            self.send(ChunkWanted())
            message = self._next_chunk()
            if isinstance(message, EndOfChunks):
                return
            yield message.chunk

    def _next_chunk(self) -> NextChunk | EndOfChunks:
        while True:
            try:
                return self._chunks.get(timeout=0.05)
            except queue.Empty:
                if self._cancel.is_cancelled:
                    raise JobCancelledError from None


def _place_of(error: BaseException) -> str:
    """Return class and place of an error; its text may quote what was said."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" at {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    return f"{type(error).__name__}{place}"


def _probe_sandbox(job: ProbeSandboxJob) -> tuple[ProbeResult, ...]:
    """Try from the inside what must fail, and what must work."""

    def connect() -> None:
        with socket.create_connection(("127.0.0.1", job.port), timeout=2):
            pass

    def datagram() -> None:
        with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as udp:
            udp.sendto(b"", ("::1", job.port))

    def local_socket() -> None:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM):
            pass

    def write_beside() -> None:
        job.foreign_file.with_suffix(".written").write_bytes(b"x")

    def run_program() -> None:
        os.execv("/bin/true", ["true"])  # Only reached by the kernel's leave; it would end this worker.

    attempts = {
        "connect": connect,
        "datagram": datagram,
        "read a foreign file": job.foreign_file.read_bytes,
        "list a foreign folder": lambda: os.listdir(job.foreign_file.parent),
        "write a file": write_beside,
        "run a program": run_program,
        "local socket": local_socket,
        "read the program's own files": lambda: Path(__file__).read_bytes(),
    }
    return tuple(ProbeResult(attempt, _answer(action)) for attempt, action in attempts.items())


def _answer(action: object) -> str:
    try:
        action()  # type: ignore[operator]  # because the attempts return what they please
    except OSError as error:
        return type(error).__name__
    return "allowed"
