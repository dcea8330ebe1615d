"""The rows of the list of clients: name and code, when last seen, when next, what waits. Typing in it searches."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from therapease.ui.rows import ROW_ROLE, Row
from therapease.ui.theme import TextRole, current_theme
from therapease.ui.widgets import RowKind, RowList
from therapease.ui.widgets.row_list import RowDelegate

_Index = QModelIndex | QPersistentModelIndex
_PAD_PX, _CHEVRON_PX = 14, 18
_STATE_PX, _SEEN_PX, _NEXT_PX = 180, 200, 220
"""Room for each column at 100 % text; a column without room is left out, its words stay with the row."""
_LEAST_NAME_PX = 280
_ALIGNED = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
_AT_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute
"""Absolute, so that a right-to-left name stands in its column like the others."""


class ClientRows(RowList):
    """`typed` carries a letter that was typed here; `left_upwards` tells that the keyboard went up past the first."""

    typed = Signal(str)
    left_upwards = Signal()

    def __init__(self, name_for_people: str, parent: QWidget | None = None) -> None:
        super().__init__(name_for_people, RowKind.LINE, parent)
        self.setItemDelegate(ClientDelegate(RowKind.LINE, self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        text = event.text()
        if text and text.isprintable() and not text.isspace() and held == Qt.KeyboardModifier.NoModifier:
            self.typed.emit(text)
        elif event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.left_upwards.emit()
        else:
            super().keyPressEvent(event)


class ClientDelegate(RowDelegate):
    """Paints one client in columns that line up from row to row."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, Row):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRect(option.rect)
        self.paint_ground(painter, box, option)
        self._paint_columns(painter, box.adjusted(_PAD_PX, 0, -_PAD_PX, 0), row)
        painter.restore()

    def _paint_columns(self, painter: QPainter, box: QRect, row: Row) -> None:
        theme = current_theme()
        size = theme.px(_CHEVRON_PX)
        chevron = theme.pixmap("chevron-right", "ink3", _CHEVRON_PX)
        painter.drawPixmap(box.right() - size, box.center().y() - size // 2 + 1, chevron)
        room = QRect(box.left(), box.top(), box.width() - size - theme.px(10), box.height())
        name, seen, ahead, state = _columns(room, theme.px(_SEEN_PX), theme.px(_NEXT_PX), theme.px(_STATE_PX))
        width = _paint_words(painter, name, row.title, TextRole.LABEL, "ink")
        rest = name.adjusted(min(width + theme.px(10), name.width()), 0, 0, 0)
        _paint_words(painter, rest, row.addition, TextRole.SMALL, "ink2")
        _paint_words(painter, seen, row.line, TextRole.SMALL, "ink2")
        _paint_words(painter, ahead, row.lead, TextRole.SMALL, "ink2")
        role = TextRole.SMALL_LABEL if row.is_open else TextRole.SMALL
        _paint_words(painter, state, row.right, role, row.right_tone, _AT_RIGHT)


def _columns(room: QRect, seen_px: int, next_px: int, state_px: int) -> tuple[QRect, QRect, QRect, QRect]:
    """Share a row's room: name, last seen, next and state. What waits comes first, then last seen, then next; the name
    takes the rest, but no more than it can use while there is room to spare."""
    least_px = current_theme().px(_LEAST_NAME_PX)
    state = state_px if room.width() >= least_px + state_px else 0
    seen = seen_px if room.width() >= least_px + state + seen_px else 0
    ahead = next_px if seen and room.width() >= least_px + state + seen + next_px else 0
    spare = max(room.width() - least_px - state - seen - ahead, 0)
    if ahead:
        seen, ahead = seen + spare // 4, ahead + spare // 4
    widths = (room.width() - state - seen - ahead, seen, ahead, state)
    lefts = [room.left() + sum(widths[:at]) for at in range(len(widths))]
    gap = current_theme().px(12)
    columns = [
        QRect(left, room.top(), max(width - (gap if at < 3 else 0), 0), room.height())
        for at, (left, width) in enumerate(zip(lefts, widths, strict=True))
    ]
    return columns[0], columns[1], columns[2], columns[3]


def _paint_words(
    painter: QPainter, box: QRect, words: str, role: TextRole, token: str, where: Qt.AlignmentFlag = _ALIGNED
) -> int:
    """Paint one line, elided where the room ends; return how wide it is."""
    if not words or box.width() < 8:
        return 0
    theme = current_theme()
    font = theme.font(role, tabular=True)
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, box.width())
    painter.setFont(font)
    painter.setPen(theme.color(token))
    painter.drawText(box, where, shown)
    return metrics.horizontalAdvance(shown)
