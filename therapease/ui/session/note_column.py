"""The column of a note's sections and lines. It moves only what has changed its place: a note may have 200 lines."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from therapease.ui import strings
from therapease.ui.theme import TextRole, current_theme, theme_changed
from therapease.ui.widgets import IconButton, TextLabel, set_property

_SIDE, _TEXT_X = 15, 34
_MUCH = 20
_RING_ROOM = 7


class SectionHead(QWidget):
    """A section's title and, while the note can be changed, the button that adds a line to it."""

    add_wanted = Signal(str)

    def __init__(self, key: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key, self.title = key, title
        self._row = QHBoxLayout(self)
        self._row.addWidget(TextLabel(title, TextRole.SMALL_LABEL, "ink3"))
        self._row.addStretch(1)
        self.add_button = IconButton("plus", strings.Note.ADD_TO.format(section=title), "ink3")
        set_property(self.add_button, "kind", "small")
        self.add_button.clicked.connect(lambda: self.add_wanted.emit(key))
        self._row.addWidget(self.add_button)
        theme_changed.connect(self._fit)
        self._fit()

    def show_title(self, title: str, *, is_editable: bool) -> None:
        self.title = title
        self.add_button.setVisible(is_editable)
        self._fit()

    def _fit(self) -> None:
        theme = current_theme()
        # The button makes the row high; without it the ring around the first line would touch the title.
        below = 0 if self.add_button.isVisibleTo(self) else _RING_ROOM
        self._row.setContentsMargins(theme.px(_TEXT_X), 4, 0, below)
        self.add_button.setFixedSize(theme.px(36), theme.px(36))


class NoteColumn(QWidget):
    """Holds widgets one below the other in a given order."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "clear")
        self._order: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(_SIDE, 2, _SIDE, 24)
        self._column.setSpacing(0)
        self._column.addStretch(1)

    @property
    def order(self) -> list[QWidget]:
        return list(self._order)

    def arrange(self, wanted: Sequence[QWidget]) -> None:
        """Show exactly these, in this order. What is not wanted any more is taken out and left to its owner."""
        kept = set(wanted)
        # Shown one by one, each of many new widgets would be laid out by itself.
        is_much = len(kept.difference(self._order)) > _MUCH and self.isVisible()
        if is_much:
            self.hide()
        for widget in [w for w in self._order if w not in kept]:
            self.take(widget)
        for place, widget in enumerate(wanted):
            if place < len(self._order) and self._order[place] is widget:
                continue
            if widget in self._order:
                self._order.remove(widget)
                self._column.removeWidget(widget)
            self._order.insert(place, widget)
            self._column.insertWidget(place, widget)
            widget.show()
        if is_much:
            self.show()

    def settle(self) -> None:
        """Lay out at once, for whoever asks where something is now."""
        self._column.activate()

    def take(self, widget: QWidget) -> None:
        """Take one out. `removeWidget` ends the layout item at once: one that lived on would keep the widget from
        telling its next item that its height has changed."""
        if widget in self._order:
            self._order.remove(widget)
            self._column.removeWidget(widget)
        widget.hide()

    def forget(self, widget: QWidget) -> None:
        """Take one out that will not come back, and delete it when its own events have been dealt with."""
        self.take(widget)
        widget.deleteLater()
