"""Everything of backups in one window: the card for Settings, the block for Today, one state."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from therapease.ui.backup.controller import BackupController
from therapease.ui.backup.panel import BackupCard
from therapease.ui.backup.today_block import BackupBlock
from therapease.ui.desk import Desk


class BackupPart(QObject):
    """Builds the parts and passes on what they ask the window for. Begins to watch for the daily backup at once."""

    settings_wanted = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.controller = BackupController(desk, self)
        self.card = BackupCard(self.controller)
        self.block = BackupBlock(self.controller)
        self.block.choice_wanted.connect(self.settings_wanted)
        self.controller.watch()
