"""A note document painted page by page on whatever has pages: a PDF, a printer.

Pages are painted one by one, because QTextDocument alone knows no running head. The words are text in the bundled
fonts, so that a PDF can be searched and copied from.
"""

from __future__ import annotations

from PySide6.QtCore import QEventLoop, QLocale, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QFontMetricsF,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from therapease.errors import InternalError
from therapease.ui.export.document import NoteDocument
from therapease.ui.export.html import note_html
from therapease.ui.strings import NotePaper
from therapease.ui.theme import SANS

_MM_PER_INCH = 25.4
_MARGIN_MM = 20.0
_HEAD_MM = 13.0
_FOOT_MM = 12.0
_KEPT_MM = 40.0
"""How much below a heading stays on its page."""
_BODY_PT = 11.0
_EDGE_PT = 9.0
_INK, _INK_SOFT, _LINE, _WATERMARK = "#2A2621", "#5A5349", "#D2C9BB", "#F0EBE2"


def page_layout() -> QPageLayout:
    """Letter where people measure in inches, A4 everywhere else; the margins are painted, not the device's."""
    imperial = QLocale.system().measurementSystem() is QLocale.MeasurementSystem.ImperialUSSystem
    size = QPageSize(QPageSize.PageSizeId.Letter if imperial else QPageSize.PageSizeId.A4)
    return QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF())


class PagePainter:
    """Paints every page: watermark first, so that it lies under the words, then head, body and foot."""

    def __init__(self, device: QPagedPaintDevice, resolution_dpi: int, pages: NoteDocument) -> None:
        # Qt's text layout starts timers, which a thread of Python's own cannot have until it has had an event loop.
        self._timers = QEventLoop()
        self._device, self._resolution_dpi = device, resolution_dpi
        self._pages = pages
        full = device.pageLayout().fullRectPixels(resolution_dpi)
        margin, head, foot = self._px(_MARGIN_MM), self._px(_HEAD_MM), self._px(_FOOT_MM)
        self._page = QRectF(full)
        self._body = QRectF(margin, margin + head, full.width() - 2 * margin, full.height() - 2 * margin - head - foot)
        self._document = _text_document(device, pages, self._body.size())
        _keep_together(self._document, self._px(_KEPT_MM))

    @property
    def page_count(self) -> int:
        return self._document.pageCount()

    def paint(self, first: int = 1, last: int = 0) -> None:
        """Paint the pages from `first` to `last`, all of them unless told; page numbers stay those of the whole."""
        painter = QPainter()
        if not painter.begin(self._device):
            raise InternalError(detail=f"{type(self._device).__name__} did not start")
        count = self.page_count
        for number in range(first, min(last or count, count) + 1):
            if number > first:
                self._device.newPage()
            if self._pages.watermark:
                self._paint_watermark(painter)
            self._paint_edges(painter, number, count)
            self._paint_body(painter, number - 1)
        painter.end()

    def _paint_body(self, painter: QPainter, number: int) -> None:
        window = QRectF(0, number * self._body.height(), self._body.width(), self._body.height())
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = window
        context.palette = QPalette(QColor(_INK))
        context.palette.setColor(QPalette.ColorRole.Text, QColor(_INK))
        painter.save()
        painter.translate(self._body.left(), self._body.top() - window.top())
        painter.setClipRect(window)
        self._document.documentLayout().draw(painter, context)
        painter.restore()

    def _paint_edges(self, painter: QPainter, number: int, count: int) -> None:
        """Paint the running head and foot with their hairlines."""
        width, height = self._body.width(), self._px(6)
        head = QRectF(self._body.left(), self._page.top() + self._px(_MARGIN_MM), width, height)
        foot = QRectF(self._body.left(), self._page.bottom() - self._px(_MARGIN_MM) - height, width, height)
        painter.setFont(_font(_EDGE_PT))
        painter.setPen(QColor(_INK_SOFT))
        page_words = NotePaper.PAGE.format(number=number, count=count)
        self._paint_pair(painter, head, self._pages.head_left, self._pages.head_right)
        self._paint_pair(painter, foot, self._pages.foot_left, page_words)
        painter.fillRect(QRectF(head.left(), head.bottom() + self._px(1), width, self._px(0.2)), QColor(_LINE))
        painter.fillRect(QRectF(foot.left(), foot.top() - self._px(1), width, self._px(0.2)), QColor(_LINE))

    def _paint_pair(self, painter: QPainter, box: QRectF, left: str, right: str) -> None:
        """Paint two texts on one line; the left one gives way, so that the right one is always whole."""
        metrics = QFontMetricsF(painter.font(), self._device)
        room = box.width() - metrics.horizontalAdvance(right) - self._px(4)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        # A name from right to left stays one run in a line from left to right, with its birth date behind it.
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | middle, right)
        shown = metrics.elidedText(left, Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | middle, shown)

    def _paint_watermark(self, painter: QPainter) -> None:
        painter.save()
        painter.translate(self._page.center())
        painter.rotate(-52)
        painter.setFont(_font(64))
        painter.setPen(QColor(_WATERMARK))
        size = self._page.height()
        painter.drawText(
            QRectF(-size / 2, -size / 8, size, size / 4), Qt.AlignmentFlag.AlignCenter, self._pages.watermark
        )
        painter.restore()

    def _px(self, length_mm: float) -> float:
        return length_mm * self._resolution_dpi / _MM_PER_INCH


def _text_document(device: QPagedPaintDevice, pages: NoteDocument, size: QSizeF) -> QTextDocument:
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    # Lengths in points are counted against the device, so the device comes before the text.
    document.documentLayout().setPaintDevice(device)
    document.setDocumentMargin(0)
    document.setDefaultFont(_font(_BODY_PT))
    document.setHtml(note_html(pages))
    document.setPageSize(size)
    return document


def _keep_together(document: QTextDocument, kept_px: float) -> None:
    """Move a heading that would end a page to the next one, and a signature with its key. Qt has no such rule."""
    layout, page_height = document.documentLayout(), document.pageSize().height()
    block = document.begin()
    while block.isValid():
        last = _kept_with(block)
        if last.isValid():
            top = layout.blockBoundingRect(block).top()
            bottom = min(layout.blockBoundingRect(last).bottom(), top + kept_px)
            if int(bottom // page_height) > int(top // page_height):
                paragraph = block.blockFormat()
                paragraph.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
                QTextCursor(block).setBlockFormat(paragraph)
        block = block.next()


def _kept_with(block: QTextBlock) -> QTextBlock:
    """Return the last block that stays with this one; one that is not valid where it may stand alone."""
    following = block.next()
    if _is_heading(block):
        return following.next() if following.next().isValid() else following
    is_signed_by = following.isValid() and _is_fine(following) and not _is_fine(block)
    return following if is_signed_by and not following.text().startswith("[") else QTextBlock()


def _is_heading(block: QTextBlock) -> bool:
    """Headings are the only semibold paragraphs of a note."""
    return block.charFormat().fontWeight() == QFont.Weight.DemiBold


def _is_fine(block: QTextBlock) -> bool:
    return 0 < block.charFormat().fontPointSize() <= _EDGE_PT


def _font(size_pt: float) -> QFont:
    font = QFont(SANS)
    font.setPointSizeF(size_pt)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    # A ligature is one glyph, and “ft” has no character of its own: searching and copying would lose it.
    font.setFeature(QFont.Tag("liga"), 0)
    return font
