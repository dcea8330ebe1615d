"""Transcript, note and mentions one at a time, for windows too narrow to show them side by side."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from therapease.ui import strings
from therapease.ui.widgets import Tabs


class PartTabs(Tabs):
    """The tabs of the review."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(strings.Review.PARTS, parent=parent)
