"""What the settings place changes. Everything applies at once; saving problems are told."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from therapease.ui.desk import Desk
from therapease.ui.theme import Mode

IDLE_CHOICES_MIN = (5, 10, 20, 30)


class SettingsController(QObject):
    """Passes choices on to the preferences."""

    changed = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        desk.preferences.changed.connect(self.changed)
        desk.preferences.save_failed.connect(self.failed)

    @property
    def idle_choices_min(self) -> list[int]:
        """The offered times, with the one in force even if the settings file holds another. Read once, for the view."""
        return sorted({*IDLE_CHOICES_MIN, self.desk.preferences.lock_after_idle_min})

    def choose_mode(self, mode: Mode) -> None:
        self.desk.preferences.set_mode(mode)

    def choose_text_scale(self, scale: float) -> None:
        self.desk.preferences.set_text_scale(scale)

    def choose_reduced_motion(self, is_wanted: bool) -> None:
        self.desk.preferences.set_is_motion_reduced(is_wanted)

    def choose_full_names(self, is_wanted: bool) -> None:
        self.desk.preferences.set_show_full_names(is_wanted)

    def choose_idle(self, minutes: int) -> None:
        self.desk.preferences.set_lock_after_idle_min(minutes)

    def choose_goes_on(self, is_wanted: bool) -> None:
        self.desk.preferences.set_work_goes_on_locked(is_wanted)
