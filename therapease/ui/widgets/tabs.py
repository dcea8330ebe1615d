"""Tabs: words over a hairline; the one on show is semibold and underlined. Arrow keys go from one to the next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QTabBar, QWidget

from therapease.ui.theme import TextRole, current_theme, theme_changed

_PAD_X, _HEIGHT, _BAR = 12, 44, 3


class Tabs(QTabBar):
    """The bar alone; what it switches belongs to the place."""

    def __init__(self, name_for_people: str, words: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for word in words:
            self.addTab(word)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty("focusRing", True)
        self.setAccessibleName(name_for_people)
        theme_changed.connect(self.updateGeometry)

    def tabSizeHint(self, index: int) -> QSize:
        theme = current_theme()
        words = QFontMetrics(theme.font(TextRole.LABEL)).horizontalAdvance(self.tabText(index))
        return QSize(words + 2 * theme.px(_PAD_X), theme.px(_HEIGHT))

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), theme.color("line"))
        for index in range(self.count()):
            box = QRectF(self.tabRect(index))
            is_current = index == self.currentIndex()
            painter.setFont(theme.font(TextRole.LABEL if is_current else TextRole.BODY))
            painter.setPen(theme.color("ink" if is_current else "ink2"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.tabText(index))
            if is_current:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.color("accent"))
                inner = box.adjusted(theme.px(_PAD_X), 0, -theme.px(_PAD_X), 0)
                painter.drawRoundedRect(QRectF(inner.left(), self.height() - _BAR, inner.width(), _BAR), 1.5, 1.5)
        painter.end()


class TabsRow(QWidget):
    """Tabs with something beside them: the hairline goes on under it, to the end of the row."""

    def __init__(self, tabs: Tabs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.addWidget(tabs, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), current_theme().color("line"))
        painter.end()
