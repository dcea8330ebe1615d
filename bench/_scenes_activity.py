"""The scenes of Activity: the whole practice, one client's record, a damaged history, failed attempts to sign in."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QWidget

from bench._practice import NOW
from bench._stage import NARROW, WIDE, Stage, scene
from therapease.domain.activity import SignInReport
from therapease.domain.history_check import BreakKind, HistoryBreak, HistoryReport
from therapease.ui.activity.controller import CheckState


@scene("activity", sizes=(WIDE, NARROW))
def activity(stage: Stage) -> QWidget:
    stage.window.open_activity()
    stage.window.activity.controller.check()
    return stage.settled(stage.window)


@scene("activity-client")
def of_client(stage: Stage) -> QWidget:
    stage.window.open_activity_of(stage.client_id("Mara Keller"))
    stage.window.activity.controller.check()
    return stage.settled(stage.window)


@scene("activity-nothing")
def nothing(stage: Stage) -> QWidget:
    stage.window.open_activity()
    stage.settled(stage.window)
    stage.window.activity.controller.choose_kind(3)
    return stage.settled(stage.window)


def _alarm(stage: Stage) -> None:
    controller = stage.window.activity.controller
    after = NOW - timedelta(hours=3)
    breaks = (HistoryBreak(BreakKind.MISSING_AT_END, 1_205, 12, after),)
    report = HistoryReport(1_204, NOW - timedelta(days=300), after, breaks, 1)
    controller.reported.emit(SignInReport(NOW - timedelta(hours=20), (NOW - timedelta(hours=9),) * 2))
    controller.checked.emit(CheckState(report=report, at=NOW))


@scene("activity-damaged")
def damaged(stage: Stage) -> QWidget:
    activity(stage)
    _alarm(stage)
    return stage.settled(stage.window)


@scene("today-history-damaged")
def today_damaged(stage: Stage) -> QWidget:
    stage.settled(stage.window)
    _alarm(stage)
    return stage.settled(stage.window)
