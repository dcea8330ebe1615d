"""Undo and redo from the versions alone, so that they work after a restart as before it."""

from __future__ import annotations

from therapease.clock import SystemClock
from therapease.domain import note_lines
from therapease.domain.edit_history import MOST_STEPS, EditHistory, changed_lines
from therapease.domain.ids import NoteId, NoteVersionId, StatementId, TranscriptId, UserId
from therapease.domain.note import NoteVersion, Statement, StatementKind, Verdict, VersionReason
from therapease.domain.note_lines import Statements

A, B = StatementId("a"), StatementId("b")
NOW = SystemClock().now()


def line(key: StatementId, text: str) -> Statement:
    return Statement(key, "subjective", text, StatementKind.PARAPHRASE, (), Verdict.SUPPORTED)


LINES: Statements = (line(A, "One."), line(B, "Two."))


class Record:
    """Versions made one after the other."""

    def __init__(self) -> None:
        self.versions = [self._version(1, LINES, VersionReason.DRAFTED)]

    def add(self, statements: Statements, reason: VersionReason = VersionReason.EDITED) -> None:
        self.versions.append(self._version(len(self.versions) + 1, statements, reason))

    def edit(self, key: StatementId, text: str, reason: VersionReason = VersionReason.EDITED) -> None:
        is_finished = reason is VersionReason.EDITED
        self.add(note_lines.edited(self.versions[-1].statements, key, text, is_finished=is_finished), reason)

    def go(self, reason: VersionReason) -> None:
        history = self.history
        target = (history.undo if reason is VersionReason.UNDONE else history.redo)[-1]
        self.add(target.statements, reason)

    @property
    def history(self) -> EditHistory:
        return EditHistory.of(self.versions)

    @property
    def steps(self) -> tuple[list[int], list[int]]:
        history = self.history
        return [v.version for v in history.undo], [v.version for v in history.redo]

    @staticmethod
    def _version(number: int, statements: Statements, reason: VersionReason) -> NoteVersion:
        key = NoteVersionId(str(number))
        return NoteVersion(key, NoteId("n"), number, TranscriptId("t"), statements, NOW, UserId("u"), reason)


def test_each_change_is_a_step_back() -> None:
    record = Record()
    assert record.steps == ([], [])
    record.edit(A, "Uno.")
    record.edit(B, "Due.")
    assert record.steps == ([1, 2], [])


def test_undoing_and_redoing_walk_the_same_way_back_and_forth() -> None:
    record = Record()
    record.edit(A, "Uno.")
    record.edit(B, "Due.")
    record.go(VersionReason.UNDONE)
    assert record.versions[-1].statements == record.versions[1].statements
    assert record.steps == ([1], [3])
    record.go(VersionReason.UNDONE)
    assert record.versions[-1].statements == LINES
    assert record.steps == ([], [3, 4])
    record.go(VersionReason.REDONE)
    record.go(VersionReason.REDONE)
    assert record.versions[-1].statements == record.versions[2].statements
    assert record.steps[1] == []
    record.go(VersionReason.UNDONE)
    record.go(VersionReason.UNDONE)
    assert record.versions[-1].statements == LINES


def test_a_new_change_ends_redoing() -> None:
    record = Record()
    record.edit(A, "Uno.")
    record.go(VersionReason.UNDONE)
    record.edit(B, "Due.")
    assert record.steps == ([3], [])


def test_a_line_written_with_pauses_is_one_step() -> None:
    record = Record()
    for text in ("He", "He was", "He was calm"):
        record.edit(A, text, VersionReason.WRITING)
    record.edit(A, "He was calm.")
    assert record.steps == ([1], [])
    record.edit(A, "He was not calm.", VersionReason.WRITING)
    assert record.steps == ([1, 5], [])


def test_writing_another_line_is_another_step() -> None:
    record = Record()
    record.edit(A, "He", VersionReason.WRITING)
    record.edit(B, "She", VersionReason.WRITING)
    record.edit(B, "She left.")
    assert record.steps == ([1, 2], [])


def test_writing_that_was_taken_back_is_no_step() -> None:
    record = Record()
    record.edit(A, "He", VersionReason.WRITING)
    record.add(LINES, VersionReason.BROUGHT_BACK)
    assert record.steps == ([], [])


def test_a_version_added_later_gives_the_same_as_reading_them_all() -> None:
    record = Record()
    history = record.history
    for text in ("Uno.", "Eins."):
        record.edit(A, text)
        history = history.followed_by(record.versions[-1])
    record.go(VersionReason.UNDONE)
    assert history.followed_by(record.versions[-1]) == record.history


def test_only_so_many_steps_are_kept_at_hand() -> None:
    record = Record()
    for number in range(MOST_STEPS + 20):
        record.edit(A, f"{number}.")
    assert len(record.history.undo) == MOST_STEPS


def test_changed_lines_leave_order_aside() -> None:
    assert changed_lines(LINES, LINES[::-1]) == frozenset()
    assert changed_lines(LINES, (LINES[0], line(B, "Drei."))) == {B}
    assert changed_lines(LINES, LINES[:1]) == {B}
