"""The bytes a signature covers: canonical, so that any later reader can rebuild and check them."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime

from therapease.domain.ids import NoteId, SessionId, UserId
from therapease.domain.note import NoteVersion

_NOTE_DOMAIN = "therapease/note-signature/v1"
_AMENDMENT_DOMAIN = "therapease/amendment-signature/v1"


def note_message(session_id: SessionId, version: NoteVersion, signer: UserId, signed_at: datetime) -> bytes:
    """Return what is signed for a note version: canonical JSON, UTF-8, keys sorted, no spaces.

    Every line with its evidence and standing is in it, and the transcript version it rests on, so that neither can
    change unnoticed after the signature. A line that was checked against a later version than its note's names it.
    """
    return _canonical(
        {
            "domain": _NOTE_DOMAIN,
            "session": session_id,
            "note": version.note_id,
            "version": version.version,
            "transcript": version.transcript_id,
            "signer": signer,
            "signed_at": _utc(signed_at),
            "statements": [
                {
                    "id": statement.id,
                    "section": statement.section,
                    "text": statement.text,
                    "kind": statement.kind.value,
                    "evidence": list(statement.evidence),
                    "verdict": statement.verdict.value,
                    "standing": statement.standing.value,
                    # Lines without one are signed as they were before there was a basis.
                    **({} if statement.basis is None else {"basis": statement.basis}),
                }
                for statement in version.statements
            ],
        }
    )


def amendment_message(note_id: NoteId, text: str, reason: str, signer: UserId, signed_at: datetime) -> bytes:
    """Return what is signed for an amendment, in the same canonical form."""
    return _canonical(
        {
            "domain": _AMENDMENT_DOMAIN,
            "note": note_id,
            "text": text,
            "reason": reason,
            "signer": signer,
            "signed_at": _utc(signed_at),
        }
    )


def digest_sha256(message: bytes) -> bytes:
    """Return the 32-byte SHA-256 (FIPS 180-4) of a message, kept beside the signature for quick comparison."""
    return hashlib.sha256(message).digest()


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _canonical(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")
