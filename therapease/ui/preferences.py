"""The person's settings while the window is open: read once, changed here, saved at once, told to all who show them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from therapease.errors import TherapEaseError
from therapease.settings import Appearance, Settings, WindowSettings, load_settings, save_settings
from therapease.ui.theme import TEXT_SCALES, Mode

if TYPE_CHECKING:
    from therapease.ui.jobs import JobOptions


class Preferences(QObject):
    """One per application. `problem` is what was wrong with the file when it was read, once, for a banner."""

    changed = Signal()
    save_failed = Signal(object)
    """A TherapEaseError: disk full, or no right to write."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        loaded = load_settings()
        self.settings: Settings = loaded.settings
        self.problem: TherapEaseError | None = loaded.problem

    @property
    def mode(self) -> Mode:
        return Mode(self.settings.window.appearance.value)

    @property
    def text_scale(self) -> float:
        return self.settings.window.text_scale_percent / 100

    @property
    def is_motion_reduced(self) -> bool:
        return self.settings.window.reduce_motion

    @property
    def show_full_names(self) -> bool:
        return self.settings.window.show_full_names

    @property
    def lock_after_idle_min(self) -> int:
        return self.settings.vault.lock_after_idle_min

    @property
    def work_goes_on_locked(self) -> bool:
        return self.settings.vault.work_goes_on_locked

    @property
    def job_options(self) -> JobOptions:
        # Imported here: no job is thought of before a vault is open.
        from therapease.domain.job import DraftingOptions, TranscriptionOptions
        from therapease.ui.jobs import JobOptions

        engine = self.settings.engine
        return JobOptions(
            TranscriptionOptions(engine=engine.transcriber, model_dir=engine.whisper_model_dir),
            DraftingOptions(model_file=engine.language_model_file),
        )

    def set_mode(self, mode: Mode) -> None:
        self._set_window(self.settings.window.model_copy(update={"appearance": Appearance(mode.value)}))

    def set_text_scale(self, scale: float) -> None:
        self._set_window(self.settings.window.model_copy(update={"text_scale_percent": round(scale * 100)}))

    def step_text_scale(self, step: int) -> None:
        """Go to the next larger (1) or smaller (-1) of the offered sizes, from wherever the size is now."""
        now = self.text_scale
        beyond = [scale for scale in TEXT_SCALES if (scale > now + 0.001 if step > 0 else scale < now - 0.001)]
        if beyond:
            self.set_text_scale(min(beyond) if step > 0 else max(beyond))

    def set_is_motion_reduced(self, is_wanted: bool) -> None:
        self._set_window(self.settings.window.model_copy(update={"reduce_motion": is_wanted}))

    def set_show_full_names(self, is_wanted: bool) -> None:
        self._set_window(self.settings.window.model_copy(update={"show_full_names": is_wanted}))

    def set_lock_after_idle_min(self, minutes: int) -> None:
        vault = self.settings.vault.model_copy(update={"lock_after_idle_min": minutes})
        self._set(self.settings.model_copy(update={"vault": vault}))

    def set_work_goes_on_locked(self, is_wanted: bool) -> None:
        vault = self.settings.vault.model_copy(update={"work_goes_on_locked": is_wanted})
        self._set(self.settings.model_copy(update={"vault": vault}))

    def set_last_vault(self, path: Path) -> None:
        vault = self.settings.vault.model_copy(update={"last_path": path})
        self._set(self.settings.model_copy(update={"vault": vault}))

    def _set_window(self, window: WindowSettings) -> None:
        self._set(self.settings.model_copy(update={"window": window}))

    def _set(self, settings: Settings) -> None:
        """Take a change at once, then save it. A change that cannot be saved holds until the program ends."""
        if settings == self.settings:
            return
        self.settings = settings
        self.changed.emit()
        try:
            save_settings(settings)
        except TherapEaseError as error:
            self.save_failed.emit(error)
