"""A draft as the engine gave it back, made into a note of the vault."""

from __future__ import annotations

from dataclasses import replace

from therapease.domain.carrying import carried_over
from therapease.domain.ids import NoteId, NoteVersionId, SessionId, StatementId, TranscriptId
from therapease.domain.note import Draft, Note, NoteVersion, Statement, VersionReason
from therapease.services.context import ServiceContext
from therapease.services.ports import UnitOfWork


def note_of(context: ServiceContext, session_id: SessionId, transcript_id: TranscriptId, draft: Draft) -> Note:
    """Return a draft as a note with its first version, not kept anywhere yet."""
    clock = context.clock
    note_id = NoteId(clock.new_id())
    statements = tuple(
        Statement(
            id=StatementId(clock.new_id()),
            section=section.key,
            text=line.text,
            kind=line.kind,
            evidence=line.evidence,
            verdict=line.verdict,
        )
        for section in draft.sections
        for line in section.statements
    )
    return Note(
        id=note_id,
        session_id=session_id,
        format=draft.format,
        model=draft.model,
        section_titles=tuple((section.key, section.title) for section in draft.sections),
        latest=NoteVersion(
            id=NoteVersionId(clock.new_id()),
            note_id=note_id,
            version=1,
            transcript_id=transcript_id,
            statements=statements,
            created_at=clock.now(),
            created_by=context.user.id,
        ),
        risk=draft.risk,
    )


def with_sections_for(note: Note, kept: NoteVersion, former: Note) -> Note:
    """Return a new note with a section for every line of `kept`: what its format lacks comes along from the former."""
    known = {key for key, _title in note.section_titles}
    used = {s.section for s in kept.statements}
    missing = tuple((key, title) for key, title in former.section_titles if key in used - known)
    return replace(note, section_titles=(*note.section_titles, *missing))


def version_with_own_lines(context: ServiceContext, unit: UnitOfWork, note: Note, former: Note) -> NoteVersion | None:
    """Return the second version of a new draft, with the clinician's lines of a former one; None when she had none.

    The draft stays as it was made, as the first version: one step of undo leads back to it.
    """
    statements = carried_over(
        note.latest.statements,
        former.latest,
        unit.notes.version(former.id, 1),
        note.latest.transcript_id,
        lambda: StatementId(context.clock.new_id()),
    )
    if statements == note.latest.statements:
        return None
    return replace(
        note.latest,
        id=NoteVersionId(context.clock.new_id()),
        version=2,
        statements=statements,
        reason=VersionReason.CARRIED_OVER,
    )
