"""What stands on the pages of an exported note."""

from __future__ import annotations

import re
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
from therapease.domain.note import Amendment, Note, NoteVersion, Signature, Standing, Statement, StatementKind, Verdict
from therapease.domain.rechecking import Recheck
from therapease.domain.session import Attendance, SessionStatus, TherapySession
from therapease.domain.transcript import SpeakerRole, Transcript
from therapease.domain.user import User, UserRole
from therapease.errors import NotFoundError
from therapease.services.schedule import SessionReview
from therapease.ui.export.document import (
    EVERYTHING,
    BlockKind,
    Contents,
    key_fingerprint,
    note_document,
    suggested_file_name,
)

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


def words(of: SessionReview | None = None, contents: Contents = EVERYTHING) -> str:
    """Return everything that stands in the document, one paragraph a line."""
    document = note_document(of or review(), USER, contents)
    facts = [f"{name}: {value}" for name, value in document.facts]
    return "\n".join([document.title, document.head_left, document.head_right, document.foot_left, *facts]) + "\n".join(
        block.text for block in document.blocks
    )


def test_a_draft_says_which_lines_rest_on_words_that_were_corrected_since() -> None:
    """A quotation whose words were corrected away must not leave as if it stood in the transcript."""
    quoted = Statement(
        StatementId("q"), "plan", "“Awake at four again.”", StatementKind.QUOTATION, (5,), Verdict.QUOTED
    )
    corrected = replace(with_lines(quoted), recheck=Recheck(TranscriptId("t2"), {TranscriptId("t"): frozenset({5})}))
    for contents in (EVERYTHING, Contents(with_sources=False)):
        assert "“Awake at four again.” [to check again]" in words(corrected, contents)
    assert corrected.note is not None
    signed = replace(corrected, note=replace(corrected.note, signature=SIGNATURE))
    assert "to check again" not in words(signed)


def test_a_missing_birth_date_is_said_plainly() -> None:
    unknown = review()
    unknown = replace(unknown, client=replace(unknown.client, date_of_birth=None))
    document = note_document(unknown, USER)
    assert document.head_left == "Mara Keller, date of birth not recorded"
    assert ("Date of birth", "Not recorded") in document.facts


def test_the_body_holds_what_insurers_ask_for() -> None:
    body = words()
    for expected in (
        "Mara Keller",
        "3 May 1988",
        "Tuesday 17 March 2026",
        "Attendance: By video",
        "Participants: Mara Keller, client; Erika Lindqvist, LCSW, therapist",
        "LC 4711",
    ):
        assert expected in body
    assert "end not recorded" in body


def test_further_voices_are_counted_and_not_named() -> None:
    spoken = review()
    assert spoken.transcript is not None
    first, *rest = spoken.transcript.utterances
    other = replace(first, role=SpeakerRole.OTHER, speaker="S3")
    spoken = replace(spoken, transcript=replace(spoken.transcript, utterances=(other, *rest)))
    assert "therapist; one more voice in the recording" in words(spoken)


def test_a_noted_end_gives_the_minutes() -> None:
    ended = review()
    ended = replace(ended, session=replace(ended.session, ends_at=START + timedelta(minutes=50)))
    assert "(50 min)" in words(ended)


def test_a_draft_says_so_and_a_signed_note_does_not() -> None:
    draft = note_document(review(), USER)
    assert draft.watermark == draft.foot_left == "Draft, not signed"
    signed = note_document(review(replace(note(), signature=SIGNATURE)), USER)
    assert signed.watermark == ""
    assert "Draft" not in words(review(replace(note(), signature=SIGNATURE)))
    assert signed.foot_left.startswith("Signed 17 March 2026")


def test_the_signature_block_names_signer_time_and_key() -> None:
    body = words(review(replace(note(), signature=SIGNATURE)))
    assert "Signed electronically by Erika Lindqvist, LCSW" in body
    assert key_fingerprint(SIGNATURE.public_key) in body
    assert SIGNATURE.digest_sha256.hex() in body


def amended() -> SessionReview:
    amendment = Amendment(AmendmentId("a"), NoteId("n"), "It is Wednesday.", "Wrong day", START, SIGNATURE)
    return review(replace(note(), signature=SIGNATURE, amendments=(amendment,)))


def test_amendments_follow_with_their_reason_and_signature() -> None:
    body = words(amended())
    places = [body.index(w) for w in ("Signed electronically", "It is Wednesday.", "Reason: Wrong day")]
    assert places == sorted(places)
    assert body.count("Signed electronically") == 2
    assert body.count(SIGNATURE.digest_sha256.hex()) == 2


def test_the_moment_is_that_of_the_last_change() -> None:
    assert note_document(review(), USER).moment == START + timedelta(hours=1)
    assert note_document(review(replace(note(), signature=SIGNATURE)), USER).moment == SIGNATURE.signed_at


def test_lines_show_where_they_come_from() -> None:
    assert "using slow breathing. [0:06, 0:18]" in words()
    assert "[not assessed]" in words()
    own = Statement(StatementId("o"), "plan", "Mine.", StatementKind.OWN, (), Verdict.NONE)
    assert "Mine. [therapist]" in words(with_lines(own))


def test_a_line_that_is_not_finished_or_not_found_says_so() -> None:
    unfinished = Statement(StatementId("o"), "plan", "Half a", StatementKind.OWN, (), Verdict.NONE, Standing.OPEN)
    unfound = Statement(StatementId("p"), "plan", "Took it.", StatementKind.PARAPHRASE, (1,), Verdict.NONE)
    body = words(with_lines(unfinished, unfound))
    assert "Half a [not finished]" in body and "Took it. [unverified]" in body
    assert "Took it. [0:06]" in words(with_lines(replace(unfound, standing=Standing.ACCEPTED)))
    assert "Half a" not in words(with_lines(unfinished), Contents(with_open_lines=False))


def test_without_sources_the_words_stay_and_the_times_go() -> None:
    bare = words(contents=Contents(with_sources=False))
    assert "using slow breathing.\n" in bare
    assert "0:06" not in bare and "where in the recording" not in bare
    assert "[not assessed]" in bare, "that a topic was not raised is part of what the line says"


def test_a_draft_can_leave_out_what_is_to_be_completed_and_says_so() -> None:
    assert "Affect and appearance" in words()
    short = words(contents=Contents(with_open_lines=False))
    assert "Affect and appearance" not in short
    assert re.search(r"Left out: .*still to be completed", short)


def test_a_signed_note_is_always_whole() -> None:
    signed = review(replace(note(), signature=SIGNATURE))
    assert "Affect and appearance" in words(signed, Contents(with_open_lines=False))


def test_what_was_said_is_set_apart() -> None:
    said = [span.text for block in note_document(review(), USER).blocks for span in block.spans if span.voice == "said"]
    assert "“Awake at four again.”" in said


def test_a_section_is_its_heading_and_its_lines() -> None:
    first, *lines = note_document(review(), USER).section("plan")
    assert first.kind is BlockKind.HEADING and first.text == "Plan"
    assert lines and all(block.kind is BlockKind.LINE for block in lines)


def test_risk_mentions_are_beside_the_note_and_not_in_it() -> None:
    silent = with_lines(Statement(StatementId("o"), "plan", "Mine.", StatementKind.OWN, (), Verdict.NONE))
    assert silent.note is not None and silent.note.risk
    assert "uicid" not in words(silent)


def test_what_no_page_can_show_becomes_a_space() -> None:
    line = Statement(StatementId("o"), "plan", "One\r\ntwo\x0bthree\x00four", StatementKind.OWN, (), Verdict.NONE)
    assert "One\ntwo three four" in words(with_lines(line))


def test_a_line_of_an_unknown_section_is_not_lost() -> None:
    stray = Statement(StatementId("o"), "elsewhere", "Do not lose me.", StatementKind.OWN, (), Verdict.NONE)
    assert "Do not lose me." in words(with_lines(stray))


def test_without_a_note_there_is_nothing_to_export() -> None:
    with pytest.raises(NotFoundError):
        note_document(replace(review(), note=None), USER)


def test_the_file_name_tells_nobody_whom_it_is_about() -> None:
    assert suggested_file_name(review()) == "C-0147 session 9, 2026-03-17, draft"
    assert suggested_file_name(review(replace(note(), signature=SIGNATURE))) == "C-0147 session 9, 2026-03-17"
