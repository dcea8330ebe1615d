"""What the place of the consent texts does: read them, hold what is being written, keep it as a new version."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from therapease.domain.consent import ConsentPurpose, ConsentWording
from therapease.services.consent_texts import WORDED_PURPOSES, blanks_in, standard_text, standard_version
from therapease.ui import strings
from therapease.ui.desk import Desk
from therapease.ui.wording import local, long_date


class ConsentTextController(QObject):
    """Holds the text of each purpose as kept and as written so far."""

    changed = Signal()
    """The texts as kept have arrived, or were saved."""
    saved = Signal(object)
    """The ConsentWordings that are kept after `save_all`, in the order of the purposes."""
    form_saved = Signal(object)
    """The Path of a form."""
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.kept: dict[ConsentPurpose, ConsentWording] = {}
        self._written: dict[ConsentPurpose, str] = {}

    @property
    def is_changed(self) -> bool:
        """Whether anything was written that is not kept."""
        return any(self.is_changed_in(purpose) for purpose in WORDED_PURPOSES)

    def is_changed_in(self, purpose: ConsentPurpose) -> bool:
        return purpose in self.kept and self.text(purpose).strip() != self.kept[purpose].text

    def text(self, purpose: ConsentPurpose) -> str:
        """Return what is written for a purpose."""
        kept = self.kept.get(purpose)
        return self._written.get(purpose, kept.text if kept is not None else "")

    def write(self, purpose: ConsentPurpose, text: str) -> None:
        self._written[purpose] = text

    def unfinished(self) -> dict[str, Any] | None:
        """Return the texts that were changed and are not kept, by purpose."""
        changed = {purpose.value: self.text(purpose) for purpose in WORDED_PURPOSES if self.is_changed_in(purpose)}
        return {"texts": changed} if changed else None

    def take_up(self, unfinished: Mapping[str, Any]) -> None:
        """Put back what `unfinished` returned, over the texts as they are kept now."""
        texts = unfinished.get("texts")
        for purpose in WORDED_PURPOSES:
            text = texts.get(purpose.value) if isinstance(texts, dict) else None
            if isinstance(text, str):
                self.write(purpose, text)
        self.changed.emit()

    def standard(self, purpose: ConsentPurpose) -> str:
        return standard_text(purpose)

    def version_words(self, purpose: ConsentPurpose) -> str:
        """Return the line above a text: which version it is and whose."""
        if self.is_changed_in(purpose):
            return strings.ConsentTexts.UNSAVED
        kept = self.kept.get(purpose)
        if kept is None:
            return ""
        if kept.version == standard_version(purpose):
            return strings.ConsentTexts.STANDARD.format(version=kept.version)
        day = long_date(local(kept.created_at).date())
        return strings.ConsentTexts.OWN.format(version=kept.version, date=day)

    def blank_words(self, purpose: ConsentPurpose) -> str:
        """Return how many places wait for the practice's own words, or an empty text."""
        count = blanks_in(self.text(purpose))
        if count == 0:
            return ""
        return strings.ConsentTexts.BLANK_ONE if count == 1 else strings.ConsentTexts.BLANKS.format(count=count)

    def load(self) -> None:
        """Read the texts as kept; what is being written stays."""
        service = self.desk.workspace.consent_texts
        self.desk.background.start(self, lambda: [service.current(purpose) for purpose in WORDED_PURPOSES]).success(
            self._take
        ).failure(self.failed.emit)

    def save_all(self) -> None:
        """Keep every changed text as a new version. `saved` comes even when there was nothing to change."""
        service = self.desk.workspace.consent_texts
        changes = [(purpose, self.text(purpose)) for purpose in WORDED_PURPOSES if self.is_changed_in(purpose)]

        def keep() -> list[ConsentWording]:
            for purpose, text in changes:
                service.save(purpose, text)
            return [service.current(purpose) for purpose in WORDED_PURPOSES]

        def kept(wordings: list[ConsentWording]) -> None:
            self._written.clear()
            self._take(wordings)
            self.saved.emit(wordings)

        self.desk.background.start(self, keep).success(kept).failure(self.failed.emit)

    def save_form(self, purpose: ConsentPurpose, target: Path, write: Callable[[ConsentWording, Path], None]) -> None:
        """Write the form of the text in force to a file; `write` lays it out."""
        wording = self.kept[purpose]
        self.desk.background.start(self, lambda: write(wording, target)).success(
            lambda _nothing: self.form_saved.emit(target)
        ).failure(self.failed.emit)

    def _take(self, wordings: list[ConsentWording]) -> None:
        self.kept = {wording.purpose: wording for wording in wordings}
        self.changed.emit()
