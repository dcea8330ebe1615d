"""The scenes of the window itself: its sheets, an error without a place, the question before leaving, large text."""

from __future__ import annotations

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget

from bench._stage import NARROW, WIDE, Stage, scene
from therapease.errors import InternalError
from therapease.ui.about_sheet import AboutSheet
from therapease.ui.error_presenter import ErrorSheet
from therapease.ui.place import Place
from therapease.ui.shortcuts_sheet import ShortcutsSheet

SMALL = (1024, 640)


@scene("shortcuts", sizes=(WIDE,))
def shortcuts(stage: Stage) -> QWidget:
    return _opened(stage, ShortcutsSheet(stage.window))


@scene("about", sizes=(WIDE,))
def about(stage: Stage) -> QWidget:
    return _opened(stage, AboutSheet(stage.window))


@scene("error", sizes=(WIDE,))
def error(stage: Stage) -> QWidget:
    return _opened(stage, ErrorSheet(InternalError(detail="ValueError"), stage.window))


@scene("leaving", sizes=(WIDE,))
def leaving(stage: Stage) -> QWidget:
    stage.window.open_clients()
    stage.settled(stage.window)
    place = stage.window.place
    place.unsaved_work = lambda: "The client you began to add has not been kept yet."  # type: ignore[method-assign]  # because the question is the picture, not the form
    stage.window.request_lock()
    question = stage.window.question
    assert question is not None
    return stage.settled(question)


@scene("settings-large-text", sizes=(NARROW, SMALL))
def settings_large(stage: Stage) -> QWidget:
    stage.window.desk.preferences.set_text_scale(2.0)
    stage.window.open_settings()
    return stage.settled(stage.window)


@scene("shortcuts-large-text", sizes=(SMALL,))
def shortcuts_large(stage: Stage) -> QWidget:
    stage.window.desk.preferences.set_text_scale(2.0)
    return _opened(stage, ShortcutsSheet(stage.window))


def _opened(stage: Stage, sheet: QDialog) -> QWidget:
    assert isinstance(stage.window.place, Place)
    sheet.open()
    return stage.settled(sheet)


@scene("session-opening", sizes=(WIDE, SMALL))
def opening(stage: Stage) -> QWidget:
    """A session that has not been read yet: seen for a moment, on a slow disk for longer."""
    session_id = stage.newest_session_id("Mara Keller")
    stage.settled(stage.window)
    stage.window.open_session(session_id)
    return stage.window


@scene("clients-pointed-at", sizes=(WIDE,))
def pointed_at(stage: Stage) -> QWidget:
    """The fill under the pointer, on a row that does not have the keyboard."""
    stage.window.open_clients()
    stage.settled(stage.window)
    rows = stage.window.client_list.list
    QTest.mouseMove(rows.viewport(), rows.visualRect(rows.row_model.index(0)).center())
    QTest.mouseMove(rows.viewport(), rows.visualRect(rows.row_model.index(2)).center())
    return stage.settled(stage.window)
