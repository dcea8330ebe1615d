"""A note's values as rows and back. A note spreads over nine tables; `notes` decides what to store, this how."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row

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
from therapease.domain.note import (
    Amendment,
    Note,
    NoteVersion,
    RiskCategory,
    RiskMention,
    RiskSubject,
    Signature,
    Stance,
    Standing,
    Statement,
    StatementKind,
    Verdict,
)

Values = dict[str, object]
Rows = Iterable[Row[Any]]


def of_version(version: NoteVersion) -> Values:
    return {
        "id": version.id,
        "note_id": version.note_id,
        "version": version.version,
        "transcript_id": version.transcript_id,
        "created_at": version.created_at,
        "created_by": version.created_by,
        "reason": version.reason,
    }


def of_statements(version: NoteVersion) -> tuple[list[Values], list[Values]]:
    """Return the rows of a version's statements and of their evidence."""
    lines: list[Values] = [
        {
            "note_version_id": version.id,
            "position": position,
            "statement_id": statement.id,
            "section": statement.section,
            "kind": statement.kind.value,
            "verdict": statement.verdict.value,
            "standing": statement.standing.value,
            "text": statement.text,
            "basis_transcript_id": statement.basis,
        }
        for position, statement in enumerate(version.statements)
    ]
    evidence: list[Values] = [
        {
            "note_version_id": version.id,
            "statement_position": position,
            "position": place,
            "utterance_id": utterance_id,
        }
        for position, statement in enumerate(version.statements)
        for place, utterance_id in enumerate(statement.evidence)
    ]
    return lines, evidence


def of_risk(note: Note) -> tuple[list[Values], list[Values]]:
    """Return the rows of a note's risk mentions and of their evidence."""
    mentions: list[Values] = [
        {
            "note_id": note.id,
            "position": position,
            "category": mention.category.value,
            "stance": mention.stance.value,
            "subject": mention.subject.value,
        }
        for position, mention in enumerate(note.risk)
    ]
    evidence: list[Values] = [
        {"note_id": note.id, "mention_position": position, "position": place, "utterance_id": utterance_id}
        for position, mention in enumerate(note.risk)
        for place, utterance_id in enumerate(mention.evidence)
    ]
    return mentions, evidence


def of_signature(signature: Signature) -> Values:
    return {
        "id": signature.id,
        "signed_by": signature.signed_by,
        "signed_at": signature.signed_at,
        "digest_sha256": signature.digest_sha256,
        "signature": signature.signature,
        "public_key": signature.public_key,
        "signer_name": signature.signer_name,
        "signer_credentials": signature.signer_credentials,
    }


def to_note(
    row: Row[Any],
    *,
    latest: NoteVersion,
    risk: tuple[RiskMention, ...],
    signature: Signature | None,
    amendments: tuple[Amendment, ...],
) -> Note:
    return Note(
        id=NoteId(row.id),
        session_id=SessionId(row.session_id),
        format=row.format,
        model=row.model,
        section_titles=tuple((key, title) for key, title in row.section_titles),
        latest=latest,
        risk=risk,
        signature=signature,
        amendments=amendments,
    )


def to_version(row: Row[Any], lines: Rows, evidence: Rows) -> NoteVersion:
    """Return a version from its row, its statements in order and their evidence in order."""
    cited: defaultdict[int, list[UtteranceId]] = defaultdict(list)
    for citation in evidence:
        cited[citation.statement_position].append(citation.utterance_id)
    return NoteVersion(
        id=NoteVersionId(row.id),
        note_id=NoteId(row.note_id),
        version=row.version,
        transcript_id=TranscriptId(row.transcript_id),
        statements=tuple(_statement(line, cited[line.position]) for line in lines),
        created_at=row.created_at,
        created_by=UserId(row.created_by),
        reason=row.reason,
    )


def to_risk(mentions: Rows, evidence: Rows) -> tuple[RiskMention, ...]:
    """Return a note's risk mentions in order, each with its evidence in order."""
    cited: defaultdict[int, list[UtteranceId]] = defaultdict(list)
    for citation in evidence:
        cited[citation.mention_position].append(citation.utterance_id)
    return tuple(
        RiskMention(
            category=RiskCategory(mention.category),
            evidence=tuple(cited[mention.position]),
            stance=Stance(mention.stance),
            subject=RiskSubject(mention.subject),
        )
        for mention in mentions
    )


def to_signature(row: Row[Any]) -> Signature:
    return Signature(
        id=SignatureId(row.id),
        signed_by=UserId(row.signed_by),
        signed_at=row.signed_at,
        digest_sha256=row.digest_sha256,
        signature=row.signature,
        public_key=row.public_key,
        signer_name=row.signer_name,
        signer_credentials=row.signer_credentials,
    )


def to_amendment(row: Row[Any], signature: Signature) -> Amendment:
    return Amendment(
        id=AmendmentId(row.id),
        note_id=NoteId(row.note_id),
        text=row.text,
        reason=row.reason,
        created_at=row.created_at,
        signature=signature,
    )


def _statement(row: Row[Any], evidence: list[UtteranceId]) -> Statement:
    return Statement(
        id=StatementId(row.statement_id),
        section=row.section,
        text=row.text,
        kind=StatementKind(row.kind),
        evidence=tuple(evidence),
        verdict=Verdict(row.verdict),
        standing=Standing(row.standing),
        basis=None if row.basis_transcript_id is None else TranscriptId(row.basis_transcript_id),
    )
