"""Every error of the tree has words; what nobody caught reaches the person without a word of content."""

from __future__ import annotations

import threading

import pytest
import shiboken6
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from therapease import __version__, errors
from therapease.errors import (
    EngineCrashedError,
    HeaderDamagedError,
    InternalError,
    JobCancelledError,
    NoteUnreadError,
    StorageFullError,
    TherapEaseError,
    WrongPassphraseError,
)
from therapease.ui import strings
from therapease.ui.error_presenter import ErrorPresenter, ErrorSheet, error_details, loudness, show_in_place
from therapease.ui.widgets import Banner, BannerKind


def every_error() -> list[type[TherapEaseError]]:
    return [
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, TherapEaseError) and not kind.__subclasses__()
    ]


@pytest.mark.parametrize("kind", every_error(), ids=lambda kind: kind.__name__)
def test_every_error_has_a_title_of_its_own_and_no_exclamation_mark(kind: type[TherapEaseError]) -> None:
    assert kind.title != TherapEaseError.title
    assert "!" not in kind.title + kind.default_message


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (JobCancelledError(), BannerKind.INFO),
        (NoteUnreadError(), BannerKind.INFO),
        (WrongPassphraseError(), BannerKind.ATTENTION),
        (StorageFullError(), BannerKind.ATTENTION),
        (HeaderDamagedError(), BannerKind.DANGER),
        (EngineCrashedError(), BannerKind.DANGER),
    ],
)
def test_loudness_follows_blame(error: TherapEaseError, kind: BannerKind) -> None:
    assert loudness(error) is kind


def test_trying_again_is_offered_where_it_can_help(qtbot: QtBot) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    tried: list[bool] = []
    show_in_place(StorageFullError(), banner, lambda: tried.append(True))
    assert (banner.title, banner.message) == (StorageFullError.title, StorageFullError.default_message)
    assert not banner.action_button.isHidden()
    banner.action_button.click()
    assert tried == [True]
    show_in_place(WrongPassphraseError(), banner, lambda: tried.append(True))
    assert banner.action_button.isHidden()


def test_a_dialog_that_went_with_its_window_keeps_no_later_error_from_being_shown(qtbot: QtBot) -> None:
    window = QWidget()
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    presenter = ErrorPresenter()
    presenter.show_dialog(StorageFullError())
    assert presenter.shown is not None and presenter.shown.parent() is window
    shiboken6.delete(window)
    presenter.show_dialog(EngineCrashedError())
    later = presenter.shown
    assert later is not None and shiboken6.isValid(later)
    assert later.windowTitle() == EngineCrashedError.title
    later.accept()


def test_errors_are_shown_one_after_the_other_and_the_same_one_once(qtbot: QtBot) -> None:
    presenter = ErrorPresenter()
    presenter.show_dialog(StorageFullError())
    first = presenter.shown
    assert first is not None
    presenter.show_dialog(StorageFullError())
    presenter.show_dialog(EngineCrashedError())
    presenter.show_dialog(EngineCrashedError())
    assert presenter.shown is first
    first.accept()
    second = presenter.shown
    assert second is not None
    assert second.windowTitle() == EngineCrashedError.title
    second.accept()
    assert presenter.shown is None


def test_what_nobody_caught_is_shown_without_its_message(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    presenter = ErrorPresenter()
    shown: list[TherapEaseError] = []
    presenter._arrived.disconnect()
    presenter._arrived.connect(shown.append)
    error = ValueError("Mara Keller said it")
    presenter._uncaught(ValueError, error)
    presenter._uncaught_in_thread(threading.ExceptHookArgs((ValueError, error, None, None)))
    qtbot.waitUntil(lambda: len(shown) == 2)
    assert all(isinstance(problem, InternalError) for problem in shown)
    assert not any("Mara" in f"{problem}{problem.detail}" for problem in shown)


def caught() -> ValueError:
    try:
        raise ValueError("Mara Keller said it")
    except ValueError as error:
        return error


def test_details_name_kind_places_and_versions_and_nothing_that_was_said(qtbot: QtBot) -> None:
    problem = InternalError(detail="ValueError")
    problem.__cause__ = caught()
    sheet = ErrorSheet(problem)
    qtbot.addWidget(sheet)
    sheet.copy_button.click()
    copied = QGuiApplication.clipboard().text()
    assert copied == error_details(problem)
    assert "InternalError" in copied
    assert "ValueError" in copied
    assert "test_error_presenter.py:" in copied
    assert f"TherapEase {__version__}" in copied
    assert "Mara" not in copied
    assert sheet.copy_button.text() == strings.About.COPIED
