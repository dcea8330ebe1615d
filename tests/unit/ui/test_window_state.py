"""The window comes back where a person can take hold of it, and the file about it knows no client."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, QSettings, QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from therapease import paths
from therapease.ui.window_state import FIRST_SIZE_PX, PlaceKind, WindowState, fit_to_screens

LEFT, RIGHT = QRect(0, 0, 1920, 1080), QRect(1920, 0, 1280, 800)
LEAST = QSize(1024, 640)


@pytest.mark.parametrize(
    "standing", [QRect(100, 100, 1440, 900), QRect(2000, 50, 1100, 700), QRect(-200, 10, 1440, 900)]
)
def test_a_window_that_can_be_reached_stays(standing: QRect) -> None:
    assert fit_to_screens(standing, [LEFT, RIGHT], LEAST) == standing


@pytest.mark.parametrize(
    "standing", [QRect(4000, 100, 1440, 900), QRect(100, -600, 1440, 900), QRect(100, 1070, 1200, 700)]
)
def test_a_window_beyond_every_screen_comes_back(standing: QRect) -> None:
    fitting = fit_to_screens(standing, [LEFT], LEAST)
    assert LEFT.contains(fitting)
    assert fitting.size() == standing.size()


def test_a_window_larger_than_the_screen_shrinks_but_never_below_its_least() -> None:
    assert fit_to_screens(QRect(0, 0, 3000, 2000), [RIGHT], LEAST).size() == RIGHT.size()
    assert fit_to_screens(QRect(0, 0, 1440, 900), [QRect(0, 0, 800, 600)], LEAST).size() == LEAST


def test_geometry_and_place_come_back(qtbot: QtBot) -> None:
    first, second = QWidget(), QWidget()
    for window in (first, second):
        qtbot.addWidget(window)
    state = WindowState()
    state.restore(first)
    assert first.width() <= FIRST_SIZE_PX[0]
    first.resize(700, 500)
    state.keep_place(PlaceKind.CLIENTS)
    state.keep(first)
    again = WindowState()
    again.restore(second)
    assert second.size() == QSize(700, 500)
    assert again.place is PlaceKind.CLIENTS


def test_a_file_with_something_else_in_it_does_no_harm(qtbot: QtBot) -> None:
    file = paths.user_config_dir() / "window.ini"
    file.parent.mkdir(parents=True)
    file.write_text("[window]\ngeometry=nonsense\nplace=a client", encoding="utf-8")
    window = QWidget()
    qtbot.addWidget(window)
    state = WindowState()
    state.restore(window)
    assert state.place is PlaceKind.TODAY
    assert QSettings(str(file), QSettings.Format.IniFormat).allKeys() == ["window/geometry", "window/place"]
