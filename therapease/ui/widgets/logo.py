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
    painter.translate(28, 0)
    painter.scale(-1, 1)
    painter.drawPath(_leaf())
    painter.restore()


def _leaf() -> QPainterPath:
    """The left leaf in a box of 28: round at the outer top and inner foot, pointed at the other two corners."""
    path = QPainterPath(QPointF(13.2, 1.5))
    path.lineTo(9.5, 1.5)
    path.cubicTo(QPointF(4.2, 1.5), QPointF(0.6, 5.4), QPointF(0.6, 10.6))
    path.lineTo(0.6, 23.0)
    path.cubicTo(QPointF(0.6, 25.2), QPointF(1.8, 26.5), QPointF(4.0, 26.5))
    path.lineTo(6.0, 26.5)
    path.cubicTo(QPointF(10.2, 26.5), QPointF(13.2, 23.6), QPointF(13.2, 19.4))
    path.closeSubpath()
    return path
