"""A row that goes on in the next line where the room ends, so that choices stay readable at every text size."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget, QWidgetItem


class FlowLayout(QLayout):
    """Lays widgets out like words. Rows are as high as their highest widget."""

    def __init__(self, parent: QWidget | None = None, *, gap_px: int = 24, line_gap_px: int = 0) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap_px, self._line_gap_px = gap_px, line_gap_px
        self._heights: dict[tuple[int, int], int] = {}
        self.setContentsMargins(QMargins())

    def addWidget(self, widget: QWidget) -> None:
        """Add a widget at the end. Its item is made here: one made by Qt can be gone without Python hearing of it."""
        self.addChildWidget(widget)
        self._items.append(QWidgetItem(widget))
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        self._heights.clear()
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        self._heights.clear()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        # Qt asks for the same width again and again while it lays out what is around, and does not tell of every
        # widget that is gone.
        key = (width, len(self._shown()))
        if key not in self._heights:
            self._heights[key] = self._flow(QRect(0, 0, width, 0), moves=False)
        return self._heights[key]

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._flow(rect, moves=True)

    def sizeHint(self) -> QSize:
        hints = [item.sizeHint() for item in self._shown()]
        if not hints:
            return QSize()
        width = sum(hint.width() for hint in hints) + self._gap_px * (len(hints) - 1)
        return QSize(width, max(hint.height() for hint in hints))

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _flow(self, room: QRect, *, moves: bool) -> int:
        """Place the items, each in the middle of its line's height, or only measure; return the height they take."""
        y = room.y()
        for number, line in enumerate(self._lines(room.width())):
            y += self._line_gap_px if number else 0
            height = max(item.sizeHint().height() for item in line)
            x = room.x()
            for item in line if moves else ():
                hint = item.sizeHint()
                item.setGeometry(QRect(QPoint(x, y + (height - hint.height()) // 2), hint))
                x += hint.width() + self._gap_px
            y += height
        return y - room.y()

    def _lines(self, room_px: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        used_px = 0
        for item in self._shown():
            width = item.sizeHint().width()
            if not lines or used_px + width > room_px:
                lines.append([])
                used_px = 0
            lines[-1].append(item)
            used_px += width + self._gap_px
        return lines
