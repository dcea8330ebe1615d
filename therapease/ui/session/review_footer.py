"""Below the review: the legend with its counts, and the one next step towards a signed note."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from therapease.domain.note import Note
from therapease.ui.session.controller import SigningState
from therapease.ui.session.standing import Form, count_forms
from therapease.ui.session.wording import count_words
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
        self._legend_row.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        entries = QHBoxLayout(self._legend_row)
        entries.setContentsMargins(0, 0, 0, 0)
        entries.setSpacing(20)
        for entry in self.legend.values():
            entries.addWidget(entry)
        entries.addStretch(1)
        self._short = TextLabel("", TextRole.SMALL, "ink2")
        self.unread = TextLabel("", TextRole.SMALL, "ink2")
        self.sign_button = Button("Sign note", ButtonKind.QUIET, icon="signature", size=ButtonSize.LARGE)
        self.primary = Button("", ButtonKind.PRIMARY, icon="arrow-right", size=ButtonSize.LARGE, icon_after=True)
        self.sign_button.clicked.connect(self.sign_wanted)
        self.primary.clicked.connect(self._on_primary)
        self._state = SigningState(has_note=False)
        row = QHBoxLayout(self)
        row.setContentsMargins(32, 0, 32, 0)
        row.setSpacing(20)
        row.addWidget(self._legend_row, 1)
        row.addWidget(self._short)
        row.addWidget(self.unread)
        row.addStretch(0)
        row.addWidget(self.sign_button)
        row.addSpacing(-4)
        row.addWidget(self.primary)
        self._fit()
        theme_changed.connect(self._fit)

    def show_state(self, note: Note | None, state: SigningState) -> None:
        """Show counts and the next step."""
        self._state = state
        counts = dict(count_forms(note.latest.statements)) if note is not None else {}
        for form, entry in self.legend.items():
            entry.show_count(counts.get(form, 0))
        unread = len(state.unread_lines)
        self.unread.setText(f"{count_words(unread, 'line', 'lines')} not read yet" if unread else "")
        self.unread.setVisible(bool(unread))
        self.primary.setVisible(state.has_note)
        self.sign_button.setVisible(state.has_note and not state.is_signed and not state.can_sign)
        self.sign_button.setEnabled(False)
        why = "Complete the open items first." if state.open_lines else "Read every line first."
        self.sign_button.setToolTip(why)
        self.sign_button.setAccessibleDescription(why)
        words, icon = self._next_step(state)
        self.primary.setText(words)
        self.primary.set_icon(icon)
        self._shorten()

    @staticmethod
    def _next_step(state: SigningState) -> tuple[str, str]:
        if state.is_signed:
            return "Export PDF", "file-down"
        if state.open_lines:
            return f"Review {count_words(len(state.open_lines), 'open item', 'open items')}", "arrow-right"
        if state.unread_lines:
            return "Read on", "arrow-down"
        return "Sign note", "signature"

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
        others = (self.unread, self.sign_button, self.primary)
        taken = sum(widget.sizeHint().width() + 20 for widget in others if widget.isVisibleTo(self))
        has_room = self.width() - 64 - taken >= self._legend_row.sizeHint().width()
        open_count = len(self._state.open_lines)
        self._legend_row.setVisible(has_room)
        self._short.setText(f"{open_count} open" if open_count else "")
        self._short.setVisible(not has_room)

    def _fit(self) -> None:
        self.setFixedHeight(current_theme().px(68))
        self._shorten()
