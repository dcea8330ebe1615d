"""The style under the style sheet: Fusion, with a 2 px accent ring around what has the keyboard.

Qt's own focus rectangle lies inside a widget; the ring belongs 2 px outside of it. QFocusFrame is the widget Qt has for
that: it follows one widget and asks the style to paint it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import shiboken6
from PySide6.QtCore import QObject, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFocusFrame,
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QWidget,
)

RING_PX = 2
OFFSET_PX = 2
INDICATOR_PX = 20
FIELD_ICON_PX = 18

_INDICATOR_SIZES = (
    QStyle.PixelMetric.PM_IndicatorWidth,
    QStyle.PixelMetric.PM_IndicatorHeight,
    QStyle.PixelMetric.PM_ExclusiveIndicatorWidth,
    QStyle.PixelMetric.PM_ExclusiveIndicatorHeight,
)


class CalmStyle(QProxyStyle):
    """Fusion without its focus rectangles; paints the ring of `FocusRing`."""

    def __init__(self) -> None:
        super().__init__("Fusion")
        self.accent = QColor()
        self.on_accent = QColor()
        self.edge = QColor()
        self.sheet = QColor()
        self.is_motion_reduced = False
        self.scale = 1.0

    def take_colors(self, color: Callable[[str], QColor]) -> None:
        """Take the colours of a theme; `color` gives a token's."""
        self.accent, self.on_accent = color("accent"), color("onAccent")
        self.edge, self.sheet = color("edge"), color("sheet")

    def drawControl(
        self, element: QStyle.ControlElement, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        if element is not QStyle.ControlElement.CE_FocusFrame:
            super().drawControl(element, option, painter, widget)
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.accent, RING_PX))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inset = RING_PX / 2
        box = QRectF(option.rect).adjusted(inset, inset, -inset, -inset)
        radius = min(_ring_radius(widget), box.height() / 2)
        painter.drawRoundedRect(box, radius, radius)
        painter.restore()

    def drawPrimitive(
        self, element: QStyle.PrimitiveElement, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        if element is QStyle.PrimitiveElement.PE_IndicatorCheckBox:
            self._draw_check_box(option, painter)
        elif element is QStyle.PrimitiveElement.PE_IndicatorRadioButton:
            self._draw_radio_button(option, painter)
        elif element is not QStyle.PrimitiveElement.PE_FrameFocusRect:
            super().drawPrimitive(element, option, painter, widget)

    def _draw_check_box(self, option: QStyleOption, painter: QPainter) -> None:
        box = _centred(option.rect, self.scale)
        with _sharp(painter):
            if option.state & QStyle.StateFlag.State_On:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self.accent)
                painter.drawRoundedRect(box, 4, 4)
                painter.setPen(_round_pen(self.on_accent, 1.8 * self.scale))
                unit = box.width() / 18
                corners = [(4.6, 9.4), (7.7, 12.4), (13.4, 6.0)]
                painter.drawPolyline([QPointF(box.x() + x * unit, box.y() + y * unit) for x, y in corners])
            else:
                painter.setPen(QPen(self.edge, 1))
                painter.setBrush(self.sheet)
                painter.drawRoundedRect(box, 4, 4)

    def _draw_radio_button(self, option: QStyleOption, painter: QPainter) -> None:
        box = _centred(option.rect, self.scale)
        is_on = bool(option.state & QStyle.StateFlag.State_On)
        with _sharp(painter):
            painter.setPen(QPen(self.accent if is_on else self.edge, 2 if is_on else 1))
            painter.setBrush(self.sheet)
            painter.drawEllipse(box)
            if is_on:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self.accent)
                painter.drawEllipse(box.center(), box.width() * 0.26, box.width() * 0.26)

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        if metric in (QStyle.PixelMetric.PM_FocusFrameHMargin, QStyle.PixelMetric.PM_FocusFrameVMargin):
            return RING_PX + OFFSET_PX
        if metric in _INDICATOR_SIZES:
            return round(INDICATOR_PX * self.scale)
        if metric in (QStyle.PixelMetric.PM_LineEditIconSize, QStyle.PixelMetric.PM_SmallIconSize):
            return round(FIELD_ICON_PX * self.scale)
        return super().pixelMetric(metric, option, widget)

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returned: QStyleHintReturn | None = None,
    ) -> int:
        if hint is QStyle.StyleHint.SH_FocusFrame_Mask:
            # Qt's own mask is a square frame: it would cut the ring's round corners.
            return 0
        if hint is QStyle.StyleHint.SH_FocusFrame_AboveWidget:
            # The frame then belongs to the window or scroll area, and a tight box around the button does not cut it.
            return 1
        if hint is QStyle.StyleHint.SH_Widget_Animation_Duration and self.is_motion_reduced:
            return 0
        return super().styleHint(hint, option, widget, returned)


@contextmanager
def _sharp(painter: QPainter) -> Iterator[None]:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    try:
        yield
    finally:
        painter.restore()


def _centred(rect: QRect, scale: float) -> QRectF:
    """Return the 18 px square in the middle of an indicator's room, on half pixels so that its edge is sharp."""
    side = round((INDICATOR_PX - 2) * scale)
    box = QRectF(0.5, 0.5, side, side)
    box.moveCenter(QRectF(rect).center())
    return QRectF(int(box.x()) + 0.5, int(box.y()) + 0.5, box.width(), box.height())


def _round_pen(color: QColor, width_px: float) -> QPen:
    return QPen(color, width_px, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


class FocusRing(QObject):
    """Moves the one ring to the button or list that has the keyboard. A click shows none: the eye is there already.

    Text fields are left out, their own edge turns to the accent colour.
    """

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._frame: QFocusFrame | None = None
        application.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        if self._frame is not None and shiboken6.isValid(self._frame):
            self._frame.hide()
            self._frame.deleteLater()
        self._frame = None
        by_mouse = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        if now is None or by_mouse or not _wants_ring(now):
            return
        self._frame = QFocusFrame(now.parentWidget())
        self._frame.setWidget(now)


def _wants_ring(widget: QWidget) -> bool:
    wish = widget.property("focusRing")
    if wish is not None:
        return bool(wish)
    return isinstance(widget, QAbstractButton | QComboBox)


def _ring_radius(widget: QWidget | None) -> float:
    target = widget.widget() if isinstance(widget, QFocusFrame) else None
    radius = target.property("radius") if target is not None else None
    return (float(radius) if radius is not None else 8.0) + OFFSET_PX
