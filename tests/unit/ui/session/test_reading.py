"""A line counts as read once all of it was on screen."""

from __future__ import annotations

from datetime import UTC, datetime

from therapease.domain.ids import NoteId, NoteVersionId, StatementId, TranscriptId, UserId
from therapease.domain.note import NoteVersion, Statement, StatementKind, Verdict
from therapease.ui.session.reading import ReadingRecord

A, B = StatementId("a"), StatementId("b")


def version(*ids: StatementId) -> NoteVersion:
    lines = tuple(Statement(key, "plan", "x", StatementKind.OWN, (), Verdict.NONE) for key in ids)
    now = datetime(2026, 3, 17, tzinfo=UTC)
    return NoteVersion(NoteVersionId("v"), NoteId("n"), 1, TranscriptId("t"), lines, now, UserId("u"))


def test_a_line_in_full_view_is_read() -> None:
    record = ReadingRecord()
    assert record.see((0, 100), {A: (10, 60), B: (80, 130)})
    assert record.read == {A}
    assert record.unread(version(A, B)) == (B,)


def test_seeing_the_same_again_is_nothing_new() -> None:
    record = ReadingRecord()
    record.see((0, 100), {A: (10, 60)})
    assert not record.see((0, 100), {A: (10, 60)})


def test_a_line_taller_than_the_window_is_read_from_top_to_bottom() -> None:
    record = ReadingRecord()
    assert not record.see((0, 100), {A: (20, 250)})
    assert not record.see((110, 210), {A: (20, 250)})
    assert record.see((160, 260), {A: (20, 250)})
    assert record.read == {A}


def test_the_bottom_alone_is_not_reading() -> None:
    record = ReadingRecord()
    assert not record.see((160, 260), {A: (20, 250)})
    assert record.unread(version(A)) == (A,)
