"""Lists: rows with a hairline between them, a soft fill under the pointer and a ring around the one with the keyboard.

A click or Enter opens a row; there is nothing to select.
"""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from therapease.ui.rows import ROW_ROLE, Row, RowModel
from therapease.ui.theme import TextRole, current_theme, theme_changed

_Index = QModelIndex | QPersistentModelIndex


class RowKind(StrEnum):
    """What a list's rows look like: one line, two lines with a time in front, or a timeline."""

    LINE = "line"
    AGENDA = "agenda"
    TIMELINE = "timeline"


_HEIGHT_PX = {RowKind.LINE: 56, RowKind.AGENDA: 86, RowKind.TIMELINE: 67}
_PAD_PX = 14
LEAD_PX, LEAD_GAP_PX = 76, 12
"""The time in front of a row of an agenda, and what is between it and the words."""
_GLYPH_PX = 24


class RowDelegate(QStyledItemDelegate):
    """Paints rows with the theme's fonts and colours. Layout is left to right: glyph or time, words, state, chevron."""

    def __init__(self, kind: RowKind, parent: QWidget) -> None:
        super().__init__(parent)
        self._kind = kind

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(200, current_theme().px(_HEIGHT_PX[self._kind]))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, Row):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRect(option.rect)
        self.paint_ground(painter, box, option)
        if self._kind is RowKind.TIMELINE:
            self._paint_timeline(painter, box, row, is_last=index.row() == index.model().rowCount() - 1)
        elif self._kind is RowKind.AGENDA:
            self._paint_agenda(painter, box, row)
        else:
            self._paint_line(painter, box, row)
        painter.restore()

    def paint_ground(self, painter: QPainter, box: QRect, option: QStyleOptionViewItem) -> None:
        theme = current_theme()
        fill = QRectF(box).adjusted(1, 2, -1, -3)
        if self._kind is RowKind.TIMELINE:
            fill = QRectF(box).adjusted(theme.px(_GLYPH_PX) + 4, 1, -1, -1)
        elif self._kind is RowKind.AGENDA:
            # The time stands before it, at the very left, as it does in the agenda of the day.
            fill.setLeft(box.left() + theme.px(LEAD_PX))
        if option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("well"))
            painter.drawRoundedRect(fill, 10, 10)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(fill.adjusted(1, 1, -1, -1), 9, 9)
        if self._kind is not RowKind.TIMELINE:
            painter.fillRect(box.left(), box.bottom(), box.width(), 1, theme.color("line"))

    def _paint_line(self, painter: QPainter, box: QRect, row: Row) -> None:
        inner = box.adjusted(_PAD_PX, 0, -_PAD_PX, 0)
        inner.setRight(_paint_chevron(painter, inner))
        inner.setRight(_paint_right(painter, inner, row))
        x = _paint_text(painter, inner, row.title, TextRole.LABEL, "ink")
        rest = QRect(QPoint(x + 8, inner.top()), inner.bottomRight())
        x = _paint_text(painter, rest, row.addition, TextRole.SMALL, "ink2")
        if row.line:
            _paint_text(
                painter, QRect(QPoint(x + 16, inner.top()), inner.bottomRight()), row.line, TextRole.SMALL, "ink3"
            )

    def _paint_agenda(self, painter: QPainter, box: QRect, row: Row) -> None:
        theme = current_theme()
        inner = box.adjusted(0, 0, -_PAD_PX, 0)
        inner.setRight(_paint_chevron(painter, inner))
        inner.setRight(_paint_right(painter, inner, row))
        lead = QRect(inner.topLeft(), QSize(theme.px(LEAD_PX), inner.height()))
        _paint_text(painter, lead, row.lead, TextRole.CAPTION, "ink2")
        words = inner.adjusted(theme.px(LEAD_PX) + LEAD_GAP_PX, 0, -8, 0)
        _paint_two_lines(painter, words, row)

    def _paint_timeline(self, painter: QPainter, box: QRect, row: Row, *, is_last: bool) -> None:
        theme = current_theme()
        size = theme.px(_GLYPH_PX)
        circle = QRectF(box.left() + 0.5, box.top() + 7.5, size - 1, size - 1)
        if not is_last:
            x = round(circle.center().x())
            painter.setPen(QPen(theme.color("lineStrong"), 2))
            painter.drawLine(x, round(circle.bottom()) + 6, x, box.bottom())
        painter.setBrush(Qt.BrushStyle.NoBrush if row.is_open else theme.color("accentSoft"))
        pen = QPen(theme.color("edge"), 1, Qt.PenStyle.DashLine) if row.is_open else QPen(Qt.PenStyle.NoPen)
        painter.setPen(pen)
        painter.drawEllipse(circle)
        glyph = theme.pixmap(row.glyph, "ink2" if row.is_open else "accent", 14)
        painter.drawPixmap(circle.center() - QPoint(theme.px(7), theme.px(7)).toPointF(), glyph)
        words = box.adjusted(size + 12, 0, -_PAD_PX, 0)
        head = QRect(words.topLeft() + QPoint(0, 6), QSize(words.width(), theme.line_px(TextRole.LABEL) + 4))
        words.setRight(_paint_right(painter, head, row))
        _paint_two_lines(painter, words, row, top_px=6)


class RowList(QListView):
    """A list over a RowModel. `opened` carries the key of the row."""

    opened = Signal(str)

    def __init__(self, name_for_people: str, kind: RowKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self.row_model = RowModel()
        self.setModel(self.row_model)
        self.setItemDelegate(RowDelegate(kind, self))
        self.setAccessibleName(name_for_people)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.viewport().setAutoFillBackground(False)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._open)
        theme_changed.connect(self._relayout)

    def show_rows(self, rows: list[Row], *, fit: bool = False) -> None:
        """Show these rows. With `fit` the list is as high as its rows, for a page that scrolls as a whole."""
        self.row_model.show_rows(rows)
        if fit:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self.setFixedHeight(current_theme().px(_HEIGHT_PX[self._kind]) * len(rows) + 2)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Come in at the first row, so that the ring shows where the keyboard is."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.row_model.rowCount():
            self.setCurrentIndex(self.row_model.index(0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self.viewport().update()
        return super().viewportEvent(event)

    def _open(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if isinstance(row, Row):
            self.opened.emit(row.key)

    def _relayout(self) -> None:
        if self.verticalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
            self.setFixedHeight(current_theme().px(_HEIGHT_PX[self._kind]) * self.row_model.rowCount() + 2)
        self.scheduleDelayedItemsLayout()


def _paint_two_lines(painter: QPainter, box: QRect, row: Row, top_px: int | None = None) -> None:
    theme = current_theme()
    first, second = theme.line_px(TextRole.LABEL) + 4, theme.line_px(TextRole.SMALL) + 2
    top = box.top() + (top_px if top_px is not None else (box.height() - first - second) // 2)
    head = QRect(box.left(), top, box.width(), first)
    x = _paint_text(painter, head, row.title, TextRole.LABEL, "ink")
    _paint_text(painter, QRect(QPoint(x + 8, top), head.bottomRight()), row.addition, TextRole.SMALL, "ink2")
    _paint_text(painter, QRect(box.left(), top + first, box.width(), second), row.line, TextRole.SMALL, "ink2")


def _paint_text(painter: QPainter, box: QRect, text: str, role: TextRole, token: str) -> int:
    """Paint one line, elided, centred in the height; return where it ends."""
    if not text or box.width() < 8:
        return box.left()
    theme = current_theme()
    font = theme.font(role, tabular=True)
    painter.setFont(font)
    painter.setPen(theme.color(token))
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
    return box.left() + metrics.horizontalAdvance(shown)


def _paint_right(painter: QPainter, box: QRect, row: Row) -> int:
    """Paint the state at the right end; return where it begins."""
    if not row.right:
        return box.right()
    theme = current_theme()
    role = TextRole.SMALL_LABEL if row.right_tone == "accent" else TextRole.SMALL
    width = QFontMetrics(theme.font(role)).horizontalAdvance(row.right) + 2
    place = QRect(box.right() - width, box.top(), width + 1, box.height())
    _paint_text(painter, place, row.right, role, row.right_tone)
    if not row.right_icon:
        return place.left() - 12
    size = theme.px(16)
    left = place.left() - size - 6
    painter.drawPixmap(left, box.center().y() - size // 2 + 1, theme.pixmap(row.right_icon, row.right_tone, 16))
    return left - 12


def _paint_chevron(painter: QPainter, box: QRect) -> int:
    theme = current_theme()
    size = theme.px(18)
    left = box.right() - size
    painter.drawPixmap(left, box.center().y() - size // 2 + 1, theme.pixmap("chevron-right", "ink3", 18))
    return left - 10
