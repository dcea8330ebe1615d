"""The scenes of a day: the agenda, an empty day, appointments being added, moved and cancelled."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QWidget

from bench._practice import NOW
from bench._scenes_shell import progress
from bench._stage import NARROW, WIDE, Size, Stage, scene
from therapease.domain.session import Attendance
from therapease.errors import InternalError

SMALLEST: Size = (1024, 640)
_DAY = NOW.replace(hour=0, minute=0)
_APPOINTMENTS = (
    ("Amira Toma", 11 * 60 + 15, Attendance.IN_PERSON),
    ("Lena Sand", 13 * 60 + 30, Attendance.IN_PERSON),
    ("Paul Wieland", 15 * 60, Attendance.VIDEO),
)


def plan_day(stage: Stage) -> None:
    """Put three appointments behind the morning's session, the first of them ten minutes away."""
    appointments = stage.window.desk.workspace.appointments
    for name, minute, attendance in _APPOINTMENTS:
        appointments.book(stage.client_id(name), [_DAY + timedelta(minutes=minute)], 50, attendance)
    stage.window.today.controller.load()


@scene("agenda", sizes=(WIDE, NARROW, SMALLEST))
def agenda(stage: Stage) -> QWidget:
    plan_day(stage)
    return stage.settled(stage.window)


@scene("agenda-working")
def agenda_working(stage: Stage) -> QWidget:
    progress(stage)
    stage.window.open_today()
    plan_day(stage)
    return stage.settled(stage.window, 300)


@scene("agenda-cancelled")
def agenda_cancelled(stage: Stage) -> QWidget:
    plan_day(stage)
    stage.settled(stage.window)
    today = stage.window.today
    key = list(today.agenda.rows)[1]
    today.agenda.no_show_noted.emit(key)
    return stage.settled(stage.window, 300)


@scene("appointment-new")
def appointment_new(stage: Stage) -> QWidget:
    plan_day(stage)
    stage.settled(stage.window)
    stage.window.today.add_appointment()
    stage.settled(stage.window)
    sheet = stage.window.today.acts.sheet
    if sheet is None:
        raise InternalError(detail="no appointment sheet")
    sheet.client.edit.setText("kel")
    sheet.client.edit.textEdited.emit("kel")
    sheet.client.edit.editingFinished.emit()
    sheet.save_button.click()
    return stage.settled(sheet, 300)


@scene("appointment-cancel")
def appointment_cancel(stage: Stage) -> QWidget:
    plan_day(stage)
    stage.settled(stage.window)
    today = stage.window.today
    today.agenda.cancel_wanted.emit(list(today.agenda.rows)[1])
    sheet = today.acts.cancel_sheet
    if sheet is None:
        raise InternalError(detail="no sheet to cancel with")
    return stage.settled(sheet)
