"""The agenda of a day: one row for each appointment, the next one as a card with the one primary button."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from therapease.ui import strings
from therapease.ui.theme import TextRole, current_theme, theme_changed
from therapease.ui.today.item_model import AgendaAct, AgendaItem
from therapease.ui.widgets import (
    Button,
    ButtonKind,
    ButtonSize,
    ElidedLabel,
    Hairline,
    IconButton,
    IconLabel,
    TextLabel,
)
from therapease.ui.widgets.flow import FlowLayout
from therapease.ui.widgets.row_list import LEAD_GAP_PX, LEAD_PX

_PAD_PX, _CARD_PAD_PX = 16, 24
_BETWEEN = strings.SEPARATOR.strip()
_ICONS = {
    AgendaAct.START: "mic",
    AgendaAct.ADD_RECORDING: "file-audio",
    AgendaAct.ASK_CONSENT: "signature",
}


class ConsentMark(QWidget):
    """Whether the client agreed to being recorded: glyph and words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconLabel("check", "ink2", 16)
        self._label = TextLabel("", TextRole.SMALL, "ink2")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._icon)
        row.addWidget(self._label)

    def show_words(self, words: str, *, has_consent: bool) -> None:
        tone = "ink2" if has_consent else "attention"
        self._icon.set_icon("check" if has_consent else "circle-dashed", tone)
        self._label.setText(words)
        self._label.set_tone(tone)
        self.setVisible(bool(words))


class AgendaRow(QFrame):
    """One appointment. `is_next` is for life: a row that becomes the next one is made anew."""

    acted = Signal(str, object)
    """The session's id and the AgendaAct of its button."""
    menu_wanted = Signal(str, QPoint)

    def __init__(self, *, is_next: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_next = is_next
        self.setProperty("surface", "card" if is_next else "clear")
        self._item: AgendaItem | None = None
        self.heading = TextLabel("", TextRole.SMALL_LABEL, "accent")
        self._time = TextLabel("", TextRole.CAPTION)
        self._client = ElidedLabel("", TextRole.LABEL)
        self._code = TextLabel("", TextRole.SMALL, "ink2")
        self._line = TextLabel("", TextRole.SMALL, "ink2")
        self._status = TextLabel("", TextRole.SMALL, "ink2")
        self.consent = ConsentMark()
        self.state = TextLabel("", TextRole.SMALL, "ink2")
        kind, size = (ButtonKind.PRIMARY, ButtonSize.LARGE) if is_next else (ButtonKind.QUIET, ButtonSize.NORMAL)
        self.button = Button("", kind, size=size)
        self.more = IconButton("ellipsis", "")
        self.button.clicked.connect(self._on_act)
        self.more.clicked.connect(self._on_more)
        self._build()
        theme_changed.connect(self._fit)
        self._fit()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._client, 1)
        head.addWidget(self._code)
        head.addStretch(0)
        names = QVBoxLayout()
        names.setSpacing(1)
        names.addWidget(self.heading)
        names.addLayout(head)
        about = FlowLayout(gap_px=5, line_gap_px=2)
        for widget in (self._line, self._status, self.consent):
            about.addWidget(widget)
        names.addLayout(about)
        pad = _CARD_PAD_PX if self.is_next else _PAD_PX
        row = QHBoxLayout(self)
        row.setContentsMargins(20 if self.is_next else 0, pad, 16 if self.is_next else 0, pad)
        row.setSpacing(LEAD_GAP_PX)
        row.addWidget(self._time)
        row.addLayout(names, 1)
        for control in (self.state, self.button, self.more):
            row.addWidget(control)

    def show_item(self, item: AgendaItem) -> None:
        """Show it; what is the same stays untouched, so that a full minute moves no focus."""
        if item == self._item:
            return
        self._item = item
        self.heading.setText(item.heading)
        self.heading.setVisible(bool(item.heading))
        self._time.setText(item.time)
        self._client.set_text(item.client)
        self._code.setText(item.code)
        self._fit()
        # The sign goes with the words before it: where the room ends, the next line begins with words.
        is_followed = bool(item.status or item.consent)
        self._line.setText(f"{item.line} {_BETWEEN}" if is_followed else item.line)
        self._status.setText(f"{item.status} {_BETWEEN}" if item.status and item.consent else item.status)
        self._status.setVisible(bool(item.status))
        self.consent.show_words(item.consent, has_consent=item.has_consent)
        quiet = item.is_past or item.is_cancelled
        for label in (self._time, self._client):
            label.set_tone("ink2" if quiet else "ink")
        self.state.setText(item.state)
        self.state.setVisible(bool(item.state))
        self.button.setText(item.act_words)
        self.button.set_icon(_ICONS.get(item.act))
        self.button.setVisible(not item.state and not item.is_cancelled)
        names = {"client": item.client, "time": item.time}
        self.button.setAccessibleName(strings.Today.ACT_FOR.format(act=item.act_words, **names))
        self.more.setVisible(item.is_planned or item.is_cancelled)
        self.more.set_name(strings.Today.CHANGE.format(**names))
        self.setAccessibleName(item.spoken)

    @property
    def about(self) -> str:
        """What stands below the name, but for the consent."""
        return " ".join(label.text() for label in (self._line, self._status) if label.text())

    @property
    def item(self) -> AgendaItem | None:
        return self._item

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.is_next:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(current_theme().color("accent"))
        painter.drawRoundedRect(QRectF(0, self.height() * 0.2, 3, self.height() * 0.6), 1.5, 1.5)
        painter.end()

    def _fit(self) -> None:
        theme = current_theme()
        self._time.setFixedWidth(theme.px(LEAD_PX))
        # No wider than the name, so that the code stands right behind it; narrower where the room ends.
        name = self._item.client if self._item is not None else ""
        self._client.setMaximumWidth(QFontMetrics(theme.font(TextRole.LABEL)).horizontalAdvance(name) + 6)

    def _on_act(self) -> None:
        if self._item is not None:
            self.acted.emit(self._item.key, self._item.act)

    def _on_more(self) -> None:
        if self._item is not None:
            self.menu_wanted.emit(self._item.key, self.more.mapToGlobal(QPoint(0, self.more.height() + 4)))


class Agenda(QWidget):
    """The rows of a day, with what is free between them."""

    acted = Signal(str, object)
    change_wanted = Signal(str)
    cancel_wanted = Signal(str)
    no_show_noted = Signal(str)
    restore_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(strings.Today.AGENDA)
        self.rows: dict[str, AgendaRow] = {}
        self.menu = QMenu(self)
        self.menu.setAccessibleName(strings.Today.AGENDA_MENU)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._shape: tuple[tuple[str, bool, str], ...] = ()

    def show_items(self, items: Sequence[AgendaItem]) -> None:
        """Show a day. Rows are made anew only when an appointment comes, goes, moves or becomes the next one."""
        shape = tuple((item.key, item.is_next, item.free_until) for item in items)
        if shape != self._shape:
            self._shape = shape
            self._lay_out(items)
        for item in items:
            self.rows[item.key].show_item(item)

    def _lay_out(self, items: Sequence[AgendaItem]) -> None:
        before, self.rows = self.rows, {}
        while (taken := self._column.takeAt(0)) is not None:
            widget = taken.widget()
            if widget is not None and widget not in before.values():
                widget.hide()
                widget.deleteLater()
        for at, item in enumerate(items):
            row = before.get(item.key)
            if row is None or row.is_next is not item.is_next:
                row = self._make_row(is_next=item.is_next)
            self.rows[item.key] = row
            self._column.addWidget(row)
            if item.free_until:
                self._column.addWidget(_free(item.free_until))
            follows_card = item.is_next and not item.free_until
            precedes_card = at + 1 < len(items) and items[at + 1].is_next and not item.free_until
            if not follows_card and not precedes_card:
                self._column.addWidget(Hairline())
        for row in before.values():
            if row not in self.rows.values():
                row.hide()
                row.deleteLater()

    def _make_row(self, *, is_next: bool) -> AgendaRow:
        row = AgendaRow(is_next=is_next)
        row.acted.connect(self.acted)
        row.menu_wanted.connect(self.open_menu)
        return row

    def open_menu(self, key: str, where: QPoint) -> None:
        """Drop down what can be done with an appointment that has not been held."""
        item = self.rows[key].item
        if item is None:
            return
        self.menu.clear()
        if item.is_cancelled:
            self.menu.addAction(strings.Today.MENU_RESTORE, lambda: self.restore_wanted.emit(key))
        else:
            self.menu.addAction(strings.Today.MENU_CHANGE, lambda: self.change_wanted.emit(key))
            self.menu.addAction(strings.Today.MENU_NO_SHOW, lambda: self.no_show_noted.emit(key))
            self.menu.addSeparator()
            self.menu.addAction(strings.Today.MENU_CANCEL, lambda: self.cancel_wanted.emit(key))
        self.menu.popup(where)


def _free(words: str) -> QWidget:
    """Return the line about free time, under the names of the clients."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(current_theme().px(LEAD_PX) + LEAD_GAP_PX, 16, 0, 16)
    label = TextLabel(words, TextRole.SMALL, "ink2")
    row.addWidget(label)
    return holder
