"""One transaction with every repository on it. What is not committed when the block ends never happened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Connection

from therapease.clock import Clock
from therapease.domain.ids import UserId
from therapease.store.audit_log import SqlAuditLog, head
from therapease.store.header.model import AuditAnchor
from therapease.store.repositories.clients import SqlClientRepository
from therapease.store.repositories.consent_wordings import SqlConsentWordingRepository
from therapease.store.repositories.consents import SqlConsentRepository
from therapease.store.repositories.goals import SqlGoalRepository
from therapease.store.repositories.measures import SqlMeasureRepository
from therapease.store.repositories.notes import SqlNoteRepository
from therapease.store.repositories.process_notes import SqlProcessNoteRepository
from therapease.store.repositories.recordings import SqlRecordingRepository
from therapease.store.repositories.relations import SqlRelationRepository
from therapease.store.repositories.sessions import SqlSessionRepository
from therapease.store.repositories.transcripts import SqlTranscriptRepository
from therapease.store.repositories.users import SqlUserRepository
from therapease.store.repositories.vault_settings import SqlVaultSettings


@dataclass(frozen=True)
class AuditSigner:
    """In whose name audit events are written, with which key and by which clock."""

    mac_key: bytes
    user_id: UserId
    clock: Clock

    def log(self, connection: Connection) -> SqlAuditLog:
        """Return the audit log within a transaction."""
        return SqlAuditLog(connection, self.mac_key, self.user_id, self.clock)

    def __repr__(self) -> str:
        return "AuditSigner()"


class SqlUnitOfWork:
    """`services.ports.UnitOfWork` over one connection. Usable inside `OpenVault.unit_of_work` only."""

    def __init__(
        self,
        connection: Connection,
        signer: AuditSigner,
        committed: Callable[[AuditAnchor], None] = lambda newest: None,
    ) -> None:
        """`committed` is told the newest event once it is on the disk."""
        self._connection = connection
        self._signer = signer
        self._committed = committed

    @cached_property
    def users(self) -> SqlUserRepository:
        return SqlUserRepository(self._connection)

    @cached_property
    def relations(self) -> SqlRelationRepository:
        return SqlRelationRepository(self._connection)

    @cached_property
    def clients(self) -> SqlClientRepository:
        return SqlClientRepository(self._connection)

    @cached_property
    def consents(self) -> SqlConsentRepository:
        return SqlConsentRepository(self._connection)

    @cached_property
    def sessions(self) -> SqlSessionRepository:
        return SqlSessionRepository(self._connection)

    @cached_property
    def recordings(self) -> SqlRecordingRepository:
        return SqlRecordingRepository(self._connection)

    @cached_property
    def transcripts(self) -> SqlTranscriptRepository:
        return SqlTranscriptRepository(self._connection)

    @cached_property
    def notes(self) -> SqlNoteRepository:
        return SqlNoteRepository(self._connection)

    @cached_property
    def goals(self) -> SqlGoalRepository:
        return SqlGoalRepository(self._connection)

    @cached_property
    def measures(self) -> SqlMeasureRepository:
        return SqlMeasureRepository(self._connection)

    @cached_property
    def consent_wordings(self) -> SqlConsentWordingRepository:
        return SqlConsentWordingRepository(self._connection)

    @cached_property
    def process_notes(self) -> SqlProcessNoteRepository:
        return SqlProcessNoteRepository(self._connection)

    @cached_property
    def settings(self) -> SqlVaultSettings:
        return SqlVaultSettings(self._connection)

    @cached_property
    def audit(self) -> SqlAuditLog:
        return self._signer.log(self._connection)

    def commit(self) -> None:
        """Make everything so far last, through a power loss as well. Raise StorageFullError and its kin."""
        newest = head(self._connection) if "audit" in vars(self) else None
        self._connection.commit()
        if newest is not None:
            self._committed(newest)
