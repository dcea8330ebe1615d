"""Small shapes shared by the painters of the review place: number badges, dashed forms."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from therapease.ui.theme import TextRole, Theme

BADGE_PX = 18


def paint_badge(painter: QPainter, center: QPointF, number: int, theme: Theme) -> None:
    """Paint the round number that ties a source to its words."""
    radius = theme.px(BADGE_PX) / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("evidenceLine"))
    painter.drawEllipse(center, radius, radius)
    font = theme.font(TextRole.SMALL_LABEL)
    font.setPixelSize(theme.px(12))
    painter.setFont(font)
    painter.setPen(theme.color("sheet"))
    box = QRectF(center.x() - radius, center.y() - radius, 2 * radius, 2 * radius)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(number))


def dashed_pen(color: QColor, width: float = 1.4) -> QPen:
    pen = QPen(color, width)
    pen.setDashPattern([3.2, 2.4])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen
