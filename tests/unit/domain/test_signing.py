"""A signature covers everything a reader could be misled by; the bytes are the same wherever they are rebuilt."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from therapease.domain.ids import NoteId, NoteVersionId, SessionId, StatementId, TranscriptId, UserId
from therapease.domain.note import NoteVersion, Standing, Statement, StatementKind, Verdict
from therapease.domain.signing import amendment_message, digest_sha256, note_message

MOMENT = datetime(2025, 3, 4, 9, 30, 15, 250, tzinfo=UTC)
LINE = Statement(
    StatementId("st"),
    "plan",
    "Diary “every morning”.",
    StatementKind.QUOTATION,
    (3, 4),
    Verdict.QUOTED,
    Standing.ACCEPTED,
)
VERSION = NoteVersion(NoteVersionId("v"), NoteId("n"), 2, TranscriptId("t"), (LINE,), MOMENT, UserId("author"))


def message(version: NoteVersion = VERSION) -> bytes:
    return note_message(SessionId("s"), version, UserId("signer"), MOMENT)


CHANGED_LINES = {
    "id": StatementId("other"),
    "section": "subjective",
    "text": "Diary “every evening”.",
    "kind": StatementKind.PARAPHRASE,
    "evidence": (3,),
    "verdict": Verdict.SUPPORTED,
    "basis": TranscriptId("later"),
    "standing": Standing.EDITED,
}


@pytest.mark.parametrize("field", [field.name for field in fields(Statement)])
def test_every_part_of_a_line_is_covered(field: str) -> None:
    changed = replace(LINE, **{field: CHANGED_LINES[field]})
    assert message(replace(VERSION, statements=(changed,))) != message()


@pytest.mark.parametrize(
    "changed",
    [
        replace(VERSION, note_id=NoteId("other")),
        replace(VERSION, version=3),
        replace(VERSION, transcript_id=TranscriptId("other")),
        replace(VERSION, statements=()),
        replace(VERSION, statements=(LINE, LINE)),
    ],
)
def test_the_note_its_version_and_its_transcript_are_covered(changed: NoteVersion) -> None:
    assert message(changed) != message()


def test_session_signer_and_time_are_covered() -> None:
    others = {
        note_message(SessionId("other"), VERSION, UserId("signer"), MOMENT),
        note_message(SessionId("s"), VERSION, UserId("other"), MOMENT),
        note_message(SessionId("s"), VERSION, UserId("signer"), MOMENT + timedelta(microseconds=1)),
        message(),
    }
    assert len(others) == 4


def test_the_same_instant_in_another_zone_gives_the_same_bytes() -> None:
    elsewhere = MOMENT.astimezone(timezone(timedelta(hours=-7)))
    assert note_message(SessionId("s"), VERSION, UserId("signer"), elsewhere) == message()


def test_the_bytes_are_canonical_json() -> None:
    rebuilt = json.dumps(json.loads(message()), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert rebuilt.encode() == message()


def test_the_bytes_of_version_one_never_change() -> None:
    # Frozen: a change here would make every existing signature look false.
    assert digest_sha256(message()).hex() == "0c14588c717092c0063f8fa2dd2825a8c413aed0ebba26476e7c40f130b48caa"
    amendment = amendment_message(NoteId("n"), "Dose was 20 mg.", "slip", UserId("signer"), MOMENT)
    assert digest_sha256(amendment).hex() == "79092232c6248d6350316f25ad8cdf6a83c6756894d4910e5be1111d7f7891c2"


def test_a_note_and_an_amendment_can_never_pass_for_each_other() -> None:
    amendment = amendment_message(NoteId("n"), "text", "reason", UserId("signer"), MOMENT)
    assert json.loads(amendment)["domain"] != json.loads(message())["domain"]


@pytest.mark.parametrize("field", ["note", "text", "reason", "signer", "signed_at"])
def test_every_part_of_an_amendment_is_in_its_message(field: str) -> None:
    assert field in json.loads(amendment_message(NoteId("n"), "text", "reason", UserId("signer"), MOMENT))
