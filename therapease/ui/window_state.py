"""Where the window stands and which kind of place it showed, kept between starts. Nothing about any client is kept."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QByteArray, QPoint, QRect, QSettings, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from therapease import paths

FIRST_SIZE_PX = (1440, 900)
_GEOMETRY, _PLACE = "window/geometry", "window/place"
_HANDLE_PX = QSize(120, 32)
"""How much of the title bar must be on a screen for a person to take hold of it."""


class PlaceKind(StrEnum):
    """The places a window opens with again. A client's page or a session counts as the list it was reached from."""

    TODAY = "today"
    CLIENTS = "clients"


class WindowState:
    """A file beside the settings, in Qt's own form for geometry."""

    def __init__(self) -> None:
        self._file = QSettings(str(paths.user_config_dir() / "window.ini"), QSettings.Format.IniFormat)

    @property
    def place(self) -> PlaceKind:
        """The place kept, or Today: a file can hold anything."""
        kept = self._file.value(_PLACE)
        return PlaceKind(kept) if kept in set(PlaceKind) else PlaceKind.TODAY

    def keep_place(self, kind: PlaceKind) -> None:
        self._file.setValue(_PLACE, kind.value)

    def restore(self, window: QWidget) -> None:
        """Put a window where the last one stood, on a screen that exists now."""
        geometry = self._file.value(_GEOMETRY)
        if not (isinstance(geometry, QByteArray) and window.restoreGeometry(geometry)):
            window.resize(*FIRST_SIZE_PX)
        if window.isMaximized() or window.isFullScreen():
            return
        screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
        standing = QRect(window.pos(), window.size())
        fitting = fit_to_screens(standing, screens, window.minimumSize())
        if fitting != standing:
            window.setGeometry(fitting)

    def keep(self, window: QWidget) -> None:
        self._file.setValue(_GEOMETRY, window.saveGeometry())
        # Qt writes when it finds time; a lock ends the process's work on this window now.
        self._file.sync()


def fit_to_screens(standing: QRect, screens: Sequence[QRect], least: QSize) -> QRect:
    """Return where a window should stand: as it does, or moved and shrunk so that it can be taken hold of."""
    if not screens:
        return standing
    home = max(screens, key=lambda screen: _area(screen.intersected(standing)))
    size = standing.size().boundedTo(home.size()).expandedTo(least)
    fitting = QRect(standing.topLeft(), size)
    handle = QRect(standing.topLeft(), QSize(size.width(), _HANDLE_PX.height()))
    seen = [screen.intersected(handle).size() for screen in screens]
    if any(part.width() >= _HANDLE_PX.width() and part.height() >= _HANDLE_PX.height() for part in seen):
        return fitting
    fitting.moveCenter(home.center())
    fitting.moveTopLeft(QPoint(max(fitting.left(), home.left()), max(fitting.top(), home.top())))
    return fitting


def _area(rect: QRect) -> int:
    return max(0, rect.width()) * max(0, rect.height())
