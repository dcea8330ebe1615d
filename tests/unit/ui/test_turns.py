"""A piece per turn: what else waits is served in between, and what was begun can be finished or forgotten."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from therapease.ui.turns import Turns


def test_timers_run_between_two_pieces(qtbot: QtBot) -> None:
    owner, order = QObject(), list[str]()
    turns = Turns(owner)
    turns.start([lambda: order.append("first"), lambda: order.append("second"), lambda: order.append("third")])
    assert order == ["first"]
    QTimer.singleShot(0, owner, lambda: order.append("between"))
    qtbot.waitUntil(lambda: not turns.is_running and len(order) == 4)
    assert order == ["first", "between", "second", "third"]


def test_what_has_not_run_is_forgotten_or_finished_at_once(qtbot: QtBot) -> None:
    owner, order = QObject(), list[str]()
    turns = Turns(owner)
    turns.start([lambda: order.append("a"), lambda: order.append("b")])
    turns.start([lambda: order.append("c"), lambda: order.append("d")])
    turns.finish()
    assert order == ["a", "c", "d"]
    turns.start([lambda: order.append("e"), lambda: order.append("f")])
    turns.stop()
    qtbot.wait(20)
    assert order == ["a", "c", "d", "e"]
    assert not turns.is_running


def test_a_piece_may_begin_others(qtbot: QtBot) -> None:
    owner, order = QObject(), list[str]()
    turns = Turns(owner)
    turns.start(
        [lambda: turns.start([lambda: order.append("new"), lambda: order.append("rest")]), lambda: order.append("old")]
    )
    qtbot.waitUntil(lambda: len(order) == 2)
    qtbot.wait(20)
    assert order == ["new", "rest"]
