"""Work leaves the UI thread and its result comes back to it."""

from __future__ import annotations

import itertools
import sys
import threading
import weakref
from collections.abc import Iterator
from types import FrameType

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from therapease.domain.job import CancelToken, JobStage, Progress, ProgressListener
from therapease.errors import InternalError, JobCancelledError, StorageFullError, TherapEaseError
from therapease.ui.background import Background


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    background = Background()
    yield background
    background.close()


def test_the_result_arrives_on_the_ui_thread_and_the_work_ran_elsewhere(qtbot: QtBot, background: Background) -> None:
    seen: list[tuple[str, bool]] = []

    def work() -> str:
        seen.append(("work", threading.current_thread() is threading.main_thread()))
        return "result"

    background.start(background, work).success(
        lambda result: seen.append((result, threading.current_thread() is threading.main_thread()))
    )
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen == [("work", False), ("result", True)]


def test_worker_threads_give_the_interpreter_back_within_a_millisecond(background: Background) -> None:
    assert not background.is_busy
    assert sys.getswitchinterval() <= 0.001


def test_results_that_arrive_together_come_one_per_turn(qtbot: QtBot, background: Background) -> None:
    order: list[str] = []
    ticker = QTimer(background, interval=0)
    ticker.timeout.connect(lambda: order.append("turn"))
    ticker.start()
    for number in range(3):
        background.start(background, lambda number=number: number).success(lambda got: order.append(str(got)))
    # All three are done before the loop runs again.
    background._short.submit(lambda: None).result(5)
    qtbot.waitUntil(lambda: not background.is_busy)
    ticker.stop()
    places = [order.index(str(number)) for number in range(3)]
    assert places == sorted(places)
    assert all("turn" in order[first:then] for first, then in itertools.pairwise(places))


def test_calls_made_in_order_run_in_order(qtbot: QtBot, background: Background) -> None:
    order: list[int] = []
    for number in range(20):
        background.start(background, lambda number=number: order.append(number))
    qtbot.waitUntil(lambda: not background.is_busy)
    assert order == list(range(20))


def test_a_failure_keeps_its_own_words(qtbot: QtBot, background: Background) -> None:
    errors: list[TherapEaseError] = []

    def work() -> None:
        raise StorageFullError

    background.start(background, work).failure(errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], StorageFullError)


def test_a_defect_becomes_an_internal_error_without_its_message(qtbot: QtBot, background: Background) -> None:
    errors: list[TherapEaseError] = []

    def work() -> None:
        raise ValueError("Mara Keller said it")

    background.start(background, work).failure(errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], InternalError)
    assert errors[0].detail == "ValueError"
    assert "Mara" not in f"{errors[0]} {errors[0].detail}"


def test_a_failure_nobody_asked_about_is_told_all_the_same(qtbot: QtBot, background: Background) -> None:
    def work() -> None:
        raise StorageFullError

    with qtbot.waitSignal(background.unhandled) as told:
        background.start(background, work)
    assert isinstance(told.args[0], StorageFullError)


def test_a_job_reports_and_can_be_cancelled_while_short_work_goes_on(qtbot: QtBot, background: Background) -> None:
    fractions: list[float | None] = []
    errors: list[TherapEaseError] = []
    done: list[str] = []

    def job(progress: ProgressListener, cancel: CancelToken) -> None:
        progress(Progress(JobStage.RECOGNIZING, 0.5))
        while True:
            cancel.raise_if_cancelled()

    operation = background.start_job(background, job).progress(lambda p: fractions.append(p.fraction))
    operation.failure(errors.append)
    qtbot.waitUntil(lambda: fractions == [0.5])
    background.start(background, lambda: "short").success(done.append)
    qtbot.waitUntil(lambda: done == ["short"])
    operation.cancel()
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], JobCancelledError)


def test_nothing_arrives_for_an_owner_that_is_gone(qtbot: QtBot, background: Background) -> None:
    heard: list[str] = []
    owner = QObject()
    release = threading.Event()
    background.start(owner, lambda: str(release.wait(5))).success(heard.append)
    owner.deleteLater()
    qtbot.wait(20)
    release.set()
    qtbot.waitUntil(lambda: not background.is_busy)
    assert heard == []


def test_nothing_of_a_locked_vault_comes_back(qtbot: QtBot, background: Background) -> None:
    heard: list[object] = []
    release = threading.Event()
    background.start(background, lambda: release.wait(5)).success(heard.append).failure(heard.append)
    background.forget_all()
    release.set()
    qtbot.waitUntil(lambda: not background.is_busy)
    assert heard == []


def test_what_a_late_timer_starts_after_the_end_is_dropped(qtbot: QtBot) -> None:
    background = Background()
    background.close()
    ran: list[str] = []
    operation = background.start(background, lambda: ran.append("work"))
    assert not operation.is_heard
    assert not background.is_busy
    assert ran == []


def test_what_was_started_ends_on_the_ui_thread_although_the_worker_carried_it(
    qtbot: QtBot, background: Background
) -> None:
    """Whoever lets go of a widget last ends it, and only the UI thread may."""
    ended_in: list[str] = []
    may_go_on = threading.Event()

    def hold_the_worker_back(_frame: FrameType, event: str, called: object) -> None:
        if event == "c_return" and getattr(called, "__name__", "") == "emit":
            may_go_on.wait(5)

    class Held:
        def read(self) -> str:
            return "read"

    held = Held()
    weakref.finalize(held, lambda: ended_in.append(threading.current_thread().name))
    threading.setprofile(hold_the_worker_back)
    try:
        background.start(background, held.read).success(lambda _result, held=held: held.read())
        del held
        qtbot.waitUntil(lambda: not background.is_busy)
        qtbot.wait(50)
    finally:
        threading.setprofile(None)  # type: ignore[arg-type]  # because None ends it, which the stub does not know
        may_go_on.set()
    qtbot.waitUntil(lambda: bool(ended_in))
    assert ended_in == [threading.main_thread().name]
