"""Where every error becomes something a person sees: in place as a banner, or as a dialog when there is no place.

Errors bring their own words (`errors.py`); this decides how loud they are and catches what nobody caught. Nothing
clinical is in those words, and of an uncaught exception only type and places go to the log.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from therapease.errors import (
    EnvironmentProblem,
    InternalError,
    JobCancelledError,
    OurFault,
    RuleViolation,
    TherapEaseError,
    VaultDamagedError,
)
from therapease.logs import get_logger, places_of
from therapease.ui import strings
from therapease.ui.widgets import Banner, BannerKind, Button, ButtonKind, MessageSheet


def loudness(error: TherapEaseError) -> BannerKind:
    """Return how an error looks: a rule or a stop informs, surroundings and input ask, a defect or damage alarms."""
    if isinstance(error, JobCancelledError | RuleViolation):
        return BannerKind.INFO
    if isinstance(error, OurFault | VaultDamagedError):
        return BannerKind.DANGER
    return BannerKind.ATTENTION


def show_in_place(error: TherapEaseError, banner: Banner, retry: Callable[[], None] | None = None) -> None:
    """Show an error where it happened. “Try again” is offered when the surroundings or we are at fault."""
    can_retry = retry is not None and isinstance(error, EnvironmentProblem | OurFault)
    banner.show_message(
        loudness(error),
        error.title,
        error.message,
        strings.Actions.RETRY if can_retry else "",
        retry if can_retry else None,
    )


def error_details(error: TherapEaseError) -> str:
    """Return what somebody who helps needs to know, free of clinical content: kind, places, versions. No message."""
    # Imported here: nothing has gone wrong yet when the first window is painted.
    from therapease.ui.about_sheet import version_details

    cause = error.__cause__ or error
    lines = [type(error).__name__, type(cause).__name__ if cause is not error else "", error.detail]
    # An error made here has passed no place; the one it was made from has.
    lines.append(places_of(cause.__traceback__) or places_of(error.__traceback__))
    return "\n".join([*(line for line in lines if line), version_details()])


_MOST_WAITING = 3
"""What is broken altogether would fail again and again; nobody reads a fifth dialog."""


class ErrorSheet(MessageSheet):
    """Title, words with the next step, and details to pass on to whoever helps."""

    def __init__(self, error: TherapEaseError, parent: QWidget | None = None) -> None:
        super().__init__(error.title, error.message, parent)
        self.details = error_details(error)
        self.copy_button = Button(strings.About.COPY_DETAILS, ButtonKind.QUIET, icon="copy")
        self.copy_button.setToolTip(strings.Errors.DETAILS_HINT)
        self.copy_button.clicked.connect(self._copy)
        self.buttons.insertWidget(0, self.copy_button)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details)
        self.copy_button.setText(strings.About.COPIED)


class ErrorPresenter(QObject):
    """Shows errors that have no place of their own, and whatever was not caught. One per application."""

    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shown: ErrorSheet | None = None
        self._on_show: TherapEaseError | None = None
        self._waiting: list[TherapEaseError] = []
        self._arrived.connect(self.show_dialog, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over from Python's own hooks, which would print a traceback or drop it."""
        sys.excepthook = self._uncaught
        threading.excepthook = self._uncaught_in_thread

    def show_dialog(self, error: TherapEaseError) -> None:
        """Open a dialog over the active window. Another error meanwhile is shown after it, the same one is not."""
        get_logger().warning("error.shown", error=type(error).__name__)
        if self.shown is not None:
            known = [self._on_show, *self._waiting]
            if len(self._waiting) < _MOST_WAITING and not any(_is_same(error, other) for other in known):
                self._waiting.append(error)
            return
        self._on_show = error
        sheet = ErrorSheet(error, _active_window())
        sheet.finished.connect(lambda: self._closed(sheet))
        # A dialog may go with the window under it, as when the vault locks, without ever being closed.
        sheet.destroyed.connect(lambda: self._closed(sheet))
        self.shown = sheet
        sheet.open()

    def _closed(self, sheet: ErrorSheet) -> None:
        if self.shown is not sheet:
            return
        self.shown = None
        if self._waiting:
            self.show_dialog(self._waiting.pop(0))

    def _uncaught(
        self, kind: type[BaseException], error: BaseException, traceback: TracebackType | None = None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        get_logger().error("error.uncaught", exc_info=error.with_traceback(traceback))
        self._arrived.emit(error if isinstance(error, TherapEaseError) else _our_fault(error))

    def _uncaught_in_thread(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            self._uncaught(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)


def _is_same(one: TherapEaseError, other: TherapEaseError | None) -> bool:
    return other is not None and (type(one), one.message) == (type(other), other.message)


def _our_fault(error: BaseException) -> InternalError:
    problem = InternalError(detail=type(error).__name__)
    problem.__cause__ = error
    return problem


def _active_window() -> QWidget | None:
    active = QApplication.activeWindow()
    if active is not None:
        return active
    return next((window for window in QApplication.topLevelWidgets() if window.isVisible()), None)
