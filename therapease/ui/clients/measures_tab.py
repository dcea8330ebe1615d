"""All results of the questionnaires: a chart and the list of results each, to read, to correct, to add to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from therapease.domain.measure import INSTRUMENTS, Instrument
from therapease.services.clients import ClientPage
from therapease.ui import strings
from therapease.ui.clients.measure_model import result_rows, summary_of
from therapease.ui.theme import TextRole
from therapease.ui.widgets import Button, Card, RowKind, RowList, ScoreChart, TextLabel


class MeasuresTab(QWidget):
    """`enter_wanted` carries an instrument's key, `result_chosen` a measure's id."""

    enter_wanted = Signal(str)
    result_chosen = Signal(str)

    def __init__(self, instruments: Sequence[Instrument] = INSTRUMENTS) -> None:
        super().__init__()
        self.parts = {asked.key: InstrumentPart(asked) for asked in instruments}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(24)
        for part in self.parts.values():
            part.enter_wanted.connect(self.enter_wanted)
            part.results.opened.connect(self.result_chosen)
            column.addWidget(part)
        column.addStretch(1)

    def show_page(self, page: ClientPage, today: date) -> None:
        for part in self.parts.values():
            part.show_page(page, today)


class InstrumentPart(Card):
    """One questionnaire."""

    enter_wanted = Signal(str)

    def __init__(self, asked: Instrument) -> None:
        super().__init__(padding_px=20)
        self._asked = asked
        words = strings.Measures
        title = words.CARD.format(instrument=asked.name, about=asked.about.lower())
        self.setAccessibleName(title)
        self.enter_button = Button(words.ENTER.format(instrument=asked.name), icon="plus")
        self.enter_button.clicked.connect(lambda: self.enter_wanted.emit(asked.key))
        self._none = TextLabel(words.NONE.format(instrument=asked.name), TextRole.BODY, "ink2", wrap=True)
        self.chart = ScoreChart()
        self.results = RowList(title, RowKind.LINE)
        self._hint = TextLabel(words.OPEN_HINT, TextRole.SMALL, "ink2", wrap=True)
        self._source = TextLabel(words.SOURCE.format(source=asked.source), TextRole.FINE, "ink3", wrap=True)
        head = QHBoxLayout()
        head.addWidget(TextLabel(title, TextRole.LABEL), 1)
        head.addWidget(self.enter_button)
        self.content.setSpacing(12)
        self.content.addLayout(head)
        for widget in (self._none, self.chart, self.results, self._hint, self._source):
            self.content.addWidget(widget)

    def show_page(self, page: ClientPage, today: date) -> None:
        summary = summary_of(self._asked, page, today)
        has_results = bool(summary.results)
        self.enter_button.setVisible(page.client.archived_at is None)
        self._none.setVisible(not has_results)
        for widget in (self.chart, self.results, self._hint):
            widget.setVisible(has_results)
        if has_results:
            self.chart.show_series(summary.series)
            self.results.show_rows(result_rows(summary, page, today), fit=True)
