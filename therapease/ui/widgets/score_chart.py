"""A score over time on named bands: rectangles, lines and dots, with every value in words for who cannot see them.

With the keyboard on it, arrows go from value to value; the one chosen is ringed and its words stand above the chart.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from therapease.ui.series import ChartSeries
from therapease.ui.theme import TextRole, current_theme, theme_changed

_PLOT_PX, _BAND_GAP_PX, _EDGE_PX, _DOT_PX = 128, 2, 14, 4
_LEAST_STEP_PX, _LABEL_GAP_PX = 30, 10
_MOST_FOR_NAMES, _WIDEST_PX = 0.3, 760
_FAINTEST, _STRONGEST = 0.03, 0.15
"""How much ink lies on the lowest and on the highest band: a scale, so that no band is a colour of its own."""


class ScoreChart(QWidget):
    """Shows a ChartSeries. As many of the newest points as there is room for."""

    spoken_role = QAccessible.Role.Chart

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._series: ChartSeries | None = None
        self._chosen = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("focusRing", True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme_changed.connect(self._fit)
        self._fit()

    @property
    def chosen(self) -> int:
        """The number of the point that the keyboard is on, or -1."""
        return self._chosen

    def show_series(self, series: ChartSeries) -> None:
        self._series, self._chosen = series, -1
        self._say()
        self.update()

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(240), theme.px(_PLOT_PX) + theme.line_px(TextRole.FINE) + theme.px(6))

    def minimumSizeHint(self) -> QSize:
        return QSize(current_theme().px(160), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: -10_000, Qt.Key.Key_End: 10_000}
        step = steps.get(Qt.Key(event.key()))
        if step is None or self._series is None or not self._series.points:
            super().keyPressEvent(event)
            return
        at = self._chosen if self._chosen >= 0 else len(self._series.points)
        self._choose(min(max(at + step, 0), len(self._series.points) - 1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the point nearest to the pointer."""
        places = self._places()
        if places:
            x = event.position().x()
            self._choose(min(places, key=lambda number: abs(places[number].x() - x)))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._choose(-1)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._series is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_bands(painter, self._series)
        self._paint_points(painter)
        painter.end()

    # ------------------------------------------------------------ inside

    def _fit(self) -> None:
        # Wider, a slope says less: the eye compares it with the height.
        self.setMaximumWidth(current_theme().px(_WIDEST_PX))
        self.updateGeometry()

    def _choose(self, number: int) -> None:
        self._chosen = number
        self._say()
        self.update()
        if self._series is not None and number >= 0 and number in self._places():
            place = self._places()[number].toPoint()
            QToolTip.showText(self.mapToGlobal(place), self._series.points[number].spoken, self)

    def _say(self) -> None:
        """Name the whole series; once a point is chosen, that point."""
        if self._series is None:
            return
        is_one = self._chosen >= 0
        spoken = self._series.points[self._chosen].spoken if is_one else self._series.spoken
        self.setAccessibleName(f"{self._series.name}: {spoken}")

    def _band_words(self, series: ChartSeries) -> list[str]:
        """Return the names of the bands, short where the chart is narrow."""
        metrics = QFontMetrics(current_theme().font(TextRole.FINE))
        widest = max(metrics.horizontalAdvance(band.name) for band in series.bands)
        is_narrow = widest > self.width() * _MOST_FOR_NAMES
        return [band.short or band.name if is_narrow else band.name for band in series.bands]

    def _plot(self) -> QRectF:
        """Return where the bands lie: left of their names, above the labels."""
        if self._series is None:
            return QRectF()
        metrics = QFontMetrics(current_theme().font(TextRole.FINE))
        names = [*self._band_words(self._series), self._series.axis]
        room = max(metrics.horizontalAdvance(name) for name in names) + _LABEL_GAP_PX + 2
        return QRectF(0, 0, max(self.width() - room, 40), current_theme().px(_PLOT_PX))

    def _places(self) -> dict[int, QPointF]:
        """Return where the points are that there is room for, by number: the newest ones."""
        if self._series is None or not self._series.points:
            return {}
        plot, points = self._plot(), self._series.points
        inner = plot.adjusted(_EDGE_PX, 0, -_EDGE_PX, 0)
        most = max(int(inner.width() // _LEAST_STEP_PX) + 1, 1)
        first = max(len(points) - most, 0)
        shown = len(points) - first
        step = inner.width() / (shown - 1) if shown > 1 else 0.0
        start = inner.left() if shown > 1 else inner.center().x()
        return {
            first + at: QPointF(start + at * step, self._height_of(points[first + at].value, plot))
            for at in range(shown)
        }

    def _height_of(self, value: float, plot: QRectF) -> float:
        assert self._series is not None
        return plot.bottom() - (value + 0.5) / (self._series.highest + 1) * plot.height()

    def _paint_bands(self, painter: QPainter, series: ChartSeries) -> None:
        theme, plot = current_theme(), self._plot()
        painter.setFont(theme.font(TextRole.FINE))
        last = max(len(series.bands) - 1, 1)
        for number, (band, words) in enumerate(zip(series.bands, self._band_words(series), strict=True)):
            top = self._height_of(band.high + 0.5, plot)
            box = QRectF(plot.left(), top, plot.width(), self._height_of(band.low - 0.5, plot) - top)
            box.adjust(0, 0, 0, -_BAND_GAP_PX if number else 0)
            shade = QColor(theme.color("ink"))
            shade.setAlphaF(_FAINTEST + (_STRONGEST - _FAINTEST) * number / last)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(shade)
            painter.drawRoundedRect(box, 2, 2)
            painter.setPen(theme.color("ink2"))
            beside = QRectF(plot.right() + _LABEL_GAP_PX, box.top(), self.width() - plot.right(), box.height())
            painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_points(self, painter: QPainter) -> None:
        theme, places = current_theme(), self._places()
        if self._series is None or not places:
            return
        accent, radius = theme.color("accent"), theme.px(_DOT_PX)
        ordered = [places[number] for number in sorted(places)]
        painter.setPen(QPen(accent, 2))
        for one, other in zip(ordered, ordered[1:], strict=False):
            painter.drawLine(one, other)
        for number, place in places.items():
            is_newest = number == len(self._series.points) - 1
            painter.setPen(QPen(accent, 2))
            painter.setBrush(accent if is_newest else theme.color("sheet"))
            size = radius + 1 if is_newest else radius
            painter.drawEllipse(place, size, size)
            if number == self._chosen:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(place, size + 4, size + 4)
        self._paint_labels(painter, places)

    def _paint_labels(self, painter: QPainter, places: dict[int, QPointF]) -> None:
        """Write the labels below, newest first, leaving out those that would touch the one beside."""
        assert self._series is not None
        theme, plot = current_theme(), self._plot()
        metrics = QFontMetrics(theme.font(TextRole.FINE, tabular=True))
        painter.setFont(theme.font(TextRole.FINE, tabular=True))
        painter.setPen(theme.color("ink2"))
        top, height = plot.bottom() + theme.px(4), theme.line_px(TextRole.FINE)
        free_until = plot.right() + _LABEL_GAP_PX / 2
        for number in sorted(places, reverse=True):
            words = self._series.points[number].label
            width = metrics.horizontalAdvance(words)
            left = min(max(places[number].x() - width / 2, 0), free_until - width)
            if left < 0 or left + width > free_until or abs(left + width / 2 - places[number].x()) > width:
                continue
            painter.drawText(QRectF(left, top, width + 1, height), Qt.AlignmentFlag.AlignVCenter, words)
            free_until = left - _LABEL_GAP_PX
        axis = QRectF(plot.right() + _LABEL_GAP_PX, top, self.width() - plot.right(), height)
        painter.drawText(axis, Qt.AlignmentFlag.AlignVCenter, self._series.axis)
