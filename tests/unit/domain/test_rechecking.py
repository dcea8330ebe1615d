"""Which lines have to be looked at again after a correction, worked out without a store."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from therapease.domain.ids import NoteId, NoteVersionId, SessionId, StatementId, TranscriptId, UserId, UtteranceId
from therapease.domain.note import NoteVersion, Statement, StatementKind, Verdict
from therapease.domain.rechecking import Recheck, bases_of
from therapease.domain.transcript import SpeakerRole, Transcript, Utterance

OLD, NEW = TranscriptId("old"), TranscriptId("new")
NOW = datetime(2026, 3, 17, tzinfo=UTC)


def line(key: str, *evidence: UtteranceId, text: str = "Slept.", basis: TranscriptId | None = None) -> Statement:
    kind = StatementKind.QUOTATION if "“" in text else StatementKind.PARAPHRASE
    return Statement(StatementId(key), "subjective", text, kind, evidence, Verdict.SUPPORTED, basis=basis)


def version(*lines: Statement) -> NoteVersion:
    return NoteVersion(NoteVersionId("v"), NoteId("n"), 1, OLD, lines, NOW, UserId("u"))


def newest(text: str) -> Transcript:
    said = (Utterance(5, "S2", SpeakerRole.CLIENT, text),)
    return Transcript(NEW, SessionId("s"), 2, "e", "m", said, NOW, UserId("u"))


def test_a_line_is_stale_when_one_of_its_utterances_changed() -> None:
    recheck = Recheck(NEW, {OLD: frozenset({3})})
    assert recheck.stale(version(line("a", 1, 3), line("b", 2), line("c"))) == {"a"}


def test_it_names_which_words_were_corrected() -> None:
    recheck = Recheck(NEW, {OLD: frozenset({3, 9})})
    elsewhere = line("c", 1, 2, basis=TranscriptId("elsewhere"))
    assert recheck.corrected_evidence(version(line("a", 1, 3), line("b", 2), elsewhere)) == {"a": {3}, "c": {1, 2}}


def test_a_line_checked_against_the_newest_is_not() -> None:
    recheck = Recheck(NEW, {OLD: frozenset({3})})
    assert recheck.stale(version(line("a", 3, basis=NEW))) == frozenset()


def test_a_line_of_an_unknown_transcript_is_better_looked_at() -> None:
    recheck = Recheck(NEW, {OLD: frozenset()})
    assert recheck.stale(version(line("a", 1), line("b", 1, basis=TranscriptId("elsewhere")))) == {"b"}


def test_it_tells_lines_of_which_only_the_speaker_changed() -> None:
    recheck = Recheck(NEW, {OLD: frozenset({3, 4})}, {OLD: frozenset({4})})
    elsewhere = line("d", 4, basis=TranscriptId("elsewhere"))
    note = version(line("a", 1, 4), line("b", 3, 4), line("c", 1), elsewhere)
    assert recheck.reassigned_lines(note) == {"a"}
    assert recheck.stale(note) == {"a", "b", "d"}


def test_nothing_is_stale_where_the_note_rests_on_the_newest() -> None:
    assert Recheck(OLD).stale(version(line("a", 1))) == frozenset()
    assert Recheck().stale(version(line("a", 1))) == frozenset()


def test_a_quotation_is_lost_when_its_words_stand_nowhere_any_more() -> None:
    recheck = Recheck(NEW, {OLD: frozenset({5})})
    note = version(line("a", 5, text="“Awake at four again.”"))
    assert recheck.lost_quotations(note, newest("Awake at four again.")) == frozenset()
    assert recheck.lost_quotations(note, newest("Awake at five again.")) == {"a"}


def test_own_words_in_quotation_marks_are_nobodys_to_check() -> None:
    recheck = Recheck(NEW, {OLD: frozenset({5})})
    own = replace(line("a", 5, text="Her “four” is mine."), kind=StatementKind.OWN)
    assert recheck.lost_quotations(version(own), newest("Awake at five.")) == frozenset()
    assert recheck.stale(version(own)) == {"a"}


def test_the_versions_that_lines_rest_on() -> None:
    assert bases_of(version(line("a", 1), line("b", 1, basis=NEW), line("c", basis=TranscriptId("x")))) == {OLD, NEW}
