"""An icon that stands beside words and follows the theme."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from therapease.ui.theme import current_theme, theme_changed


class IconLabel(QLabel):
    """A tinted icon, decoration only: the words beside it say the same, so that it has no accessible name."""

    def __init__(self, name: str, token: str = "ink2", size_px: int = 18, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._token, self._size_px = name, token, size_px
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        theme_changed.connect(self._tint)
        self._tint()

    def set_icon(self, name: str, token: str | None = None) -> None:
        self._name = name
        self._token = token or self._token
        self._tint()

    def _tint(self) -> None:
        self.setPixmap(current_theme().pixmap(self._name, self._token, self._size_px))
