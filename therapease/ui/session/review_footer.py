"""Below the review: the legend with its counts, and the one next step towards a signed note."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from therapease.domain.ids import StatementId
from therapease.domain.note import Note
from therapease.ui import strings
from therapease.ui.session.controller import SigningState
from therapease.ui.session.standing import Form, count_forms
from therapease.ui.theme import TextRole, current_theme, theme_changed
from therapease.ui.widgets import Button, ButtonKind, ButtonSize, IconLabel, TextLabel


class LegendEntry(QWidget):
    """Glyph and count of one form; hidden while there is none."""

    def __init__(self, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = form
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(7)
        self._label = TextLabel("", TextRole.SMALL, "attention" if form.token == "attention" else "ink2")
        row.addWidget(IconLabel(form.icon, form.token, 16))
        row.addWidget(self._label)

    def show_count(self, count: int) -> None:
        self._label.setText(self._form.counted(count))
        self.setVisible(count > 0)

    @property
    def text(self) -> str:
        return self._label.text()


class ReviewFooter(QFrame):
    """Always shows exactly one primary button: review open items, read on, sign, or export."""

    review_wanted = Signal()
    read_wanted = Signal()
    sign_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "footer")
        self.legend = {form: LegendEntry(form) for form in Form}
        self._legend_row = QWidget()
        self._legend_row.setAccessibleName(strings.NoteFooter.LEGEND)
        self._legend_row.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        entries = QHBoxLayout(self._legend_row)
        entries.setContentsMargins(0, 0, 0, 0)
        entries.setSpacing(18)
        for entry in self.legend.values():
            entries.addWidget(entry)
        entries.addStretch(1)
        self._short_icon = IconLabel("circle-dashed", "ink2", 16)
        self._short = TextLabel("", TextRole.SMALL, "ink2")
        self.status = TextLabel("", TextRole.SMALL, "ink2")
        words = strings.NoteFooter
        self.sign_button = Button(words.SIGN, ButtonKind.QUIET, icon="signature", size=ButtonSize.LARGE)
        self.primary = Button("", ButtonKind.PRIMARY, icon="arrow-right", size=ButtonSize.LARGE, icon_after=True)
        self.sign_button.clicked.connect(self.sign_wanted)
        self.primary.clicked.connect(self._on_primary)
        self._state = SigningState(has_note=False)
        self._lay_out()
        self._fit()
        theme_changed.connect(self._fit)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(32, 0, 32, 0)
        row.setSpacing(18)
        row.addWidget(self._legend_row, 1)
        row.addWidget(self._short_icon)
        row.addSpacing(-10)
        row.addWidget(self._short)
        row.addStretch(0)
        row.addWidget(self.status)
        row.addWidget(self.sign_button)
        row.addSpacing(-4)
        row.addWidget(self.primary)

    def show_state(
        self,
        note: Note | None,
        state: SigningState,
        *,
        stale: Collection[StatementId] = frozenset(),
        place: tuple[int, int] | None = None,
    ) -> None:
        """Show counts and the next step. `place` tells how far the walk through the open items is."""
        self._state = state
        counts = dict(count_forms(note.latest.statements, stale)) if note is not None else {}
        for form, entry in self.legend.items():
            entry.show_count(counts.get(form, 0))
        self.status.setText(_status_words(state, place))
        self.status.setVisible(bool(self.status.text()))
        self.primary.setVisible(state.has_note)
        self.sign_button.setVisible(state.has_note and not state.is_signed and not state.can_sign)
        self.sign_button.setEnabled(False)
        why = strings.NoteFooter.OPEN_FIRST if state.open_lines else strings.NoteFooter.READ_FIRST
        self.sign_button.setToolTip(why)
        self.sign_button.setAccessibleDescription(why)
        words, icon = _next_step(state, is_walking=place is not None)
        self.primary.setText(words)
        self.primary.set_icon(icon)
        self._shorten()

    def _on_primary(self) -> None:
        if self._state.is_signed:
            self.export_wanted.emit()
        elif self._state.open_lines:
            self.review_wanted.emit()
        elif self._state.unread_lines:
            self.read_wanted.emit()
        else:
            self.sign_wanted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._shorten()

    def _shorten(self) -> None:
        """Where the legend has no room it gives way to the one number that matters."""
        others = (self.status, self.sign_button, self.primary)
        taken = sum(widget.sizeHint().width() + 18 for widget in others if widget.isVisibleTo(self))
        has_room = self.width() - 64 - taken >= self._legend_row.sizeHint().width()
        open_count = len(self._state.open_lines)
        self._legend_row.setVisible(has_room)
        self._short.setText(strings.NoteFooter.OPEN.format(count=open_count) if open_count else "")
        for widget in (self._short, self._short_icon):
            widget.setVisible(not has_room and bool(open_count))

    def _fit(self) -> None:
        self.setFixedHeight(current_theme().px(68))
        self._shorten()


def _status_words(state: SigningState, place: tuple[int, int] | None) -> str:
    words = strings.NoteFooter
    if not state.has_note or state.is_signed:
        return ""
    if place is not None:
        return words.PROGRESS.format(at=place[0], count=place[1])
    unread = len(state.unread_lines)
    if unread:
        return words.UNREAD_ONE if unread == 1 else words.UNREAD.format(count=unread)
    return words.READY if state.can_sign else ""


def _next_step(state: SigningState, *, is_walking: bool) -> tuple[str, str]:
    words, count = strings.NoteFooter, len(state.open_lines)
    if state.is_signed:
        return words.EXPORT, "file-down"
    if count and is_walking:
        return words.NEXT, "arrow-right"
    if count:
        return words.REVIEW_ONE if count == 1 else words.REVIEW.format(count=count), "arrow-right"
    if state.unread_lines:
        return words.READ_ON, "arrow-down"
    return words.SIGN, "signature"
