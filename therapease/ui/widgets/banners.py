"""Banners: something to know, where it happened, with the one thing to do about it."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from therapease.ui.announcing import announce
from therapease.ui.theme import TextRole
from therapease.ui.widgets.buttons import Button, ButtonKind
from therapease.ui.widgets.icon_label import IconLabel
from therapease.ui.widgets.text import TextLabel, set_property


class BannerKind(StrEnum):
    """How much it matters; `value` is the style sheet's `banner` property."""

    INFO = "info"
    ATTENTION = "attention"
    DANGER = "danger"


_ICON = {BannerKind.INFO: "info", BannerKind.ATTENTION: "triangle-alert", BannerKind.DANGER: "circle-x"}
_TONE = {BannerKind.INFO: "accent", BannerKind.ATTENTION: "attention", BannerKind.DANGER: "danger"}


class Banner(QFrame):
    """Title, words and at most one action, in place. Hidden until something is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(12)
        self._icon = IconLabel("info", "accent", 20)
        self._icon.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._title = TextLabel("", TextRole.LABEL, wrap=True)
        self._message = TextLabel("", TextRole.SMALL, "ink2", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._message)
        self._button = Button("", ButtonKind.QUIET)
        self._button.hide()
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self._button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._act: Callable[[], None] | None = None
        self._button.clicked.connect(self._on_action)
        self.hide()

    def show_message(
        self,
        kind: BannerKind,
        title: str,
        message: str = "",
        action: str = "",
        on_action: Callable[[], None] | None = None,
    ) -> None:
        """Show it. Screen readers get title and message as one name."""
        set_property(self, "banner", kind.value)
        self._icon.set_icon(_ICON[kind], _TONE[kind])
        self._title.setText(title)
        self._message.setText(message)
        self._message.setVisible(bool(message))
        self._act = on_action
        self._button.setText(action)
        self._button.setVisible(bool(action and on_action))
        self.setAccessibleName(f"{title}. {message}")
        announce(self, f"{title}. {message}")
        self.show()

    @property
    def title(self) -> str:
        return self._title.text()

    @property
    def message(self) -> str:
        return self._message.text()

    @property
    def action_button(self) -> Button:
        return self._button

    def dismiss(self) -> None:
        self.hide()

    def _on_action(self) -> None:
        if self._act is not None:
            self._act()
