"""Risks mentioned in the session, beside the note: what, how it stands, in whose words, and when."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from therapease.domain.note import RiskMention
from therapease.ui import strings
from therapease.ui.session import wording
from therapease.ui.session.correcting import Correcting, MentionsStanding
from therapease.ui.session.evidence import TranscriptIndex
from therapease.ui.session.item_model import MentionModel, MentionRow
from therapease.ui.session.overlay_scroll_bar import OverlayScrollBar
from therapease.ui.session.paragraph import Paragraph
from therapease.ui.theme import TextRole, current_theme, theme_changed
from therapease.ui.widgets import Drawer, TextLabel, paint_stance

AnyIndex = QModelIndex | QPersistentModelIndex
_PAD_Y, _INDENT, _GLYPH, _FOCUS = 12, 20, 13, 8
_MOST_LINES = 5


class MentionDelegate(QStyledItemDelegate):
    """Paints a mention; rows are as high as their quotation."""

    def __init__(self, model: MentionModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.width = 236

    def height(self, row: int) -> int:
        theme, quote = current_theme(), self._quote(self._model.row(row))
        words = quote.lay_out(self._quote_width()) if quote is not None else 0
        lines = theme.line_px(TextRole.LABEL) + theme.line_px(TextRole.SMALL)
        return round(2 * theme.px(_PAD_Y) + lines + words)

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(self.width, self.height(index.row()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        theme, row, box = current_theme(), self._model.row(index.row()), QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawLine(QPointF(box.left() + 1, box.top() + 12), QPointF(box.left() + 1, box.bottom() - 12))
            box = box.adjusted(_FOCUS, 0, 0, 0)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(QPointF(box.left(), box.bottom() - 0.5), QPointF(box.right(), box.bottom() - 0.5))
        self._paint_words(painter, box, row, is_pointed=bool(option.state & QStyle.StateFlag.State_MouseOver))
        painter.restore()

    def _paint_words(self, painter: QPainter, box: QRectF, row: MentionRow, *, is_pointed: bool) -> None:
        theme, y = current_theme(), box.top() + current_theme().px(_PAD_Y)
        middle = Qt.AlignmentFlag.AlignVCenter
        title = QRectF(box.left(), y, box.width(), theme.line_px(TextRole.LABEL))
        painter.setFont(theme.font(TextRole.LABEL))
        painter.setPen(theme.color("accent" if is_pointed else "ink"))
        painter.drawText(title, Qt.AlignmentFlag.AlignLeft | middle, row.title)
        painter.setFont(theme.font(TextRole.FINE, tabular=True))
        painter.setPen(theme.color("ink2"))
        painter.drawText(title, Qt.AlignmentFlag.AlignRight | middle, row.time)
        y += theme.line_px(TextRole.LABEL)
        line, glyph, indent = theme.line_px(TextRole.SMALL), theme.px(_GLYPH), theme.px(_INDENT)
        paint_stance(painter, QRectF(box.left(), y + (line - glyph) / 2, glyph, glyph), row.stance, theme.color("ink2"))
        painter.setFont(theme.font(TextRole.SMALL))
        painter.setPen(theme.color("ink2"))
        painter.drawText(QRectF(box.left() + indent, y, box.width(), line), middle, row.stance_words)
        quote = self._quote(row)
        if quote is not None:
            quote.lay_out(self._quote_width())
            quote.draw(painter, QPointF(box.left() + indent, y + line), theme.color("ink2"))

    def _quote_width(self) -> int:
        return self.width - current_theme().px(_INDENT + _FOCUS)

    def _quote(self, row: MentionRow) -> Paragraph | None:
        if not row.quote:
            return None
        theme, font = current_theme(), current_theme().font(TextRole.QUOTATION)
        font.setPixelSize(theme.px(15))
        return Paragraph(row.quote, font, theme.px(22), max_lines=_MOST_LINES)


class MentionedPanel(QWidget):
    """The list with its title and the words that keep it from being read as an assessment."""

    row_wanted = Signal(int)
    """The transcript row to go to."""

    def __init__(self, parent: QWidget | None = None, *, title: str = strings.Note.MENTIONED_TITLE) -> None:
        super().__init__(parent)
        self._model = MentionModel(self)
        self._delegate = MentionDelegate(self._model, self)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setItemDelegate(self._delegate)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.list.setAccessibleName(title)
        self.list.viewport().installEventFilter(self)
        self.list.clicked.connect(self._on_row)
        self.list.activated.connect(self._on_row)
        self.notice = TextLabel("", TextRole.FINE, "attention", wrap=True)
        self.notice.hide()
        self.footer = TextLabel("", TextRole.FINE, "ink3", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 14 if title else 0, 0, 0)
        column.setSpacing(8)
        if title:
            column.addWidget(TextLabel(title, TextRole.LABEL))
        column.addWidget(self.notice)
        column.addWidget(self.list)
        column.addWidget(self.footer)
        column.addStretch(1)
        self.scroll_handle = OverlayScrollBar(self.list)
        theme_changed.connect(self._fit)

    def show_mentions(self, mentions: Sequence[RiskMention], index: TranscriptIndex, notice: str = "") -> None:
        """Show the list; `notice` says when it does not belong to the words on screen."""
        self._model.show(mentions, index)
        self.notice.setText(notice)
        self.notice.setVisible(bool(notice))
        found = wording.NOT_A_RISK_ASSESSMENT if mentions else wording.NOTHING_MENTIONED
        self.footer.setText(" ".join(part for part in (found, wording.not_mentioned_words(mentions)) if part))
        self._fit()

    @property
    def model(self) -> MentionModel:
        return self._model

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and self._delegate.width != self._room():
            self._fit()
        return super().eventFilter(watched, event)

    def _room(self) -> int:
        return max(120, self.list.viewport().width() - 1)

    def _fit(self) -> None:
        self._delegate.width = self._room()
        heights = sum(self._delegate.height(row) for row in range(self._model.rowCount()))
        width = max(120, self.width())
        said = self.notice.heightForWidth(width) + 8 if self.notice.text() else 0
        others = current_theme().px(80) + said + self.footer.heightForWidth(width)
        self.list.setFixedHeight(max(60, min(heights + 2, self.height() - others)))
        self.list.setVisible(heights > 0)
        self.list.doItemsLayout()

    def _on_row(self, index: AnyIndex) -> None:
        row = self._model.row(index.row()).transcript_row
        if row is not None:
            self.row_wanted.emit(row)


def mentions_notice(correcting: Correcting) -> str:
    """Return what to say while the list does not belong to the words on screen."""
    if correcting.mentions_standing is MentionsStanding.SEARCHING:
        return strings.Mentions.SEARCHING
    if correcting.mentions_standing is MentionsStanding.FAILED and correcting.mentions_error is not None:
        return strings.Mentions.OUTDATED.format(reason=correcting.mentions_error.message)
    return ""


class MentionedDrawer(Drawer):
    """The same panel over the note, for windows without room beside it."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(strings.Note.MENTIONED_TITLE, host)
        self.panel = MentionedPanel(title="")
        self.panel.list.setAccessibleName(strings.Note.MENTIONED_TITLE)
        self.body.addWidget(self.panel)
