"""What stands on the pages of an exported note."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.fake_engine import conversation, draft_of_conversation
from therapease.domain.client import Client
from therapease.domain.ids import (
    AmendmentId,
    ClientId,
    NoteId,
    NoteVersionId,
    SessionId,
    SignatureId,
    StatementId,
    TranscriptId,
    UserId,
)
from therapease.domain.note import Amendment, Note, NoteVersion, Signature, Statement, StatementKind, Verdict
from therapease.domain.session import Attendance, SessionStatus, TherapySession
from therapease.domain.transcript import Transcript
from therapease.domain.user import User, UserRole
from therapease.errors import NotFoundError
from therapease.services.schedule import SessionReview
from therapease.ui.export.document import key_fingerprint, note_document, suggested_file_name

START = datetime(2026, 3, 17, 9, 0, tzinfo=UTC)
USER = User(UserId("u"), "Erika Lindqvist", UserRole.OWNER, START, "LCSW", "LC 4711")
SIGNATURE = Signature(
    SignatureId("g"), USER.id, START + timedelta(hours=2), b"\x01" * 32, b"\x02" * 64, b"\x03" * 32, USER.name, "LCSW"
)


def note() -> Note:
    draft = draft_of_conversation()
    statements = tuple(
        Statement(StatementId(f"{section.key}{number}"), section.key, line.text, line.kind, line.evidence, line.verdict)
        for section in draft.sections
        for number, line in enumerate(section.statements)
    )
    version = NoteVersion(
        NoteVersionId("v"), NoteId("n"), 3, TranscriptId("t"), statements, START + timedelta(hours=1), USER.id
    )
    titles = tuple((section.key, section.title) for section in draft.sections)
    return Note(NoteId("n"), SessionId("s"), "soap", "stand-in", titles, version, draft.risk)


def review(of: Note | None = None) -> SessionReview:
    client = Client(ClientId("c"), "C-0147", "Mara Keller", START, date(1988, 5, 3))
    session = TherapySession(
        SessionId("s"), client.id, USER.id, 9, START, SessionStatus.DRAFTED, START, attendance=Attendance.VIDEO
    )
    transcript = Transcript(TranscriptId("t"), session.id, 1, "e", "m", conversation(), START, USER.id, 60.0)
    return SessionReview(client, session, None, transcript, of or note(), b"", has_recording_consent=True)


def with_lines(*lines: Statement) -> SessionReview:
    plain = note()
    return review(replace(plain, latest=replace(plain.latest, statements=lines)))


def test_every_page_names_the_client_and_the_birth_date() -> None:
    pages = note_document(review(), USER)
    assert pages.head_left == "Mara Keller, born 3 May 1988"
    assert pages.head_right == "Session 9, 17 March 2026"


def test_the_body_holds_what_insurers_ask_for() -> None:
    body = note_document(review(), USER).body_html
    for words in ("Mara Keller", "3 May 1988", "Tuesday 17 March 2026", "By video", "Erika Lindqvist, LCSW", "LC 4711"):
        assert words in body
    assert "end not recorded" in body


def test_a_noted_end_gives_the_minutes() -> None:
    ended = review()
    ended = replace(ended, session=replace(ended.session, ends_at=START + timedelta(minutes=50)))
    assert "(50 min)" in note_document(ended, USER).body_html


def test_a_draft_says_so_and_a_signed_note_does_not() -> None:
    draft = note_document(review(), USER)
    assert draft.watermark == draft.foot_left == "Draft, not signed"
    signed = note_document(review(replace(note(), signature=SIGNATURE)), USER)
    assert signed.watermark == ""
    assert "Draft" not in signed.body_html + signed.foot_left
    assert signed.foot_left.startswith("Signed 17 March 2026")


def test_the_signature_block_names_signer_time_and_key() -> None:
    body = note_document(review(replace(note(), signature=SIGNATURE)), USER).body_html
    assert "Signed electronically by Erika Lindqvist, LCSW" in body
    assert key_fingerprint(SIGNATURE.public_key) in body
    assert SIGNATURE.digest_sha256.hex() in body


def test_amendments_follow_with_their_reason() -> None:
    amendment = Amendment(AmendmentId("a"), NoteId("n"), "It is Wednesday.", "Wrong day", START, SIGNATURE)
    body = note_document(review(replace(note(), signature=SIGNATURE, amendments=(amendment,))), USER).body_html
    assert body.index("Signed electronically") < body.index("It is Wednesday.") < body.index("Reason: Wrong day")


def test_lines_show_where_they_come_from() -> None:
    body = note_document(review(), USER).body_html
    assert "using slow breathing. <span class='from'>[0:06, 0:18]</span>" in body
    assert "[not assessed]" in body
    own = Statement(StatementId("o"), "plan", "Mine.", StatementKind.OWN, (), Verdict.NONE)
    assert "Mine. <span class='from'>[therapist]</span>" in note_document(with_lines(own), USER).body_html


def test_what_was_said_is_set_apart_in_serif() -> None:
    assert "<span class='said'>“Awake at four again.”</span>" in note_document(review(), USER).body_html


def test_risk_mentions_are_beside_the_note_and_not_in_it() -> None:
    silent = with_lines(Statement(StatementId("o"), "plan", "Mine.", StatementKind.OWN, (), Verdict.NONE))
    assert silent.note is not None and silent.note.risk
    assert "uicid" not in note_document(silent, USER).body_html


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "<img src='file:///etc/passwd'>", "a & b < c > d"])
def test_what_people_say_is_never_markup(hostile: str) -> None:
    line = Statement(StatementId("o"), "plan", hostile, StatementKind.OWN, (), Verdict.NONE)
    dangerous = with_lines(line)
    dangerous = replace(dangerous, client=replace(dangerous.client, name=hostile))
    body = note_document(dangerous, USER).body_html
    assert hostile not in body
    assert "<script" not in body and "<img" not in body


def test_a_line_of_an_unknown_section_is_not_lost() -> None:
    stray = Statement(StatementId("o"), "elsewhere", "Do not lose me.", StatementKind.OWN, (), Verdict.NONE)
    assert "Do not lose me." in note_document(with_lines(stray), USER).body_html


def test_without_a_note_there_is_nothing_to_export() -> None:
    with pytest.raises(NotFoundError):
        note_document(replace(review(), note=None), USER)


def test_the_file_name_tells_nobody_whom_it_is_about() -> None:
    assert suggested_file_name(review()) == "C-0147 session 9, 2026-03-17, draft.pdf"
    assert suggested_file_name(review(replace(note(), signature=SIGNATURE))) == "C-0147 session 9, 2026-03-17.pdf"
