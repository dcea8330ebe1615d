"""The ribbon: wheat that flows from the words of the transcript to the line that rests on them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from therapease.ui.theme import TextRole, Theme, current_theme, theme_changed

_BAR_PX = 3
_EDGE_PX = 6.0
_INTO_LINE_PX = 4.0
"""As far as the line's rounded corner asks for, and no further: its glyph stands behind."""


@dataclass(frozen=True, slots=True)
class RibbonShape:
    """Everything the ribbon needs to know, in the overlay's pixels.

    `bands` are top and bottom of each source's marked words, `window` top and bottom of what the transcript shows,
    `line` the line's rectangle and `sheet` top and bottom of what the note shows of it.
    """

    source_x: float
    bands: tuple[tuple[float, float], ...]
    window: tuple[float, float]
    line: QRectF
    sheet: tuple[float, float]

    @property
    def above(self) -> int:
        return sum(1 for _top, bottom in self.bands if bottom < self.window[0] + 4)

    @property
    def below(self) -> int:
        return sum(1 for top, _bottom in self.bands if top > self.window[1] - 4)


class RibbonOverlay(QWidget):
    """Lies over transcript, gutter and sheet, takes no mouse, and repaints when either side scrolls."""

    def __init__(self, measure: Callable[[], RibbonShape | None], parent: QWidget) -> None:
        super().__init__(parent)
        self._measure = measure
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        theme_changed.connect(self.update)

    @property
    def shape_now(self) -> RibbonShape | None:
        return self._measure()

    def paintEvent(self, event: QPaintEvent) -> None:
        shape = self._measure()
        if shape is None or not shape.bands:
            return
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        targets = _target_bands(shape)
        for band, target in zip(shape.bands, targets, strict=True):
            top, bottom = _clipped(band, shape.window)
            painter.setBrush(theme.color("evidence"))
            painter.drawPath(
                _ribbon(shape.source_x + _BAR_PX, (top, bottom), shape.line.left() + _INTO_LINE_PX, target)
            )
            if bottom - top > _EDGE_PX:
                painter.setBrush(theme.color("evidenceLine"))
                painter.drawRoundedRect(QRectF(shape.source_x, top, _BAR_PX, bottom - top), 1.5, 1.5)
        self._paint_pills(painter, shape, theme)
        painter.end()

    def _paint_pills(self, painter: QPainter, shape: RibbonShape, theme: Theme) -> None:
        if shape.above:
            _paint_pill(painter, QPointF(shape.source_x, shape.window[0] + 16), f"{shape.above} above", theme)
        if shape.below:
            _paint_pill(painter, QPointF(shape.source_x, shape.window[1] - 16), f"{shape.below} below", theme)


def _target_bands(shape: RibbonShape) -> Sequence[tuple[float, float]]:
    """Share the height of the line among its sources, top to bottom, as far as the sheet shows it."""
    top, bottom = _clipped((shape.line.top() + 8, shape.line.bottom() - 8), shape.sheet)
    part = (bottom - top) / len(shape.bands)
    return [(top + number * part, top + (number + 1) * part) for number in range(len(shape.bands))]


def _clipped(band: tuple[float, float], window: tuple[float, float]) -> tuple[float, float]:
    """Keep a band inside a window; what lies outside leaves a thin end at the edge."""
    top, bottom = max(band[0], window[0]), min(band[1], window[1])
    if bottom - top >= _EDGE_PX / 2:
        return top, bottom
    if band[1] <= window[0] + _EDGE_PX:
        return window[0], window[0] + _EDGE_PX / 2
    return window[1] - _EDGE_PX / 2, window[1]


def _ribbon(x0: float, source: tuple[float, float], x1: float, target: tuple[float, float]) -> QPainterPath:
    bend = (x1 - x0) * 0.5
    path = QPainterPath(QPointF(x0, source[0]))
    path.cubicTo(QPointF(x0 + bend, source[0]), QPointF(x1 - bend, target[0]), QPointF(x1, target[0]))
    path.lineTo(QPointF(x1, target[1]))
    path.cubicTo(QPointF(x1 - bend, target[1]), QPointF(x0 + bend, source[1]), QPointF(x0, source[1]))
    path.closeSubpath()
    return path


def _paint_pill(painter: QPainter, at: QPointF, words: str, theme: Theme) -> None:
    font = theme.font(TextRole.SMALL_LABEL)
    font.setPixelSize(theme.px(13))
    metrics = QFontMetricsF(font)
    width, height = metrics.horizontalAdvance(words) + theme.px(18), theme.px(24)
    box = QRectF(at.x() - width + 12, at.y() - height / 2, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("evidenceLine"))
    painter.drawRoundedRect(box, height / 2, height / 2)
    painter.setFont(font)
    painter.setPen(theme.color("sheet"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
