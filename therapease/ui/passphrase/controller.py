"""Changing the passphrase in the background; no secret stays here."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from therapease.services.passphrase import PassphraseService
from therapease.ui.desk import Desk


class PassphraseController(QObject):
    """One per window. `changed` once the new passphrase is in force, `refused` while the earlier one still is."""

    changed = Signal()
    refused = Signal(object)
    """A TherapEaseError."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._is_set = False

    @property
    def _service(self) -> PassphraseService:
        return self.desk.workspace.passphrase

    @property
    def is_lost(self) -> bool:
        """Whether the person came in by the recovery code and has set no new passphrase since."""
        return not self._service.needs_current and not self._is_set

    @property
    def known_words(self) -> list[str]:
        """What a guesser would try first."""
        return [self.desk.workspace.user.name]

    def change(self, new: str, current: str | None) -> None:
        service = self._service
        self.desk.background.start(self, lambda: service.change(new, current)).success(self._on_changed).failure(
            self.refused.emit
        )

    def _on_changed(self, _nothing: None) -> None:
        self._is_set = True
        self.changed.emit()
