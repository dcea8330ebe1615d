"""Buttons: one primary per screen, quiet ones beside it, ghosts in text, danger for what destroys."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QPushButton, QSizePolicy, QToolButton, QWidget

from therapease.ui.theme import current_theme, theme_changed


class ButtonKind(StrEnum):
    """How loud a button is. `value` is the style sheet's `kind` property."""

    PRIMARY = "primary"
    QUIET = "quiet"
    GHOST = "ghost"
    DANGER = "danger"
    DANGER_SOLID = "dangerSolid"


class ButtonSize(StrEnum):
    """36, 36 with less around the words, and 44 pixels high at 100 % text size."""

    NORMAL = "normal"
    SMALL = "small"
    LARGE = "large"


_ICON_TOKEN = {
    ButtonKind.PRIMARY: "onAccent",
    ButtonKind.QUIET: "ink",
    ButtonKind.GHOST: "accent",
    ButtonKind.DANGER: "danger",
    ButtonKind.DANGER_SOLID: "onDanger",
}

_ICON_GAP_PX = 5
_NO_MODIFIERS = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


def is_enter(event: QKeyEvent) -> bool:
    """Say whether a key is Enter, of either kind, alone."""
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() in _NO_MODIFIERS


class Button(QPushButton):
    """A button with words and, where it helps, an icon in the words' colour."""

    def __init__(
        self,
        text: str,
        kind: ButtonKind = ButtonKind.QUIET,
        *,
        icon: str | None = None,
        size: ButtonSize = ButtonSize.NORMAL,
        icon_after: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._icon_name, self._kind = icon, kind
        self.setProperty("kind", kind.value)
        self.setProperty("buttonSize", size.value)
        self.setProperty("radius", 10 if size is ButtonSize.LARGE else 8)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if icon_after:
            self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        theme_changed.connect(self._tint)
        self._tint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard: in a dialog Qt would press the default one instead."""
        if is_enter(event):
            self.click()
            return
        super().keyPressEvent(event)

    def setText(self, text: str) -> None:
        """Take other words. An icon alone has no gap behind it, so the first words bring one."""
        had_words = bool(self.text())
        super().setText(text)
        if had_words is not bool(text):
            self._tint()

    def set_icon(self, name: str | None) -> None:
        self._icon_name = name
        self._tint()

    def _tint(self) -> None:
        if self._icon_name is None:
            return
        theme = current_theme()
        gap_px = theme.px(_ICON_GAP_PX) if self.text() else 0
        leads = self.layoutDirection() is not Qt.LayoutDirection.RightToLeft
        icon = QIcon(_with_gap(theme.pixmap(self._icon_name, _ICON_TOKEN[self._kind], 18), gap_px, leads=leads))
        disabled = _with_gap(theme.pixmap(self._icon_name, "ink3", 18), gap_px, leads=leads)
        icon.addPixmap(disabled, QIcon.Mode.Disabled)
        self.setIcon(icon)
        self.setIconSize(QSize(theme.px(18) + gap_px, theme.px(18)))


def _with_gap(pixmap: QPixmap, gap_px: int, *, leads: bool) -> QPixmap:
    """Widen an icon by the gap to the words: Qt's own gap is fixed and too narrow."""
    ratio = pixmap.devicePixelRatio()
    wide = QPixmap(pixmap.width() + round(gap_px * ratio), pixmap.height())
    wide.setDevicePixelRatio(ratio)
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    painter.drawPixmap(0 if leads else gap_px, 0, pixmap)
    painter.end()
    return wide


class LinkButton(Button):
    """A ghost without padding, flush with the text above and below it."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, ButtonKind.GHOST, size=ButtonSize.SMALL, parent=parent)
        self.setProperty("flush", True)


class IconButton(QToolButton):
    """An icon alone, 36 px square. `name_for_people` is its tooltip and its accessible name, both required."""

    def __init__(self, icon: str, name_for_people: str, token: str = "ink2", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name, self._token = icon, token
        self.setProperty("kind", "icon")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_name(name_for_people)
        theme_changed.connect(self._tint)
        self._tint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, as it does every button with words."""
        if is_enter(event):
            self.click()
            return
        super().keyPressEvent(event)

    def set_name(self, name_for_people: str) -> None:
        self.setToolTip(name_for_people)
        self.setAccessibleName(name_for_people)

    def set_icon(self, icon: str, token: str | None = None) -> None:
        self._icon_name = icon
        self._token = token or self._token
        self._tint()

    def _tint(self) -> None:
        theme = current_theme()
        self.setIcon(theme.icon(self._icon_name, self._token, 20))
        self.setIconSize(QSize(theme.px(20), theme.px(20)))
