"""Choosing among few: radio buttons, filter chips, and a switch for what holds at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QIcon, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QPushButton, QRadioButton, QVBoxLayout, QWidget

from therapease.ui.theme import TextRole, current_theme, theme_changed
from therapease.ui.widgets.flow import FlowLayout
from therapease.ui.widgets.text import TextLabel

_TRACK_PX, _KNOB_PX = QSize(40, 24), 16
_HEIGHT_PX, _GAP_PX = 36, 12


class _Choices(QWidget):
    """A title, and buttons of which one is on."""

    chosen = Signal(int)
    """The number of the choice, when a person made it."""

    def __init__(self, title: str, buttons: Sequence[QAbstractButton], gap_px: int, *, shows_title: bool) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        if shows_title:
            column.addWidget(TextLabel(title, TextRole.LABEL))
        flow = FlowLayout(gap_px=gap_px, line_gap_px=gap_px // 3)
        for number, button in enumerate(buttons):
            button.setAccessibleName(f"{title}: {button.text()}")
            self._group.addButton(button, number)
            flow.addWidget(button)
        column.addLayout(flow)
        self._group.idClicked.connect(self.chosen)

    def button(self, number: int) -> QAbstractButton:
        return self._group.button(number)

    @property
    def choice(self) -> int:
        """The number of what is on, or -1."""
        return self._group.checkedId()

    def set_choice(self, number: int) -> None:
        """Turn one on without telling."""
        self._group.button(number).setChecked(True)


class RadioGroup(_Choices):
    """A choice that is a setting or a field: all options in sight."""

    def __init__(self, title: str, options: Sequence[str], *, shows_title: bool = True) -> None:
        super().__init__(title, [_radio(words) for words in options], 24, shows_title=shows_title)


class FilterChips(_Choices):
    """A choice of what a list shows: “All”, “Active”, “Archived”, with the one in force filled and checked."""

    def __init__(self, title: str, options: Sequence[str], *, shows_title: bool = False) -> None:
        super().__init__(title, [FilterChip(words) for words in options], 8, shows_title=shows_title)
        self.set_choice(0)


class FilterChip(QPushButton):
    """One word that can be on. On, it has a check before the word: colour alone would not say so."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setCheckable(True)
        self.setProperty("kind", "chip")
        self.setProperty("radius", 18)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.toggled.connect(self._tint)
        theme_changed.connect(self._tint)
        self._tint()

    def _tint(self) -> None:
        theme = current_theme()
        self.setIcon(theme.icon("check", "accent", 15) if self.isChecked() else QIcon())
        self.setIconSize(QSize(theme.px(15), theme.px(15)))


class Toggle(QAbstractButton):
    """A switch with its state in words beside it. What it switches takes effect at once."""

    def __init__(self, name_for_people: str, on: str, off: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = {True: on, False: off}
        self.setCheckable(True)
        self.setAccessibleName(name_for_people)
        self.setProperty("focusRing", True)
        self.setProperty("radius", 12)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.toggled.connect(self._say)
        theme_changed.connect(self.updateGeometry)
        self._say()

    def sizeHint(self) -> QSize:
        theme = current_theme()
        metrics = QFontMetrics(theme.font(TextRole.BODY))
        words = max(metrics.horizontalAdvance(text) for text in self._words.values())
        return QSize(theme.px(_TRACK_PX.width() + _GAP_PX) + words + 2, theme.px(_HEIGHT_PX))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, height = theme.px(_TRACK_PX.width()), theme.px(_TRACK_PX.height())
        track = QRectF(0.5, (self.height() - height) / 2 + 0.5, width - 1, height - 1)
        is_on = self.isChecked()
        edge = "line" if not self.isEnabled() else ("accent" if is_on else "edge")
        painter.setPen(QPen(theme.color(edge), 1))
        painter.setBrush(theme.color(edge if is_on else "sheet"))
        painter.drawRoundedRect(track, track.height() / 2, track.height() / 2)
        knob = theme.px(_KNOB_PX)
        inset = (track.height() - knob) / 2
        x = track.right() - inset - knob if is_on else track.left() + inset
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("onAccent" if is_on else ("edge" if self.isEnabled() else "line")))
        painter.drawEllipse(QRectF(x, track.top() + inset, knob, knob))
        painter.setFont(theme.font(TextRole.BODY))
        painter.setPen(theme.color("ink" if self.isEnabled() else "ink3"))
        words = QRectF(width + theme.px(_GAP_PX), 0, self.width(), self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._words[is_on])
        painter.end()

    def _say(self) -> None:
        self.setAccessibleDescription(self._words[self.isChecked()])
        self.update()


def _radio(words: str) -> QRadioButton:
    button = QRadioButton(words)
    button.setProperty("focusRing", True)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    return button
