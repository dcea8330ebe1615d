"""What a corrected transcript means for what was made from it: lines to check again, risk mentions to find again."""

from __future__ import annotations

from therapease.domain.ids import NoteId, SessionId, TranscriptId
from therapease.domain.note import Note, RiskMention
from therapease.domain.rechecking import Recheck, bases_of
from therapease.domain.rights import Act
from therapease.domain.transcript import Transcript
from therapease.services.context import ServiceContext
from therapease.services.ports import Engine, UnitOfWork


class ReviewService:
    """Answers for one session at a time; the engine's answers block, run them on a background thread."""

    def __init__(self, context: ServiceContext, engine: Engine) -> None:
        self._context = context
        self._engine = engine

    def recheck(self, note_id: NoteId) -> Recheck:
        """Return what the newest transcript changes for this note's lines; ask it which of them are stale."""
        with self._context.transaction() as unit:
            return read_recheck(unit, self._context.guard.note(unit, Act.READ_RECORD, note_id))

    def find_mentions(self, transcript: Transcript) -> tuple[RiskMention, ...]:
        """Read a corrected transcript for explicit mentions of risk again, in the engine worker.

        The rules are deterministic, so the list belongs to the words and is not kept beside them. Raise
        EngineCrashedError, EngineUnavailableError.
        """
        return self._engine.find_mentions(transcript.utterances) if transcript.utterances else ()


def read_recheck(unit: UnitOfWork, note: Note) -> Recheck:
    """Compare the versions that a note's lines rest on with the newest one."""
    newest = newest_transcript_id(unit, note.session_id)
    if newest is None:
        return Recheck()
    others = bases_of(note.latest) - {newest}
    changed = {basis: unit.transcripts.changed_utterances(basis, newest) for basis in others}
    reassigned = {basis: unit.transcripts.reassigned_utterances(basis, newest) for basis in others}
    return Recheck(newest, changed, reassigned)


def newest_transcript_id(unit: UnitOfWork, session_id: SessionId) -> TranscriptId | None:
    """Return which transcript of a session is the newest, without its words."""
    heads = unit.transcripts.heads_for_session(session_id)
    return heads[-1].id if heads else None
