"""A list of utterances of very different heights that scrolls smoothly however many there are.

Qt's own list view asks for the height of every row before it shows the first, and again after every change of width.
Here rows are guessed until they come near the window (`RowHeights`); what a person sees stays where it is meanwhile.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QEasingCurve,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    Qt,
    QTimer,
    QVariantAnimation,
    Signal,
)
from PySide6.QtGui import QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QStyleOptionViewItem, QWidget

from therapease.ui.session.item_model import TranscriptModel
from therapease.ui.session.row_heights import RowHeights
from therapease.ui.session.transcript_delegate import TranscriptDelegate

SCROLL_MS = 180
AnyIndex = QModelIndex | QPersistentModelIndex
_LINE_STEP_PX = 24


class TranscriptList(QListView):
    """Rows, their places and the way between them. What the rows mean is left to the class built on this one.

    A QListView for screen readers alone, to whom Qt speaks the rows of no other list; its layout is never asked for.
    """

    layout_changed = Signal()
    """Rows moved: after scrolling, resizing or marking. The ribbon listens."""

    def __init__(self, model: TranscriptModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._delegate = TranscriptDelegate(model, self)
        self._heights = RowHeights()
        self._glide = QVariantAnimation(self)
        self._glide.setDuration(SCROLL_MS)
        self._glide.setStartValue(1.0)
        self._glide.setEndValue(0.0)
        self._glide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._glide.valueChanged.connect(self._on_glide)
        self._glide_goal: tuple[int, int] = (0, 0)
        self._glide_way = 0.0
        self._is_settling = False
        self._around = QTimer(self, singleShot=True, interval=0)
        self._around.timeout.connect(self._measure_around)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalScrollBar().setSingleStep(_LINE_STEP_PX)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        model.modelReset.connect(self.relay)

    # ------------------------------------------------------------ places

    def row_box(self, row: int) -> QRectF:
        """Return where a row is, in the viewport's pixels; above or below it when scrolled away."""
        return QRectF(self._row_rect(row))

    def evidence_band(self, row: int) -> tuple[float, float]:
        """Return top and bottom of the marked words of a row, in the viewport's pixels."""
        box = self.row_box(row)
        rects = self._delegate.evidence_rects(row, box) or [box]
        return min(rect.top() for rect in rects) + 2, max(rect.bottom() for rect in rects) - 1

    def bring_into_view(self, first: int, last: int | None = None) -> None:
        """Scroll so that a row, or as much of `first` to `last` as fits, stands in the upper half."""
        last = first if last is None else last
        if not 0 <= first <= last < len(self._heights):
            return
        for row in {*range(first, min(first + 6, last + 1)), last}:
            self._measure(row)
        if self.row_box(first).top() >= 0 and self.row_box(last).bottom() <= self.viewport().height():
            return
        bar = self.verticalScrollBar()
        self._glide.stop()
        self._glide_goal = (first, last)
        if not self.isVisible() or self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) <= 0:
            bar.setValue(self._goal_value())
            return
        # The last stretch is shown; what lies far off is jumped over, as nobody could read it passing by.
        way, room = self._goal_value() - bar.value(), self.viewport().height()
        self._glide_way = float(max(-room, min(room, way)))
        self._glide.start()

    def _goal_value(self) -> int:
        first, last = self._glide_goal
        bar, room = self.verticalScrollBar(), self.viewport().height()
        top, bottom = self._heights.top(first), self._heights.top(last) + self._heights.height(last)
        margin = max(0.0, min(room / 4, (room - (bottom - top)) / 2))
        return max(bar.minimum(), min(bar.maximum(), round(top - margin)))

    def _on_glide(self, left: object) -> None:
        """Place the window by what is left of the way, so that heights learned meanwhile do not lead astray."""
        if isinstance(left, float) and self._glide_goal[1] < len(self._heights):
            self.verticalScrollBar().setValue(round(self._goal_value() - left * self._glide_way))

    def _row_rect(self, row: int) -> QRect:
        top = self._heights.top(row) - self.verticalScrollBar().value()
        return QRect(0, top, self.viewport().width(), self._heights.height(row))

    # ------------------------------------------------------------ heights

    def relay(self) -> None:
        """Guess all heights anew, after another width, theme or transcript; what stood at the top stays there."""
        bar = self.verticalScrollBar()
        anchor = self._heights.row_at(bar.value())
        within = bar.value() - self._heights.top(anchor) if anchor >= 0 else 0
        self._delegate.set_width(self.viewport().width())
        self._heights.reset(self._delegate.estimates())
        self._update_range()
        if 0 <= anchor < len(self._heights) and within + bar.value() > 0:
            self._measure(anchor)
            bar.setValue(self._heights.top(anchor) + min(within, self._heights.height(anchor) - 1))
        self._settle()

    def remeasure(self, rows: list[int]) -> None:
        """Measure rows whose words or marks changed."""
        for row in rows:
            self._heights.doubt(row)
            self._measure(row)
        self._settle()

    def _row_height(self, row: int) -> int:
        return self._delegate.height(row)

    def _measure(self, row: int) -> None:
        """Learn the height of a row; where it lies above the window, the window moves along."""
        if self._heights.is_measured(row):
            return
        bar = self.verticalScrollBar()
        is_above = self._heights.top(row) < bar.value()
        moved = self._heights.measured(row, self._row_height(row))
        if moved:
            self._update_range()
            if is_above and self._glide.state() is not QVariantAnimation.State.Running:
                self._is_settling = True
                bar.setValue(bar.value() + moved)
                self._is_settling = False

    def _measure_visible(self) -> None:
        bar, room = self.verticalScrollBar(), self.viewport().height()
        row = self._heights.row_at(bar.value())
        while 0 <= row < len(self._heights) and self._heights.top(row) < bar.value() + room:
            self._measure(row)
            row += 1

    def _measure_around(self) -> None:
        """Measure a window's height above and below, so that scrolling meets no surprise."""
        bar, room = self.verticalScrollBar(), self.viewport().height()
        first = self._heights.row_at(bar.value() - room)
        last = self._heights.row_at(bar.value() + 2 * room)
        if first >= 0:
            for row in range(first, last + 1):
                self._measure(row)

    def _settle(self) -> None:
        self._measure_visible()
        self._around.start()
        self.viewport().update()
        self.layout_changed.emit()

    def _update_range(self) -> None:
        bar, room = self.verticalScrollBar(), self.viewport().height()
        bar.setPageStep(room)
        bar.setRange(0, max(0, self._heights.total - room))

    def _on_scrolled(self, _value: int) -> None:
        if not self._is_settling:
            self._settle()

    # ------------------------------------------------------------ what Qt asks of a view

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def doItemsLayout(self) -> None:
        self.updateGeometries()
        self.viewport().update()

    def updateGeometries(self) -> None:
        self._update_range()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._delegate.width != self.viewport().width():
            self.relay()
        else:
            self._update_range()
            self._settle()

    def visualRect(self, index: AnyIndex) -> QRect:
        if not index.isValid() or index.row() >= len(self._heights):
            return QRect()
        return self._row_rect(index.row())

    def indexAt(self, point: QPoint) -> QModelIndex:
        y = point.y() + self.verticalScrollBar().value()
        return self._model.index(self._heights.row_at(y)) if 0 <= y < self._heights.total else QModelIndex()

    def scrollTo(
        self, index: AnyIndex, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Scroll no further than it takes; called for the row that gets the keyboard."""
        if not index.isValid() or index.row() >= len(self._heights):
            return
        self._measure(index.row())
        box, room, bar = self._row_rect(index.row()), self.viewport().height(), self.verticalScrollBar()
        if box.top() < 0 or box.height() > room:
            bar.setValue(bar.value() + box.top())
        elif box.bottom() >= room:
            bar.setValue(bar.value() + box.bottom() - room + 1)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        count, act = len(self._heights), QAbstractItemView.CursorAction
        if not count:
            return QModelIndex()
        current = self.currentIndex()
        if not current.isValid():
            return self._model.index(max(0, self._heights.row_at(self.verticalScrollBar().value() + 1)))
        row, room = current.row(), self.viewport().height()
        middle = self._heights.top(row) + self._heights.height(row) / 2
        goal = {
            act.MoveUp: row - 1,
            act.MovePrevious: row - 1,
            act.MoveDown: row + 1,
            act.MoveNext: row + 1,
            act.MoveHome: 0,
            act.MoveEnd: count - 1,
            act.MovePageUp: min(self._heights.row_at(middle - room), row - 1),
            act.MovePageDown: max(self._heights.row_at(middle + room), row + 1),
        }.get(action, row)
        return self._model.index(max(0, min(count - 1, goal)))

    def horizontalOffset(self) -> int:
        return 0

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: AnyIndex) -> bool:
        return False

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        offset = self.verticalScrollBar().value()
        first, last = (self._heights.row_at(y + offset) for y in (rect.top(), rect.bottom()))
        if first >= 0:
            chosen = QItemSelection(self._model.index(min(first, last)), self._model.index(max(first, last)))
            self.selectionModel().select(chosen, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        return QRegion(self.viewport().rect())

    # ------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        self._measure_visible()
        painter, option = QPainter(self.viewport()), QStyleOptionViewItem()
        self.initViewItemOption(option)
        state, current, selection = option.state, self.currentIndex(), self.selectionModel()
        offset, dirty = self.verticalScrollBar().value(), event.rect()
        row, last = (self._heights.row_at(y + offset) for y in (dirty.top(), dirty.bottom()))
        while 0 <= row <= last:
            index = self._model.index(row)
            option.rect = self._row_rect(row)
            option.state = state
            if selection.isSelected(index):
                option.state |= QStyle.StateFlag.State_Selected
            if index == current and self.hasFocus():
                option.state |= QStyle.StateFlag.State_HasFocus
            self._delegate.paint(painter, option, index)
            row += 1
        painter.end()
