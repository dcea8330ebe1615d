"""One questionnaire on a card: the newest total with its band and change, the item to watch, and the chart."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from therapease.ui import strings
from therapease.ui.clients.measure_model import MeasureSummary
from therapease.ui.theme import TextRole
from therapease.ui.widgets import Card, IconLabel, LinkButton, ScoreChart, TextLabel


class MeasureCard(Card):
    """`enter_wanted` carries the instrument's key."""

    enter_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, padding_px=18)
        self._key = ""
        self._name = TextLabel("", TextRole.LABEL)
        self._flag = IconLabel("flag", "attention", 14)
        self._item = TextLabel("", TextRole.SMALL, "ink2", wrap=True)
        self._item.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._total = TextLabel("", TextRole.TITLE)
        self._standing = TextLabel("", TextRole.BODY, "ink2", wrap=True)
        self.enter_button = LinkButton("")
        self.chart = ScoreChart()
        self.content.setSpacing(6)
        self.content.setContentsMargins(18, 16, 18, 8)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._name)
        head.addWidget(self._item, 1)
        head.insertWidget(1, self._flag)
        head.insertStretch(1, 0)
        result = QHBoxLayout()
        result.setSpacing(10)
        result.addWidget(self._total)
        result.addWidget(self._standing, 1, Qt.AlignmentFlag.AlignBottom)
        self.content.addLayout(head)
        self.content.addLayout(result)
        self.content.addWidget(self.chart)
        self.content.addWidget(self.enter_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.enter_button.clicked.connect(lambda: self.enter_wanted.emit(self._key))

    def show_summary(self, summary: MeasureSummary, *, can_enter: bool) -> None:
        asked, has_results = summary.instrument, bool(summary.results)
        self._key = asked.key
        self._name.setText(asked.name)
        self._item.setText(summary.item)
        self._item.set_tone("attention" if summary.item_is_raised else "ink2")
        self._flag.setVisible(summary.item_is_raised)
        self._total.setText(summary.total)
        self._total.setVisible(has_results)
        none = strings.Measures.NONE.format(instrument=asked.name)
        self._standing.setText(summary.standing if has_results else none)
        self.chart.setVisible(has_results)
        if has_results:
            self.chart.show_series(summary.series)
        self.enter_button.setText(strings.Measures.ENTER.format(instrument=asked.name))
        self.enter_button.setVisible(can_enter)
        spoken = ", ".join(part for part in (asked.name, summary.total, self._standing.text(), summary.item) if part)
        self.setAccessibleName(spoken)
