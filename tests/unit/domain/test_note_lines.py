"""Changes to a note's lines: each does what it says to one line and leaves the others alone."""

from __future__ import annotations

import pytest

from therapease.domain import note_lines
from therapease.domain.ids import StatementId, TranscriptId
from therapease.domain.note import Standing, Statement, StatementKind, Verdict
from therapease.errors import NotFoundError, OpenItemsError

SECTIONS = ("subjective", "objective", "plan")


def line(name: str, section: str = "subjective", kind: StatementKind = StatementKind.PARAPHRASE) -> Statement:
    return Statement(StatementId(name), section, f"Text of {name}.", kind, (1,), Verdict.SUPPORTED)


LINES = (line("a"), line("b"), line("c", "plan"))
A, B, C = (s.id for s in LINES)


def order(statements: note_lines.Statements) -> list[tuple[str, str]]:
    return [(s.id, s.section) for s in statements]


def test_an_edited_line_is_ones_own_and_keeps_its_evidence() -> None:
    edited = note_lines.edited(LINES, A, "Other words.")
    assert (edited[0].text, edited[0].kind, edited[0].verdict) == ("Other words.", StatementKind.OWN, Verdict.NONE)
    assert (edited[0].standing, edited[0].evidence) == (Standing.EDITED, (1,))
    assert edited[1:] == LINES[1:]


def test_a_line_half_written_is_open_until_it_is_finished_or_accepted() -> None:
    half = note_lines.edited(LINES, A, "Half a", is_finished=False)
    assert half[0].standing is Standing.OPEN and half[0].is_open
    assert note_lines.accepted(half, A)[0].standing is Standing.EDITED
    assert not note_lines.edited(half, A, "A whole one.")[0].is_open


def test_a_line_to_complete_cannot_be_accepted() -> None:
    lines = (line("a", kind=StatementKind.CLINICIAN_TO_COMPLETE),)
    with pytest.raises(OpenItemsError):
        note_lines.accepted(lines, A)


def test_what_is_not_there_is_said() -> None:
    with pytest.raises(NotFoundError):
        note_lines.removed(LINES, StatementId("nowhere"))


def test_an_own_line_goes_behind_the_line_named_or_to_the_end_of_its_section() -> None:
    own = note_lines.own_line(StatementId("own"), "subjective", "Mine.")
    assert [s.id for s in note_lines.with_line(LINES, own, A)] == ["a", "own", "b", "c"]
    assert [s.id for s in note_lines.with_line(LINES, own)] == ["a", "b", "own", "c"]
    assert [s.id for s in note_lines.with_line(LINES, own, C)] == ["a", "b", "own", "c"]


@pytest.mark.parametrize(
    ("name", "step", "expected"),
    [
        ("b", -1, [("b", "subjective"), ("a", "subjective"), ("c", "plan")]),
        ("b", 1, [("a", "subjective"), ("b", "objective"), ("c", "plan")]),
        ("c", -1, [("a", "subjective"), ("b", "subjective"), ("c", "objective")]),
        ("a", -1, order(LINES)),
        ("c", 1, order(LINES)),
    ],
)
def test_a_line_moves_one_place_and_over_the_edge_of_its_section(
    name: str, step: int, expected: list[tuple[str, str]]
) -> None:
    assert order(note_lines.moved_by_one(LINES, SECTIONS, StatementId(name), step)) == expected


def test_moving_loses_no_line_of_a_section_without_title() -> None:
    lines = (*LINES, line("d", "elsewhere"))
    moved = note_lines.moved_by_one(lines, SECTIONS, A, 1)
    assert {s.id for s in moved} == {"a", "b", "c", "d"}


def test_a_line_moves_to_the_end_of_another_section() -> None:
    moved = note_lines.moved_to_section(LINES, A, "plan")
    assert order(moved) == [("b", "subjective"), ("c", "plan"), ("a", "plan")]


def test_a_removed_line_comes_back_where_it_was() -> None:
    for key in (A, B, C):
        assert note_lines.brought_back(note_lines.removed(LINES, key), LINES, key) == LINES


def test_a_changed_line_comes_back_as_it_was_and_one_that_was_not_there_goes() -> None:
    edited = note_lines.edited(LINES, B, "Other words.")
    assert note_lines.brought_back(edited, LINES, B) == LINES
    more = note_lines.with_line(LINES, line("new"))
    assert note_lines.brought_back(more, LINES, StatementId("new")) == LINES


def test_a_line_names_the_transcript_it_was_checked_against() -> None:
    based = note_lines.based_on(LINES, A, TranscriptId("newer"))
    assert [s.basis for s in based] == ["newer", None, None]
    assert based[1:] == LINES[1:]


def test_a_line_can_lose_its_proof() -> None:
    unproved = note_lines.unproved(LINES, A)
    assert unproved[0].verdict is Verdict.NONE
    assert unproved[1:] == LINES[1:]
