"""Above the lines of the note: its format, what is mentioned in the session, and which lines are shown."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from therapease.ui import strings
from therapease.ui.session.standing import LineFilter
from therapease.ui.theme import TextRole
from therapease.ui.widgets import Button, ButtonKind, ButtonSize, LinkButton, TextLabel


class NoteHead(QWidget):
    """Title, format and the choice of lines; below it how many are shown, unless all are."""

    filter_chosen = Signal(object)
    """A LineFilter."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.filter = LineFilter.ALL
        self._format = TextLabel("", TextRole.SMALL, "ink2")
        self.mentioned_button = Button("", ButtonKind.GHOST, icon="contrast", size=ButtonSize.SMALL)
        self.filter_button = Button("", ButtonKind.GHOST, icon="chevron-down", size=ButtonSize.SMALL, icon_after=True)
        self.filter_button.clicked.connect(self._open_menu)
        self.menu = QMenu(self)
        self._actions: dict[LineFilter, QAction] = {}
        self._counts = TextLabel("", TextRole.FINE, "ink2")
        self.show_all = LinkButton(strings.Note.SHOW_ALL)
        self.show_all.clicked.connect(partial(self.filter_chosen.emit, LineFilter.ALL))
        self._strip = QWidget()
        self._build()
        self.show_filter(LineFilter.ALL)

    def _build(self) -> None:
        self._title = QWidget()
        self._row = row = QHBoxLayout(self._title)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(TextLabel(strings.Note.NOTE, TextRole.LABEL))
        row.addWidget(self._format)
        row.addStretch(1)
        row.addWidget(self.mentioned_button)
        row.addWidget(self.filter_button)
        strip = QHBoxLayout(self._strip)
        strip.setContentsMargins(0, 0, 12, 0)
        strip.setSpacing(10)
        strip.addWidget(self._counts)
        strip.addWidget(self.show_all)
        strip.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 10, 12, 6)
        column.setSpacing(2)
        column.addWidget(self._title)
        column.addWidget(self._strip)
        group = QActionGroup(self.menu)
        for line_filter in LineFilter:
            action = QAction(strings.LINE_FILTER_WORDS[line_filter.value], self.menu)
            action.setCheckable(True)
            action.triggered.connect(partial(self.filter_chosen.emit, line_filter))
            group.addAction(action)
            self.menu.addAction(action)
            self._actions[line_filter] = action

    def lend_filter(self, row: QHBoxLayout | None) -> None:
        """Put the choice of lines into a row of tabs, which says “Note” already; None takes it back."""
        is_lent = row is not None
        if is_lent is self._title.isHidden():
            return
        (row if row is not None else self._row).addWidget(self.filter_button)
        self._title.setHidden(is_lent)

    def show_format(self, words: str) -> None:
        self._format.setText(words)

    def show_filter(self, line_filter: LineFilter) -> None:
        self.filter = line_filter
        words = strings.LINE_FILTER_WORDS[line_filter.value]
        self.filter_button.setText(words)
        self.filter_button.setAccessibleName(f"{strings.Note.SHOW}: {words}")
        self._actions[line_filter].setChecked(True)
        self._strip.setVisible(line_filter is not LineFilter.ALL)

    def show_counts(self, shown: int, of: int) -> None:
        self._counts.setText(strings.Note.SHOWN.format(shown=shown, all=of))

    @property
    def counts(self) -> str:
        return self._counts.text()

    def _open_menu(self) -> None:
        corner = QPoint(self.filter_button.width() - self.menu.sizeHint().width(), self.filter_button.height() + 2)
        self.menu.popup(self.filter_button.mapToGlobal(corner))
