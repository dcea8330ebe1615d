"""Paints one utterance: who and when on the left, the words in serif, evidence in wheat under its number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from therapease.ui.session.evidence import EvidenceMark
from therapease.ui.session.item_model import TranscriptModel, TranscriptRow
from therapease.ui.session.painting import BADGE_PX, paint_badge
from therapease.ui.session.paragraph import CharacterRange, Paragraph
from therapease.ui.theme import TextRole, Theme, current_theme

AnyIndex = QModelIndex | QPersistentModelIndex
_EDGE, _NAME_COLUMN, _PAD_Y = 12, 60, 7
TEXT_X_PX, TEXT_RIGHT_PX = _EDGE + _NAME_COLUMN, 30
_RIGHT = 30
_BADGE_GAP = 4
_NO_BREAK_SPACE = "\u00a0"
_TYPICAL = "And then I went home and did not call anybody until the next morning, which was new."
_RAGGED_LETTERS = 3.0
_MOST_KEPT = 600


@dataclass(slots=True)
class _Laid:
    """An utterance set into lines with its mark."""

    mark: EvidenceMark | None
    ranges: tuple[CharacterRange, ...]
    paragraph: Paragraph
    height: int
    spaces: int = 0
    """How many spaces make room for the number, in front of the first marked word."""

    def shifted(self, at: int) -> int:
        """Return where a character of the utterance stands in what is shown."""
        return at + self.spaces if self.ranges and at >= self.ranges[0][0] else at


class TranscriptDelegate(QStyledItemDelegate):
    """Keeps the utterances that were set into lines, so that scrolling back and forth paints and breaks no lines.

    Setting one takes a tenth of a millisecond; its height is guessed until it comes near the window.
    """

    def __init__(self, model: TranscriptModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._laid: dict[int, _Laid] = {}
        self.width = 480
        self.shows_keyboard = self.shows_selection = False
        self.edited_row: int | None = None
        self._letter_px = 0.0

    def forget(self, rows: Iterable[int] | None = None) -> None:
        """Drop layouts: of some rows whose words changed, or all after a theme change or another transcript."""
        if rows is None:
            self._laid.clear()
            self._letter_px = 0.0
        else:
            for row in rows:
                self._laid.pop(row, None)

    def set_width(self, width: int) -> None:
        if width != self.width:
            self.width = width
            self._laid.clear()

    def height(self, row: int) -> int:
        """Return how high a row is, in pixels."""
        return self._of(row).height

    def estimates(self) -> list[int]:
        """Guess how high each row will be, from the number of its letters."""
        theme = current_theme()
        if not self._letter_px:
            metrics = QFontMetricsF(theme.font(TextRole.SPOKEN))
            self._letter_px = metrics.horizontalAdvance(_TYPICAL) / len(_TYPICAL)
        # Words do not break, so that lines end a few letters early.
        letters = max(1.0, self._text_width(theme) / self._letter_px - _RAGGED_LETTERS)
        line, padding, names = theme.line_px(TextRole.SPOKEN), 2 * theme.px(_PAD_Y), theme.line_px(TextRole.FINE)
        lengths = [(len(row.utterance.text), 2 * names if row.time else names) for row in self._model.rows]
        return [round(max(line * max(1, ceil(length / letters)), least)) + padding for length, least in lengths]

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(self.width, self.height(index.row()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        theme, row = current_theme(), self._model.row(index.row())
        laid = self._of(index.row())
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_current = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if index.row() == self._model.playing_row:
            self._paint_playing(painter, box, theme)
        if option.state & QStyle.StateFlag.State_Selected and self.shows_selection:
            painter.setPen(QPen(theme.color("accent"), 1))
            painter.setBrush(theme.color("accentSoft"))
            painter.drawRoundedRect(box.adjusted(0.5, 1, -0.5, -1), 10, 10)
        if is_current and self.shows_keyboard:
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 2, -1, -2), 10, 10)
        self._paint_name(painter, box, row, theme)
        at = self._text_at(box, theme)
        if index.row() == self.edited_row:
            painter.restore()
            return
        self._paint_evidence(painter, at, laid, theme)
        self._paint_hits(painter, at, index.row(), laid, theme)
        laid.paragraph.draw(painter, at, theme.color("ink2" if row.is_therapist else "ink"))
        self._paint_number(painter, at, laid, theme)
        painter.restore()

    def evidence_rects(self, row: int, box: QRectF) -> list[QRectF]:
        """Return the marked words' rectangles, for an utterance painted in `box`."""
        laid = self._of(row)
        at = self._text_at(box, current_theme())
        return [rect.translated(at) for start, end in laid.ranges for rect in laid.paragraph.range_rects(start, end)]

    # ------------------------------------------------------------ inside

    def _of(self, number: int) -> _Laid:
        mark = self._model.mark(number)
        laid = self._laid.get(number)
        if laid is None or laid.mark != mark:
            laid = self._lay_out(number, current_theme())
            self._laid[number] = laid
        return laid

    def _lay_out(self, number: int, theme: Theme) -> _Laid:
        row, mark = self._model.row(number), self._model.mark(number)
        text, ranges = row.utterance.text, mark.ranges if mark is not None else ()
        font = theme.font(TextRole.SPOKEN)
        spaces = _badge_spaces(QFontMetricsF(font), theme) if ranges else 0
        if ranges:
            text, ranges = _with_room_for_badge(text, ranges, spaces)
        paragraph = Paragraph(text, font, theme.line_px(TextRole.SPOKEN))
        height = self._row_height(paragraph.lay_out(self._text_width(theme)), row, theme)
        if len(self._laid) >= _MOST_KEPT:
            self._laid.pop(next(iter(self._laid)))
        return _Laid(mark, ranges, paragraph, height, spaces)

    def _text_width(self, theme: Theme) -> int:
        return self.width - theme.px(_EDGE + _NAME_COLUMN) - theme.px(_RIGHT)

    def _row_height(self, words_px: float, row: TranscriptRow, theme: Theme) -> int:
        names_px = theme.line_px(TextRole.FINE) * (2 if row.time else 1)
        return round(max(words_px, names_px)) + 2 * theme.px(_PAD_Y)

    def _text_at(self, box: QRectF, theme: Theme) -> QPointF:
        return QPointF(box.left() + theme.px(_EDGE + _NAME_COLUMN), box.top() + theme.px(_PAD_Y))

    def _paint_playing(self, painter: QPainter, box: QRectF, theme: Theme) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("well"))
        painter.drawRoundedRect(box.adjusted(0, 1, 0, -1), 10, 10)
        painter.setBrush(theme.color("accent"))
        painter.drawRoundedRect(QRectF(box.left(), box.top() + 8, 3, box.height() - 16), 1.5, 1.5)

    def _paint_name(self, painter: QPainter, box: QRectF, row: TranscriptRow, theme: Theme) -> None:
        left, width, line = box.left() + theme.px(_EDGE), theme.px(_NAME_COLUMN - 6), theme.line_px(TextRole.FINE)
        top = box.top() + theme.px(_PAD_Y) + theme.px(3)
        name_font = theme.font(TextRole.SMALL_LABEL)
        name_font.setPixelSize(theme.px(13))
        painter.setFont(name_font)
        painter.setPen(theme.color("therapist" if row.is_therapist else "client"))
        name = QFontMetricsF(name_font).elidedText(row.speaker, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRectF(left, top, width, line), Qt.AlignmentFlag.AlignVCenter, name)
        painter.setFont(theme.font(TextRole.FINE, tabular=True))
        painter.setPen(theme.color("ink3"))
        painter.drawText(QRectF(left, top + line, width, line), Qt.AlignmentFlag.AlignVCenter, row.time)

    def _paint_evidence(self, painter: QPainter, at: QPointF, laid: _Laid, theme: Theme) -> None:
        for start, end in laid.ranges:
            for rect in laid.paragraph.range_rects(start, end):
                mark = rect.translated(at).adjusted(-2, 2, 2, -1)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.color("evidence"))
                painter.drawRoundedRect(mark, 4, 4)
                painter.setBrush(theme.color("evidenceLine"))
                painter.drawRect(QRectF(mark.left() + 1, mark.bottom() - 1.5, mark.width() - 2, 1.5))

    def _paint_hits(self, painter: QPainter, at: QPointF, row: int, laid: _Laid, theme: Theme) -> None:
        """Outline what was searched for; wheat is left to evidence."""
        for start, end in self._model.hits(row):
            is_current = self._model.current_hit == (row, start, end)
            painter.setPen(QPen(theme.color("accent"), 2 if is_current else 1))
            painter.setBrush(theme.color("accentSoft") if is_current else Qt.BrushStyle.NoBrush)
            for rect in laid.paragraph.range_rects(laid.shifted(start), laid.shifted(end - 1) + 1):
                painter.drawRoundedRect(rect.translated(at).adjusted(-2, 2, 2, -2), 4, 4)

    def _paint_number(self, painter: QPainter, at: QPointF, laid: _Laid, theme: Theme) -> None:
        if laid.mark is None or not laid.ranges:
            return
        rects = laid.paragraph.range_rects(*laid.ranges[0])
        if rects:
            first = rects[0].translated(at)
            center = QPointF(first.left() + theme.px(BADGE_PX) / 2 + 1, first.center().y())
            paint_badge(painter, center, laid.mark.number, theme)


def _badge_spaces(metrics: QFontMetricsF, theme: Theme) -> int:
    """Return how many no-break spaces make room for the badge in front of the first marked word."""
    return int((theme.px(BADGE_PX) + theme.px(_BADGE_GAP)) / max(1.0, metrics.horizontalAdvance(_NO_BREAK_SPACE))) + 1


def _with_room_for_badge(
    text: str, ranges: tuple[CharacterRange, ...], spaces: int
) -> tuple[str, tuple[CharacterRange, ...]]:
    first = ranges[0][0]
    roomy = text[:first] + _NO_BREAK_SPACE * spaces + text[first:]
    moved = [(start + spaces, end + spaces) for start, end in ranges]
    moved[0] = (first, moved[0][1])
    return roomy, tuple(moved)
