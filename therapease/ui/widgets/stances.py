"""How a mention stands, like the phases of the moon: full, half, empty and struck; never without its word."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from therapease.domain.note import Stance
from therapease.ui import strings
from therapease.ui.theme import TextRole, current_theme, theme_changed
from therapease.ui.widgets.text import TextLabel

_GLYPH_PX = 14


def paint_stance(painter: QPainter, box: QRectF, stance: Stance, color: QColor) -> None:
    """Paint a stance: affirmed full, unclear half, denied empty and struck."""
    painter.setPen(QPen(color, max(1.4, box.width() / 9)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inner = box.adjusted(1, 1, -1, -1)
    if stance is Stance.AFFIRMED:
        painter.setBrush(color)
        painter.drawEllipse(inner)
        return
    painter.drawEllipse(inner)
    if stance is Stance.UNCLEAR:
        half = QPainterPath(QPointF(inner.center().x(), inner.top()))
        half.arcTo(inner, 90, 180)
        half.closeSubpath()
        painter.fillPath(half, color)
    else:
        offset = inner.width() / 2 * 0.707
        center = inner.center()
        painter.drawLine(center + QPointF(-offset, offset), center + QPointF(offset, -offset))


class _StanceGlyph(QWidget):
    def __init__(self, stance: Stance) -> None:
        super().__init__()
        self._stance = stance
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        theme_changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        side = current_theme().px(_GLYPH_PX)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.px(_GLYPH_PX)
        box = QRectF(0, (self.height() - side) / 2, side, side)
        paint_stance(painter, box, self._stance, theme.color("ink2"))
        painter.end()


class StanceLabel(QWidget):
    """Glyph and word."""

    def __init__(self, stance: Stance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = strings.STANCE_WORDS[stance]
        self.setAccessibleName(words)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(7)
        row.addWidget(_StanceGlyph(stance))
        row.addWidget(TextLabel(words, TextRole.BODY, "ink2"), 1)


class SpeakerLabel(TextLabel):
    """Whose voice it is: always the name, in the voice's colour besides."""

    def __init__(self, name: str, *, is_client: bool, parent: QWidget | None = None) -> None:
        super().__init__(name, TextRole.SMALL_LABEL, "client" if is_client else "therapist", parent=parent)
