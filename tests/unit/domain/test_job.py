"""A job can be stopped from any thread, once and for good."""

from __future__ import annotations

import threading

import pytest

from therapease.domain.job import CancelToken, JobStage, Progress, ignore_progress
from therapease.errors import JobCancelledError


def test_a_fresh_token_lets_work_go_on() -> None:
    token = CancelToken()
    assert not token.is_cancelled
    token.raise_if_cancelled()


def test_a_cancelled_token_stops_work_and_stays_cancelled() -> None:
    token = CancelToken()
    token.cancel()
    token.cancel()
    assert token.is_cancelled
    with pytest.raises(JobCancelledError):
        token.raise_if_cancelled()


def test_another_thread_can_cancel() -> None:
    token, stopped = CancelToken(), threading.Event()

    def work() -> None:
        while not token.is_cancelled:
            pass
        stopped.set()

    worker = threading.Thread(target=work)
    worker.start()
    token.cancel()
    worker.join(5)
    assert stopped.is_set()


def test_progress_may_be_unknown_and_may_be_ignored() -> None:
    unknown = Progress(JobStage.LOADING_MODEL)
    assert unknown.fraction is None
    ignore_progress(unknown)
