"""Pages of a PDF one below the other, drawn as they come into sight.

Qt has a view of its own for this, which draws on a thread that outlives it; here a page is drawn when it is first seen
(about ten milliseconds) and kept until the size changes.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from therapease.ui.theme import current_theme, theme_changed

_GAP_PX = 12
_SMALLEST, _LARGEST = 0.4, 4.0
"""Pixels for a point of the page, at the least and at the most."""


class PageStrip(QAbstractScrollArea):
    """Fits the width until a zoom is chosen. Arrow and page keys scroll."""

    spoken_role = QAccessible.Role.Document

    def __init__(self, document: QPdfDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._chosen_zoom: float | None = None
        self._images: dict[int, QImage] = {}
        self._boxes: list[QRect] = []
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("focusRing", True)
        self.verticalScrollBar().setSingleStep(48)
        theme_changed.connect(self.viewport().update)

    @property
    def zoom(self) -> float:
        """Pixels for a point of the page."""
        if self._chosen_zoom is not None:
            return self._chosen_zoom
        widest = max((self._document.pagePointSize(at).width() for at in range(self._document.pageCount())), default=1)
        return min(max((self.viewport().width() - 2 * _GAP_PX) / widest, _SMALLEST), _LARGEST)

    def zoom_by(self, factor: float) -> None:
        self._chosen_zoom = min(max(self.zoom * factor, _SMALLEST), _LARGEST)
        self.show_pages()

    def show_pages(self) -> None:
        """Lay the pages of the document out anew."""
        self._images.clear()
        self._boxes = []
        top, zoom = _GAP_PX, self.zoom
        for at in range(self._document.pageCount()):
            size = self._document.pagePointSize(at)
            self._boxes.append(QRect(_GAP_PX, top, round(size.width() * zoom), round(size.height() * zoom)))
            top = self._boxes[-1].bottom() + 1 + _GAP_PX
        widest = max((box.right() + 1 + _GAP_PX for box in self._boxes), default=0)
        view = self.viewport().size()
        for bar, needed, shown in (
            (self.verticalScrollBar(), top, view.height()),
            (self.horizontalScrollBar(), widest, view.width()),
        ):
            bar.setRange(0, max(needed - shown, 0))
            bar.setPageStep(shown)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.show_pages()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme.color("well"))
        for at, box in enumerate(self._boxes):
            shown = box.translated(self._offset(box))
            if shown.intersects(event.rect()):
                painter.drawImage(shown, self._image(at, box.size()))
                painter.setPen(QPen(theme.color("line"), 1))
                painter.drawRect(shown.adjusted(0, 0, -1, -1))
        painter.end()

    def _offset(self, box: QRect) -> QPoint:
        """Return where a page stands now: scrolled, and in the middle where there is room beside it."""
        free = max(self.viewport().width() - box.width() - 2 * _GAP_PX, 0)
        return QPoint(free // 2 - self.horizontalScrollBar().value(), -self.verticalScrollBar().value())

    def _image(self, at: int, size: QSize) -> QImage:
        if at not in self._images:
            drawn = self._document.render(at, size * self.devicePixelRatioF())
            page = QImage(drawn.size(), QImage.Format.Format_RGB32)
            page.fill(Qt.GlobalColor.white)
            painter = QPainter(page)
            painter.drawImage(0, 0, drawn)
            painter.end()
            self._images[at] = page
        return self._images[at]
