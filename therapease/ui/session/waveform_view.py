"""The waveform: the client's bars above the axis, the therapist's below, evidence in wheat, the playhead on top."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from therapease.domain.transcript import Utterance
from therapease.ui import strings
from therapease.ui.session.markers import Marker, grouped
from therapease.ui.session.playback import Span
from therapease.ui.session.timecode import timecode
from therapease.ui.session.waveform import Bar, Side, waveform_bars
from therapease.ui.theme import current_theme, theme_changed

_BAR_PX, _STEP_PX = 2, 5
_NOT_PLAYED_OPACITY = 0.38
_HEAD_ROOM, _GLYPH_PX, _MOST_GLYPH_PX = 18, 14, 20
_SMALL_STEP_S, _LARGE_STEP_S = 5.0, 30.0


class WaveformView(QWidget):
    """Who spoke when, and where the playhead is. Click, drag or arrow keys move it.

    The bars are painted once into a pixmap; moving the playhead only cuts it anew, and shows what is to come fainter.
    """

    position_wanted = Signal(float)
    spoken_role = QAccessible.Role.Slider

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("focusRing", True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(strings.Player.PLACE)
        self._peaks = b""
        self._utterances: Sequence[Utterance] = ()
        self._duration_s = 0.0
        self._position_s = 0.0
        self._spans: tuple[Span, ...] = ()
        self._markers: tuple[Marker, ...] = ()
        self._bars: QPixmap | None = None
        theme_changed.connect(self._repaint_bars)

    def show_recording(self, peaks: bytes, utterances: Sequence[Utterance], duration_s: float) -> None:
        self._peaks, self._utterances, self._duration_s = peaks, utterances, duration_s
        self.setEnabled(duration_s > 0)
        self._repaint_bars()
        self.set_position(0.0)

    def show_speakers(self, utterances: Sequence[Utterance]) -> None:
        """Put the bars on the sides of whoever is said to have spoken now."""
        self._utterances = utterances
        self._repaint_bars()

    def set_position(self, position_s: float) -> None:
        self._position_s = position_s
        words = strings.Player.PLACE_AT.format(position=timecode(position_s), duration=timecode(self._duration_s))
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)
        self.update()

    def set_markers(self, markers: Sequence[Marker]) -> None:
        """Flag places above the bars."""
        self._markers = tuple(markers)
        self.update()

    def set_evidence(self, spans: Sequence[Span]) -> None:
        self._spans = tuple(spans)
        self.update()

    @property
    def markers(self) -> tuple[Marker, ...]:
        return self._markers

    @property
    def position_s(self) -> float:
        return self._position_s

    @property
    def evidence(self) -> tuple[Span, ...]:
        return self._spans

    def sizeHint(self) -> QSize:
        return QSize(400, 72)

    # ------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._duration_s <= 0:
            return
        if self._bars is None:
            self._bars = self._bars_pixmap()
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for start_s, end_s in self._spans:
            left, right = self._x(start_s), max(self._x(end_s), self._x(start_s) + 4)
            span = QRectF(left, _HEAD_ROOM - 4, right - left, self.height() - _HEAD_ROOM)
            painter.fillRect(span, theme.color("evidence"))
            painter.fillRect(QRectF(left, span.bottom() - 2, span.width(), 2), theme.color("evidenceLine"))
        head = self._x(self._position_s)
        self._paint_part(painter, self._bars, 0.0, head)
        painter.setOpacity(_NOT_PLAYED_OPACITY)
        self._paint_part(painter, self._bars, head, float(self.width()))
        painter.setOpacity(1.0)
        self._paint_markers(painter)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("ink"))
        painter.drawRect(QRectF(head - 1, 8, 2, self.height() - 14))
        painter.drawEllipse(QPointF(head, 8), 5, 5)
        painter.end()

    def _paint_markers(self, painter: QPainter) -> None:
        theme, size = current_theme(), self._glyph_px
        for x, markers in self._groups():
            stem = QRectF(x - 0.5, size + 2, 1, self.height() - size - 8)
            painter.fillRect(stem, theme.color("lineStrong"))
            box = QRectF(x - size / 2, 2, size, size)
            glyph = theme.pixmap(markers[0].icon, "ink2", _GLYPH_PX)
            painter.drawPixmap(box, glyph, QRectF(glyph.rect()))

    @property
    def _glyph_px(self) -> int:
        """Larger with the text, as far as the bars leave room."""
        return min(current_theme().px(_GLYPH_PX), _MOST_GLYPH_PX)

    def _groups(self) -> list[tuple[float, list[Marker]]]:
        places = [self._x(marker.position_s) for marker in self._markers]
        return grouped(self._markers, places, self._glyph_px + 2)

    def _markers_at(self, at: QPointF) -> list[Marker]:
        reach = self._glyph_px / 2 + 3
        if at.y() > self._glyph_px + 4:
            return []
        return next((markers for x, markers in self._groups() if abs(at.x() - x) <= reach), [])

    def event(self, event: QEvent) -> bool:
        """Say what a marker stands for; the list beside the note says the same to whoever has no mouse."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            markers = self._markers_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), "\n".join(marker.words for marker in markers), self)
            return True
        return super().event(event)

    def _paint_part(self, painter: QPainter, bars: QPixmap, left: float, right: float) -> None:
        if right > left:
            painter.setClipRect(QRectF(left, 0, right - left, self.height()))
            painter.drawPixmap(0, 0, bars)
            painter.setClipping(False)

    def _bars_pixmap(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio)))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        bars = waveform_bars(self._peaks, self._utterances, self._duration_s, max(1, self.width() // _STEP_PX))
        for number, bar in enumerate(bars):
            self._paint_bar(painter, number * self.width() / len(bars), bar)
        painter.end()
        return pixmap

    def _paint_bar(self, painter: QPainter, left: float, bar: Bar) -> None:
        theme = current_theme()
        axis = (self.height() + _HEAD_ROOM) / 2 - 4
        room = axis - _HEAD_ROOM
        color: QColor
        if bar.side is Side.NOBODY:
            painter.setBrush(theme.color("ink3"))
            painter.drawRect(QRectF(left, axis - 0.5, _BAR_PX, 1))
            return
        length = max(2.0, bar.height * room)
        if bar.side is Side.CLIENT:
            color, top = theme.color("client"), axis - 1 - length
        else:
            color, top = theme.color("therapist"), axis + 1
        painter.setBrush(color)
        painter.drawRoundedRect(QRectF(left, top, _BAR_PX, length), 1, 1)

    def _x(self, position_s: float) -> float:
        return min(1.0, max(0.0, position_s / self._duration_s)) * (self.width() - 10) + 5 if self._duration_s else 5.0

    def _repaint_bars(self) -> None:
        self._bars = None
        self.update()

    # ------------------------------------------------------------ moving

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._repaint_bars()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        markers = self._markers_at(event.position())
        if markers and event.button() is Qt.MouseButton.LeftButton:
            self.position_wanted.emit(markers[0].position_s)
        else:
            self._go_to(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go_to(event)

    def _go_to(self, event: QMouseEvent) -> None:
        if self._duration_s > 0 and event.buttons() & Qt.MouseButton.LeftButton:
            part = (event.position().x() - 5) / max(1, self.width() - 10)
            self.position_wanted.emit(min(1.0, max(0.0, part)) * self._duration_s)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        goal = {
            Qt.Key.Key_Left: self._position_s - _SMALL_STEP_S,
            Qt.Key.Key_Right: self._position_s + _SMALL_STEP_S,
            Qt.Key.Key_PageUp: self._position_s - _LARGE_STEP_S,
            Qt.Key.Key_PageDown: self._position_s + _LARGE_STEP_S,
            Qt.Key.Key_Home: 0.0,
            Qt.Key.Key_End: self._duration_s,
        }.get(Qt.Key(event.key()))
        if goal is None:
            super().keyPressEvent(event)
        else:
            self.position_wanted.emit(min(max(0.0, goal), self._duration_s))
