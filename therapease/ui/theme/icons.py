"""Lucide icons, tinted when they are loaded: the same file serves every colour, size and screen."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from therapease import paths
from therapease.errors import InternalError

_STROKE = "1.75"


@cache
def _source(name: str) -> str:
    path = paths.resources_dir() / "icons" / f"{name}.svg"
    if not path.is_file():
        raise InternalError("A picture that comes with TherapEase is missing. Install it again.", detail=name)
    return path.read_text(encoding="utf-8").replace('stroke-width="2"', f'stroke-width="{_STROKE}"')


def tinted_pixmap(name: str, color: QColor, size_px: int, *, opacity: float = 1.0) -> QPixmap:
    """Return an icon in one colour, `size_px` wide and high on screen, sharp at the screen's pixel ratio."""
    ratio = _screen_ratio()
    svg = _source(name).replace("currentColor", color.name())
    pixmap = QPixmap(round(size_px * ratio), round(size_px * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setOpacity(opacity)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, size_px, size_px))
    painter.end()
    return pixmap


def _screen_ratio() -> float:
    application = QGuiApplication.instance()
    return application.devicePixelRatio() if isinstance(application, QGuiApplication) else 1.0
