"""Private process notes of the signed-in person: hers alone, on a session that is everybody's record.

Only this service opens them. Drafting, search and export are given neither it nor the keys.
"""

from __future__ import annotations

from dataclasses import dataclass

from therapease.domain.audit import AuditAction
from therapease.domain.ids import ClientId, ProcessNoteId, SessionId
from therapease.domain.process_note import (
    MAX_CHARACTERS,
    ProcessNote,
    ProcessNoteText,
    ProcessNoteVersion,
)
from therapease.domain.rights import Act
from therapease.errors import ConflictError, InvalidFieldError
from therapease.services.context import ServiceContext
from therapease.services.ports import UnitOfWork


@dataclass(frozen=True)
class ProcessNoteService:
    """Read, write and delete one's own. Nobody is handed another person's note: it would not open either."""

    context: ServiceContext

    def open(self, session_id: SessionId) -> ProcessNoteText | None:
        """Return the newest version, None when there is no note. Reading it is recorded.

        Raise SealedForOthersError when it was written under keys that were reset since, NotFoundError.
        """
        with self.context.transaction() as unit:
            note = self._note(unit, session_id)
            newest = None if note is None else unit.process_notes.newest(note.id)
            if note is None or newest is None:
                return None
            unit.audit.append(AuditAction.PROCESS_NOTE_VIEWED, note.id)
        return self._opened(note, newest)

    def save(self, session_id: SessionId, text: str, seen: int | None = None) -> ProcessNoteText | None:
        """Keep a text as the next version; `seen` is the version it was written from, 0 for none, None for whichever.

        What holds already makes no version, and nothing at all makes no note: then return what there is. Raise
        ConflictError when there is a newer version, InvalidFieldError for a text beyond every measure.
        """
        if len(text) > MAX_CHARACTERS:
            raise InvalidFieldError("text", f"A private note can have up to {MAX_CHARACTERS:,} characters.")
        clock, user = self.context.clock, self.context.user
        with self.context.transaction() as unit:
            note = self._note(unit, session_id)
            newest = None if note is None else unit.process_notes.newest(note.id)
            number = newest.version if newest is not None else 0
            if seen not in (None, number):
                raise ConflictError
            if note is not None and newest is not None:
                before = self._opened(note, newest)
                if before.text == text:
                    return before
            elif not text.strip():
                return None
            if note is None:
                note = ProcessNote(ProcessNoteId(clock.new_id()), session_id, user.id, clock.now())
                unit.process_notes.add(note)
            sealed = self.context.vault.seal_text(text, note.binding(number + 1))
            version = ProcessNoteVersion(note.id, number + 1, clock.now(), sealed)
            unit.process_notes.add_version(version)
            unit.audit.append(AuditAction.PROCESS_NOTE_WRITTEN, note.id)
        return ProcessNoteText(version.version, version.created_at, text)

    def versions(self, session_id: SessionId) -> list[ProcessNoteText]:
        """Return every version, oldest first. Raise SealedForOthersError, NotFoundError."""
        with self.context.transaction() as unit:
            note = self._note(unit, session_id)
            if note is None:
                return []
            found = unit.process_notes.versions(note.id)
            unit.audit.append(AuditAction.PROCESS_NOTE_VIEWED, note.id)
        return [self._opened(note, version) for version in found]

    def delete(self, session_id: SessionId) -> None:
        """Delete one's own note with every version of it, for good. Harmless when there is none."""
        with self.context.transaction() as unit:
            note = self._note(unit, session_id)
            if note is not None:
                unit.process_notes.remove(note.id)
                unit.audit.append(AuditAction.PROCESS_NOTE_DELETED, note.id)

    def sessions_with_one(self, client_id: ClientId) -> frozenset[SessionId]:
        """Return the client's sessions that the signed-in person has a private note on. Opens none of them."""
        with self.context.transaction() as unit:
            return unit.process_notes.sessions_of(client_id, self.context.user.id)

    def _note(self, unit: UnitOfWork, session_id: SessionId) -> ProcessNote | None:
        self.context.guard.session(unit, Act.PRIVATE_NOTE, session_id)
        return unit.process_notes.of_session(session_id, self.context.user.id)

    def _opened(self, note: ProcessNote, version: ProcessNoteVersion) -> ProcessNoteText:
        text = self.context.vault.open_text(version.sealed, note.binding(version.version))
        return ProcessNoteText(version.version, version.created_at, text)
