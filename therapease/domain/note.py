"""Notes: statements that each rest on evidence, versions, signatures and amendments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from therapease.domain.ids import (
    AmendmentId,
    NoteId,
    NoteVersionId,
    SessionId,
    SignatureId,
    StatementId,
    TranscriptId,
    UserId,
    UtteranceId,
)


class StatementKind(StrEnum):
    """Where a line of a note comes from.

    `PARAPHRASE` and `QUOTATION` are drafted and need evidence; `NOT_ASSESSED` says a topic was not raised;
    `CLINICIAN_TO_COMPLETE` asks for a judgement or observation that audio cannot give; `OWN` the clinician wrote.
    """

    PARAPHRASE = "paraphrase"
    QUOTATION = "quotation"
    NOT_ASSESSED = "not_assessed"
    CLINICIAN_TO_COMPLETE = "clinician_to_complete"
    OWN = "own"


class Verdict(StrEnum):
    """What the checks found: the cited words carry the line, it is those words, or there was nothing to check."""

    SUPPORTED = "supported"
    QUOTED = "quoted"
    NONE = "none"


class RiskCategory(StrEnum):
    SUICIDE = "suicide"
    SELF_HARM = "self_harm"
    HARM_TO_OTHERS = "harm_to_others"
    ABUSE = "abuse"
    NEGLECT = "neglect"
    PSYCHOSIS = "psychosis"
    RELAPSE = "relapse"
    STOPPING_MEDICATION = "stopping_medication"
    SUBSTANCE_USE = "substance_use"


class Stance(StrEnum):
    """What the speaker said of it. `UNCLEAR` covers hedging, a question left open and words that need a listener."""

    AFFIRMED = "affirmed"
    DENIED = "denied"
    UNCLEAR = "unclear"


class RiskSubject(StrEnum):
    """Whom it is about."""

    CLIENT = "client"
    OTHER = "other"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class RiskMention:
    """An explicit mention of a risk, listed beside the draft whether or not the draft uses it."""

    category: RiskCategory
    evidence: tuple[UtteranceId, ...]
    stance: Stance
    subject: RiskSubject


@dataclass(frozen=True, slots=True)
class DraftStatement:
    """One line as drafting made it. Quoted words stand in “ ” and are substrings of one cited utterance each."""

    text: str
    kind: StatementKind
    evidence: tuple[UtteranceId, ...]
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class DraftSection:
    key: str
    title: str
    statements: tuple[DraftStatement, ...]


@dataclass(frozen=True, slots=True)
class RejectedStatement:
    """A sentence the model proposed and the checks refused, with the reason in plain words."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What a drafting job gives back, before it has a place in a vault. Crosses the process border."""

    format: str
    model: str
    sections: tuple[DraftSection, ...]
    risk: tuple[RiskMention, ...]
    rejected: tuple[RejectedStatement, ...] = ()
    processing_s: float = 0.0


class Standing(StrEnum):
    """Where a line stands in the therapist's review. `OPEN` is a line she began to write and has not finished."""

    DRAFTED = "drafted"
    ACCEPTED = "accepted"
    EDITED = "edited"
    OPEN = "open"


class VersionReason(StrEnum):
    """Why a version of a note was made; `WRITING` is what autosave keeps of a line still being written."""

    DRAFTED = "drafted"
    CARRIED_OVER = "own lines carried over"
    EDITED = "line edited"
    WRITING = "line being written"
    ACCEPTED = "line accepted"
    REMOVED = "line removed"
    ADDED = "own line added"
    MOVED = "line moved"
    BROUGHT_BACK = "line brought back"
    RESTORED = "version restored"
    UNDONE = "undone"
    REDONE = "redone"


@dataclass(frozen=True, slots=True)
class Statement:
    """One line of a note version in the vault. `id` stays the same from version to version.

    `basis` is the transcript version that the line was last checked against, None for its note version's own: a line
    whose evidence was corrected afterwards rests on an older one.
    """

    id: StatementId
    section: str
    text: str
    kind: StatementKind
    evidence: tuple[UtteranceId, ...]
    verdict: Verdict
    standing: Standing = Standing.DRAFTED
    basis: TranscriptId | None = None

    @property
    def is_unverified(self) -> bool:
        """Whether the draft puts this line down as said without the checks having found the words for it."""
        if self.kind is StatementKind.QUOTATION:
            return self.verdict is not Verdict.QUOTED
        return self.kind is StatementKind.PARAPHRASE and self.verdict is Verdict.NONE

    @property
    def is_open(self) -> bool:
        """Whether the line waits for the clinician before the note can be signed.

        To complete or half written: she writes it. Not assessed or unverified: she accepts it, changes it or takes it
        out.
        """
        if self.kind is StatementKind.CLINICIAN_TO_COMPLETE or self.standing is Standing.OPEN:
            return True
        is_doubtful = self.kind is StatementKind.NOT_ASSESSED or self.is_unverified
        return is_doubtful and self.standing is Standing.DRAFTED


@dataclass(frozen=True, slots=True)
class NoteVersion:
    """One version of a note. Every save that a reader could have seen is a version; none is overwritten."""

    id: NoteVersionId
    note_id: NoteId
    version: int
    transcript_id: TranscriptId
    statements: tuple[Statement, ...]
    created_at: datetime
    created_by: UserId
    reason: str = VersionReason.DRAFTED


@dataclass(frozen=True, slots=True)
class Note:
    """A session's note: its format, its section titles in order, its risk list and its newest version."""

    id: NoteId
    session_id: SessionId
    format: str
    model: str
    section_titles: tuple[tuple[str, str], ...]
    latest: NoteVersion
    risk: tuple[RiskMention, ...] = ()
    signature: Signature | None = None
    amendments: tuple[Amendment, ...] = ()

    @property
    def is_signed(self) -> bool:
        return self.signature is not None


@dataclass(frozen=True, slots=True)
class Signature:
    """Ed25519 (RFC 8032) over the canonical bytes of one note version or amendment; the clinician's act."""

    id: SignatureId
    signed_by: UserId
    signed_at: datetime
    digest_sha256: bytes
    signature: bytes
    public_key: bytes
    signer_name: str = ""
    signer_credentials: str = ""


@dataclass(frozen=True, slots=True)
class Amendment:
    """A dated, signed change to a signed note; the original text stays as it was."""

    id: AmendmentId
    note_id: NoteId
    text: str
    reason: str
    created_at: datetime
    signature: Signature
