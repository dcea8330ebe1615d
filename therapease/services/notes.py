"""Notes: drafting, editing line by line, signing, amending."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from therapease.domain import note_lines
from therapease.domain.audit import AuditAction
from therapease.domain.consent import ConsentPurpose
from therapease.domain.ids import (
    AmendmentId,
    NoteId,
    NoteVersionId,
    SessionId,
    SignatureId,
    StatementId,
    TranscriptId,
)
from therapease.domain.job import CancelToken, DraftingOptions, JobStage, Progress, ProgressListener
from therapease.domain.note import (
    Amendment,
    Draft,
    Note,
    NoteVersion,
    Signature,
    Statement,
    VersionReason,
)
from therapease.domain.note_lines import Statements
from therapease.domain.rechecking import quotes_stand
from therapease.domain.rights import Act
from therapease.domain.session import SessionStatus
from therapease.domain.signing import amendment_message, digest_sha256, note_message
from therapease.errors import (
    ConflictError,
    EmptyTranscriptError,
    InvalidFieldError,
    NoteSignedError,
    NoteUnreadError,
    NotFoundError,
    OpenItemsError,
    RuleViolation,
)
from therapease.services.consent_gate import require_consent
from therapease.services.context import ServiceContext
from therapease.services.new_draft import note_of, version_with_own_lines, with_sections_for
from therapease.services.ports import Engine, UnitOfWork
from therapease.services.review import newest_transcript_id, read_recheck


def open_items(version: NoteVersion, stale: frozenset[StatementId] = frozenset()) -> tuple[Statement, ...]:
    """Return the lines that wait for the clinician before signing: to complete, half written, not assessed or
    unverified and not yet accepted, or `stale`: resting on words that were corrected since."""
    return tuple(statement for statement in version.statements if statement.is_open or statement.id in stale)


@dataclass(frozen=True, slots=True)
class SignatureCheck:
    """Whether a note's own signature fits its words, and which amendments' signatures do not fit theirs."""

    note_holds: bool
    broken_amendments: tuple[AmendmentId, ...] = ()


class NoteService:
    """Every change is a new version. `base_version` is the version the caller saw; ConflictError if it is old."""

    def __init__(self, context: ServiceContext, engine: Engine) -> None:
        self._context = context
        self._engine = engine

    def draft(
        self,
        session_id: SessionId,
        options: DraftingOptions,
        progress: ProgressListener,
        cancel: CancelToken,
        *,
        keeps_own_lines: bool = True,
    ) -> tuple[Note, Draft]:
        """Draft a note from the newest transcript and keep it; return it with what the checks refused.

        Blocks; run on a background thread. A draft replaces an earlier draft as a new note, never a signed one. What
        the clinician wrote, changed or accepted in the earlier one is carried over unless she does not want it.
        Raise AiNotesConsentMissingError without a consent in force, EmptyTranscriptError, NoteSignedError,
        EngineCrashedError, JobCancelledError, ModelMissingError.
        """
        with self._context.transaction() as unit:
            session = self._context.guard.session(unit, Act.WRITE_RECORD, session_id)
            if session.is_signed:
                raise NoteSignedError
            transcript = unit.transcripts.latest_for_session(session_id)
            if transcript is None or not transcript.utterances:
                raise EmptyTranscriptError
            require_consent(unit, session.client_id, ConsentPurpose.AI_NOTES)
        draft = self._engine.draft(transcript.utterances, options, progress, cancel)
        cancel.raise_if_cancelled()
        progress(Progress(JobStage.SAVING, 1.0))
        return self.keep_draft(session_id, transcript.id, draft, keeps_own_lines=keeps_own_lines), draft

    def note(self, note_id: NoteId) -> Note:
        with self._context.transaction() as unit:
            return self._context.guard.note(unit, Act.READ_RECORD, note_id)

    def versions(self, note_id: NoteId) -> list[NoteVersion]:
        with self._context.transaction() as unit:
            return unit.notes.versions(self._context.guard.note(unit, Act.READ_RECORD, note_id).id)

    def edit(
        self, note_id: NoteId, base_version: int, statement_id: StatementId, text: str, *, is_finished: bool = True
    ) -> Note:
        """Put the clinician's words in place of a line. Unfinished, they are kept, and the line stays an open item."""
        text = _checked_text(text)
        reason = VersionReason.EDITED if is_finished else VersionReason.WRITING
        return self._change(
            note_id,
            base_version,
            lambda lines: note_lines.edited(lines, statement_id, text, is_finished=is_finished),
            reason,
            checked=statement_id if is_finished else None,
        )

    def accept(self, note_id: NoteId, base_version: int, statement_id: StatementId) -> Note:
        """Mark a line as read and right. A line to complete has to be written or removed instead."""
        return self._change(
            note_id,
            base_version,
            lambda lines: note_lines.accepted(lines, statement_id),
            VersionReason.ACCEPTED,
            checked=statement_id,
        )

    def remove(self, note_id: NoteId, base_version: int, statement_id: StatementId) -> Note:
        return self._change(
            note_id, base_version, lambda lines: note_lines.removed(lines, statement_id), VersionReason.REMOVED
        )

    def add_own(
        self,
        note_id: NoteId,
        base_version: int,
        section: str,
        text: str,
        *,
        after: StatementId | None = None,
        is_finished: bool = True,
    ) -> Note:
        """Add a line of the clinician's own behind another one, or at the end of a section."""
        own = note_lines.own_line(
            StatementId(self._context.clock.new_id()), section, _checked_text(text), is_finished=is_finished
        )
        reason = VersionReason.ADDED if is_finished else VersionReason.WRITING
        return self._change(note_id, base_version, lambda lines: note_lines.with_line(lines, own, after), reason)

    def move(self, note_id: NoteId, base_version: int, statement_id: StatementId, step: int) -> Note:
        """Move a line one place up (-1) or down (1), over the edge of its section into the next."""
        sections = self._section_keys(note_id)
        return self._change(
            note_id,
            base_version,
            lambda lines: note_lines.moved_by_one(lines, sections, statement_id, step),
            VersionReason.MOVED,
        )

    def move_to_section(self, note_id: NoteId, base_version: int, statement_id: StatementId, section: str) -> Note:
        """Move a line to the end of a section. Raise NotFoundError where the note has no such section."""
        if section not in self._section_keys(note_id):
            raise NotFoundError
        return self._change(
            note_id,
            base_version,
            lambda lines: note_lines.moved_to_section(lines, statement_id, section),
            VersionReason.MOVED,
        )

    def bring_back(self, note_id: NoteId, base_version: int, statement_id: StatementId, from_version: int) -> Note:
        """Make one line what it was in an earlier version: there again with its words, or gone if it was not there."""
        former = self._version(note_id, from_version).statements
        return self._change(
            note_id,
            base_version,
            lambda lines: note_lines.brought_back(lines, former, statement_id),
            VersionReason.BROUGHT_BACK,
        )

    def restore(
        self, note_id: NoteId, base_version: int, from_version: int, reason: VersionReason = VersionReason.RESTORED
    ) -> Note:
        """Give the note the lines of an earlier version, as a new version; nothing in between is lost.

        `reason` tells undoing and redoing from choosing a version. The transcript stays the newest one used.
        """
        former = self._version(note_id, from_version).statements
        return self._change(note_id, base_version, lambda _lines: former, reason)

    def sign(self, note_id: NoteId, base_version: int, read: frozenset[StatementId]) -> Note:
        """Sign the newest version with the user's Ed25519 key. `read` names the lines that were on screen.

        Raise NoteUnreadError if any line was not, OpenItemsError while lines need completing, NoteSignedError if it
        is signed, ConflictError if it changed meanwhile.
        """
        with self._context.transaction() as unit:
            note = self._current(unit, note_id, base_version, Act.SIGN)
            if open_items(note.latest, read_recheck(unit, note).stale(note.latest)):
                raise OpenItemsError
            if any(statement.id not in read for statement in note.latest.statements):
                raise NoteUnreadError
            now, signer = self._context.clock.now(), self._context.user
            message = note_message(note.session_id, note.latest, signer.id, now)
            unit.notes.add_signature(note_id, note.latest.version, self._signature(message, now))
            session = unit.sessions.get(note.session_id)
            unit.sessions.update(session.moved_to(SessionStatus.SIGNED))
            unit.audit.append(AuditAction.NOTE_SIGNED, note_id)
            return unit.notes.get(note_id)

    def amend(self, note_id: NoteId, text: str, reason: str) -> Note:
        """Add a dated, signed amendment to a signed note; the note itself stays as it was."""
        text, reason = _checked_text(text), _checked_text(reason, "reason")
        with self._context.transaction() as unit:
            note = self._context.guard.note(unit, Act.SIGN, note_id)
            if note.signature is None:
                raise RuleViolation("This note is not signed yet. Edit it directly.")
            now = self._context.clock.now()
            message = amendment_message(note_id, text, reason, self._context.user.id, now)
            unit.notes.add_amendment(
                Amendment(
                    id=AmendmentId(self._context.clock.new_id()),
                    note_id=note_id,
                    text=text,
                    reason=reason,
                    created_at=now,
                    signature=self._signature(message, now),
                )
            )
            session = unit.sessions.get(note.session_id)
            unit.sessions.update(session.moved_to(SessionStatus.AMENDED))
            unit.audit.append(AuditAction.NOTE_AMENDED, note_id)
            return unit.notes.get(note_id)

    def signature_holds(self, note: Note) -> bool:
        """Say whether the note's signature still fits its words. False for an unsigned note."""
        if note.signature is None:
            return False
        signed = note.signature
        return self._fits(note_message(note.session_id, note.latest, signed.signed_by, signed.signed_at), signed)

    def amendment_holds(self, amendment: Amendment) -> bool:
        """Say whether an amendment's signature still fits its words and the note it belongs to."""
        signed = amendment.signature
        message = amendment_message(
            amendment.note_id, amendment.text, amendment.reason, signed.signed_by, signed.signed_at
        )
        return self._fits(message, signed)

    def check_signatures(self, note: Note) -> SignatureCheck:
        """Check the note's signature and those of all its amendments."""
        broken = tuple(a.id for a in note.amendments if not self.amendment_holds(a))
        return SignatureCheck(self.signature_holds(note), broken)

    def note_exported(self, note_id: NoteId) -> None:
        """Record that the note left the vault; call before the file is written."""
        with self._context.transaction() as unit:
            self._context.guard.note(unit, Act.EXPORT, note_id)
            unit.audit.append(AuditAction.NOTE_EXPORTED, note_id)

    def note_printed(self, note_id: NoteId) -> None:
        """Record that the note goes to a printer; call before it does."""
        with self._context.transaction() as unit:
            self._context.guard.note(unit, Act.EXPORT, note_id)
            unit.audit.append(AuditAction.NOTE_PRINTED, note_id)

    def note_copied(self, note_id: NoteId) -> None:
        """Record that words of the note go to the clipboard; call before they do."""
        with self._context.transaction() as unit:
            self._context.guard.note(unit, Act.EXPORT, note_id)
            unit.audit.append(AuditAction.NOTE_COPIED, note_id)

    # ------------------------------------------------------------ inside

    def _fits(self, message: bytes, signed: Signature) -> bool:
        return digest_sha256(message) == signed.digest_sha256 and self._context.vault.verify(
            signed.public_key, message, signed.signature
        )

    def _section_keys(self, note_id: NoteId) -> tuple[str, ...]:
        return tuple(key for key, _title in self.note(note_id).section_titles)

    def _version(self, note_id: NoteId, number: int) -> NoteVersion:
        with self._context.transaction() as unit:
            return unit.notes.version(self._context.guard.note(unit, Act.READ_RECORD, note_id).id, number)

    def _signature(self, message: bytes, signed_at: datetime) -> Signature:
        signer = self._context.user
        return Signature(
            id=SignatureId(self._context.clock.new_id()),
            signed_by=signer.id,
            signed_at=signed_at,
            digest_sha256=digest_sha256(message),
            signature=self._context.vault.sign(message),
            public_key=self._context.vault.signing_public_key,
            signer_name=signer.name,
            signer_credentials=signer.credentials,
        )

    def keep_draft(
        self,
        session_id: SessionId,
        transcript_id: TranscriptId,
        draft: Draft,
        also: Callable[[UnitOfWork], None] = lambda _unit: None,
        *,
        keeps_own_lines: bool = True,
    ) -> Note:
        """Keep a draft as a new note; `also` is done in the same transaction."""
        note = note_of(self._context, session_id, transcript_id, draft)
        with self._context.transaction() as unit:
            session = self._context.guard.session(unit, Act.WRITE_RECORD, session_id)
            require_consent(unit, session.client_id, ConsentPurpose.AI_NOTES)
            former = unit.notes.for_session(session_id) if keeps_own_lines else None
            kept = version_with_own_lines(self._context, unit, note, former) if former is not None else None
            if former is not None and kept is not None:
                note = with_sections_for(note, kept, former)
            unit.notes.add(note)
            unit.sessions.update(session.moved_to(SessionStatus.DRAFTED))
            unit.audit.append(AuditAction.NOTE_DRAFTED, note.id)
            if kept is not None:
                unit.notes.add_version(kept)
                unit.audit.append(AuditAction.NOTE_EDITED, note.id)
                note = replace(note, latest=kept)
            also(unit)
        return note

    def _change(
        self,
        note_id: NoteId,
        base_version: int,
        change: Callable[[Statements], Statements],
        reason: VersionReason,
        *,
        checked: StatementId | None = None,
    ) -> Note:
        """Keep the changed lines as the next version. What changes nothing makes no version.

        `checked` names a line that was just read or written: whoever did that had the newest transcript before her, so
        that is what the line rests on from now on.
        """
        with self._context.transaction() as unit:
            note = self._current(unit, note_id, base_version)
            statements = change(note.latest.statements)
            if checked is not None:
                statements = _checked_against_newest(unit, note, statements, checked)
            if statements == note.latest.statements:
                return note
            version = replace(
                note.latest,
                id=NoteVersionId(self._context.clock.new_id()),
                version=note.latest.version + 1,
                statements=statements,
                created_at=self._context.clock.now(),
                created_by=self._context.user.id,
                reason=reason,
            )
            unit.notes.add_version(version)
            unit.audit.append(AuditAction.NOTE_EDITED, note_id)
        return replace(note, latest=version)

    def _current(self, unit: UnitOfWork, note_id: NoteId, base_version: int, act: Act = Act.WRITE_RECORD) -> Note:
        note = self._context.guard.note(unit, act, note_id)
        if note.is_signed:
            raise NoteSignedError
        if note.latest.version != base_version:
            raise ConflictError
        return note


def _checked_against_newest(unit: UnitOfWork, note: Note, statements: Statements, checked: StatementId) -> Statements:
    """Let a line rest on the newest transcript. What it quotes and that lacks is no quotation any more, though it may
    be accepted as a line."""
    newest = newest_transcript_id(unit, note.session_id)
    basis = None if newest == note.latest.transcript_id else newest
    line = note_lines.find(statements, checked)
    if line.basis != basis and newest is not None and line.evidence:
        cited = {u.id: u.text for u in unit.transcripts.get(newest).utterances}
        if not quotes_stand(line, [cited.get(key, "") for key in line.evidence]):
            statements = note_lines.unproved(statements, checked)
    return note_lines.based_on(statements, checked, basis)


def _checked_text(text: str, field: str = "text") -> str:
    tidy = text.strip()
    if not tidy:
        raise InvalidFieldError(field, "Write something first, or cancel.")
    return tidy
