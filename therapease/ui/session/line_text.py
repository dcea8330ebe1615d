"""A paragraph as a widget, a row that wraps its children, and the editor a line turns into."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLayout, QLayoutItem, QPlainTextEdit, QSizePolicy, QWidget

from therapease.ui import strings
from therapease.ui.session.paragraph import Paragraph
from therapease.ui.theme import current_theme

PAUSE_MS, LONGEST_UNSAVED_MS = 1_500, 6_000
"""How long a pause in writing is, and the longest that words stay unsaved without one."""


class LineText(QWidget):
    """Paints one `Paragraph` in a colour token. As high as its lines; no markup, no mouse."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paragraph: Paragraph | None = None
        self._token = "ink"
        self._heights: dict[int, int] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_paragraph(self, paragraph: Paragraph, token: str = "ink") -> None:
        self._paragraph, self._token = paragraph, token
        self._heights.clear()
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """Layouts ask for several widths in turn, again and again; breaking 200 lines anew each time is felt."""
        if self._paragraph is None:
            return 0
        if width not in self._heights:
            self._heights[width] = round(self._paragraph.lay_out(width))
        return self._heights[width]

    def sizeHint(self) -> QSize:
        return QSize(240, 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._paragraph is None:
            return
        self._paragraph.lay_out(self.width())
        painter = QPainter(self)
        self._paragraph.draw(painter, QPointF(0, 0), current_theme().color(self._token))
        painter.end()


class LineEditor(QPlainTextEdit):
    """Where a line is written: Enter saves, Shift+Enter breaks the line, Escape goes back. Grows with its text."""

    saved = Signal(str)
    cancelled = Signal()
    paused = Signal(str)
    """What stands here after a pause in writing, or after a while without one: a crash shall cost seconds."""

    def __init__(self, text: str, placeholder: str, name_for_people: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name_for_people)
        self.setAccessibleDescription(strings.NoteLine.EDITOR_HINT)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._patience = QTimer(self, singleShot=True, interval=LONGEST_UNSAVED_MS)
        for timer in (self._pause, self._patience):
            timer.timeout.connect(self._on_pause)
        self.textChanged.connect(self._fit)
        self.textChanged.connect(self._on_typed)
        self.moveCursor(self.textCursor().MoveOperation.End)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._stop_timers()
            self.saved.emit(self.toPlainText())
        elif event.key() == Qt.Key.Key_Escape:
            self._stop_timers()
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _on_typed(self) -> None:
        self._pause.start()
        if not self._patience.isActive():
            self._patience.start()

    def _stop_timers(self) -> None:
        self._pause.stop()
        self._patience.stop()

    def _on_pause(self) -> None:
        self._stop_timers()
        self.paused.emit(self.toPlainText())

    def _fit(self) -> None:
        lines = 0
        block = self.document().begin()
        while block.isValid():
            lines += max(1, block.layout().lineCount())
            block = block.next()
        height = round(lines * self.fontMetrics().lineSpacing()) + current_theme().px(26)
        if height != self.height():
            self.setFixedHeight(max(height, current_theme().px(44)))


class WrappingRow(QLayout):
    """Puts widgets side by side and goes on in a new row where the width ends."""

    def __init__(self, parent: QWidget | None = None, *, gap_px: int = 8) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap_px
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, box: QRect) -> None:
        super().setGeometry(box)
        self._arrange(box, move=True)

    def sizeHint(self) -> QSize:
        width = sum(item.sizeHint().width() + self._gap for item in self._items)
        return QSize(width, max((item.sizeHint().height() for item in self._items), default=0))

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._items]
        return QSize(max((s.width() for s in sizes), default=0), max((s.height() for s in sizes), default=0))

    def _arrange(self, box: QRect, *, move: bool) -> int:
        """Fill rows from the left, each child centred in its row; return the height of all rows."""
        x, y = box.x(), box.y()
        height = max((item.sizeHint().height() for item in self._items), default=0)
        for item in self._items:
            size = item.sizeHint()
            if x > box.x() and x + size.width() > box.x() + box.width():
                x, y = box.x(), y + height + 2
            if move:
                item.setGeometry(QRect(QPoint(x, y + (height - size.height()) // 2), size))
            x += size.width() + self._gap
        return y + height - box.y()
