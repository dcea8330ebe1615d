"""The texts that clients agree to: the practice's own, by version, or the one that comes with TherapEase.

Each consent names the version it was given to, so that the words agreed to can be shown for as long as the record is
kept. The text that comes along is therefore copied into the vault when the first client agrees to it.
"""

from __future__ import annotations

from therapease import paths
from therapease.domain.audit import AuditAction
from therapease.domain.consent import Consent, ConsentPurpose, ConsentWording
from therapease.domain.rights import Act
from therapease.errors import InvalidFieldError
from therapease.services.context import ServiceContext
from therapease.services.ports import UnitOfWork

STANDARD_VERSION = "2026-1"
_FIRST_TREATMENT_VERSION = "2026-2"
"""A consent to treatment of 2026-1 was given on the practice's own form, before there was a text for it here."""
MAX_CHARACTERS = 20_000
WORDED_PURPOSES = (ConsentPurpose.RECORDING, ConsentPurpose.AI_NOTES, ConsentPurpose.TREATMENT)
"""What TherapEase has a text for."""


def standard_text(purpose: ConsentPurpose) -> str:
    """Return the text that comes with TherapEase, empty for a purpose without one."""
    if purpose not in WORDED_PURPOSES:
        return ""
    file = paths.resources_dir() / "consents" / f"{purpose.value}.txt"
    return file.read_text(encoding="utf-8").strip()


def standard_version(purpose: ConsentPurpose) -> str:
    """Return the version of the text that comes with TherapEase."""
    return _FIRST_TREATMENT_VERSION if purpose is ConsentPurpose.TREATMENT else STANDARD_VERSION


def blanks_in(text: str) -> int:
    """Count the places in square brackets, which wait for the practice's own words."""
    return sum(1 for part in text.split("[")[1:] if "]" in part)


class ConsentTextService:
    """Read, change and find the texts."""

    def __init__(self, context: ServiceContext) -> None:
        self._context = context

    def current(self, purpose: ConsentPurpose) -> ConsentWording:
        """Return the text that clients agree to now; nothing is kept by asking."""
        with self._context.transaction() as unit:
            return unit.consent_wordings.newest(purpose) or self._standard(purpose)

    def versions(self, purpose: ConsentPurpose) -> list[ConsentWording]:
        """Return every text kept for a purpose, newest first."""
        with self._context.transaction() as unit:
            kept = [wording for wording in unit.consent_wordings.list_all() if wording.purpose is purpose]
        return kept[::-1]

    def text_of(self, consent: Consent) -> ConsentWording | None:
        """Return the text a consent was given to, or None where it was a form of the practice's own on paper."""
        kept = self.versions(consent.purpose)
        return next((wording for wording in kept if wording.version == consent.wording_version), None)

    def save(self, purpose: ConsentPurpose, text: str) -> ConsentWording:
        """Keep a changed text as a new version; the same text again is no change. Raise InvalidFieldError."""
        tidy = "\n".join(line.rstrip() for line in text.strip().splitlines())
        if not tidy:
            raise InvalidFieldError("text", "Write the text that clients sign.")
        if len(tidy) > MAX_CHARACTERS:
            raise InvalidFieldError("text", f"The text can have up to {MAX_CHARACTERS} characters.")
        self._context.guard.practice(Act.SET_UP)
        with self._context.transaction() as unit:
            newest = unit.consent_wordings.newest(purpose) or self._standard(purpose)
            if newest.text == tidy:
                return newest
            wording = self._wording(purpose, tidy, self._next_version(unit, purpose))
            unit.consent_wordings.add(wording)
            unit.audit.append(AuditAction.CONSENT_WORDED, f"{purpose.value} {wording.version}")
        return wording

    def _next_version(self, unit: UnitOfWork, purpose: ConsentPurpose) -> str:
        """Return “2026-2” and so on: the year, and how many texts there were in it."""
        year = self._context.clock.now().year
        taken = {w.version for w in unit.consent_wordings.list_all() if w.purpose is purpose} | {
            STANDARD_VERSION,
            standard_version(purpose),
        }
        number = 1
        while f"{year}-{number}" in taken:
            number += 1
        return f"{year}-{number}"

    def _standard(self, purpose: ConsentPurpose) -> ConsentWording:
        return self._wording(purpose, standard_text(purpose), standard_version(purpose))

    def _wording(self, purpose: ConsentPurpose, text: str, version: str) -> ConsentWording:
        return ConsentWording(version, purpose, text, self._context.clock.now(), self._context.user.id)


def kept_version(context: ServiceContext, unit: UnitOfWork, purpose: ConsentPurpose) -> str:
    """Return the version that a consent given now is given to, and see to it that its text is in the vault."""
    newest = unit.consent_wordings.newest(purpose)
    if newest is not None:
        return newest.version
    text, version = standard_text(purpose), standard_version(purpose)
    if text:
        unit.consent_wordings.add(ConsentWording(version, purpose, text, context.clock.now(), context.user.id))
    return version
