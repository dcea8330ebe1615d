"""Private process notes: a therapist's own thoughts on a session, kept apart from the record (45 CFR 164.501).

The database holds them sealed; what only their owner can open is opened in her own session and nowhere else. They are
no part of the record: not of drafts, not of search, not of any export.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from therapease.domain.ids import ProcessNoteId, SessionId, UserId

MAX_CHARACTERS = 200_000
_BINDING = b"therapease/process-note/v1"
_ONE_SITTING = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class SealedKey:
    """The key of one text, sealed to one reader's public key."""

    reader_id: UserId
    sealed: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class SealedText:
    """A text encrypted under a key of its own, and that key sealed to each who may read it."""

    cipher: bytes = field(repr=False)
    keys: tuple[SealedKey, ...]


@dataclass(frozen=True, slots=True)
class ProcessNote:
    """One person's private note on one session: what stands outside the seal."""

    id: ProcessNoteId
    session_id: SessionId
    owner_id: UserId
    created_at: datetime

    def binding(self, version: int) -> bytes:
        """Return what ties a sealed version to its place: it opens nowhere else, nor as another version.

        Never changed for a version in use: ASCII label, then each part preceded by its length in 4 bytes.
        """
        parts = (self.id, self.session_id, self.owner_id, str(version))
        encoded = [part.encode("utf-8") for part in parts]
        return _BINDING + b"".join(len(part).to_bytes(4, "big") + part for part in encoded)


@dataclass(frozen=True, slots=True)
class ProcessNoteVersion:
    """One version as the database holds it. `version` counts from 1."""

    note_id: ProcessNoteId
    version: int
    created_at: datetime
    sealed: SealedText


@dataclass(frozen=True, slots=True)
class ProcessNoteText:
    """One version, opened. Never shown in a repr: tracebacks and logs print it."""

    version: int
    written_at: datetime
    text: str = field(repr=False)


def sittings(texts: Iterable[ProcessNoteText]) -> list[ProcessNoteText]:
    """Return the last version of each sitting, in the order given: what is saved while one types is no step of its own.

    A version that comes within ten minutes after the one before belongs to the same sitting.
    """
    found: list[ProcessNoteText] = []
    for text in texts:
        if found and text.written_at - found[-1].written_at < _ONE_SITTING:
            found[-1] = text
        else:
            found.append(text)
    return found
