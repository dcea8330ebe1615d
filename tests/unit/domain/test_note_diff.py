"""What the comparison of two versions says of each line."""

from __future__ import annotations

from dataclasses import replace

from therapease.domain import note_lines
from therapease.domain.ids import StatementId
from therapease.domain.note import Statement, StatementKind, Verdict
from therapease.domain.note_diff import LineChange, diff_lines
from therapease.domain.note_lines import Statements
from therapease.domain.word_diff import WordChange

SECTIONS = ("subjective", "plan")


def line(name: str, section: str = "subjective") -> Statement:
    return Statement(StatementId(name), section, f"Text of {name}.", StatementKind.PARAPHRASE, (), Verdict.SUPPORTED)


LINES: Statements = (line("a"), line("b"), line("c"), line("d", "plan"))
A, B, C, D = (s.id for s in LINES)


def changes(before: Statements, after: Statements) -> list[tuple[str, LineChange]]:
    return [(found.line.id, found.change) for found in diff_lines(before, after, SECTIONS)]


def test_nothing_changed() -> None:
    assert {change for _, change in changes(LINES, LINES)} == {LineChange.SAME}


def test_a_removed_line_stands_where_it_stood_and_an_added_one_where_it_is() -> None:
    after = note_lines.with_line(note_lines.removed(LINES, B), line("new"), C)
    assert changes(LINES, after) == [
        ("a", LineChange.SAME),
        ("b", LineChange.REMOVED),
        ("c", LineChange.SAME),
        ("new", LineChange.ADDED),
        ("d", LineChange.SAME),
    ]


def test_the_first_and_all_lines_removed() -> None:
    assert changes(LINES, LINES[1:])[0] == ("a", LineChange.REMOVED)
    assert [name for name, _ in changes(LINES, ())] == ["a", "b", "c", "d"]


def test_a_reworded_line_shows_its_words() -> None:
    (found, *_rest) = diff_lines(LINES, note_lines.edited(LINES, A, "Words of a."), SECTIONS)
    assert found.change is LineChange.REWORDED
    assert [run.text for run in found.words if run.change is WordChange.REMOVED] == ["Text"]


def test_only_the_line_that_moved_counts_as_moved() -> None:
    moved = note_lines.moved_by_one(note_lines.moved_by_one(LINES, SECTIONS, A, 1), SECTIONS, A, 1)
    assert dict(changes(LINES, moved)) == {
        "b": LineChange.SAME,
        "c": LineChange.SAME,
        "a": LineChange.MOVED,
        "d": LineChange.SAME,
    }
    elsewhere = note_lines.moved_to_section(LINES, B, "plan")
    assert dict(changes(LINES, elsewhere))[B] is LineChange.MOVED


def test_an_accepted_line_is_judged_not_reworded() -> None:
    assert dict(changes(LINES, note_lines.accepted(LINES, C)))[C] is LineChange.JUDGED


def test_the_newer_line_is_the_one_shown() -> None:
    reworded = tuple(replace(s, text="New.") if s.id == D else s for s in LINES)
    assert diff_lines(LINES, reworded, SECTIONS)[-1].line.text == "New."
