"""The thin line at the foot of the window: that it works offline, when it locks, and which vault is open."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from therapease.ui import strings
from therapease.ui.desk import Desk
from therapease.ui.theme import TextRole
from therapease.ui.widgets import ElidedLabel, IconLabel, TextLabel


class StatusLine(QFrame):
    """Quiet facts about the window as a whole, never about a client. Jobs have a bar of their own above it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setProperty("surface", "status")
        self.setAccessibleName(strings.Status.NAME)
        self.offline = TextLabel(strings.Status.OFFLINE, TextRole.FINE, "ink2")
        self.offline.setToolTip(strings.Status.OFFLINE_HINT)
        self.offline.setAccessibleDescription(strings.Status.OFFLINE_HINT)
        self.lock = TextLabel("", TextRole.FINE, "ink2")
        self.vault = ElidedLabel(desk.workspace.vault.path.name, TextRole.FINE, "ink2")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 3, 16, 4)
        row.setSpacing(6)
        for icon, label in (("wifi-off", self.offline), ("clock", self.lock)):
            row.addWidget(IconLabel(icon, "ink2", 14))
            row.addWidget(label)
            row.addSpacing(18)
        self.vault.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.vault, 1)
        desk.preferences.changed.connect(self._refresh)
        self._refresh()

    def _refresh(self) -> None:
        minutes = self._desk.preferences.lock_after_idle_min
        words = strings.Status.LOCKS_ONE if minutes == 1 else strings.Status.LOCKS.format(count=minutes)
        self.lock.setText(words)
