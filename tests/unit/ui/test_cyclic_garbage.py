"""Cycles end on the UI thread, by the collector's own thresholds."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from therapease.ui.cyclic_garbage import CyclicGarbageTimer, clear_if_due


@pytest.fixture(autouse=True)
def few_are_many() -> Iterator[None]:
    before = gc.get_threshold()
    gc.collect()
    gc.set_threshold(50, 2, 2)
    yield
    gc.set_threshold(*before)


class Ring(QWidget):
    """A widget that holds itself, and says in which thread it ends."""

    def __init__(self, ends: list[str]) -> None:
        super().__init__()
        self.itself = self
        weakref.finalize(self, lambda: ends.append(threading.current_thread().name))


def allocate_a_lot() -> None:
    kept = [[number] for number in range(5_000)]
    assert len(kept) == 5_000


def test_a_worker_thread_that_allocates_ends_no_widget(qtbot: QtBot) -> None:
    ends: list[str] = []
    timer = CyclicGarbageTimer()
    Ring(ends)
    worker = threading.Thread(target=allocate_a_lot)
    worker.start()
    worker.join()
    assert ends == []
    kept: list[list[int]] = []

    def is_over() -> bool:
        # More that stays, until a search is due: what a test before this one lets go of counts against it.
        kept.extend([number] for number in range(1_000))
        return bool(ends)

    qtbot.waitUntil(is_over)
    assert ends == [threading.main_thread().name]
    timer.deleteLater()


def test_a_search_through_everything_waits_for_a_quiet_moment_but_not_for_ever() -> None:
    gc.disable()
    gc.collect()
    kept: list[list[int]] = []
    seen = []
    for _ in range(400):
        kept += [[number] for number in range(100)]
        seen.append(clear_if_due(is_quiet=False))
    assert 2 in seen
    first = seen.index(2)
    assert first > 100
    assert set(seen[:first]) == {0, 1}


def test_what_is_due_goes_by_the_thresholds() -> None:
    gc.disable()
    assert clear_if_due() is None
    kept: list[list[int]] = []
    seen = []
    for _ in range(20):
        kept += [[number] for number in range(100)]
        seen.append(clear_if_due())
    assert seen[:4] == [0, 0, 0, 1]
    assert 2 in seen
    assert None not in seen
    assert clear_if_due() is None
