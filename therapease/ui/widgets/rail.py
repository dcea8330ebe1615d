"""The rail: the places at the left edge, icon above word, the active one on a sheet with a bar beside it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from therapease.ui import strings
from therapease.ui.theme import TextRole, current_theme, theme_changed
from therapease.ui.widgets.buttons import is_enter
from therapease.ui.widgets.logo import Logo
from therapease.ui.widgets.surfaces import Hairline

RAIL_PX = 92
_BAR_PX = 32.0
_ICONS_ONLY_FROM_SCALE = 1.5
"""From this text size on the words no longer fit and stay in tooltip and accessible name alone."""


class RailButton(QToolButton):
    """One place, checkable; or, for the lock, a plain button that looks the same."""

    def __init__(self, icon: str, text: str, *, is_place: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon
        self.setText(text)
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.setCheckable(is_place)
        self.setProperty("kind", "rail")
        self.setProperty("radius", 10)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self._tint)
        theme_changed.connect(self._tint)
        self._tint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes there, as Space does."""
        if is_enter(event):
            self.click()
            return
        super().keyPressEvent(event)

    def _tint(self) -> None:
        theme = current_theme()
        wide = theme.scale >= _ICONS_ONLY_FROM_SCALE
        style = Qt.ToolButtonStyle.ToolButtonIconOnly if wide else Qt.ToolButtonStyle.ToolButtonTextUnderIcon
        self.setToolButtonStyle(style)
        self.setIcon(theme.icon(self._icon_name, "ink2", 21, checked_token="accent"))
        self.setIconSize(QSize(theme.px(21), theme.px(21)))
        font = theme.font(TextRole.SMALL_LABEL if self.isChecked() else TextRole.SMALL)
        self.setFont(font)


class Rail(QWidget):
    """Places at the top, settings and the lock at the bottom. `chosen` carries a place's name."""

    chosen = Signal(str)
    lock_requested = Signal()

    def __init__(self, top: dict[str, tuple[str, str]], bottom: dict[str, tuple[str, str]]) -> None:
        """`top` and `bottom` give each place's name its icon and its word."""
        super().__init__()
        self.setProperty("surface", "rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(RAIL_PX)
        self.setAccessibleName(strings.Rail.NAME)
        self._active = ""
        self._buttons: dict[str, RailButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 22, 8, 14)
        column.setSpacing(4)
        column.addWidget(Logo(30), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(24)
        for name, (icon, word) in top.items():
            column.addWidget(self._add(name, icon, word))
        column.addStretch(1)
        for name, (icon, word) in bottom.items():
            column.addWidget(self._add(name, icon, word))
        column.addSpacing(6)
        rule = Hairline()
        rule.setFixedWidth(44)
        column.addWidget(rule, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(6)
        self.lock_button = RailButton("lock-open", strings.Rail.UNLOCKED, is_place=False)
        self.lock_button.setToolTip(strings.Rail.LOCK)
        self.lock_button.setAccessibleName(strings.Rail.LOCK)
        self.lock_button.clicked.connect(self.lock_requested)
        column.addWidget(self.lock_button)

    def button(self, name: str) -> RailButton:
        return self._buttons[name]

    def show_place(self, name: str) -> None:
        """Mark a place as the one on show, without going there."""
        self._active = name
        for other, button in self._buttons.items():
            button.setChecked(other == name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        active = self._buttons.get(self._active)
        if active is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(current_theme().color("accent"))
        middle = active.geometry().center().y() + 1
        painter.drawRoundedRect(QRectF(-3, middle - _BAR_PX / 2, 6, _BAR_PX), 3, 3)
        painter.end()

    def _choose(self, name: str) -> None:
        # The window says where it went: leaving may be asked about first, and refused.
        self.show_place(self._active)
        self.chosen.emit(name)

    def _add(self, name: str, icon: str, word: str) -> RailButton:
        button = RailButton(icon, word)
        # No button group: Tab would reach one place of it only, and the arrows would go to places on their way.
        self._buttons[name] = button
        button.clicked.connect(lambda: self._choose(name))
        return button
