"""The words a note is stored with, and when it counts as signed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from therapease.domain.ids import NoteId, NoteVersionId, SessionId, SignatureId, TranscriptId, UserId
from therapease.domain.note import (
    Note,
    NoteVersion,
    RiskCategory,
    RiskSubject,
    Signature,
    Stance,
    Standing,
    StatementKind,
    Verdict,
)

MOMENT = datetime(2025, 1, 1, tzinfo=UTC)
VERSION = NoteVersion(NoteVersionId("v"), NoteId("n"), 1, TranscriptId("t"), (), MOMENT, UserId("u"))
DRAFT = Note(NoteId("n"), SessionId("s"), "soap", "model", (("plan", "Plan"),), VERSION)


def test_a_note_is_signed_once_it_carries_a_signature() -> None:
    signature = Signature(SignatureId("g"), UserId("u"), MOMENT, b"d" * 32, b"s" * 64, b"p" * 32)
    assert not DRAFT.is_signed
    assert replace(DRAFT, signature=signature).is_signed


def test_the_words_that_files_and_vaults_hold_never_change() -> None:
    # They stand in vaults, in signatures and in the JSON that scripts read.
    assert [kind.value for kind in StatementKind] == [
        "paraphrase",
        "quotation",
        "not_assessed",
        "clinician_to_complete",
        "own",
    ]
    assert [verdict.value for verdict in Verdict] == ["supported", "quoted", "none"]
    assert [standing.value for standing in Standing] == ["drafted", "accepted", "edited", "open"]
    assert [stance.value for stance in Stance] == ["affirmed", "denied", "unclear"]
    assert [subject.value for subject in RiskSubject] == ["client", "other", "unclear"]
    assert [category.value for category in RiskCategory] == [
        "suicide",
        "self_harm",
        "harm_to_others",
        "abuse",
        "neglect",
        "psychosis",
        "relapse",
        "stopping_medication",
        "substance_use",
    ]
