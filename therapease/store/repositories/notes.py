"""Notes: versions, risk list, signatures and amendments. What was stored once is never changed."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, insert, select

from therapease.domain.ids import NoteId, SessionId
from therapease.domain.note import Amendment, Note, NoteVersion, Signature
from therapease.errors import ConflictError, NoteSignedError, NotFoundError
from therapease.store.repositories import note_rows
from therapease.store.tables import (
    amendments,
    note_versions,
    notes,
    risk_evidence,
    risk_mentions,
    signatures,
    statement_evidence,
    statements,
)


class SqlNoteRepository:
    """`services.ports.NoteRepository` over one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, note: Note) -> None:
        """Store a note with its first version and its risk list; it is unsigned and has no amendments yet."""
        self._connection.execute(
            insert(notes).values(
                id=note.id,
                session_id=note.session_id,
                format=note.format,
                model=note.model,
                section_titles=[list(pair) for pair in note.section_titles],
            )
        )
        mentions, evidence = note_rows.of_risk(note)
        if mentions:
            self._connection.execute(insert(risk_mentions), mentions)
        if evidence:
            self._connection.execute(insert(risk_evidence), evidence)
        self._insert_version(note.latest)

    def add_version(self, version: NoteVersion) -> None:
        """Store the next version.

        Raise NotFoundError without such a note, NoteSignedError once it is signed, and ConflictError unless the
        version follows the newest one: somebody saved meanwhile.
        """
        newest = self._newest_version_number(version.note_id)
        if self._signature(version.note_id) is not None:
            raise NoteSignedError
        if version.version != newest + 1:
            raise ConflictError
        self._insert_version(version)

    def add_signature(self, note_id: NoteId, version: int, signature: Signature) -> None:
        """Store the signature of the newest version. Raise NotFoundError, NoteSignedError when there is one already,
        ConflictError when the version is not the newest."""
        newest = self._newest_version_number(note_id)
        if self._signature(note_id) is not None:
            raise NoteSignedError
        if version != newest:
            raise ConflictError
        version_id = self._connection.execute(
            select(note_versions.c.id).where(note_versions.c.note_id == note_id, note_versions.c.version == version)
        ).scalar_one()
        self._insert_signature(signature, version_id)

    def add_amendment(self, amendment: Amendment) -> None:
        """Store an amendment with its own signature. Raise NotFoundError without such a note, ConflictError while it
        is unsigned: an unsigned note is edited."""
        self._newest_version_number(amendment.note_id)
        if self._signature(amendment.note_id) is None:
            raise ConflictError("This note is not signed yet. Edit it instead.")
        self._insert_signature(amendment.signature, None)
        self._connection.execute(
            insert(amendments).values(
                id=amendment.id,
                note_id=amendment.note_id,
                text=amendment.text,
                reason=amendment.reason,
                created_at=amendment.created_at,
                signature_id=amendment.signature.id,
            )
        )

    def get(self, note_id: NoteId) -> Note:
        """Return a note with its newest version, signature and amendments. Raise NotFoundError."""
        row = self._connection.execute(select(notes).where(notes.c.id == note_id)).one_or_none()
        if row is None:
            raise NotFoundError
        mentions = select(risk_mentions).where(risk_mentions.c.note_id == note_id).order_by(risk_mentions.c.position)
        evidence = select(risk_evidence).where(risk_evidence.c.note_id == note_id).order_by(risk_evidence.c.position)
        return note_rows.to_note(
            row,
            latest=self.version(note_id, self._newest_version_number(note_id)),
            risk=note_rows.to_risk(self._connection.execute(mentions), self._connection.execute(evidence)),
            signature=self._signature(note_id),
            amendments=self._amendments(note_id),
        )

    def for_session(self, session_id: SessionId) -> Note | None:
        """Return the session's newest note, or None."""
        chosen = select(notes.c.id).where(notes.c.session_id == session_id).order_by(notes.c.sequence.desc()).limit(1)
        note_id = self._connection.execute(chosen).scalar_one_or_none()
        return None if note_id is None else self.get(NoteId(note_id))

    def ids_for_session(self, session_id: SessionId) -> list[NoteId]:
        """Return every note the session ever had, oldest first."""
        chosen = select(notes.c.id).where(notes.c.session_id == session_id).order_by(notes.c.sequence)
        return [NoteId(note_id) for note_id in self._connection.execute(chosen).scalars()]

    def version(self, note_id: NoteId, number: int) -> NoteVersion:
        """Return one version. Raise NotFoundError."""
        found = self._read(note_versions.c.note_id == note_id, note_versions.c.version == number)
        if not found:
            raise NotFoundError
        return found[0]

    def versions(self, note_id: NoteId) -> list[NoteVersion]:
        """Return every version, oldest first. Raise NotFoundError."""
        self._newest_version_number(note_id)
        return self._read(note_versions.c.note_id == note_id)

    # ------------------------------------------------------------ inside

    def _newest_version_number(self, note_id: NoteId) -> int:
        chosen = (
            select(note_versions.c.version)
            .where(note_versions.c.note_id == note_id)
            .order_by(note_versions.c.version.desc())
            .limit(1)
        )
        newest = self._connection.execute(chosen).scalar_one_or_none()
        if newest is None:
            raise NotFoundError
        return int(newest)

    def _read(self, *conditions: ColumnElement[bool]) -> list[NoteVersion]:
        """Return the versions that fulfil the conditions, oldest first: three queries, however many there are."""
        rows = select(note_versions).where(*conditions).order_by(note_versions.c.version)
        lines: defaultdict[str, list[Row[Any]]] = defaultdict(list)
        evidence: defaultdict[str, list[Row[Any]]] = defaultdict(list)
        for line in self._connection.execute(
            select(statements).join(note_versions).where(*conditions).order_by(statements.c.position)
        ):
            lines[line.note_version_id].append(line)
        for citation in self._connection.execute(
            select(statement_evidence)
            .join(note_versions, note_versions.c.id == statement_evidence.c.note_version_id)
            .where(*conditions)
            .order_by(statement_evidence.c.position)
        ):
            evidence[citation.note_version_id].append(citation)
        found = self._connection.execute(rows).all()
        return [note_rows.to_version(row, lines[row.id], evidence[row.id]) for row in found]

    def _signature(self, note_id: NoteId) -> Signature | None:
        chosen = (
            select(signatures)
            .join(note_versions, note_versions.c.id == signatures.c.note_version_id)
            .where(note_versions.c.note_id == note_id)
        )
        row = self._connection.execute(chosen).one_or_none()
        return None if row is None else note_rows.to_signature(row)

    def _amendments(self, note_id: NoteId) -> tuple[Amendment, ...]:
        chosen = select(amendments).where(amendments.c.note_id == note_id).order_by(amendments.c.sequence)
        found = []
        for row in self._connection.execute(chosen).all():
            signed = self._connection.execute(select(signatures).where(signatures.c.id == row.signature_id)).one()
            found.append(note_rows.to_amendment(row, note_rows.to_signature(signed)))
        return tuple(found)

    def _insert_version(self, version: NoteVersion) -> None:
        self._connection.execute(insert(note_versions).values(note_rows.of_version(version)))
        lines, evidence = note_rows.of_statements(version)
        if lines:
            self._connection.execute(insert(statements), lines)
        if evidence:
            self._connection.execute(insert(statement_evidence), evidence)

    def _insert_signature(self, signature: Signature, version_id: str | None) -> None:
        values = note_rows.of_signature(signature)
        self._connection.execute(insert(signatures).values(note_version_id=version_id, **values))
