"""Work away from the UI thread: start a function, get its result, failure or progress back on the UI thread.

    background.start(self, lambda: workspace.clients.list_all()).success(self._show).failure(self._say)

Short work (reading and writing the vault, deriving a key) runs in order on one thread; jobs (import, transcription,
drafting) have a thread of their own, so that a page opens while one runs; backups have a third, so that one does not
wait for an hour of transcription. There is no nested event loop anywhere:
results come as events. What was started for an owner that is gone, or before `forget_all`, is dropped in silence.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Generic, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from therapease.domain.job import CancelToken, Progress, ProgressListener
from therapease.errors import InternalError, TherapEaseError

T = TypeVar("T")
_SWITCH_S = 0.0005
"""How long a worker thread may keep the interpreter while the UI thread waits for it. Nearly every call into Qt gives
it away, so that with Python's 5 ms a paint of twenty calls would wait 100 ms beside a thread that reckons."""

JobWork = Callable[[ProgressListener, CancelToken], T]


class Operation(Generic[T]):
    """One piece of work under way. Attach callbacks right after starting it; they run on the UI thread."""

    def __init__(self, owner: QObject) -> None:
        self.cancel_token = CancelToken()
        self._owner = owner
        self._on_success: Callable[[T], object] | None = None
        self._on_failure: Callable[[TherapEaseError], object] | None = None
        self._on_progress: Callable[[Progress], object] | None = None
        self._is_over = False

    def success(self, callback: Callable[[T], object]) -> Operation[T]:
        self._on_success = callback
        return self

    def failure(self, callback: Callable[[TherapEaseError], object]) -> Operation[T]:
        """Without one, the failure goes to `Background.unhandled`. Cancellation arrives here too."""
        self._on_failure = callback
        return self

    def progress(self, callback: Callable[[Progress], object]) -> Operation[T]:
        self._on_progress = callback
        return self

    def cancel(self) -> None:
        """Ask the work to stop; it ends with JobCancelledError."""
        self.cancel_token.cancel()

    def forget(self) -> None:
        """Let it end unheard: neither callback runs any more."""
        self._is_over = True

    @property
    def is_heard(self) -> bool:
        return not self._is_over and shiboken6.isValid(self._owner)


class _Delivery(QObject):
    """Carries errands and reports from worker threads to the UI thread through Qt's event queue."""

    ended = Signal(object)
    progressed = Signal(object)

    def __init__(self, parent: Background) -> None:
        super().__init__(parent)
        self.ended.connect(parent._queue, Qt.ConnectionType.QueuedConnection)
        self.progressed.connect(self._run, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def _run(self, call: Callable[[], None]) -> None:
        call()


class _Errand(Generic[T]):
    """What a worker thread carries: the work on the way out, its outcome on the way back.

    Work and callbacks hold widgets, and whoever lets go of a widget last ends it. That must be the UI thread, so the
    worker hands back all it was given: it keeps this shell alone, which is empty by the time it lets go of that.
    """

    def __init__(self, operation: Operation[T], work: Callable[[], T]) -> None:
        self.operation: Operation[T] | None = operation
        self.work: Callable[[], T] | None = work
        self.outcome: list[T] = []
        self.error: TherapEaseError | None = None

    def run(self) -> None:
        """On the worker thread."""
        if self.work is None:
            return
        try:
            self.outcome.append(self.work())
        except TherapEaseError as error:
            self.error = error
        except Exception as error:  # noqa: BLE001 because a defect in any work must reach the person as words
            problem = InternalError(detail=type(error).__name__)
            problem.__cause__ = error
            self.error = problem

    def unload(self) -> tuple[Operation[T] | None, list[T], TherapEaseError | None]:
        """On the UI thread: empty the shell and return what it brought."""
        brought = (self.operation, self.outcome, self.error)
        self.operation, self.work, self.outcome, self.error = None, None, [], None
        return brought


class Background(QObject):
    """The worker threads of a window. Lives on the UI thread; `close` waits for what still runs."""

    unhandled = Signal(object)
    """A TherapEaseError nobody asked to hear about."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._short = ThreadPoolExecutor(1, thread_name_prefix="therapease-short")
        self._jobs = ThreadPoolExecutor(1, thread_name_prefix="therapease-job")
        self._copies = ThreadPoolExecutor(1, thread_name_prefix="therapease-copy")
        self._delivery = _Delivery(self)
        self._running: list[Operation[Any]] = []
        self._arrived: deque[_Errand[Any]] = deque()
        # One result per turn: what shows several at once would hold up keys and paints for the sum of them.
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._settle_next)
        self._is_closed = False
        sys.setswitchinterval(min(_SWITCH_S, sys.getswitchinterval()))

    @property
    def is_busy(self) -> bool:
        """Whether something runs, or what came last has not had its turn on screen yet."""
        return bool(self._running) or self._turn.isActive()

    def start(self, owner: QObject, work: Callable[[], T]) -> Operation[T]:
        """Run short work. Calls made in order run in order."""
        operation: Operation[T] = Operation(owner)
        self._submit(self._short, operation, work)
        return operation

    def start_job(self, owner: QObject, work: JobWork[T]) -> Operation[T]:
        """Run a job that reports progress and can be cancelled."""
        return self._start_reporting(self._jobs, owner, work)

    def start_copy(self, owner: QObject, work: JobWork[T]) -> Operation[T]:
        """Run a job that needs the disk and not the engine, beside whatever else runs."""
        return self._start_reporting(self._copies, owner, work)

    def _start_reporting(self, pool: ThreadPoolExecutor, owner: QObject, work: JobWork[T]) -> Operation[T]:
        operation: Operation[T] = Operation(owner)

        def listen(progress: Progress) -> None:
            self._delivery.progressed.emit(lambda: _deliver_progress(operation, progress))

        self._submit(pool, operation, lambda: work(listen, operation.cancel_token))
        return operation

    def forget_all(self) -> None:
        """Cancel what runs and drop every result that has not arrived: nothing of a locked vault comes back."""
        for operation in self._running:
            operation.cancel()
            operation.forget()

    def close(self) -> None:
        """Cancel, forget and wait. Call once, when the program ends; what a late timer starts then is dropped."""
        self.forget_all()
        self._is_closed = True
        # What is short is let finish: closing the vault is among it.
        self._short.shutdown(wait=True)
        self._copies.shutdown(wait=True, cancel_futures=True)
        self._jobs.shutdown(wait=True, cancel_futures=True)

    def _submit(self, pool: ThreadPoolExecutor, operation: Operation[T], work: Callable[[], T]) -> None:
        if self._is_closed:
            operation.forget()
            return
        self._running.append(operation)
        pool.submit(_carry, _Errand(operation, work), self._delivery)

    @Slot(object)
    def _queue(self, errand: _Errand[Any]) -> None:
        self._arrived.append(errand)
        if not self._turn.isActive():
            self._turn.start()

    def _settle_next(self) -> None:
        if self._arrived:
            self._settle(self._arrived.popleft())
        else:
            # A turn after the last one: what it changed has been laid out by now.
            self._turn.stop()

    def _settle(self, errand: _Errand[T]) -> None:
        operation, outcome, error = errand.unload()
        if operation is None:
            return
        self._running.remove(operation)
        if not operation.is_heard:
            return
        if error is None:
            if operation._on_success is not None:
                operation._on_success(outcome[0])
        elif operation._on_failure is not None:
            operation._on_failure(error)
        else:
            self.unhandled.emit(error)


def _carry(errand: _Errand[Any], delivery: _Delivery) -> None:
    errand.run()
    delivery.ended.emit(errand)


def _deliver_progress(operation: Operation[T], progress: Progress) -> None:
    if operation.is_heard and operation._on_progress is not None:
        operation._on_progress(progress)
