"""Small measures: how far a goal is, in steps, and how loud a microphone hears, each with its words beside it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from therapease.ui import strings
from therapease.ui.theme import TextRole, current_theme, theme_changed
from therapease.ui.widgets.icon_label import IconLabel
from therapease.ui.widgets.text import TextLabel

_STEP_PX, _STEP_GAP_PX, _STEP_HEIGHT_PX = 24, 4, 9
_BAR_PX, _BAR_GAP_PX, _METER_HEIGHT_PX = 3, 4, 42
_QUIET, _LOUD = 0.06, 0.94
"""Of full scale: below the first a voice is lost in the room, above the second it is cut."""


class _StepBar(QWidget):
    def __init__(self, done: int, total: int) -> None:
        super().__init__()
        self.done, self.total = done, total
        theme_changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        theme = current_theme()
        width = self.total * theme.px(_STEP_PX) + (self.total - 1) * theme.px(_STEP_GAP_PX)
        return QSize(width, theme.px(_STEP_HEIGHT_PX) + 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, gap, height = theme.px(_STEP_PX), theme.px(_STEP_GAP_PX), theme.px(_STEP_HEIGHT_PX)
        top = (self.height() - height) / 2
        for step in range(self.total):
            box = QRectF(step * (width + gap), top, width, height).adjusted(0.5, 0.5, -0.5, -0.5)
            is_done = step < self.done
            painter.setPen(Qt.PenStyle.NoPen if is_done else QPen(theme.color("edge"), 1))
            painter.setBrush(theme.color("accent") if is_done else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, height / 2, height / 2)
        painter.end()


class GoalSteps(QWidget):
    """A goal's steps as filled and empty lozenges, and “Step 2 of 5” or “Reached” beside them."""

    def __init__(self, done: int = 0, total: int = 5, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar = _StepBar(done, total)
        self._icon = IconLabel("check", "ink2", 16)
        self._label = TextLabel("", TextRole.SMALL, "ink2")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._bar)
        row.addSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._label)
        self.show_steps(done, total)

    @property
    def words(self) -> str:
        return self._label.text()

    def show_steps(self, done: int, total: int) -> None:
        """Show `done` of `total` steps; more than there are count as all."""
        self._bar.done, self._bar.total = min(max(done, 0), total), total
        is_reached = total > 0 and done >= total
        words = strings.Steps.REACHED if is_reached else strings.Steps.STEP.format(done=done, total=total)
        self._label.setText(words)
        self._icon.setVisible(is_reached)
        self.setAccessibleName(words)
        self._bar.updateGeometry()
        self._bar.update()


class LevelMeter(QWidget):
    """The last moments of a microphone as bars, the oldest palest; how good the level is stands in words."""

    def __init__(self, token: str = "danger", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._token = token
        self._levels: deque[float] = deque(maxlen=64)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme_changed.connect(self.updateGeometry)
        self._say()

    def sizeHint(self) -> QSize:
        return QSize(current_theme().px(320), current_theme().px(_METER_HEIGHT_PX))

    def add_levels(self, levels: Iterable[float]) -> None:
        """Add peaks, 0 to 1 of full scale, the newest last."""
        self._levels.extend(min(max(level, 0.0), 1.0) for level in levels)
        self._say()
        self.update()

    @property
    def words(self) -> str:
        """What the level of the moments on show means for the recording."""
        if not self._levels:
            return strings.Level.NOTHING
        peak = max(self._levels)
        if peak < _QUIET:
            return strings.Level.QUIET
        return strings.Level.LOUD if peak > _LOUD else strings.Level.GOOD

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(self._token))
        width, step = theme.px(_BAR_PX), theme.px(_BAR_PX) + theme.px(_BAR_GAP_PX)
        room = max(1, self.width() // step)
        shown = list(self._levels)[-room:]
        for number, level in enumerate(shown):
            height = max(width, level * self.height())
            x = self.width() - (len(shown) - number) * step
            painter.setOpacity(0.35 + 0.65 * (number + 1) / len(shown))
            painter.drawRoundedRect(QRectF(x, (self.height() - height) / 2, width, height), width / 2, width / 2)
        painter.end()

    def _say(self) -> None:
        self.setAccessibleName(self.words)
