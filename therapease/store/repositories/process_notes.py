"""Private process notes, as they lie: sealed. Nothing here can open one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, select

from therapease.domain.ids import ClientId, ProcessNoteId, SessionId, UserId
from therapease.domain.process_note import ProcessNote, ProcessNoteVersion, SealedKey, SealedText
from therapease.errors import ConflictError
from therapease.store.private_tables import process_note_keys, process_note_versions, process_notes
from therapease.store.tables import therapy_sessions


class SqlProcessNoteRepository:
    """`services.ports.ProcessNoteRepository` over one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, note: ProcessNote) -> None:
        """Store a note without a version yet. Raise ConflictError when this person has one on this session."""
        if self.of_session(note.session_id, note.owner_id) is not None:
            raise ConflictError
        self._connection.execute(
            insert(process_notes).values(
                id=note.id, session_id=note.session_id, owner_id=note.owner_id, created_at=note.created_at
            )
        )

    def add_version(self, version: ProcessNoteVersion) -> None:
        """Store the next version. Raise ConflictError unless it follows the newest one."""
        chosen = select(func.max(process_note_versions.c.version)).where(
            process_note_versions.c.process_note_id == version.note_id
        )
        if version.version != (self._connection.execute(chosen).scalar_one() or 0) + 1:
            raise ConflictError
        at = {"process_note_id": version.note_id, "version": version.version}
        self._connection.execute(
            insert(process_note_versions).values(created_at=version.created_at, cipher=version.sealed.cipher, **at)
        )
        for key in version.sealed.keys:
            self._connection.execute(
                insert(process_note_keys).values(reader_id=key.reader_id, sealed_key=key.sealed, **at)
            )

    def of_session(self, session_id: SessionId, owner_id: UserId) -> ProcessNote | None:
        """Return one person's note on a session."""
        chosen = select(process_notes).where(
            process_notes.c.session_id == session_id, process_notes.c.owner_id == owner_id
        )
        row = self._connection.execute(chosen).one_or_none()
        return None if row is None else _note(row)

    def newest(self, note_id: ProcessNoteId) -> ProcessNoteVersion | None:
        """Return the newest version."""
        chosen = select(func.max(process_note_versions.c.version)).where(
            process_note_versions.c.process_note_id == note_id
        )
        found = self._read(process_note_versions.c.version == chosen.scalar_subquery(), note_id)
        return found[0] if found else None

    def versions(self, note_id: ProcessNoteId) -> list[ProcessNoteVersion]:
        """Return every version, oldest first."""
        return self._read(process_note_versions.c.version > 0, note_id)

    def sessions_of(self, client_id: ClientId, owner_id: UserId) -> frozenset[SessionId]:
        """Return a client's sessions that this person has a note on."""
        chosen = (
            select(process_notes.c.session_id)
            .join(therapy_sessions, therapy_sessions.c.id == process_notes.c.session_id)
            .where(therapy_sessions.c.client_id == client_id, process_notes.c.owner_id == owner_id)
        )
        return frozenset(SessionId(row.session_id) for row in self._connection.execute(chosen))

    def remove(self, note_id: ProcessNoteId) -> None:
        """Delete a note with every version and key of it; the database overwrites what it frees."""
        for table in (process_note_keys, process_note_versions):
            self._connection.execute(delete(table).where(table.c.process_note_id == note_id))
        self._connection.execute(delete(process_notes).where(process_notes.c.id == note_id))

    def _read(self, chosen: ColumnElement[bool], note_id: ProcessNoteId) -> list[ProcessNoteVersion]:
        rows = self._connection.execute(
            select(process_note_versions)
            .where(process_note_versions.c.process_note_id == note_id, chosen)
            .order_by(process_note_versions.c.version)
        ).all()
        keys = self._connection.execute(
            select(process_note_keys)
            .where(process_note_keys.c.process_note_id == note_id)
            .order_by(process_note_keys.c.version, process_note_keys.c.reader_id)
        ).all()
        return [_version(row, (key for key in keys if key.version == row.version)) for row in rows]


def _note(row: Row[Any]) -> ProcessNote:
    return ProcessNote(ProcessNoteId(row.id), SessionId(row.session_id), UserId(row.owner_id), row.created_at)


def _version(row: Row[Any], keys: Iterable[Row[Any]]) -> ProcessNoteVersion:
    sealed = SealedText(row.cipher, tuple(SealedKey(UserId(key.reader_id), key.sealed_key) for key in keys))
    return ProcessNoteVersion(ProcessNoteId(row.process_note_id), row.version, row.created_at, sealed)
