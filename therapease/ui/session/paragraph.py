"""Text set in lines of a fixed height, which neither style sheets nor QLabel can do; used by delegates and widgets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QTextCharFormat, QTextLayout, QTextLine, QTextOption

from therapease.ui.theme import TextRole, Theme

_QUOTED = re.compile(r"“[^“”]*”")
_LINE_SEPARATOR = "\u2028"
CharacterRange = tuple[int, int]


class Paragraph:
    """One paragraph at one width. Laying out is cached until the width changes; text is never markup."""

    def __init__(
        self,
        text: str,
        font: QFont,
        line_px: float,
        *,
        other_font: QFont | None = None,
        other_ranges: Sequence[CharacterRange] = (),
        max_lines: int | None = None,
    ) -> None:
        self._layout = QTextLayout(text.replace("\n", _LINE_SEPARATOR), font)
        self._layout.setTextOption(_option(starts_from_right(text)))
        self._layout.setCacheEnabled(True)
        self.text = text
        self._line_px = line_px
        self._max_lines = max_lines
        self._width = -1.0
        self.height = 0.0
        self.is_cut = False
        if other_font is not None and other_ranges:
            self._layout.setFormats([_format_range(start, end, other_font) for start, end in other_ranges])

    def lay_out(self, width: float) -> float:
        """Break into lines of `width` and return the height, in pixels."""
        width = max(width, 1.0)
        if width == self._width:
            return self.height
        self._width = width
        self._layout.beginLayout()
        count = 0
        self.is_cut = False
        while True:
            line = self._layout.createLine()
            if not line.isValid():
                break
            if self._max_lines is not None and count == self._max_lines:
                self.is_cut = True
                break
            line.setLineWidth(width)
            line.setPosition(QPointF(0.0, count * self._line_px + (self._line_px - line.height()) / 2))
            count += 1
        self._layout.endLayout()
        self.height = max(count, 1) * self._line_px
        return self.height

    def draw(self, painter: QPainter, at: QPointF, color: QColor) -> None:
        painter.setPen(color)
        for number in range(self._visible_lines()):
            self._layout.lineAt(number).draw(painter, at)
        if self.is_cut:
            last = self._layout.lineAt(self._visible_lines() - 1)
            box = last.naturalTextRect().translated(at)
            painter.setFont(self._layout.font())
            painter.drawText(
                QPointF(min(box.right(), at.x() + self._width - 12), last.y() + at.y() + last.ascent()), " …"
            )

    def range_rects(self, start: int, end: int) -> list[QRectF]:
        """Return one rectangle per line a character range covers, as high as the line, relative to the paragraph."""
        rects: list[QRectF] = []
        for number in range(self._visible_lines()):
            line = self._layout.lineAt(number)
            first, last = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
            if first < last:
                left, right = sorted((_x_of(line, first), _x_of(line, last)))
                rects.append(QRectF(left, number * self._line_px, right - left, self._line_px))
        return rects

    def _visible_lines(self) -> int:
        lines = int(self._layout.lineCount())
        return lines if self._max_lines is None else min(lines, self._max_lines)


def note_paragraph(text: str, theme: Theme, *, is_quotation: bool) -> Paragraph:
    """A line of the note: a quotation in serif as a whole, else sans with what was said in serif."""
    serif = theme.font(TextRole.QUOTATION)
    if is_quotation:
        return Paragraph(text, serif, theme.line_px(TextRole.QUOTATION))
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    return Paragraph(
        text, theme.font(TextRole.NOTE), theme.line_px(TextRole.NOTE), other_font=serif, other_ranges=quoted
    )


def starts_from_right(text: str) -> bool:
    """Say whether the first letter that has a direction runs from right to left (Unicode bidi classes R and AL)."""
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def _option(is_from_right: bool) -> QTextOption:
    option = QTextOption()
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    # QTextLayout mirrors the words, not the margin they stand at.
    option.setAlignment(Qt.AlignmentFlag.AlignRight if is_from_right else Qt.AlignmentFlag.AlignLeft)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def _format_range(start: int, end: int, font: QFont) -> QTextLayout.FormatRange:
    entry = QTextLayout.FormatRange()
    character = QTextCharFormat()
    character.setFont(font)
    entry.start, entry.length, entry.format = start, end - start, character
    return entry


def _x_of(line: QTextLine, cursor: int) -> float:
    """Return where a cursor position stands; PySide answers with the position and the cursor it settled on."""
    found: object = line.cursorToX(cursor)
    if isinstance(found, tuple):
        found = found[0]
    return found if isinstance(found, float) else 0.0
