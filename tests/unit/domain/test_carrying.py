"""The clinician's lines find their place in a new draft, and none is lost or doubled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count

import pytest

from therapease.domain.carrying import carried_over, own_lines
from therapease.domain.ids import NoteId, NoteVersionId, StatementId, TranscriptId, UserId, UtteranceId
from therapease.domain.note import NoteVersion, Standing, Statement, StatementKind, Verdict
from therapease.domain.note_lines import Statements, accepted, edited, moved_to_section, own_line

OLD, NEW = TranscriptId("old"), TranscriptId("new")


def line(key: str, section: str, text: str, *evidence: UtteranceId) -> Statement:
    kind = StatementKind.PARAPHRASE if evidence else StatementKind.CLINICIAN_TO_COMPLETE
    return Statement(StatementId(key), section, text, kind, evidence, Verdict.SUPPORTED)


FIRST = (line("a", "s", "Slept badly.", 1), line("b", "s", "Ate well.", 2), line("c", "o", "Affect"))
AGAIN = (line("x", "s", "Slept badly.", 1), line("y", "s", "Ate little.", 2), line("z", "o", "Affect"))


def version(lines: Statements) -> NoteVersion:
    return NoteVersion(NoteVersionId("v"), NoteId("n"), 1, OLD, lines, datetime(2026, 3, 1, tzinfo=UTC), UserId("u"))


@pytest.fixture
def carry() -> Callable[[Statements], Statements]:
    number = count(1)

    def run(former: Statements) -> Statements:
        return carried_over(AGAIN, version(former), version(FIRST), NEW, lambda: StatementId(f"new{next(number)}"))

    return run


def test_what_nobody_touched_is_not_carried(carry: Callable[[Statements], Statements]) -> None:
    assert own_lines(FIRST) == () and carry(FIRST) == AGAIN


def test_what_was_accepted_stays_accepted_where_the_draft_says_it_again(
    carry: Callable[[Statements], Statements],
) -> None:
    kept = carry(accepted(FIRST, StatementId("a")))
    assert [s.id for s in kept] == ["x", "y", "z"]
    assert (kept[0].standing, kept[0].basis) == (Standing.ACCEPTED, OLD)


def test_what_the_draft_says_otherwise_now_stands_beside_it(carry: Callable[[Statements], Statements]) -> None:
    kept = carry(edited(FIRST, StatementId("b"), "Ate a little more."))
    assert [(s.id, s.text) for s in kept if s.section == "s"] == [
        ("x", "Slept badly."),
        ("y", "Ate little."),
        ("new1", "Ate a little more."),
    ]


def test_what_she_completed_is_not_asked_for_again(carry: Callable[[Statements], Statements]) -> None:
    kept = carry(edited(FIRST, StatementId("c"), "Calm, good contact."))
    assert kept[2] == replace(
        AGAIN[2], text="Calm, good contact.", kind=StatementKind.OWN, verdict=Verdict.NONE, standing=Standing.EDITED
    )


def test_a_line_of_her_own_goes_to_the_end_of_its_section_even_half_written(
    carry: Callable[[Statements], Statements],
) -> None:
    half = own_line(StatementId("mine"), "s", "Mother visi", is_finished=False)
    kept = carry((*FIRST, half))
    assert kept[2] == replace(half, id=StatementId("new1")) and kept[2].is_open


def test_a_line_that_was_moved_stays_where_she_put_it(carry: Callable[[Statements], Statements]) -> None:
    moved = moved_to_section(accepted(FIRST, StatementId("a")), StatementId("a"), "o")
    assert [(s.id, s.section) for s in carry(moved)] == [("y", "s"), ("z", "o"), ("x", "o")]


def test_what_was_checked_against_the_newest_rests_on_it(carry: Callable[[Statements], Statements]) -> None:
    checked = tuple(replace(s, basis=NEW) for s in accepted(FIRST, StatementId("a")))
    assert carry(checked)[0].basis is None
