"""A note as a PDF file: real, selectable text in the bundled fonts, headed and numbered on every page.

Pages are painted one by one, because QTextDocument alone knows no running head. The pages are made in memory, so that
the file appears whole or not at all.
"""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QLocale, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from therapease.domain.user import User
from therapease.errors import InternalError, StorageFullError, StorageUnavailableError
from therapease.services.schedule import SessionReview
from therapease.ui.export.document import NotePages, note_document
from therapease.ui.theme import SANS, load_fonts

RESOLUTION_DPI = 600
_MM_PER_INCH = 25.4
_MARGIN_MM = 20.0
_HEAD_MM = 13.0
_FOOT_MM = 12.0
_KEPT_MM = 40.0
"""How much below a heading stays on its page."""
_BODY_PT = 11.0
_EDGE_PT = 9.0
_INK, _INK_SOFT, _LINE, _WATERMARK = "#2A2621", "#5A5349", "#D2C9BB", "#F0EBE2"


def write_pdf(review: SessionReview, user: User, target: Path) -> None:
    """Write the review's note to `target`, replacing what is there in one step.

    Needs no window: without an application a headless one is made. Raise NotFoundError without a note,
    StorageFullError or StorageUnavailableError when the file cannot be written; then nothing is left behind.
    """
    data = render_pdf(note_document(review, user))
    with _as_storage_errors():
        _replace_file(target, data)


def render_pdf(pages: NotePages) -> bytes:
    """Return the PDF's bytes. May run on any thread once the application exists."""
    _ensure_application()
    load_fonts()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(RESOLUTION_DPI)
    writer.setPageLayout(QPageLayout(_page_size(), QPageLayout.Orientation.Portrait, QMarginsF()))
    writer.setTitle(pages.title)
    writer.setAuthor(pages.author)
    writer.setCreator("TherapEase")
    _PagePainter(writer, pages).paint()
    buffer.close()
    return bytes(buffer.data().data())


def _page_size() -> QPageSize:
    """Letter where people measure in inches, A4 everywhere else."""
    imperial = QLocale.system().measurementSystem() is QLocale.MeasurementSystem.ImperialUSSystem
    return QPageSize(QPageSize.PageSizeId.Letter if imperial else QPageSize.PageSizeId.A4)


def _ensure_application() -> None:
    if QGuiApplication.instance() is None:
        if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        _kept_applications.append(QGuiApplication([]))


_kept_applications: list[QGuiApplication] = []
"""Qt ends with its application object; Python must not collect the one made here."""


class _PagePainter:
    """Paints every page: watermark first, so that it lies under the words, then head, body and foot."""

    def __init__(self, writer: QPdfWriter, pages: NotePages) -> None:
        self._writer = writer
        self._pages = pages
        full = writer.pageLayout().fullRectPixels(RESOLUTION_DPI)
        margin, head, foot = _px(_MARGIN_MM), _px(_HEAD_MM), _px(_FOOT_MM)
        self._page = QRectF(full)
        self._body = QRectF(margin, margin + head, full.width() - 2 * margin, full.height() - 2 * margin - head - foot)
        self._document = _document(writer, pages, self._body.size())

    def paint(self) -> None:
        painter = QPainter()
        if not painter.begin(self._writer):
            raise InternalError(detail="QPdfWriter did not start")
        count = self._document.pageCount()
        for number in range(count):
            if number:
                self._writer.newPage()
            if self._pages.watermark:
                self._paint_watermark(painter)
            self._paint_edges(painter, number + 1, count)
            self._paint_body(painter, number)
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
        width, height = self._body.width(), _px(6)
        head = QRectF(self._body.left(), self._page.top() + _px(_MARGIN_MM), width, height)
        foot = QRectF(self._body.left(), self._page.bottom() - _px(_MARGIN_MM) - height, width, height)
        painter.setFont(_font(_EDGE_PT))
        painter.setPen(QColor(_INK_SOFT))
        page_words = f"Page {number} of {count}"
        self._paint_pair(painter, head, self._pages.head_left, self._pages.head_right)
        self._paint_pair(painter, foot, self._pages.foot_left, page_words)
        painter.fillRect(QRectF(head.left(), head.bottom() + _px(1), width, _px(0.2)), QColor(_LINE))
        painter.fillRect(QRectF(foot.left(), foot.top() - _px(1), width, _px(0.2)), QColor(_LINE))

    def _paint_pair(self, painter: QPainter, box: QRectF, left: str, right: str) -> None:
        """Paint two texts on one line; the left one gives way, so that the right one is always whole."""
        metrics = QFontMetricsF(painter.font(), self._writer)
        room = box.width() - metrics.horizontalAdvance(right) - _px(4)
        middle = Qt.AlignmentFlag.AlignVCenter
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


def _document(writer: QPdfWriter, pages: NotePages, size: QSizeF) -> QTextDocument:
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    # Lengths in points are counted against the device, so the device comes before the text.
    document.documentLayout().setPaintDevice(writer)
    document.setDocumentMargin(0)
    document.setDefaultFont(_font(_BODY_PT))
    document.setHtml(pages.body_html)
    document.setPageSize(size)
    _keep_headings_with_text(document)
    return document


def _keep_headings_with_text(document: QTextDocument) -> None:
    """Move a heading that would end a page to the next one, a signature with its key; Qt's layout has no such rule."""
    layout, page_height = document.documentLayout(), document.pageSize().height()
    block = document.begin()
    while block.isValid():
        last = block.next().next() if block.next().next().isValid() else block.next()
        if _is_heading(block) and last.isValid():
            top = layout.blockBoundingRect(block).top()
            bottom = min(layout.blockBoundingRect(last).bottom(), top + _px(_KEPT_MM))
            if int(bottom // page_height) > int(top // page_height):
                paragraph = block.blockFormat()
                paragraph.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
                QTextCursor(block).setBlockFormat(paragraph)
        block = block.next()


def _is_heading(block: QTextBlock) -> bool:
    """Headings are the only semibold paragraphs of a note."""
    return block.charFormat().fontWeight() == QFont.Weight.DemiBold


def _font(size_pt: float) -> QFont:
    font = QFont(SANS)
    font.setPointSizeF(size_pt)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    # A ligature is one glyph, and “ft” has no character of its own: searching and copying would lose it.
    font.setFeature(QFont.Tag("liga"), 0)
    return font


def _px(length_mm: float) -> float:
    return length_mm * RESOLUTION_DPI / _MM_PER_INCH


def _replace_file(target: Path, data: bytes) -> None:
    """Write beside the target and swap, readable by this person only; on failure the old file stays."""
    descriptor, name = tempfile.mkstemp(prefix=".therapease-", suffix=".part", dir=target.parent)
    part = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except OSError:
        part.unlink(missing_ok=True)
        raise


@contextmanager
def _as_storage_errors() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise StorageFullError from error
        raise StorageUnavailableError(detail=type(error).__name__) from error
