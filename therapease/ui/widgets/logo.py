"""The mark of TherapEase: two leaves, drawn, so that it is sharp at every size and in both schemes."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from therapease.ui.theme import current_theme, theme_changed

_SECOND_LEAF_OPACITY = 0.42


class Logo(QWidget):
    """Two leaves side by side, the second one paler."""

    def __init__(self, size_px: int = 30, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size_px = size_px
        self.setFixedSize(size_px, size_px)
        theme_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(self._size_px, self._size_px)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_logo(painter, float(self._size_px))
        painter.end()


def paint_logo(painter: QPainter, size_px: float) -> None:
    """Paint the mark into a square of `size_px` at the painter's origin."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(current_theme().color("accent"))
    painter.scale(size_px / 28, size_px / 28)
    painter.drawPath(_leaf())
    painter.setOpacity(_SECOND_LEAF_OPACITY)
    painter.translate(28, 28)
    painter.rotate(180)
    painter.drawPath(_leaf())
    painter.restore()


def _leaf() -> QPainterPath:
    """The left leaf in a box of 28: pointed at the top, round at the foot. The right one is the same, turned over."""
    path = QPainterPath(QPointF(13.0, 1.0))
    path.cubicTo(QPointF(5.6, 1.4), QPointF(0.2, 6.6), QPointF(0.2, 13.8))
    path.lineTo(0.2, 23.2)
    path.cubicTo(QPointF(0.2, 25.4), QPointF(1.6, 26.8), QPointF(3.8, 26.8))
    path.lineTo(4.8, 26.8)
    path.cubicTo(QPointF(9.6, 26.8), QPointF(13.0, 22.6), QPointF(13.0, 17.6))
    path.closeSubpath()
    return path
