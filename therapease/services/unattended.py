"""Work that goes on while the vault is locked: let go with what it needs, and its sealed result brought in once."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping

from therapease.domain.audit import AuditAction
from therapease.domain.ids import SessionId, TranscriptId
from therapease.domain.job import LetGo
from therapease.domain.note import Draft
from therapease.domain.rights import Act
from therapease.domain.transcript import Transcription
from therapease.domain.unattended import UnattendedStep, UnattendedWork
from therapease.errors import EngineCrashedError, EnvironmentProblem, InternalError, NotFoundError, TherapEaseError
from therapease.services.context import ServiceContext
from therapease.services.notes import NoteService
from therapease.services.ports import Engine, UnitOfWork
from therapease.services.transcription import TranscriptionService

_TICKET_BYTES = 32
_Entry = Mapping[str, str]


class UnattendedService:
    """What was let go stands in the vault, by letter, until its result is in: a letter nobody waits for is not read."""

    def __init__(
        self, context: ServiceContext, engine: Engine, transcription: TranscriptionService, notes: NoteService
    ) -> None:
        self._context, self._engine = context, engine
        self._transcription, self._notes = transcription, notes

    @property
    def _name(self) -> str:
        return f"unattended.{self._context.user.id}"

    def let_go(self, session_id: SessionId, step: UnattendedStep) -> bool:
        """Have the job of a session that is under way go on without this process; say whether it does.

        The worker keeps the sound or the words it works on, a public key, and nothing that opens the vault. Raise
        NotAllowedError, StorageFullError, StorageUnavailableError; the job goes on as before then.
        """
        letter_id, ticket = self._context.clock.new_id(), secrets.token_bytes(_TICKET_BYTES)
        sink, public_key = self._context.vault.begin_letter(letter_id)
        try:
            with sink:
                self._note(letter_id, session_id, step, ticket)
                if self._engine.let_go(LetGo(public_key, ticket, sink)):
                    return True
        except TherapEaseError:
            self._context.vault.drop_letter(letter_id)
            raise
        self._forget(letter_id)
        return False

    def _note(self, letter_id: str, session_id: SessionId, step: UnattendedStep, ticket: bytes) -> None:
        with self._context.transaction() as unit:
            self._context.guard.session(unit, Act.WRITE_RECORD, session_id)
            transcript = unit.transcripts.latest_for_session(session_id) if step is UnattendedStep.DRAFT else None
            entry = {
                "session": session_id,
                "step": step.value,
                "ticket": ticket.hex(),
                "transcript": "" if transcript is None else transcript.id,
            }
            unit.settings.put(self._name, {**_entries(unit, self._name), letter_id: entry})
            unit.audit.append(AuditAction.JOB_LET_GO, session_id)

    def collect(self) -> list[UnattendedWork]:
        """Bring in what has come out since, each result once and in one transaction with forgetting it.

        What failed is told once, too; what is still running is only told.
        """
        with self._context.transaction() as unit:
            entries = _entries(unit, self._name)
        return [self._collect_one(letter_id, entry) for letter_id, entry in entries.items()]

    def _collect_one(self, letter_id: str, entry: _Entry) -> UnattendedWork:
        session_id, step = SessionId(entry["session"]), UnattendedStep(entry["step"])
        try:
            unsealed = self._context.vault.open_letter(letter_id)
            if unsealed is None:
                return UnattendedWork(session_id, step, is_running=True)
            result = self._engine.read_outcome(unsealed, bytes.fromhex(entry["ticket"]))
        except NotFoundError:
            # Nobody holds the letter and nothing is in it: the process was ended, as with the computer.
            return self._failed(letter_id, entry, EngineCrashedError(detail="ended while the vault was locked"))
        except TherapEaseError as error:
            return self._failed(letter_id, entry, error)
        try:
            self._keep(session_id, entry, result, lambda unit: self._strike(unit, letter_id))
        except EnvironmentProblem:
            # For want of disk or vault: the letter stays for the next time.
            raise
        except TherapEaseError as error:
            return self._failed(letter_id, entry, error)
        self._context.vault.drop_letter(letter_id)
        return UnattendedWork(session_id, step)

    def _failed(self, letter_id: str, entry: _Entry, error: TherapEaseError) -> UnattendedWork:
        self._forget(letter_id)
        return UnattendedWork(SessionId(entry["session"]), UnattendedStep(entry["step"]), error=error)

    def _keep(
        self,
        session_id: SessionId,
        entry: _Entry,
        result: Transcription | Draft,
        also: Callable[[UnitOfWork], None],
    ) -> None:
        if isinstance(result, Transcription):
            self._transcription.keep(session_id, result, also)
        elif entry["transcript"]:
            self._notes.keep_draft(session_id, TranscriptId(entry["transcript"]), result, also)
        else:
            raise InternalError(detail="a draft without a transcript")

    def _strike(self, unit: UnitOfWork, letter_id: str) -> None:
        entries = _entries(unit, self._name)
        if letter_id not in entries:
            raise InternalError(detail="a result that is in already")
        del entries[letter_id]
        unit.settings.put(self._name, entries or None)

    def _forget(self, letter_id: str) -> None:
        with self._context.transaction() as unit:
            self._strike(unit, letter_id)
        self._context.vault.drop_letter(letter_id)


def _entries(unit: UnitOfWork, name: str) -> dict[str, dict[str, str]]:
    kept = unit.settings.get(name)
    return dict(kept) if isinstance(kept, dict) else {}
