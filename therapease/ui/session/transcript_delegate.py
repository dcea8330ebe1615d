"""Paints one utterance: who and when on the left, the words in serif, evidence in wheat under its number."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from therapease.ui.session.item_model import TranscriptModel, TranscriptRow
from therapease.ui.session.painting import BADGE_PX, paint_badge
from therapease.ui.session.paragraph import CharacterRange, Paragraph
from therapease.ui.theme import TextRole, Theme, current_theme

AnyIndex = QModelIndex | QPersistentModelIndex
_EDGE, _NAME_COLUMN, _PAD_Y = 12, 60, 7
_RIGHT = 30
_BADGE_GAP = 4
_NO_BREAK_SPACE = "\u00a0"


@dataclass(slots=True)
class _Laid:
    """An utterance set at one width with one set of marks."""

    width: int
    number: int | None
    ranges: tuple[CharacterRange, ...]
    paragraph: Paragraph
    height: int


class TranscriptDelegate(QStyledItemDelegate):
    """Keeps every laid-out utterance, so that scrolling paints and never breaks lines again.

    Three thousand utterances are set in about a tenth of a second; a new width or theme sets them anew.
    """

    def __init__(self, model: TranscriptModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._laid: dict[int, _Laid] = {}
        self.width = 480
        self.shows_keyboard = False

    def forget(self) -> None:
        """Drop all layouts, after a theme change or another transcript."""
        self._laid.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(self.width, self._of(index.row()).height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        theme, row = current_theme(), self._model.row(index.row())
        laid = self._of(index.row())
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_current = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if index.row() == self._model.playing_row:
            self._paint_playing(painter, box, theme)
        if is_current and self.shows_keyboard:
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 2, -1, -2), 10, 10)
        self._paint_name(painter, box, row, theme)
        at = self._text_at(box, theme)
        self._paint_evidence(painter, at, laid, theme)
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
        wanted = mark.number if mark is not None else None
        laid = self._laid.get(number)
        if laid is None or laid.width != self.width or laid.number != wanted:
            laid = self._lay_out(number, current_theme())
            self._laid[number] = laid
        return laid

    def _lay_out(self, number: int, theme: Theme) -> _Laid:
        row, mark = self._model.row(number), self._model.mark(number)
        text, ranges = row.utterance.text, mark.ranges if mark is not None else ()
        font = theme.font(TextRole.SPOKEN)
        if ranges:
            text, ranges = _with_room_for_badge(text, ranges, _badge_spaces(QFontMetricsF(font), theme))
        paragraph = Paragraph(text, font, theme.line_px(TextRole.SPOKEN))
        left = theme.px(_EDGE + _NAME_COLUMN)
        words = paragraph.lay_out(self.width - left - theme.px(_RIGHT))
        names = theme.line_px(TextRole.FINE) * (2 if row.time else 1)
        height = round(max(words, names)) + 2 * theme.px(_PAD_Y)
        return _Laid(self.width, mark.number if mark is not None else None, ranges, paragraph, height)

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

    def _paint_number(self, painter: QPainter, at: QPointF, laid: _Laid, theme: Theme) -> None:
        if laid.number is None or not laid.ranges:
            return
        rects = laid.paragraph.range_rects(*laid.ranges[0])
        if rects:
            first = rects[0].translated(at)
            center = QPointF(first.left() + theme.px(BADGE_PX) / 2 + 1, first.center().y())
            paint_badge(painter, center, laid.number, theme)


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
