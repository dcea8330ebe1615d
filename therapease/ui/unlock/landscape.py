"""The picture beside the sign-in: hills drawn like a voice, a sun, and their reflection. Rounded bars only."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from therapease.ui import strings
from therapease.ui.theme import TextRole, current_theme, theme_changed
from therapease.ui.widgets import IconLabel, Logo, TextLabel

BAR_STEP_PX = 9.0
_BAR_WIDTH_PX = 4.6
_HORIZON = 0.605
_REFLECTION_GAP_PX = 8.0
_REFLECTION_OPACITY = 0.22
_SUN = (0.536, 0.449, 0.0935)
"""Centre across, centre down and radius, as shares of width, height and height."""

_HILLS = (
    (0.275, 0.115, 0.135),
    (0.205, 0.06, 0.045),
    (0.38, 0.075, 0.035),
    (0.735, 0.06, 0.055),
    (0.82, 0.085, 0.085),
    (-0.05, 0.32, 0.06),
    (1.05, 0.30, 0.065),
    (0.5, 0.6, 0.024),
)
"""Each hill's middle (share of width), spread (share of width) and height (share of height)."""


def hill_height(across: float, bar: int) -> float:
    """Return a bar's height as a share of the picture's, for `across` from 0 to 1. The same every time."""
    smooth = sum(height * math.exp(-(((across - middle) / spread) ** 2)) for middle, spread, height in _HILLS)
    # A voice is never smooth; two sines without a common period look like none.
    voice = 1 + 0.07 * math.sin(bar * 2.4) + 0.06 * math.sin(bar * 5.1 + 1)
    return smooth * voice


class Landscape(QWidget):
    """The picture with the program's name above and its promise below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(strings.SignIn.LANDSCAPE)
        column = QVBoxLayout(self)
        column.setContentsMargins(50, 46, 32, 42)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(Logo(30))
        head.addWidget(TextLabel(strings.APP_NAME, TextRole.SUBTITLE))
        head.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(IconLabel("lock", "ink2", 20), 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(TextLabel(strings.SignIn.PROMISE, TextRole.BODY, "ink2", wrap=True), 1)
        column.addLayout(head)
        column.addStretch(1)
        column.addLayout(foot)
        theme_changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("rail"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        width, height = float(self.width()), float(self.height())
        painter.setBrush(theme.color("evidence"))
        radius = _SUN[2] * height
        painter.drawEllipse(QPointF(_SUN[0] * width, _SUN[1] * height), radius, radius)
        self._paint_bars(painter, width, height)
        painter.end()

    def _paint_bars(self, painter: QPainter, width: float, height: float) -> None:
        painter.setBrush(current_theme().color("accent"))
        horizon = _HORIZON * height
        for bar in range(int(width / BAR_STEP_PX) + 1):
            x = bar * BAR_STEP_PX + 2
            up = hill_height(x / width, bar) * height
            painter.setOpacity(1.0)
            painter.drawRoundedRect(QRectF(x, horizon - up, _BAR_WIDTH_PX, up), 2.3, 2.3)
            painter.setOpacity(_REFLECTION_OPACITY)
            down = up * 0.36
            painter.drawRoundedRect(QRectF(x, horizon + _REFLECTION_GAP_PX, _BAR_WIDTH_PX, down), 2.3, 2.3)
