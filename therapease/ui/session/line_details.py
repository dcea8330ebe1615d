"""Below a selected line: what it rests on, quoted where the transcript is not beside it, and what can be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from therapease.ui import strings
from therapease.ui.session.evidence import EvidenceMark
from therapease.ui.session.line_text import LineText, WrappingRow
from therapease.ui.session.painting import BADGE_PX, paint_badge
from therapease.ui.session.paragraph import Paragraph
from therapease.ui.session.timecode import timecode
from therapease.ui.theme import TextRole, current_theme
from therapease.ui.widgets import IconButton, LinkButton, TextLabel, set_property

Act = Callable[[], None]
_ROW_PX = 36
"""As high as everything in the row below a line, so that words, numbers and acts share one middle."""


def time_words(mark: EvidenceMark) -> str:
    """Return when it was said, or which line of the transcript it is where there are no times."""
    return timecode(mark.utterance.start_s) or strings.NoteLine.LINE_NUMBER.format(number=mark.row + 1)


class EvidenceButton(QAbstractButton):
    """A source's number and time; a click plays that source alone."""

    def __init__(self, mark: EvidenceMark, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = mark.number
        self._time = time_words(mark)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("focusRing", True)
        self.setProperty("radius", 6)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(strings.NoteLine.SOURCE.format(number=mark.number, time=self._time))
        self.setToolTip(strings.NoteLine.PLAY_SOURCE)

    def sizeHint(self) -> QSize:
        theme = current_theme()
        words = QFontMetrics(theme.font(TextRole.FINE, tabular=True)).horizontalAdvance(self._time)
        return QSize(theme.px(BADGE_PX) + theme.px(6) + words + 2, theme.px(_ROW_PX))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = theme.px(BADGE_PX) / 2
        paint_badge(painter, QPointF(radius, self.height() / 2), self._number, theme)
        painter.setFont(theme.font(TextRole.FINE, tabular=True))
        painter.setPen(theme.color("accent" if self.underMouse() else "ink"))
        box = QRectF(2 * radius + theme.px(6), 0, self.width(), self.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self._time)
        painter.end()


class EvidenceRule(QWidget):
    """A thin line in the colour of the evidence, between a line and the words quoted for it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(9)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, 3, self.width(), 1, current_theme().color("evidenceLine"))
        painter.end()


class LineDetails(QWidget):
    """Built anew each time a line is selected; empty when there is nothing to show."""

    listen_wanted = Signal(object)
    menu_wanted = Signal()

    def __init__(
        self,
        marks: Sequence[EvidenceMark],
        actions: Sequence[tuple[str, Act]],
        *,
        quotes_sources: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        if quotes_sources and marks:
            column.addWidget(EvidenceRule())
            for mark in marks:
                column.addLayout(self._quote(mark))
        if marks or actions:
            column.addLayout(self._sources(() if quotes_sources else marks, actions))

    def _sources(self, marks: Sequence[EvidenceMark], actions: Sequence[tuple[str, Act]]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        sources = QWidget()
        flow = WrappingRow(sources, gap_px=10)
        if marks:
            label = TextLabel(strings.NoteLine.RESTS_ON, TextRole.FINE, "ink2")
            label.setFixedHeight(current_theme().px(_ROW_PX))
            flow.addWidget(label)
        for mark in marks:
            flow.addWidget(self._source_button(mark))
        row.addWidget(sources, 1)
        for words, act in actions:
            link = LinkButton(words)
            set_property(link, "radius", 6)
            link.clicked.connect(act)
            row.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        if actions:
            more = IconButton("ellipsis", strings.NoteLine.MORE, "accent")
            set_property(more, "kind", "small")
            more.setFixedSize(current_theme().px(_ROW_PX), current_theme().px(_ROW_PX))
            more.clicked.connect(self.menu_wanted)
            row.addWidget(more, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _source_button(self, mark: EvidenceMark) -> EvidenceButton:
        button = EvidenceButton(mark)
        button.clicked.connect(lambda _checked=False: self.listen_wanted.emit(mark))
        return button

    def _quote(self, mark: EvidenceMark) -> QHBoxLayout:
        """Quote a source under the line, for windows too narrow to show the transcript beside it."""
        theme = current_theme()
        start, end = mark.ranges[0][0], mark.ranges[-1][1]
        quote = LineText()
        font, line_px = theme.font(TextRole.QUOTATION), theme.line_px(TextRole.QUOTATION)
        quote.show_paragraph(Paragraph(mark.utterance.text[start:end], font, line_px, max_lines=2))
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._source_button(mark), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(quote, 1)
        return row
